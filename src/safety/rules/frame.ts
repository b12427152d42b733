import { isBoundary } from './vocabulary.ts'
import { classes } from './word-classes.ts'

const setOf = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

const desire = setOf(`
  want wants wanted wanting wish wishes wishing wished like love need needs needed crave craving long longing hope hoping
  hopes tempted urge urges rather should deserve prefer desire ready begging itching wait
`)
const intent = setOf(`
  going will shall plan plans planning planned decided intend intending intention about must gotta determined let
  final promise vowed gunna soon
`)
const thought = setOf(`
  think thinking thinks thought thoughts considering consider considered contemplating contemplate contemplated fantasize
  fantasizing fantasise fantasising imagining imagine idea ideas obsessing obsessed dream dreaming visions images urges
  debating ideation feelings
`)
const attempt = setOf('try tries tried attempt attempts attempted trying nearly almost')
const negation = setOf('not never no without neither nor zero against')
const condition = setOf('if would could might may wouldve')
const fear = setOf('scared afraid worried fear fears fearing terrified worry frightened scares anxious')
/** They stand between who it is about and what, and change nothing. */
const filler = setOf(`
  to of on by be been being am is are was were have has had having do did does just really so actually still even ever
  always kinda honestly seriously literally only maybe probably definitely sometimes often again that how why right now
  today tonight keep keeps kept constantly all the time every day an a any some feel feels feeling felt myself get getting
  go and kind sort bit lot more most very badly desperately truly simply secretly genuinely finally tomorrow as well it
  can stop help strong strongly lately currently start started starting into in for from out me up than better best easier
  also already basically mostly suddenly also daily seriously passive active intrusive constant nonstop awful horrible
`)
const thirdVerbs = setOf('wants wishes needs hopes thinks tries keeps')
const first = setOf('i me')
const third = setOf(`he she they who we ${classes.kin} stepmom stepdad`)
const generic = setOf(`
  people someone somebody anyone anybody everyone everybody one person man woman men women boy girl teens teenagers kids
  children students others patients celebrities characters guy guys lady nobody users veterans soldiers player character
`)
const joining = setOf(
  'think know knew wish feel if that promise because because whether swear guess like thinking suppose',
)

export const isNo = (token: string): boolean => token === 'not' || token === 'never' || token === 'no'

type Role = 'negation' | 'desire' | 'intent' | 'thought' | 'attempt' | 'condition' | 'fear' | 'filler'

const roles = new Map<string, Role>()
const rolesInOrder: readonly (readonly [Role, ReadonlySet<string>])[] = [
  ['negation', negation],
  ['desire', desire],
  ['intent', intent],
  ['thought', thought],
  ['attempt', attempt],
  ['condition', condition],
  ['fear', fear],
  ['filler', filler],
  ['filler', joining],
]
for (const [role, words] of rolesInOrder) for (const word of words) if (!roles.has(word)) roles.set(word, role)

export const frameWords: ReadonlySet<string> = new Set([...roles.keys(), ...first, ...third, ...generic])

/** By these a text is taken for English. */
export const isCommon = (token: string): boolean => common.has(token) || frameWords.has(token)
const common = setOf(`
  you your it its the this that these those he she they his her their them him with at as or but what where when which who
  there here said says told see seen my our not am i will new old good make made know came come about after before over
`)

export type Who = 'self' | 'kin' | 'people' | 'you' | 'nobody'

export interface Frame {
  who: Who
  desire: boolean
  intent: boolean
  thought: boolean
  attempt: boolean
  negated: boolean
  condition: boolean
  fear: boolean
  /** "Wants" and "is": a third person's verb. */
  third: boolean
  /** Where it begins. */
  start: number
}

const furthest = 18

export function whoIs(word: string): Who | undefined {
  if (first.has(word) || word === 'myself' || word === 'my') return 'self'
  if (third.has(word)) return 'kin'
  if (generic.has(word)) return 'people'
  return word === 'you' ? 'you' : undefined
}

/** Whom a clause is about, as its nearest subject tells; of the clauses before it where it has none of its own. */
export function whoBefore(tokens: readonly string[], at: number): Who {
  for (let before = at - 1, steps = 0; before >= 0 && steps < furthest; before--, steps++) {
    const token = tokens[before] ?? ''
    if (token === '.' || token === '?' || token === '"') break
    const who = token === 'my' || token === 'me' ? undefined : whoIs(token)
    if (who) return who
  }
  return 'nobody'
}

/** What the words before an act make of it: wished, planned, tried, denied. */
export function frameOf(tokens: readonly string[], at: number): Frame {
  const frame: Frame = {
    who: 'nobody',
    desire: false,
    intent: false,
    thought: false,
    attempt: false,
    negated: false,
    condition: false,
    fear: false,
    third: false,
    start: at,
  }
  let negations = 0
  let isOuter = false
  for (let before = at - 1; before >= 0 && before > at - furthest; before--) {
    const token = tokens[before] ?? ''
    if (isBoundary(token)) break
    const who = token === 'me' ? undefined : whoIs(token)
    if (who !== undefined && token !== 'my') {
      if (frame.who !== 'nobody') break
      frame.who = who
      isOuter = true
      frame.start = before
      if (who !== 'self') break
      continue
    }
    // "No, I am not going to" says no once.
    if (isOuter && token === 'no') break
    const role = token === 'wait' && tokens[before - 1] !== 'not' ? undefined : roles.get(token)
    if (role === undefined || (isOuter && (role === 'intent' || role === 'attempt'))) break
    if (role === 'negation') negations++
    else if (role !== 'filler') frame[role] = true
    if (thirdVerbs.has(token)) frame.third = true
    frame.start = before
  }
  frame.negated = negations % 2 === 1 && !isAffirmed(tokens, frame.start, at)
  // "About to" plans, and "about" alone says what a thought is of.
  if (frame.intent) {
    frame.intent = false
    for (let place = frame.start; place < at; place++) {
      const isAbout = tokens[place] === 'about' && tokens[place + 1] !== 'to'
      if (!isAbout && roles.get(tokens[place] ?? '') === 'intent') frame.intent = true
    }
  }
  return frame
}

/** "I can't stop thinking about it" and "I don't know why I want it" deny nothing. */
function isAffirmed(tokens: readonly string[], start: number, end: number): boolean {
  for (let at = Math.max(0, start - 2); at < end; at++) {
    const [token, next, after] = [tokens[at], tokens[at + 1], tokens[at + 2]]
    if (
      token === 'not' &&
      (next === 'stop' || next === 'help' || next === 'only' || next === 'just' || next === 'wait')
    )
      return true
    if (token === 'not' && (next === 'know' || next === 'sure') && at < end - 3) return true
    if (token === 'not' && next === 'going' && after === 'to' && tokens[at + 3] === 'lie') return true
    if ((token === 'why' || token === 'reason' || token === 'reasons') && tokens[at + 1] !== 'i') return true
    if ((token === 'trying' || token === 'hard') && at > 0) return true
    if (token === 'trust' || token === 'promise' || token === 'how' || token === 'when') return true
  }
  return false
}
