import { readClauses, visiblePart } from './clauses.ts'
import type { Clause } from './clauses.ts'
import { decompose, readPattern } from './decompose.ts'
import { echo } from './echo.ts'
import { recalls } from './script/continuations.ts'
import { isMadeOf } from './template.ts'

const MAX_REMARKS = 20
const SHORTEST = 4

/** Remarks of the person's own that still mean something when they are said back ten turns later. */
const remarks = [
  '* my + is|are|was|were|has|had|does|did|will|would|can|could|never|always|keeps|says|said|thinks|wants|left|hates|likes +',
  'i feel|felt|miss|love|hate|hope|want|wish|need|work|live|moved|lost|started|grew +',
  'i am|was|have +',
  'i cannot|could|do +',
].map(readPattern)

const isTelling = ({ words, asks }: Clause): boolean =>
  !asks &&
  words.length >= SHORTEST &&
  ['i', 'my'].includes(words[0]?.key ?? '') &&
  !words.some(({ key }) => key === 'you' || key === 'your') &&
  remarks.some((pattern) => decompose(pattern, words) !== undefined)

/** Brings back what the person told earlier, the oldest first; undefined once there is nothing left to come back to. */
export function recall(earlier: readonly string[], replies: readonly string[]): string | undefined {
  const template = recalls.find((recall) => !replies.some((reply) => isMadeOf(reply, recall)))
  if (template === undefined) return undefined
  for (const text of earlier.slice(-MAX_REMARKS)) {
    for (const clause of readClauses(visiblePart(text))) {
      const remark = isTelling(clause) ? echo(clause.words) : undefined
      if (remark === undefined || replies.some((reply) => reply.includes(remark))) continue
      return template.replace('{1}', () => remark)
    }
  }
  return undefined
}
