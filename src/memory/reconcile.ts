import type { Fact } from './facts.ts'
import { factKey, type Read, type Reading, readingOf } from './reading.ts'

/** A memory that there is, as far as it decides what becomes of a new one. */
export interface Known {
  id: string
  text: string
  slot: string | null
  topic: string | null
  polarity: 1 | 0 | -1
}

export type Verdict =
  | { kind: 'touch'; id: string }
  | { kind: 'supersede'; id: string }
  | { kind: 'merge'; id: string; text: string }
  | { kind: 'add' }

/** So much must be shared where one text only adds to the other. */
const fewestShared = 3

/** Whether all that one says is said by the other. Where each says something that the other does not, they are two. */
function includes(larger: Reading, smaller: Reading, wholes: boolean): boolean {
  if (larger.denies !== smaller.denies || smaller.terms.size === 0 || !smaller.terms.isSubsetOf(larger.terms))
    return false
  const more = larger.terms.difference(smaller.terms)
  if (more.size === 0) return true
  if (wholes) return false
  const numbers = [...more].filter((term) => /\d/.test(term))
  const hasOwnNumbers = [...smaller.terms].some((term) => /\d/.test(term))
  if (numbers.length > 0 && hasOwnNumbers) return false
  const addsNames = [...more].every((term) => larger.particular.has(term))
  const hasOwnNames = smaller.particular.size > 0
  return addsNames && !hasOwnNames ? true : smaller.terms.size >= fewestShared
}

function merged(fact: Fact, known: Known, read: Read): string | undefined {
  if (fact.topic !== null && known.topic !== null && fact.topic !== known.topic && !beings.has(kindOf(fact.topic)))
    return undefined
  if (fact.slot !== null && known.slot !== null && fact.slot !== known.slot) return undefined
  if (fact.polarity * known.polarity < 0) return undefined
  const [next, old] = [read(fact.text), read(known.text)]
  if (next.directed && factKey(fact.text) !== factKey(known.text)) return undefined
  const wholes = next.whole || old.whole
  if (includes(next, old, wholes))
    return next.terms.size > old.terms.size || fact.text.length > known.text.length ? fact.text : known.text
  return includes(old, next, wholes) ? known.text : undefined
}

/** What has a name has a topic of its own once that is told. */
const beings = new Set(['pet', 'family'])
const kindOf = (topic: string): string => topic.split(':', 1)[0] ?? ''

/** The same value, once with more said: "Lyon" and "Lyon, France", "Ada" and "Ada Lovelace". */
function fuller(slot: string, a: string, b: string): string | undefined {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (factKey(a) === factKey(b)) return long
  const rest = long.toLowerCase().startsWith(short.toLowerCase()) ? long.slice(short.length) : ''
  return rest.startsWith(',') || (slot === 'name' && rest.startsWith(' ')) ? long : undefined
}

/** What becomes of a fact beside those that are known: it is one of them, takes the place of one, adds to one, or is new. */
export function reconcile(fact: Fact, known: readonly Known[], read: Read = readingOf): Verdict {
  const { normal } = read(fact.text)
  const same = known.find(({ text }) => read(text).normal === normal)
  if (same) return { kind: 'touch', id: same.id }
  const { slot, topic, polarity } = fact
  const held = slot === null ? undefined : known.find((one) => one.slot === slot)
  if (held && slot !== null) {
    const text = fact.polarity * held.polarity < 0 ? undefined : fuller(slot, held.text, fact.text)
    return text === undefined ? { kind: 'supersede', id: held.id } : { kind: 'merge', id: held.id, text }
  }
  const opposed =
    topic === null || polarity === 0
      ? undefined
      : known.find((one) => one.topic === topic && one.polarity === -polarity)
  if (opposed) return { kind: 'supersede', id: opposed.id }
  for (const one of known) {
    const text = merged(fact, one, read)
    if (text !== undefined) return { kind: 'merge', id: one.id, text }
  }
  return { kind: 'add' }
}
