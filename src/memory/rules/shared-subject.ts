import { set } from './clause.ts'
import { isCondition } from './conditions.ts'
import { occupations } from './occupations.ts'
import { openingOf } from './openings.ts'
import { pattern } from './patterns.ts'
import { isKnownPlace, nationalities } from './place-names.ts'
import { textOf, type Word } from './words.ts'

/** Verbs that go on with the subject of the clause before. */
export const carried = set(`
  use wear drive listen watch keep breed sell need play sing run named called live lived work study love like
  adore hate dislike enjoy prefer have am play moved got take speak run own teach collect eat drink detest grew
  suffer come attend go plan intend major
`)
/** What somebody is said to be without a verb. */
export const complements = set(`
  allergic vegan vegetarian pescatarian diabetic asthmatic epileptic dyslexic autistic pregnant married single
  divorced engaged widowed based born originally living working studying lactose gluten celiac coeliac retired
  unemployed self-employed freelance intolerant left-handed deaf
`)
const germanVerbs = set('wohne lebe komme arbeite mag liebe bin esse habe heisse hasse')
const ownSubject = /^(?:i|we|my name is|my name)\b/
const restricts = pattern('')`
  ^i (?:\S+ ){0,2}?(?:
    like|love|hate|want|plan|hope|need|have|try|trying|prefer|enjoy|going|used|able|decided|intend|planning|do
    |did|can|will|would|could|might|may|should|must
  ) (?:to|not)\b
  |^i (?:can|will|would|could|might|may|should|must|did)\b
`

const countable = /^(?:kids|children|sons|daughters|boys|girls|dogs|cats|brothers|sisters|siblings|grandchildren)$/

/** "Remember that I live in Ulm and work at SAP" goes on with what is to be remembered. */
const asked = /^(?:\S+ ){0,4}?(?:remember|forget|mind|note|memory)(?: that)?(?: ,)? (?=(?:i|my|we) )/

const one = /^(?:i am|my name is) /
const number = /^(?:two|three|four|five|six|\d)$/
const some = /^(?:an?|the|two|three|four|five|six|\d)$/

/** "34" and "34 years", where an age may stand; "15 years in nursing" is none. */
const isAge = (ahead: readonly string[]): boolean =>
  /^\d{1,3} (?:,|and|years?|yrs?|yo|y\/o|from|but)?(?: |$)/.test(`${ahead.slice(0, 2).join(' ')} `) &&
  !/^\d+ ye?a?rs? (?:in|of|at|as|on|experience|exp)\b/.test(ahead.join(' '))

/** What a clause without a subject takes over from the one before: how many of its words go, and what stands for them. */
export interface Shared {
  skips: number
  says: string
}

/** `ahead` are the words up to the next joiner, and `after` the first ones behind it. */
export function sharedSubject(
  said: string,
  joiner: string,
  ahead: readonly Word[],
  after: readonly Word[],
): Shared | undefined {
  const current = said.replace(asked, '')
  const words = [...ahead, ...after].map(({ text }) => text)
  const [first = '', second = ''] = words
  const as = (says: string, skips = 0): Shared => ({ says, skips })
  if (/^(?:ich|mein name)\b/.test(current)) return germanVerbs.has(first) ? as('ich') : undefined
  if (!ownSubject.test(current) && !/^(?:it is|this is|call me) /.test(current)) return undefined
  if (joiner.includes('but') && first === 'not' && /^i (?:like|love|enjoy|adore|eat)\b/.test(current)) return as('i do')
  const isFree = !restricts.test(current)
  if (isFree && (carried.has(first) || (first === 'do' && second === 'not')))
    return as(current.startsWith('we ') ? 'we' : 'i')
  if (complements.has(first)) return as('i am')
  if (isAge(words) && joiner !== 'since' && !/^(?:i|we) have\b/.test(current)) return as('i am')
  if (first === 'from' && /^(?:i am|my name is|it is|this is) /.test(current)) return as('i am')
  if (/^(?:raised|brought)$/.test(first) && /^i was born (?:in|on|near) /.test(current)) return as('i was')
  if (/^an?$/.test(first) && /^(?:i am|my name is) \S+(?: \S+)?(?: ,)?$/.test(current)) return as('i am')
  if (number.test(first) && countable.test(second)) return as('i have')
  if (some.test(first) && /^i am (?:an? |not )/.test(current)) return as('i am')
  if (some.test(first) && /^(?:i|we) have (?:an? |two |three |four |\d)/.test(current)) return as('i have')
  return fragment(current, ahead) ?? (isFree ? openingOf(ahead, true) : undefined)
}

/** "I am Ravi, software engineer, bad knees": what somebody is or has, named and no more. */
function fragment(current: string, words: readonly Word[]): Shared | undefined {
  const as = (says: string): Shared => ({ says, skips: 0 })
  const text = textOf(words)
  if (one.test(current) && words.length <= 4 && occupations.has(words.at(-1)?.text ?? '')) return as('i am a')
  if (/^(?:i am|my name is) \S+(?: ,)?(?: \d+)?(?: ,)?$/.test(current) && nationalities.has(text)) return as('i am')
  if (current.startsWith('i am ') && text.startsWith('in ') && isKnownPlace(text.slice(3))) return as('i am')
  return /^i (?:am|have) /.test(current) && isCondition(text) ? as('i have') : undefined
}
