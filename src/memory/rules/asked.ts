import type { Fact } from '../facts.ts'
import { part, phraseOf, type Clause, type Found, type Phrase } from './clause.ts'
import { asksToRemember, remembered, withoutSubject } from './remember.ts'

export type Read = (clause: Clause) => readonly Found[]

const longestAsking = 1000
const least = 0.9
const ownSubject = /^(?:i|my|we|our)\b/

export function toFact(found: Found, quote: string, explicit: boolean): Fact {
  const { text, importance, slot = null, topic = null, polarity = 0 } = found
  return {
    text,
    slot,
    topic,
    polarity,
    importance: explicit ? Math.max(importance, least) : importance,
    quote,
    explicit,
  }
}

/** What is to be kept as it was said where no rule knows it. */
function keptPart(clause: Clause, told: Phrase, read: Read): Fact[] {
  const quote = told.words[0] ? clause.message.slice(told.words[0].start, clause.end) : ''
  const known = read({ ...clause, ...told }).map((found) => toFact(found, quote, true))
  // A name told in passing is not what was to be remembered.
  const inPassing =
    known.every(({ topic }) => /^(?:family|pet):/.test(topic ?? '')) &&
    !/\b(?:called|named|names?|have)\b/.test(told.text)
  if (known.length > 0 && !inPassing) return known
  // Texts that are pasted ask their readers to remember things as well.
  if (clause.message.length > longestAsking && !ownSubject.test(told.text)) return known
  const text = withoutSubject(clause, told)
  return /\p{L}{2}/u.test(text) ? [...known, toFact({ text, importance: least }, quote, true)] : known
}

const whole = (clause: Clause, read: Read): Fact[] => keptPart(clause, phraseOf(clause.message, clause.words), read)

/** What is to be remembered in so many words: each part as a rule knows it, else as it was said. */
export function askedFacts(clauses: readonly Clause[], first: number, read: Read): Fact[] {
  const asking = clauses[first]
  if (!asking) return []
  const lead = asksToRemember(asking)
  const following = clauses.slice(first + 1)
  if (/^(?:|this|that|these|the following)$/.test(part(asking, lead).text) && following.length > 0)
    return following.flatMap((clause) => whole(clause, read))
  const told = remembered(asking, lead)
  if (!told) return []
  const more = following.filter(({ text }) => ownSubject.test(text))
  return [...keptPart(asking, told, read), ...more.flatMap((clause) => whole(clause, read))]
}

/** "Remember that", said of what was said before: what of it is known, else what is the person's own, as it was said. */
export function askedBefore(before: readonly Clause[], known: readonly Fact[], read: Read): Fact[] {
  if (known.length > 0)
    return known.map((fact) => ({ ...fact, explicit: true, importance: Math.max(fact.importance, least) }))
  const own = before.filter(({ text }) => /^(?:my|our)\b/.test(text))
  return own.flatMap((clause) => whole(clause, read))
}
