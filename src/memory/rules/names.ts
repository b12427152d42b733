import { part, set, take, type Clause, type Found, type Phrase } from './clause.ts'
import { givenNames, nameWords, notNames } from './given-names.ts'
import { capitalised, isCapital } from './letter-case.ts'
import { pattern } from './patterns.ts'
import { originAfter } from './places.ts'
import { firstOf, type Reading } from './sayings.ts'

const particles = set('de del della da di du der den la le el al bin ibn van von ten ter dos das mac st o')
/** With these somebody goes on after their name. */
const follows = set(`
  , and but from here again speaking by btw i nice pleased a an the living based your his her their what how who
  can could in with for so although though where lol aka or at of to nee if please thanks thank too as on because
  not
`)
/** Where a name is said to be, it is none of these. */
const neverNamed = set(`
  not a an the what so too very on in hard difficult long short common spelled spelt pronounced unusual mud none
  nobody irrelevant private important written missing wrong misspelled still x unknown legion no yes my your his
  her their our this that it just like later back crazy old stupid names out up by anytime tonight soon today
  tomorrow now maybe asap sometime please when if at whatever anything something and but or i he she they we you
  me him them lazy weird mad dumb paranoid cynical ishmael again ok okay sick tired hidden secret safe known
  mentioned listed better fine cool good bad great confidential nothing because why how who where rather easy
  boring funny beautiful pretty ugly also often usually always never only really actually blank redacted tba tbd
  unimportant evil selfish naive sentimental
`)

