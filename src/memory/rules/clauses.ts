import { phraseOf, set, type Clause } from './clause.ts'
import { afterGreeting } from './greetings.ts'
import type { Sentence } from './sentences.ts'
import { wordsIn, type Word } from './words.ts'

const joiners = set(
  'and but so because since as although though whereas while plus then yet und et y e aber mais pero ma mas weil porque perche denn , :',
)
const others = set(
  'i my we our he she it they you this that there those his her their your us what where why how who which whose whom mine ours',
)
const auxiliaries = set('is are am was were do does did can could would will should has have had may might shall must')
const askedOf = set('i you we he she it they my your our his her their this that there the any anyone someone')
const orders = set(
  'please thanks thank tell give help suggest recommend translate write remember keep bear call let show explain everyone everybody people friends',
)
const carried = set(
  'live lived work study love like adore hate dislike enjoy prefer have am play moved got take speak run own teach collect eat drink detest grew suffer come attend go plan intend major',
)
const complements = set(
  'allergic vegan vegetarian pescatarian diabetic asthmatic epileptic dyslexic autistic pregnant married single divorced engaged widowed based born originally living working studying lactose gluten celiac coeliac retired unemployed self-employed freelance intolerant left-handed deaf',
)
const conditions = set('if unless')
/** After these "I" goes on with what was begun. */
const within = set(
  'that think know said say where when what if because as than while wish hope guess suppose believe says told tell how who which until till before after since like whether why once sure afraid glad happy sorry him her them you everyone whom unless whenever wherever and or but so thought feel imagine pretend dreamed dreamt was is are the place places of things thing way day time something everything all , not it in this',
)
const foreignStart = set(
  'ich mein meine je mon ma moi me mi soy vivo tengo no sono abito ho non eu meu minha moro sou gosto nao adoro yo io amo odio odeio chamo tenho',
)
const germanVerbs = set('wohne lebe komme arbeite mag liebe bin esse habe heisse hasse')
const jokes = set('lol lmao lmfao rofl jk xd kidding /s /j')
const isJoke = (word: string): boolean => jokes.has(word) || /^(?:ha){2,}h?$|^lo+l$/.test(word)

const ownSubject = /^(?:i|we|my name is|my name)\b/
const restricts =
  /^i (?:\S+ ){0,2}?(?:like|love|hate|want|plan|hope|need|have|try|trying|prefer|enjoy|going|used|able|decided|intend|planning|do|did|can|will|would|could|might|may|should|must) (?:to|not)\b|^i (?:can|will|would|could|might|may|should|must|did)\b/

interface Start {
  /** The first word of what begins. */
  next: number
  /** What it shares with the words before it. */
  prefix: readonly Word[]
  joiner: string
}

const most = 60

const tails = set(', btw tbh ngl fyi imo though please thanks thx too obviously apparently sadly unfortunately etc')

function withoutTail(words: readonly Word[]): readonly Word[] {
  let end = words.length
  while (end > 0 && tails.has(words[end - 1]?.text ?? '')) end--
  if (end > 3 && words[end - 3]?.text === 'by' && words[end - 2]?.text === 'the' && words[end - 1]?.text === 'way')
    end -= 3
  return words.slice(0, end)
}

