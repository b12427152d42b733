import { part, set, take, type Clause, type Found, type Phrase, type Rule } from './clause.ts'
import { givenNames, notNames } from './given-names.ts'
import { capitalised, isCapital } from './letter-case.ts'
import { originAfter } from './places.ts'

const particles = set('de del della da di du der den la le el al bin ibn van von ten ter dos das mac st o')
/** With these somebody goes on after their name. */
const follows = set(
  ', and but from here again speaking by btw i nice pleased a an the living based your his her their what how who can could in with for so although though where lol aka or at of to nee if please thanks thank too as on because not',
)
/** Where a name is said to be, it is none of these. */
const neverNamed = set(
  'not a an the what so too very on in hard difficult long short common spelled spelt pronounced unusual mud none nobody irrelevant private important written missing wrong misspelled still x unknown legion no yes my your his her their our this that it just like later back crazy old stupid names out up by anytime tonight soon today tomorrow now maybe asap sometime please when if at whatever anything something and but or i he she they we you me him them lazy weird mad dumb paranoid cynical ishmael again ok okay sick tired hidden secret safe known mentioned listed better fine cool good bad great confidential nothing because why how who where rather easy boring funny beautiful pretty ugly also often usually always never only really actually blank redacted tba tbd unimportant evil selfish naive sentimental',
)

const suffixes = /(?:ing|ed|ish|ese|ian|ean|ican|ful|less|ous|able|ible|ive|ist|tional|ness|ly)$/
const wordly = /^[\p{L}][\p{L}\p{M}'’.-]*$/u

const isTitle = (text: string): boolean => /^(?:dr|mr|mrs|ms|prof|professor|sir|miss|lady|captain)\.?$/.test(text)

/** Whether a word can only be a name, or is written as one where only a name fits. */
export function looksNamed(text: string, raw: string): boolean {
  if (!wordly.test(raw) || text.length < 2 || text.length > 30) return false
  if (givenNames.has(text)) return true
  return isCapital(raw) && !notNames.has(text) && !suffixes.test(text)
}

/** As many words from `at` on as make one name. */
export function nameAt(clause: Clause, at: number, most = 4): Phrase {
  const rawAt = (index: number): string => part(clause, index, index + 1).raw
  const textAt = (index: number): string => clause.words[index]?.text ?? ''
  const first = isTitle(textAt(at)) ? at + 1 : at
  const capitals = isCapital(rawAt(first)) || /^\p{Lu}{3,}$/u.test(rawAt(first))
  let end = first + 1
  for (; end < clause.words.length && end - at < most; end++) {
    const [text, raw] = [textAt(end), rawAt(end)]
    if (!wordly.test(raw) || follows.has(text)) break
    if (particles.has(text) && end + 1 < clause.words.length && (isCapital(rawAt(end + 1)) || !capitals)) continue
    if (capitals ? !/^\p{Lu}/u.test(raw) : neverNamed.has(text) || end + 1 < clause.words.length) break
  }
  return part(clause, at, end)
}

const goesOn = (clause: Clause, at: number): boolean =>
  at >= clause.words.length || follows.has(clause.words[at]?.text ?? '')

const named = (name: Phrase): Found => ({ text: `Name is ${capitalised(name.raw)}`, slot: 'name', importance: 1 })

const placeholder = /^(?:(?:john|jane) doe|foo|bar|name|user|test|batman|superman|slim shady|inigo montoya)\b/

/** What is said to be somebody's name, whatever it looks like. */
function declared(clause: Clause, at: number): Phrase | undefined {
  const name = nameAt(clause, at)
  const first = name.words[0]
  if (!first || first.text.length < 2 || !wordly.test(clause.message.slice(first.start, first.end))) return undefined
  if (neverNamed.has(first.text) || placeholder.test(name.text)) return undefined
  // In small letters a name ends where sentences go on as sentences do.
  const isClear = isCapital(name.raw) || givenNames.has(first.text)
  return isClear || goesOn(clause, at + name.words.length) ? name : undefined
}

const declares =
  /^(?:i am (?:called|named|known as)|my (?:(?:full|real|first|given|christian|actual|legal|birth|new|proper) )?name is(?: now)?|i (?:have )?changed my name (?:from \S+ )?to|i was named|(?:my (?:parents|family)|they) named me) /d
const calls =
  /^(?:(?:you )?(?:can|may|should|could) |please |just |do |everyone |everybody |people |(?:all |most of )?my (?:\S+ )?friends |friends |my family |they |most people |i would (?:like|prefer|love) (?:you to |it if you )?|i want you to |i prefer (?:you to )?|feel free to )*(?:call|calls|called) me |^i (?:go by|answer to|prefer to go by|prefer to be called|prefer being called|would like to be called|like to be called|like being called|want to be called) (?:the name |the nickname )?|^my (?:nickname|preferred name) is /d
const surname = /^my (?:last|family|sur|maiden) ?name is /d
const introduces = /^(?:i am|it is|this is|(?:the )?name is|hi) /d
const notCalled = /^my name is not |^i am not |^do not call me /
const pronouns = /^my (?:preferred )?pronouns are (?<these>\S+)|^i (?:use|go by) (?<those>\S+\/\S+)(?: pronouns)?$/d

function introduced(clause: Clause, at: number, certain: boolean): Found[] {
  const name = nameAt(clause, at)
  const first = name.words[0]
  if (!first || !goesOn(clause, at + name.words.length)) return []
  const known = givenNames.has(first.text)
  const fits = certain ? looksNamed(first.text, clause.message.slice(first.start, first.end)) : known
  if (
    !fits ||
    placeholder.test(name.text) ||
    (name.words.length > 1 && !known && notNames.has(name.words[1]?.text ?? ''))
  )
    return []
  return [named(name), ...originAfter(clause, at + name.words.length)]
}

export const names: Rule = (clause) => {
  const declaring = take(clause, declares)
  if (declaring) {
    const name = declared(clause, declaring.next)
    return name ? [named(name), ...originAfter(clause, declaring.next + name.words.length)] : []
  }
  const calling = take(clause, calls)
  if (calling) {
    const name = declared(clause, calling.next)
    return name ? [{ text: `Wants to be called ${capitalised(name.raw)}`, slot: 'called', importance: 0.95 }] : []
  }
  const family = take(clause, surname)
  if (family) {
    const name = declared(clause, family.next)
    return name ? [{ text: `Last name is ${capitalised(name.raw)}`, slot: 'surname', importance: 0.9 }] : []
  }
  const these = take(clause, pronouns)
  if (these)
    return [{ text: `Pronouns are ${these('these').raw || these('those').raw}`, slot: 'pronouns', importance: 0.9 }]
  const corrects = notCalled.test(clause.before) && !clause.before.includes(' a ')
  const introducing = take(clause, introduces)
  if (introducing)
    return introduced(clause, introducing.next, /^(?:i am|(?:the )?name is) /.test(clause.text) || corrects)
  if (clause.text.split(' ').length > 3) return []
  const here = take(clause, /^(?<name>\S+(?: \S+)?) (?:here|speaking|again)$/d)
  const first = here?.('name').words[0]
  return here && first && givenNames.has(first.text) ? [named(here('name'))] : []
}
