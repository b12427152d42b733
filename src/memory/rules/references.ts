import { beingAt, type Being } from './beings.ts'
import { phraseOf, type Clause } from './clause.ts'
import { pattern } from './patterns.ts'

/** Of whom was spoken, for "she" and "his" in what is said next. */
export interface Spoken {
  being: Being
  words: Clause['words']
}

const women =
  /\b(?:mother|wife|girlfriend|sister|daughter|aunt|niece|grandmother|granddaughter|stepmother|stepdaughter|fianc[eé]e)\b/
const men = /\b(?:father|husband|boyfriend|brother|son|uncle|nephew|grandfather|grandson|stepfather|stepson)\b/
const naming = pattern('')`
  ^(?:
    (?<who>he|she|it|they) (?:is|are) (?:called|named)|(?<whose>his|her|its|it is|their) names? (?:is|are)
    |(?:i|we) (?:have )?(?:named|called) (?<whom>him|her|it|them)
  ) (?=\S)
`
/** Of whom else something is said "she" may be as well. */
const somebody =
  /\b(?:friend|girl|guy|man|woman|teacher|boss|doctor|neighbou?r|colleague|someone|somebody|lady|kid's|vet|nurse|therapist)\b/

function fits(pronoun: string, being: Being): boolean {
  if (/^(?:they|their|them)$/.test(pronoun)) return being.many
  if (being.many) return false
  if (/^(?:it|its|it is)$/.test(pronoun)) return being.kind === 'pet'
  if (being.kind === 'pet') return true
  return /^(?:she|her)$/.test(pronoun) ? !men.test(being.what) : !women.test(being.what)
}

/** The last of the person's own that a clause speaks of. */
export function spokenOf(clause: Clause): Spoken | undefined {
  for (let at = clause.words.length - 1; at >= 0; at--) {
    const text = clause.words[at]?.text ?? ''
    if (!/^(?:my|our|an?|two|three|four)$/.test(text)) continue
    if (
      /^(?:an?|two|three|four)$/.test(text) &&
      !/^(?:i|we) (?:have|got|adopted|am|are|bought|rescued)\b/.test(clause.text)
    )
      continue
    const being = beingAt(clause, at + 1)
    if (being)
      return somebody.test(clause.text) ? undefined : { being, words: clause.words.slice(being.from, being.to) }
  }
  return undefined
}

/** "She's called Isla" as "my daughter is called Isla", where it was a daughter that was spoken of. */
export function referred(clause: Clause, spoken: Spoken | undefined): Clause {
  const match = spoken && naming.exec(clause.text)
  const { who, whose, whom } = match?.groups ?? {}
  if (!spoken || !match || !fits(who ?? whose ?? whom ?? '', spoken.being)) return clause
  const place = clause.words[0] ?? { start: clause.start, end: clause.start }
  const told = ['my', ...spoken.words.map(({ text }) => text.replace(/'s?$/, '')), 'is', 'called'].map((text) => ({
    text,
    start: place.start,
    end: place.start,
  }))
  return { ...clause, ...phraseOf(clause.message, [...told, ...clause.words.slice(match[0].trim().split(' ').length)]) }
}
