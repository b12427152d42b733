import type { Parts } from './decompose.ts'
import { echo } from './echo.ts'

/** `{2^}` is a name, and begins with a capital. */
const HOLE = /\{(\d)(\^?)\}/g

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The sentence with the person's own words in it; undefined where they cannot be said back. */
export function fill(template: string, parts: Parts): string | undefined {
  let complete = true
  const sentence = template.replaceAll(HOLE, (_hole, number: string, name: string) => {
    const words = echo(parts[Number(number) - 1] ?? [])
    complete &&= words !== undefined
    return name ? capitalised(words ?? '') : (words ?? '')
  })
  return complete ? capitalised(sentence) : undefined
}

/** Whether a reply holds a sentence of this template, whatever stood in its holes and whatever was put around it. */
export function isMadeOf(reply: string, template: string): boolean {
  let from = 0
  for (const piece of template.split(/\{\d\^?\}/)) {
    const at = reply.indexOf(piece, from)
    if (at === -1) return false
    from = at + piece.length
  }
  return true
}
