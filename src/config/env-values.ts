import { isIP } from 'node:net'
import { fileURLToPath } from 'node:url'

/** Gives the value that a text stands for, or `undefined` where it stands for none. */
export type Parse<Value> = (text: string) => Value | undefined

export const wholeNumber =
  (lowest: number, highest: number): Parse<number> =>
  (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
    return value >= lowest && value <= highest ? value : undefined
  }

/** How much, or without end. */
export const tokenLimit: Parse<number | 'off'> = (text) =>
  text.toLowerCase() === 'off' ? 'off' : wholeNumber(1, 1_000_000_000)(text)

export const decimal =
  (lowest: number, highest: number): Parse<number> =>
  (text) => {
    const value = /^\d{1,10}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN
    return value >= lowest && value <= highest ? value : undefined
  }

export const oneOf =
  <Word extends string>(...words: Word[]): Parse<Word> =>
  (text) =>
    words.find((word) => word === text.toLowerCase())

export const boolean: Parse<boolean> = (text) => {
  const word = text.toLowerCase()
  if (['true', '1', 'yes', 'on'].includes(word)) return true
  return ['false', '0', 'no', 'off'].includes(word) ? false : undefined
}

export const host: Parse<string> = (text) => (/^[\w.:%-]{1,255}$/.test(text) ? text : undefined)

const PLAIN_NAME = /^[^\p{Cc}\s,]{1,255}$/u

export const modelName: Parse<string> = (text) => (PLAIN_NAME.test(text) ? text : undefined)

export const modelNames: Parse<string[]> = (text) => {
  const names = new Set(text.split(',').map((name) => name.trim()))
  names.delete('')
  return names.size > 0 && [...names].every((name) => PLAIN_NAME.test(name)) ? [...names] : undefined
}

export const baseUrl: Parse<string> = (text) => {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return undefined
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) return undefined
  return (url.origin + url.pathname).replace(/\/+$/, '')
}

export const databasePath: Parse<string> = (text) => {
  if (!/^file:[^?#]+$/i.test(text) || text.endsWith('/') || text.includes(':memory:')) return undefined
  if (!/^file:\/\//i.test(text)) return text.slice('file:'.length)
  try {
    return fileURLToPath(text)
  } catch {
    return undefined
  }
}

/** An @ or a second / behind the host is of a password that was not written as it must be. */
export const postgresUrl: Parse<string> = (text) => {
  const url = URL.parse(text)
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.hash !== '') return undefined
  return /^(\/[^/@]*)?$/.test(url.pathname) && !url.search.includes('@') ? text : undefined
}

/** Its path is the number of a database. */
export const redisUrl: Parse<string> = (text) => {
  const url = URL.parse(text)
  if (url === null || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '') return undefined
  return /^(\/\d*)?$/.test(url.pathname) && url.hash === '' ? text : undefined
}

export const shortText: Parse<string> = (text) => (/^\P{Cc}{1,255}$/u.test(text) ? text : undefined)

export const prompt: Parse<string> = (text) => (text.length <= 32_000 && !text.includes('\0') ? text : undefined)

const isOrigin = (text: string): boolean => {
  const url = URL.parse(text)
  return (
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    !text.includes('*') &&
    url.origin === text.toLowerCase()
  )
}

/** As a browser sends them: scheme, host and port. */
export const origins: Parse<'any' | string[]> = (text) => {
  const names = text.split(',').map((name) => name.trim())
  if (names.includes('*')) return names.length === 1 ? 'any' : undefined
  return names.every(isOrigin) ? names.map((name) => name.toLowerCase()) : undefined
}

const pair = (text: string): [number, number] | undefined => {
  const [, much, seconds] = /^(\d{1,12})\/(\d{1,8})$/.exec(text) ?? []
  return Number(much) > 0 && Number(seconds) > 0 ? [Number(much), Number(seconds)] : undefined
}

/** `60/60` is sixty requests in sixty seconds. */
export const rate: Parse<{ requests: number; seconds: number } | 'off'> = (text) => {
  if (text.toLowerCase() === 'off') return 'off'
  const [requests, seconds] = pair(text) ?? []
  return requests === undefined || seconds === undefined ? undefined : { requests, seconds }
}

export const budget: Parse<{ tokens: number; seconds: number } | 'off'> = (text) => {
  if (text.toLowerCase() === 'off') return 'off'
  const [tokens, seconds] = pair(text) ?? []
  return tokens === undefined || seconds === undefined ? undefined : { tokens, seconds }
}

/** An address where something is fetched as it stands, its query included. */
export const webAddress: Parse<string> = (text) => {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return undefined
  return url.username === '' && url.password === '' && url.hash === '' ? url.href : undefined
}

const networks = new Set(['loopback', 'linklocal', 'uniquelocal'])

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

/** How many proxies are in front, or where they are; `true` is one. */
export const trustedProxies: Parse<false | number | string[]> = (text) => {
  const word = text.toLowerCase()
  if (['off', 'false', 'no', '0'].includes(word)) return false
  if (['on', 'true', 'yes'].includes(word)) return 1
  if (/^\d{1,2}$/.test(word)) return Number(word)
  const names = word.split(',').map((name) => name.trim())
  return names.every((name) => networks.has(name) || isNetwork(name)) ? names : undefined
}
