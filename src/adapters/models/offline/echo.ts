import type { Word } from './clauses.ts'
import { drawTogether } from './contractions.ts'
import { reflect } from './reflect.ts'
import { wordSets } from './word-sets.ts'

const MAX_WORDS = 11
const MAX_LETTERS = 24
const PLAIN = /^[\p{Script=Latin}\d']+$/u

const turns: ReadonlySet<string> = new Set('because but although though whereas'.split(' '))
const newSubject: ReadonlySet<string> = new Set('i my he she they we it you the then'.split(' '))
const trailing: ReadonlySet<string> = new Set(
  'please lol haha anyway though and or so very much a lot too lately badly terribly'.split(' '),
)

const unspeakable = wordSets.get('unspeakable') ?? new Set()
const humanClaims = wordSets.get('human-claim') ?? new Set()

/** The thought that comes first: a longer one would be parroted, not heard. */
function firstThought(words: readonly Word[]): readonly Word[] {
  let end = words.findIndex(
    ({ key }, index) => index > 0 && (turns.has(key) || (key === 'and' && newSubject.has(words[index + 1]?.key ?? ''))),
  )
  if (end === -1) end = words.length
  while (end > 0 && trailing.has(words[end - 1]?.key ?? '')) end -= 1
  return words.slice(0, end)
}

/** The person's words, turned round to be said back to them; undefined where they had better not be. */
export function echo(words: readonly Word[]): string | undefined {
  const thought = firstThought(words)
  if (thought.length === 0 || thought.length > MAX_WORDS) return undefined
  if (thought.some(({ key }) => !PLAIN.test(key) || key.length > MAX_LETTERS)) return undefined
  // Turned round, "you are a doctor" would be this program's own claim.
  if (thought.some(({ key }) => unspeakable.has(key) || humanClaims.has(key))) return undefined
  return drawTogether(reflect(thought)).join(' ')
}
