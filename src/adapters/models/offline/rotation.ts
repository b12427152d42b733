import type { Parts } from './decompose.ts'
import { fill, isMadeOf } from './template.ts'

const NOBODY: Parts = []

/** When something made of this template was last said; -1 for never. A reply that was cut short counts as said. */
const lastSaid = (template: string, sentence: string, replies: readonly string[]): number =>
  replies.findLastIndex((reply) => isMadeOf(reply, template) || (reply !== '' && sentence.startsWith(reply)))

/** The first template that this conversation has not heard yet, filled; undefined once it has heard them all. */
export function sayNew(templates: readonly string[], replies: readonly string[], parts = NOBODY): string | undefined {
  for (const template of templates) {
    const sentence = fill(template, parts)
    if (sentence !== undefined && lastSaid(template, sentence, replies) === -1) return sentence
  }
  return undefined
}

/** As `sayNew`, but then goes back to what was said longest ago. */
export function sayAgain(templates: readonly string[], replies: readonly string[], parts = NOBODY): string | undefined {
  let oldest: { sentence: string; at: number } | undefined
  for (const template of templates) {
    const sentence = fill(template, parts)
    if (sentence === undefined) continue
    const at = lastSaid(template, sentence, replies)
    if (!oldest || at < oldest.at) oldest = { sentence, at }
  }
  return oldest?.sentence
}
