import { StringDecoder } from 'node:string_decoder'
import { oneLine } from '../../std/one-line.ts'

/** So much of a line is kept while it comes, and so much of it is told. */
const most = { kept: 4_096, told: 200 }

/** Shorter ones would be found in every other word. */
const shortestSecret = 4

/** The last line that a process wrote, without the values in `secrets`. */
export function createLastWords(secrets: readonly string[]) {
  const hidden = [...new Set(secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)]).map((one) => one.trim()))]
    .filter((one) => one.length >= shortestSecret)
    .sort((a, b) => b.length - a.length)
  const decoder = new StringDecoder('utf8')
  let line = ''
  let last = ''

  function keep(): void {
    if (line.trim() !== '') last = line
    line = ''
  }

  return {
    heard(chunk: Buffer): void {
      const [first = '', ...more] = decoder.write(chunk).split('\n')
      line = (line + first).slice(0, most.kept)
      for (const part of more) {
        keep()
        line = part.slice(0, most.kept)
      }
    },
    told(): string | undefined {
      keep()
      let text = last
      for (const one of hidden) text = text.replaceAll(one, '[secret]')
      return text === '' ? undefined : oneLine(text).slice(0, most.told).toWellFormed()
    },
  }
}