const suffixes = /(?:ing|ed|ish|ese|ian|ean|ican|ful|less|ous|able|ible|ive|ist|tional|ness|ly)$/
const wordly = /^[\p{L}][\p{L}\p{M}'’.-]*$/u

const isTitle = (text: string): boolean => /^(?:dr|mr|mrs|ms|prof|professor|sir|miss|lady|captain)\.?$/.test(text)

/** Whether a word can only be a name, or is written as one where only a name fits. */
export function looksNamed(text: string, raw: string): boolean {
  if (!wordly.test(raw) || text.length < 2 || text.length > 30) return false
  if (givenNames.has(text) || (nameWords.has(text) && isCapital(raw))) return true
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

/** Whether somebody goes on, or ends, as people do after a name. */
export const goesOn = (clause: Clause, at: number): boolean =>
  at >= clause.words.length || follows.has(clause.words[at]?.text ?? '')

const named = (name: Phrase): Found => ({ text: `Name is ${capitalised(name.raw)}`, slot: 'name', importance: 1 })

const placeholder = /^(?:(?:john|jane) doe|foo|bar|name|user|test|batman|superman|slim shady|inigo montoya)\b/

/** What is said to be somebody's name, whatever it looks like. */
function declared(clause: Clause, at: number): Phrase | undefined {
  const name = nameAt(clause, at)
  const first = name.words[0]
  if (!first || first.text.length < 2 || !wordly.test(clause.message.slice(first.start, first.end))) return undefined
  if (neverNamed.has(first.text) || placeholder.test(name.text)) return undefined
  if (/^(?:is|was|are|will)$/.test(clause.words[at + name.words.length]?.text ?? '')) return undefined
  // In small letters a name ends where sentences go on as sentences do.
  const isClear = isCapital(name.raw) || givenNames.has(first.text)
  return isClear || goesOn(clause, at + name.words.length) ? name : undefined
}

const kinds = 'full|real|first|given|christian|actual|legal|birth|new|proper|good|own'
const declares = pattern('d')`
  ^(?:
    i am (?:an? (?:\S+ )?(?:guy|man|woman|girl|person|dude|lady|kid|boy|student) )?(?:called|named)
    |(?:my|the) (?:(?:${kinds}) )?names? is(?: now| spelled| spelt| actually spelled)?|my names
    |i (?:have )?changed my name (?:from \S+ )?to|i was named|(?:my (?:parents|family)|they) named me
  )[ ]
`
const calls = pattern('d')`
  ^(?:i am (?:also |better )?known|people know me|everyone knows me|my (?:friends|family) know me) as[ ]
  |^(?:
     (?:you|u) |(?:can|may|should|could) |please |just |do |everyone |everybody |people[ ]
     |(?:all |most of )?my (?:\S+ )?(?:friends|mates|family|colleagues|parents|kids|students) |friends |they[ ]
     |most people |(?:everyone|everybody|people) at \S+[ ]
     |i would (?:like|prefer|love|rather) (?:you (?:to )?|it if you )?|i want you to |i prefer (?:you to )?
     |feel free to[ ]
   )*(?:call|calls|called) me[ ]
  |^i (?:
     (?:usually |mostly )?go by|prefer going by|answer to|prefer to go by|prefer to be called
     |prefer being called|would like to be called|like to be called|like being called|want to be called
     |want you to call me
   ) (?:the name |the nickname |my middle name ,? ?)?
  |^my (?:nickname|preferred name|nick) is[ ]
  |^(?:(?:please|can|could|you|u|may|should|i would like you to|i want you to) )*(?:refer to|address) me as[ ]
`
const surname = /^my (?:last|family|sur|maiden|second) ?name is (?:now )?/d
const introduces = /^(?:i am|it is|this is|(?:the )?names?(?: is)?|hi|myself) /d
const short = /(?:^| |, |or |but )(?<name>\S+) (?:for short|to (?:my )?(?:friends|mates|family))$/d
const here =
  /^(?<name>\S+(?: \S+){0,3}?) (?:from (?<from>\S+(?: \S+)?) )?(?:here|speaking|again|calling)(?= ,|$| from | and | again)/d
const notCalled = /^my name is not |^i am not |^do not call me /
const pronouns = pattern('d')`
  ^(?<are>(?:she|he|they|xe|ze|it)/\S+) are my pronouns|^i am (?<mine>(?:she|he|they|xe|ze)/\S+)(?= |$)
  |^my (?:preferred )?pronouns are (?<these>\S+)|^i (?:use|go by) (?<those>\S+/\S+)(?: pronouns)?$
`

const wishes = (name: Phrase): Found => ({
  text: `Wants to be called ${capitalised(name.raw)}`,
  slot: 'called',
  importance: 0.95,
})
const shortName = (clause: Clause): Found[] => {
  const name = take(clause, short)?.('name')
  return name && looksNamed(name.text, name.raw) ? [wishes(name)] : []
}

function introduced(clause: Clause, at: number, certain: boolean): Found[] | undefined {
  const name = nameAt(clause, at)
  const first = name.words[0]
  if (!first || !goesOn(clause, at + name.words.length)) return undefined
  const known = givenNames.has(first.text) || (isTitle(first.text) && name.words.length > 1)
  const fits = known || (certain && looksNamed(first.text, clause.message.slice(first.start, first.end)))
  if (
    !fits ||
    placeholder.test(name.text) ||
    (name.words.length > 1 && !known && notNames.has(name.words[1]?.text ?? ''))
  )
    return undefined
  if (clause.before.startsWith('do not call me ')) return [wishes(name)]
  return [named(name), ...originAfter(clause, at + name.words.length), ...shortName(clause)]
}

const declaredIn =
  (say: (name: Phrase) => Found): Reading =>
  (taken, clause) => {
    const name = declared(clause, taken.next)
    return name ? [say(name), ...originAfter(clause, taken.next + name.words.length), ...shortName(clause)] : []
  }

/** Names, as they are told, asked for, or as people introduce themselves. */
export const names = firstOf([
  [declares, declaredIn(named)],
  [
    surname,
    declaredIn((name) => ({ text: `Last name is ${capitalised(name.raw)}`, slot: 'surname', importance: 0.9 })),
  ],
  [
    pronouns,
    (taken) => [
      {
        text: `Pronouns are ${taken('these').raw || taken('those').raw || taken('are').raw || taken('mine').raw}`,
        slot: 'pronouns',
        importance: 0.9,
      },
    ],
  ],
  [
    calls,
    (taken, clause, saidAt) => {
      const others = /^(?:everyone|everybody|people|they|most|friends|all|my friends)\b/.test(clause.text)
      const name = nameAt(clause, taken.next)
      if (others && !isCapital(name.raw) && !givenNames.has(name.words[0]?.text ?? '')) return []
      return declaredIn(wishes)(taken, clause, saidAt)
    },
  ],
  [
    /^my middle name is (?=\S+$)/d,
    (taken, clause) => {
      const name = declared(clause, taken.next)
      return name && isCapital(name.raw) && name.text !== 'danger'
        ? [{ text: `Middle name is ${capitalised(name.raw)}`, slot: 'middle-name', importance: 0.7 }]
        : []
    },
  ],
  [
    introduces,
    (taken, clause) => {
      const corrects = notCalled.test(clause.before) && !clause.before.includes(' a ')
      const contrasts = / not \S+$/.test(clause.text) && clause.words.length < 8
      return introduced(
        clause,
        taken.next,
        /^(?:i am|(?:the )?names?(?: is)?|myself) /.test(clause.text) || corrects || contrasts,
      )
    },
  ],
  [short, (_, clause) => shortName(clause)],
  [
    here,
    (taken, clause) => {
      const [said, first] = [taken('name'), taken('name').words[0]]
      if (!first || !(givenNames.has(first.text) || (isTitle(first.text) && said.words.length > 1))) return undefined
      const name = nameAt(clause, 0)
      if (name.words.length !== said.words.length) return undefined
      return [named(name), ...originAfter(clause, name.words.length)]
    },
  ],
])
