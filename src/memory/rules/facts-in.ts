import { codePointLength } from '../../std/code-points.ts'
import type { Fact } from '../facts.ts'
import { askedBefore, askedFacts, toFact, type Read } from './asked.ts'
import { birthdays } from './birthdays.ts'
import { part, type Clause, type Found, type Rule } from './clause.ts'
import { clausesOf } from './clauses.ts'
import { deaths } from './deaths.ts'
import { family } from './family.ts'
import { health } from './health.ts'
import { statedOf } from './moods.ts'
import { names } from './names.ts'
import { otherLanguages } from './other-languages.ts'
import { isForeign, ownWords } from './own-words.ts'
import { pattern } from './patterns.ts'
import { pets } from './pets.ts'
import { places } from './places.ts'
import { plans } from './plans.ts'
import { referred, spokenOf, type Spoken } from './references.ts'
import { asksToRemember, onlyAsks } from './remember.ts'
import { compile } from './sayings.ts'
import { secretsIn, withoutSecrets, type Span } from './secrets.ts'
import { sentencesOf, type Sentence } from './sentences.ts'
import { reachOf } from './tasks.ts'
import { tasteRule } from './tastes.ts'
import { work } from './work.ts'

const most = 20
const longestText = 300
/** More than anybody says of themselves at once; what is longer was pasted, and must cost no more. */
const mostRead = 32_000
const mostSentences = 400
const mostClauses = 300

const rules: readonly Rule[] = [
  names,
  places,
  work,
  family,
  deaths,
  pets,
  birthdays,
  health,
  tasteRule,
  plans,
  otherLanguages,
]

const retracts = pattern('i')`
  ^\W*(?:lol,? )?(?:
    jk|j/k|just kidding|just joking|i(?:'|’)?m (?:just )?(?:kidding|joking)|kidding|joking|not really|psych
    |april fools?|nah just kidding|only joking|only kidding|lo+l|(?:ha){2,}|that was a joke|that's a joke|lmao
  )\b\W*(?:$|[.!,)])
`
/** It says how the sentence is meant. */
const ironic = pattern('i')`
  \s/(?:s|j|jk|sarcasm)\W*$|\b(?:obviously|duh)\W*$
  |^(?:oh great|oh joy|yay|ugh|wow thanks|yeah right|oh sure)[,!. ]+(?:i|we) .*\b(?:love|adore|enjoy)\b
  |^(?:
     oh|ah|ah yes|oh yes|just what i|wow|yay|ugh|great|lovely|wonderful|fantastic|brilliant|perfect|yeah right
     |sure
   )[,!. ]+(?:
     (?:oh|great|yay|joy|yeah|sure)[,!. ]+
   )*(?:i|we) (?:just |absolutely |totally |really )*(?:love|adore|enjoy|like)\b.*(?:ing\b|when\b|how\b)
`

const isFit = (text: string): boolean =>
  text.length > 0 && codePointLength(text) <= longestText && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)

/** A message as far as it has been read. */
interface Reading {
  message: string
  /** The message with all that is hidden which is not the person's own. */
  own: string
  secrets: readonly Span[]
  saidAt: number
  facts: Fact[][]
  clauses: number
  /** What the sentence before said, and of whom. */
  before: readonly Clause[]
  spoken: Spoken | undefined
}

function factsOf(clause: Clause, { secrets, saidAt }: Reading): Fact[] {
  const quote = withoutSecrets(clause.message, clause, secrets)
  const seen = new Set<string>()
  return rules
    .flatMap((rule) => rule(clause, saidAt))
    .filter(({ text }) => !seen.has(text) && seen.add(text))
    .map((found) => toFact(found, quote, false))
}