/** Where a clause begins among words, the one before it having begun at `from`. */
function createReader(words: readonly Word[]) {
  const textAt = (at: number): string => words[at]?.text ?? ''
  const coined = (at: number, text: string): Word[] =>
    text.split(' ').map((text) => ({ text, start: words[at]?.start ?? 0, end: words[at]?.start ?? 0 }))

  const isAge = (at: number): boolean =>
    /^\d{1,3}$/.test(textAt(at)) && /^(?:|,|and|years|year|yo|y\/o|from|but)$/.test(textAt(at + 1))

  const opens = (at: number): boolean => {
    const [first, second] = [textAt(at), textAt(at + 1)]
    return (
      others.has(first) ||
      orders.has(first) ||
      foreignStart.has(first) ||
      first.startsWith("j'") ||
      (first === 'most' && second === 'people') ||
      (auxiliaries.has(first) && askedOf.has(second)) ||
      (first === 'do' && second === 'not' && /^(?:forget|call|tell)$/.test(textAt(at + 2)))
    )
  }

  /** What a clause without a subject takes over from the one that it goes on with. */
  function prefixFor(at: number, from: number, current: string, joiner: string): Word[] | undefined {
    const first = textAt(at)
    const subject = words[from]
    if (!subject) return undefined
    if (/^(?:ich|mein name)\b/.test(current)) return germanVerbs.has(first) ? coined(at, 'ich') : undefined
    if (!ownSubject.test(current) && !/^(?:it is|this is|call me) /.test(current)) return undefined
    if (joiner.includes('but') && first === 'not' && /^i (?:like|love|enjoy|adore|eat)\b/.test(current))
      return coined(at, 'i do')
    const who = subject.text === 'we' ? 'we' : 'i'
    if ((carried.has(first) || (first === 'do' && textAt(at + 1) === 'not')) && !restricts.test(current))
      return coined(at, who)
    if (complements.has(first) || isAge(at)) return coined(at, 'i am')
    if (first === 'from' && /^(?:i am|my name is|it is|this is) /.test(current)) return coined(at, 'i am')
    const counts = /^(?:an?|the|two|three|four|five|six|\d)$/.test(first)
    if (counts && /^i am (?:an? |not )/.test(current)) return coined(at, 'i am')
    return counts && /^(?:i|we) have (?:an? |two |three |four |\d)/.test(current) ? coined(at, 'i have') : undefined
  }

  /** Said without a pause, as people type: "i'm ada i live in lyon". */
  function runsOn(at: number, current: string): boolean {
    if (!/^(?:i|my|we|call me|hi|hello|hey)\b/.test(current) || within.has(textAt(at - 1))) return false
    if (/\b(?:think|thought|say|said|told|tell|pretend|dream|dreamed|dreamt|wish|imagine|lied|believe)\b/.test(current))
      return false
    if (textAt(at) === 'i') return /^(?:am|was|can|do)$/.test(textAt(at + 1)) || carried.has(textAt(at + 1))
    return textAt(at) === 'my' && /^(?:is|are)$/.test(textAt(at + 2))
      ? true
      : /^(?:is|are)$/.test(textAt(at + 3)) && textAt(at) === 'my'
  }

  return (at: number, from: number, current: () => string): Start | undefined => {
    const first = textAt(at)
    if (conditions.has(first)) return { next: at, prefix: [], joiner: 'if' }
    if (joiners.has(first)) {
      // "I have lived here since I was born" says since when, and not why.
      if (first === 'since' && /^i have\b/.test(current())) return undefined
      let next = at
      while (joiners.has(textAt(next)) && next < at + 4) next++
      const joiner = words
        .slice(at, next)
        .map(({ text }) => text)
        .join(' ')
      if (joiner.includes(':') || opens(next) || conditions.has(textAt(next))) return { next, prefix: [], joiner }
      const prefix = prefixFor(next, from, current(), joiner)
      return prefix && { next, prefix, joiner }
    }
    const dwells =
      (first === 'living' || first === 'based') && textAt(at + 1) === 'in' && /^i am (?:an? |[a-z]+$)/.test(current())
    if (dwells) return { next: at, prefix: coined(at, 'i am'), joiner: '' }
    if ((first === 'i' || first === 'my') && runsOn(at, current())) return { next: at, prefix: [], joiner: '' }
    return undefined
  }
}

export interface Clauses {
  clauses: Clause[]
  /** By their number, those with a laugh right behind them; -1 is the sentence before. */
  jokes: ReadonlySet<number>
}

