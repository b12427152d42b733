import { set } from './clause.ts'
import { occupations } from './occupations.ts'
import { carried, complements, sharedSubject } from './shared-subject.ts'
import { withSubject } from './statements.ts'
import { coined, textOf, type Word } from './words.ts'

const joiners = set(`
  and but so because since as although though whereas while plus then yet und et y e aber mais pero ma mas weil
  porque perche denn , :
`)
const others = set(`
  i my we our he she it they you this that there those his her their your us what where why how who which whose
  whom mine ours
`)
const auxiliaries = set('is are am was were do does did can could would will should has have had may might shall must')
const askedOf = set('i you we he she it they my your our his her their this that there the any anyone someone')
const orders = set(`
  please thanks thank tell give help suggest recommend translate write remember keep bear call let show explain
  everyone everybody people friends
`)
const questions = set('what how where who which why when')
const conditions = set('if unless')
/** After these "I" goes on with what was begun. */
const within = set(`
  that think know said say where when what if because as than while wish hope guess suppose believe says told tell
  how who which until till before after since like whether why once sure afraid glad happy sorry him her them you
  everyone whom unless whenever wherever and or but so thought feel imagine pretend dreamed dreamt was is are the
  place places of things thing way day time something everything all , not it in this
`)
const foreignStart = set(`
  ich mein meine je mon ma moi me mi soy vivo tengo no sono abito ho non eu meu minha moro sou gosto nao adoro yo
  io amo odio odeio chamo tenho
`)
const own = /^(?:i|my|we|call me|hi|hello|hey|as|being|it is|that is|this is)\b/
const reports = /\b(?:think|thought|say|said|told|tell|pretend|dream|dreamed|dreamt|wish|imagine|lied|believe)\b/
const states = /^(?:i (?:am|have|live|work|like|love)|my name is|this is|it is|we (?:are|have|live)) \S/
const runners = set('am was can do')
const longestSegment = 16
/** As much as tells how a clause begins, and what it has come to. */
const longestBefore = 24

export interface Start {
  /** The first word of what begins. */
  next: number
  /** What it shares with the words before it. */
  prefix: readonly Word[]
  joiner: string
}

/** Whether a clause may begin at a word; the one before has begun at `from`, with words that it shares with others. */
export type StartAt = (at: number, from: number, prefix: readonly Word[]) => Start | undefined

const isIdentity = (word: string): boolean =>
  /^\d$/.test(word) ||
  occupations.has(word) ||
  complements.has(word) ||
  /^(?:student|mother|father|parent|beginner|diabetic)$/.test(word)

/** Where clauses begin among words. */
export function createStartAt(words: readonly Word[]): StartAt {
  const textAt = (at: number): string => words[at]?.text ?? ''
  const start = (next: number, joiner = '', says = ''): Start => ({
    next,
    prefix: says === '' ? [] : coined(says, words[next]),
    joiner,
  })

  const segmentAt = (at: number): readonly Word[] => {
    let end = at
    while (end < words.length && end < at + longestSegment && !joiners.has(textAt(end))) end++
    return words.slice(at, end)
  }

  const opens = (at: number): boolean => {
    const [first, second] = [textAt(at), textAt(at + 1)]
    return (
      others.has(first) ||
      orders.has(first) ||
      foreignStart.has(first) ||
      first.startsWith("j'") ||
      (first === 'most' && second === 'people') ||
      (auxiliaries.has(first) && (askedOf.has(second) || (second === 'not' && askedOf.has(textAt(at + 2))))) ||
      (first === 'do' && second === 'not' && /^(?:forget|call|tell)$/.test(textAt(at + 2)))
    )
  }

  function afterJoiner(at: number, from: number, current: () => string): Start | undefined {
    // What did not begin with the first of several joiners does not begin with the next.
    if (at > from + 1 && joiners.has(textAt(at - 1))) return undefined
    // "I have lived here since I was born" says since when, and not why.
    if (textAt(at) === 'since' && /^i have\b/.test(current())) return undefined
    let next = at
    while (joiners.has(textAt(next)) && next < at + 4) next++
    const joiner = textOf(words.slice(at, next))
    // "Eggs and soy" are no Spanish.
    const isOther = foreignStart.has(textAt(next)) && !others.has(textAt(next)) && /^(?:i|we|my) /.test(current())
    if (joiner.includes(':') || (opens(next) && !isOther) || conditions.has(textAt(next))) return start(next, joiner)
    const ahead = segmentAt(next)
    const shared = sharedSubject(current(), joiner, ahead, words.slice(next + ahead.length, next + ahead.length + 2))
    return shared && start(next + shared.skips, joiner, shared.says)
  }

  /** Said without a pause, as people type: "i'm ada i live in lyon". */
  function runsOn(at: number, from: number, current: string): boolean {
    const [first, second] = [textAt(at), textAt(at + 1)]
    if (!own.test(current) || within.has(textAt(at - 1)) || reports.test(current)) return false
    if (/^(?:as|being) an? /.test(current))
      return (
        at - from < 10 &&
        words.slice(from + 1, at).some(({ text }) => isIdentity(text)) &&
        /^(?:i|what|how|which|can|should|is|are|do|my|where|am)$/.test(first)
      )
    if (first === 'i') return runners.has(second) || carried.has(second)
    return first === 'my' && (/^(?:is|are)$/.test(textAt(at + 2)) || /^(?:is|are)$/.test(textAt(at + 3)))
  }

  /** "My name is Jill how are you" asks behind what it says. */
  function asks(at: number, current: () => string): boolean {
    const [first, second] = [textAt(at), textAt(at + 1)]
    const isQuestion =
      (questions.has(first) && (auxiliaries.has(second) || second === 'about')) ||
      (second === 'you' && /^(?:can|could|would|will|do)$/.test(first))
    return isQuestion && !within.has(textAt(at - 1)) && states.test(current())
  }

  return (at, from, prefix) => {
    const first = textAt(at)
    const current = (): string => {
      const said = withSubject(words.slice(from, Math.min(at, from + longestBefore)))
      return textOf([...prefix, ...said])
    }
    if (conditions.has(first)) return start(at, 'if')
    if (joiners.has(first)) return afterJoiner(at, from, current)
    if (first === 'studying' && at > from + 2 && current().startsWith('i am ')) return start(at, '', 'i am')
    if (/^(?:living|based)$/.test(first) && textAt(at + 1) === 'in' && /^(?:i am|we are) \S/.test(current()))
      return start(at, '', 'i am')
    if (asks(at, current)) return start(at)
    const mayRunOn = first === 'i' || first === 'my' || /^(?:as|being)$/.test(textAt(from))
    return mayRunOn && runsOn(at, from, current()) ? start(at) : undefined
  }
}
