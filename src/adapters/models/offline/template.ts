import type { Parts } from './decompose.ts'
import { echo } from './echo.ts'

const HOLE = /\{(\d)\}/g

/** The sentence with the person's own words in it; undefined where they cannot be said back. */
export function fill(template: string, parts: Parts): string | undefined {
  let complete = true
  const sentence = template.replaceAll(HOLE, (_hole, number: string) => {
    const words = echo(parts[Number(number) - 1] ?? [])
    complete &&= words !== undefined
    return words ?? ''
  })
  return complete ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : undefined
}

/** Whether a reply was made of this template, whatever stood in its holes. */
export function isMadeOf(reply: string, template: string): boolean {
  const pieces = template.split(/\{\d\}/)
  const last = pieces.at(-1) ?? ''
  let from = 0
  for (const piece of pieces) {
    const at = from === 0 && piece !== '' ? (reply.startsWith(piece) ? 0 : -1) : reply.indexOf(piece, from)
    if (at === -1) return false
    from = at + piece.length
  }
  return reply.endsWith(last)
}