/** What a sentence is made of; each part has a subject, of its own or of the part that it goes on with. */
export function clausesOf(message: string, own: string, sentence: Sentence): Clauses {
  const words = wordsIn(own, sentence.start, sentence.end)
  const startAt = createReader(words)
  const clauses: Clause[] = []
  const jokes = new Set<number>()
  let from = 0
  let prefix: readonly Word[] = []
  let joiner = ''
  const close = (end: number): void => {
    const spoken = words.slice(from, end)
    const said = prefix.length > 0 ? [...prefix, ...spoken] : afterGreeting(spoken)
    const last = withoutTail(said)
    const first = spoken[0]
    if (last.length === 0 || !first) return
    const shared = prefix.length > 0 ? (clauses.at(-1)?.start ?? first.start) : first.start
    clauses.push({
      ...phraseOf(message, last.slice(0, most)),
      message,
      joiner,
      before: clauses.at(-1)?.text ?? '',
      start: shared,
      end: spoken.findLast(({ text }) => text !== ',')?.end ?? first.end,
    })
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]?.text ?? ''
    if (isJoke(word)) {
      close(at)
      // A laugh at the end is about the whole sentence.
      const first = at + 1 === words.length ? 0 : clauses.length - 1
      for (let about = first; about < clauses.length; about++) jokes.add(about)
      ;[from, prefix, joiner] = [at + 1, [], 'lol']
      continue
    }
    if (at === from) continue
    const begun = at
    const start = startAt(
      at,
      from,
      () => (prefix.length > 0 ? `${prefix.map(({ text }) => text).join(' ')} ` : '') + currentText(words, from, begun),
    )
    if (!start) continue
    close(at)
    ;({ next: from, prefix, joiner } = start)
    at = Math.max(at, from)
  }
  close(words.length)
  return { clauses: clauses.map(asIdentity).map(withDay), jokes }
}

/** "As a nurse, I ..." says what somebody is. */
function asIdentity(clause: Clause, at: number, clauses: readonly Clause[]): Clause {
  const [as, article] = clause.words
  if (
    as?.text !== 'as' ||
    !article ||
    !/^an?$/.test(article.text) ||
    !/^(?:i|my|we) /.test(clauses[at + 1]?.text ?? '')
  )
    return clause
  const words = [{ ...as, text: 'i' }, { ...as, text: 'am' }, ...clause.words.slice(1)]
  return { ...clause, ...phraseOf(clause.message, words) }
}

const dayFirst =
  /^(?:next (?:week|month|year|\S+day)|tomorrow|on \S+day|this (?:\S+day|weekend)|in (?:a|two|three|\d+) (?:days?|weeks?|months?)|in (?:january|february|march|april|may|june|july|august|september|october|november|december))(?= (?:i|we) |$)/

/** "Next week I'm moving" is read as "I'm moving next week". */
function withDay(clause: Clause, at: number, clauses: readonly Clause[]): Clause {
  const turned = (words: readonly Word[], text: string): Clause => ({ ...clause, words, text })
  const [own, before] = [dayFirst.exec(clause.text)?.[0], dayFirst.exec(clauses[at - 1]?.text ?? '')?.[0]]
  if (own !== undefined && own !== clause.text) {
    const count = own.split(' ').length
    return turned(
      [...clause.words.slice(count), ...clause.words.slice(0, count)],
      `${clause.text.slice(own.length + 1)} ${own}`,
    )
  }
  if (before === undefined || before !== clauses[at - 1]?.text || !/^(?:i|we) /.test(clause.text)) return clause
  return turned([...clause.words, ...(clauses[at - 1]?.words ?? [])], `${clause.text} ${before}`)
}

/** As much as tells how a clause begins, and what it has come to. */
const currentText = (words: readonly Word[], from: number, end: number): string =>
  afterGreeting(words.slice(from, Math.min(end, from + most)))
    .map(({ text }) => text)
    .join(' ')
