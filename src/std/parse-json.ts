import { isUtf8 } from 'node:buffer'

export type JsonRefusal = 'malformed' | 'too_deep' | 'forbidden_key'

/** Carries no part of the input: a parser's own message would quote it. */
export class JsonError extends Error {
  readonly code: JsonRefusal

  constructor(code: JsonRefusal) {
    super(`JSON refused: ${code}`)
    this.name = 'JsonError'
    this.code = code
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
// Setting this bit makes `[` and `]` into `{` and `}`, and makes nothing else into either.
const BRACKET_BIT = 0x20
const OPEN = 0x7b
const CLOSE = 0x7d

const stringEnd = (bytes: Buffer, start: number): number => {
  let index = start
  while (index < bytes.length && bytes[index] !== QUOTE) index += bytes[index] === BACKSLASH ? 2 : 1
  return index
}

const isDeeperThan = (bytes: Buffer, limit: number): boolean => {
  let depth = 0
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0
    if (byte === QUOTE) {
      index = stringEnd(bytes, index + 1)
    } else if ((byte | BRACKET_BIT) === OPEN) {
      depth += 1
      if (depth > limit) return true
    } else if ((byte | BRACKET_BIT) === CLOSE) {
      depth -= 1
    }
  }
  return false
}

// The forbidden names as they are, or an escape that can spell one of their letters.
const SUSPICION = /__proto__|constructor|\\u00[567]/

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const pollutes = (value: object): boolean => {
  if (Object.hasOwn(value, '__proto__')) return true
  const maker: unknown = Object.hasOwn(value, 'constructor') ? value.constructor : undefined
  return isObject(maker) && Object.hasOwn(maker, 'prototype')
}

// Recursion is safe here: the depth has been checked.
const hasForbiddenKey = (value: unknown): boolean =>
  isObject(value) && (pollutes(value) || Object.values(value).some(hasForbiddenKey))

const decode = (bytes: Buffer): string => {
  if (!isUtf8(bytes)) throw new JsonError('malformed')
  const text = bytes.toString()
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new JsonError('malformed')
  }
}

/** Parses what a stranger sent; a leading byte order mark is tolerated. */
export const parseJson = (bytes: Buffer, limits: { depth: number }): unknown => {
  // Before anything recursive sees it.
  if (isDeeperThan(bytes, limits.depth)) throw new JsonError('too_deep')
  const text = decode(bytes)
  const value = parse(text)
  if (SUSPICION.test(text) && hasForbiddenKey(value)) throw new JsonError('forbidden_key')
  return value
}