function sentenceFacts(
  clauses: readonly Clause[],
  jokes: ReadonlySet<number>,
  asked: boolean,
  reading: Reading,
): Fact[] {
  const read: Read = (clause): Found[] => factsOf(clause, reading)
  const stated = (some: readonly Clause[], asked: boolean): Fact[] =>
    statedOf(some, asked).flatMap((clause) => factsOf(clause, reading))
  const asking = clauses.findIndex((clause) => asksToRemember(clause) > 0)
  const asker = clauses[asking]
  if (!asker)
    return stated(
      clauses.filter((_, at) => !jokes.has(at)),
      asked,
    )
  if (onlyAsks(asker, asked)) return []
  const said = clauses.slice(0, asking)
  const known = stated(said, false)
  const alone = /^(?:|this|that|it|please|ok|okay)$/.test(part(asker, asksToRemember(asker)).text)
  if (!alone || asking < clauses.length - 1) return [...known, ...askedFacts(clauses, asking, read)]
  if (said.length > 0) return askedBefore(said, known, read)
  const last = reading.facts.findLastIndex((facts) => facts.length > 0)
  const isLast = last >= 0 && last === reading.facts.length - 1
  return askedBefore(reading.before, isLast ? (reading.facts.splice(last, 1)[0] ?? []) : [], read)
}

/** Whether the words go on being the person's own. */
function goesOn(sentence: Sentence, reading: Reading): boolean {
  const { message, own, facts } = reading
  const raw = own.slice(sentence.start, sentence.end)
  if (retracts.test(raw)) facts.pop()
  const reach = reachOf(raw)
  if (reach === 'message') facts.length = 0
  if (reach === 'message' || reach === 'onwards') return false
  if (reach === 'sentence' || ironic.test(raw)) {
    facts.push([])
    return true
  }
  const { clauses: found, jokes } = clausesOf(message, own, sentence)
  const clauses = found.map((clause) => {
    const told = referred(clause, reading.spoken)
    reading.spoken = spokenOf(told) ?? (told === clause ? undefined : reading.spoken)
    return told
  })
  reading.clauses += clauses.length
  facts.push(sentenceFacts(clauses, jokes, sentence.asked, reading))
  reading.before = clauses
  return true
}

/** What a person says of themselves in a message; of what is asked, imagined, quoted or said of others nothing. */
export function factsIn(said: string, saidAt: number): Fact[] {
  const message = said.length > mostRead ? said.slice(0, mostRead) : said
  if (isForeign(message)) return []
  const secrets = secretsIn(message)
  const own = ownWords(message, secrets)
  const reading: Reading = { message, own, secrets, saidAt, facts: [], clauses: 0, before: [], spoken: undefined }
  let sentences = 0
  for (const sentence of sentencesOf(own)) {
    if (++sentences > mostSentences || reading.clauses > mostClauses) break
    if (!goesOn(sentence, reading)) break
  }
  const seen = new Set<string>()
  return reading.facts
    .flat()
    .filter(({ text, quote }) => isFit(text) && quote.length > 0 && !seen.has(text) && seen.add(text))
    .filter(({ text, explicit }) => explicit || !secrets.some((span) => tells(text, message, span)))
    .slice(0, most)
}

/** Whether a text holds a secret, or enough of it. */
const tells = (text: string, message: string, { start, end }: Span): boolean =>
  message
    .slice(start, end)
    .split(/\s+/)
    .some((piece) => piece.length > 3 && text.includes(piece))

const ordinary = [
  'My name is Ann.',
  'I have a cat, and I like tea.',
  'We are moving to Ulm in May.',
  'Remember that I am 30.',
]

/** A little at a time, what takes a tenth of a second where the first message has to wait for all of it. */
export function* prepare(): Generator<undefined> {
  yield* compile()
  for (const message of ordinary) {
    yield void isForeign(message)
    const secrets = secretsIn(message)
    yield
    const own = ownWords(message, secrets)
    yield void reachOf(own)
    for (const sentence of sentencesOf(own)) {
      const { clauses } = clausesOf(message, own, sentence)
      yield void statedOf(clauses, false)
      for (const clause of clauses) for (const rule of rules) yield void rule(clause, 0)
    }
    yield void factsIn(message, 0)
  }
}
