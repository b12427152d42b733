import type { Word } from './clauses.ts'

const swapped: ReadonlyMap<string, string> = new Map([
  ['i', 'you'],
  ['me', 'you'],
  ['my', 'your'],
  ['mine', 'yours'],
  ['myself', 'yourself'],
  ["i'd", "you'd"],
  ['we', 'you'],
  ['us', 'you'],
  ['our', 'your'],
  ['ours', 'yours'],
  ['ourselves', 'yourselves'],
  ['am', 'are'],
  ['your', 'my'],
  ['yours', 'mine'],
  ['yourself', 'myself'],
  ["you'd", "I'd"],
])

const adverbs: ReadonlySet<string> = new Set('really always never also just still only ever even probably'.split(' '))

/** After one of these, "you" is what something is done to. */
const objectBefore: ReadonlySet<string> = new Set(
  'to for with of about at from by on like than without against between behind around tell told ask asked let help'.split(
    ' ',
  ),
)
const objectAfter: ReadonlySet<string> = new Set(
  'to the a an and or so very much for in at on with because when about all too more as that this again now today'.split(
    ' ',
  ),
)

function you(words: readonly Word[], index: number): string {
  const next = words[index + 1]?.key
  const before = words[index - 1]?.key
  if (next === undefined) return before === 'are' || before === 'were' ? 'I' : 'me'
  return objectAfter.has(next) || (before !== undefined && objectBefore.has(before)) ? 'me' : 'I'
}

/** Whether the verb at `index` goes with that pronoun, beside it or across one adverb. */
function goesWith(words: readonly Word[], index: number, pronoun: string): boolean {
  for (const step of [-1, 1]) {
    const beside = words[index + step]?.key
    if (beside === pronoun) return true
    if (beside !== undefined && adverbs.has(beside) && words[index + 2 * step]?.key === pronoun) return true
  }
  return false
}

/** The person's words as they sound from the other side. */
export function reflect(words: readonly Word[]): string[] {
  return words.map(({ key, text }, index) => {
    if (key === 'you') return you(words, index)
    if (key === 'are' && goesWith(words, index, 'you')) return 'am'
    if (key === 'were' && goesWith(words, index, 'you')) return 'was'
    if (key === 'was' && goesWith(words, index, 'i')) return 'were'
    return swapped.get(key) ?? text
  })
}
