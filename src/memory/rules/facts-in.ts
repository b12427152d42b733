import { codePointLength } from '../../std/code-points.ts'
import type { Fact } from '../facts.ts'
import { birthdays } from './birthdays.ts'
import { part, phraseOf, type Clause, type Found, type Rule } from './clause.ts'
import { clausesOf } from './clauses.ts'
import { family } from './family.ts'
import { health } from './health.ts'
import { statedOf } from './moods.ts'
import { names } from './names.ts'
import { otherLanguages } from './other-languages.ts'
import { isForeign, ownWords } from './own-words.ts'
import { pets } from './pets.ts'
import { places } from './places.ts'
import { plans } from './plans.ts'
import { asksToRemember, onlyAsks, remembered, withoutSubject } from './remember.ts'
import { sentencesOf, type Sentence } from './sentences.ts'
import { reachOf } from './tasks.ts'
import { tasteRule } from './tastes.ts'
import { work } from './work.ts'

const most = 20
const longestText = 300
const longestAsking = 1000
/** More than anybody says of themselves at once; what is longer was pasted, and must cost no more. */
const mostRead = 32_000
const mostSentences = 400
const mostClauses = 300

/** A sentence without one of these says nothing of whoever says it. */
const personal =
  /(?:^|[^\p{L}])(?:i|im|ive|iam|my|me|we|our|call|name|remember|forget|mind|ich|mein|meine|je|mon|moi|mi|yo|soy|vivo|tengo|sono|abito|odio|amo|adoro|io|ho|eu|meu|moro|sou|gosto|n[aã]o|odeio|detesto|tenho|no|non|chamo|here|speaking|its|it['’]s|this is|hier|ici|c)(?:[^\p{L}]|$)|[ij]['’]/iu

const rules: readonly Rule[] = [names, places, work, family, pets, birthdays, health, tasteRule, plans, otherLanguages]
const retracts =
  /^\W*(?:lol,? )?(?:jk|j\/k|just kidding|just joking|i(?:'|’)?m (?:just )?(?:kidding|joking)|kidding|joking|not really|psych|april fools?|nah just kidding|only joking|only kidding|lo+l|(?:ha){2,}|that was a joke|that's a joke|lmao)\b\W*(?:$|[.!,)])/i

function read(clause: Clause, saidAt: number): Found[] {
  const found = rules.flatMap((rule) => rule(clause, saidAt))
  const seen = new Set<string>()
  return found.filter(({ text }) => !seen.has(text) && seen.add(text))
}

const isFit = (text: string): boolean =>
  text.length > 0 && codePointLength(text) <= longestText && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)

function toFact(
  { text, importance, slot = null, topic = null, polarity = 0 }: Found,
  quote: string,
  explicit: boolean,
): Fact {
  return { text, slot, topic, polarity, importance: explicit ? Math.max(importance, 0.9) : importance, quote, explicit }
}

/** What is to be remembered in so many words: each part as a rule knows it, else as it was said. */
function explicitFacts(clauses: readonly Clause[], first: number, lead: number, saidAt: number): Fact[] {
  const asking = clauses[first]
  if (!asking) return []
  const told = remembered(asking, lead)
  const following = clauses.slice(first + 1)
  if (/^(?:|this|that|these|the following)$/.test(part(asking, lead).text) && following.length > 0) {
    const all = following.flatMap((clause) => explicitPart(clause, phraseOf(clause.message, clause.words), saidAt))
    return all
  }
  if (!told) return []
  const own = explicitPart(asking, told, saidAt)
  const parts = following.map((clause) => ({
    clause,
    facts: /^(?:i|my|we|our)\b/.test(clause.text) ? explicitPart(clause, clause, saidAt) : [],
  }))
  return [...own, ...parts.flatMap(({ facts }) => facts)]
}

function explicitPart(clause: Clause, told: ReturnType<typeof phraseOf>, saidAt: number): Fact[] {
  const quote = told.words[0] ? clause.message.slice(told.words[0].start, clause.end) : ''
  const known = read({ ...clause, ...told }, saidAt).map((found) => toFact(found, quote, true))
  // A name told in passing is not what was to be remembered.
  const inPassing =
    known.every(({ topic }) => /^(?:family|pet):/.test(topic ?? '')) &&
    !/\b(?:called|named|name|have)\b/.test(told.text)
  if (known.length > 0 && !inPassing) return known
  // Texts that are pasted ask their readers to remember things as well.
  if (clause.message.length > longestAsking && !/^(?:i|my|we|our)\b/.test(told.text)) return known
  const text = withoutSubject(clause, told)
  return /\p{L}{2}/u.test(text) ? [...known, toFact({ text, importance: 0.9 }, quote, true)] : known
}

function sentenceFacts(clauses: readonly Clause[], jokes: ReadonlySet<number>, asked: boolean, saidAt: number): Fact[] {
  const asking = clauses.findIndex((clause) => asksToRemember(clause) > 0)
  const asker = clauses[asking]
  if (asker && onlyAsks(asker, asked)) return []
  if (asker) {
    const before = statedOf(clauses.slice(0, asking), false).flatMap((clause) => plainFacts(clause, saidAt))
    const lead = asksToRemember(asker)
    const alone = /^(?:|this|that|it|please|ok|okay)$/.test(part(asker, lead).text) && asking === clauses.length - 1
    if (alone) return before.map((fact) => ({ ...fact, explicit: true, importance: Math.max(fact.importance, 0.9) }))
    return [...before, ...explicitFacts(clauses, asking, lead, saidAt)]
  }
  const meant = clauses.filter((_, at) => !jokes.has(at))
  return statedOf(meant, asked).flatMap((clause) => plainFacts(clause, saidAt))
}

function plainFacts(clause: Clause, saidAt: number): Fact[] {
  const quote = clause.message.slice(clause.start, clause.end)
  return read(clause, saidAt).map((found) => toFact(found, quote, false))
}

interface Gathering {
  facts: Fact[][]
  clauses: number
}

/** Whether the words go on being the person's own. */
function gather(message: string, own: string, sentence: Sentence, saidAt: number, into: Gathering): boolean {
  const raw = own.slice(sentence.start, sentence.end)
  if (retracts.test(raw)) into.facts.pop()
  const reach = reachOf(raw)
  if (reach === 'message') into.facts.length = 0
  if (reach === 'message' || reach === 'onwards') return false
  if (reach === 'sentence' || !personal.test(raw)) {
    into.facts.push([])
    return true
  }
  const { clauses, jokes } = clausesOf(message, own, sentence)
  into.clauses += clauses.length
  into.facts.push(sentenceFacts(clauses, jokes, sentence.asked, saidAt))
  return true
}

/** What a person says of themselves in a message; of what is asked, imagined, quoted or said of others nothing. */
export function factsIn(said: string, saidAt: number): Fact[] {
  const message = said.length > mostRead ? said.slice(0, mostRead) : said
  if (isForeign(message)) return []
  const own = ownWords(message)
  const gathered: Gathering = { facts: [], clauses: 0 }
  let sentences = 0
  for (const sentence of sentencesOf(own)) {
    if (++sentences > mostSentences || gathered.clauses > mostClauses) break
    if (!gather(message, own, sentence, saidAt, gathered)) break
  }
  const seen = new Set<string>()
  return gathered.facts
    .flat()
    .filter(({ text, quote }) => isFit(text) && quote.length > 0 && !seen.has(text) && seen.add(text))
    .slice(0, most)
}
