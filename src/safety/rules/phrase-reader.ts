import { boundary, type Vocabulary } from './vocabulary.ts'

/** What may follow the words so far. */
export interface Step {
  places: Map<string, Step>
  byWord: Map<string, Step[]>
  gaps: { most: number; step: Step }[]
  /** Kinds, by number, of the phrases that end here. */
  ends: number[]
}

export interface Found<Kind> {
  kind: Kind
  start: number
  /** Behind its last word. */
  end: number
}

/** What begins at a word, the longest of each kind. */
export type PhraseReader<Kind> = (words: readonly number[], start: number) => readonly Found<Kind>[]

/** Every step at which a text may be after some words, each with how many more words may be passed over before it. */
interface State {
  steps: ReadonlyMap<Step, number>
  ends: readonly number[]
  /** What ends here if the clause does. */
  atClauseEnd: readonly number[] | undefined
  /** By the sort of the next word: the state that it leads to, `unread`, or `nowhere`. */
  next: Int16Array
}

const unread = 0
const nowhere = -1
/** Where every text is before its first word. */
const beginning = 1

/** Stands in a phrase for the end of a clause. */
export const clauseEnd = '_'

const none: readonly never[] = []

function enter(steps: Map<Step, number>, step: Step, gap: number): void {
  const before = steps.get(step)
  if (before === undefined || before < gap) steps.set(step, gap)
  if (before === undefined) for (const { most, step: after } of step.gaps) enter(steps, after, most)
}

function endsOf(steps: ReadonlyMap<Step, number>): readonly number[] {
  let all: number[] | undefined
  for (const { ends } of steps.keys())
    for (const end of ends)
      if (all === undefined) all = [end]
      else if (!all.includes(end)) all.push(end)
  return all ?? none
}

/** Stands for every word that no phrase goes on with. */
const other = ''

/** So many states of a text are remembered; then it begins anew. */
const mostKnown = 2_000

/** The words of a book, each with the number of its sort: those of one sort stand in the same places. */
function sortWords(places: Phrases<unknown>['places']): ReadonlyMap<string, number> {
  const keys = new Map<string, string>()
  for (const { key, words } of places) for (const word of words) keys.set(word, `${keys.get(word) ?? ''} ${key}`)
  const sorts = new Map<string, number>()
  const sorted = new Map([[other, 0]])
  for (const [word, key] of keys) {
    const sort = sorts.get(key) ?? sorts.size + 1
    sorts.set(key, sort)
    sorted.set(word, sort)
  }
  return sorted
}

/** All ways through the phrases that begin at `root`, each found out once. */
function createWays(root: Step, sorts: ReadonlyMap<string, number>) {
  /** One word of each sort. */
  const samples: string[] = []
  for (const [word, sort] of sorts) samples[sort] ??= word
  const createState = (steps: ReadonlyMap<Step, number>): State => ({
    steps,
    ends: endsOf(steps),
    atClauseEnd: undefined,
    next: new Int16Array(samples.length),
  })
  /** By number; the first has none, for there it would be `unread`. */
  const states: State[] = [createState(new Map()), createState(new Map([[root, 0]]))]

  function after({ steps }: State, word: string): ReadonlyMap<Step, number> {
    const led = new Map<Step, number>()
    for (const step of steps.keys()) for (const to of step.byWord.get(word) ?? none) enter(led, to, 0)
    // Where no phrase goes on with it a word is like any other.
    if (led.size > 0 || word === other) for (const [step, gap] of steps) if (gap > 0) enter(led, step, gap - 1)
    return led
  }

  return {
    states,
    /** Where a word of this sort leads to. */
    find(state: State, sort: number): number {
      const steps = after(state, samples[sort] ?? other)
      let to = nowhere
      if (steps.size > 0) to = states.push(createState(steps)) - 1
      else if (sort !== 0) to = state.next[0] || this.find(state, 0)
      return (state.next[sort] = to)
    },
    /** Most ways through the phrases never come to the end of a clause. */
    endsAtClauseEnd(state: State): readonly number[] {
      if (state.atClauseEnd) return state.atClauseEnd
      const last = new Map<Step, number>()
      for (const step of state.steps.keys()) for (const to of step.byWord.get(clauseEnd) ?? none) enter(last, to, 0)
      return (state.atClauseEnd = endsOf(last))
    },
  }
}

/** The phrases of a book, grown together from one root. */
export interface Phrases<Kind> {
  kinds: readonly Kind[]
  root: Step
  /** Of all of them, by how they are written. */
  places: readonly { key: string; words: ReadonlySet<string> }[]
}

export function createPhraseReader<Kind>(
  { kinds, root, places }: Phrases<Kind>,
  vocabulary: Vocabulary,
): PhraseReader<Kind> {
  const sorts = sortWords(places)
  const sortOf = Uint16Array.from(vocabulary.words, (word) => sorts.get(word) ?? 0)
  const waysAnew = () => createWays(root, sorts)
  let ways = waysAnew()
  const longest = new Int32Array(kinds.length)
  const reached: number[] = []

  function reach(ends: readonly number[], at: number): void {
    for (const number of ends) {
      if (longest[number] === 0) reached.push(number)
      longest[number] = at
    }
  }

  function found(start: number): readonly Found<Kind>[] {
    if (reached.length > 1) reached.sort((one, another) => one - another)
    const all: Found<Kind>[] = []
    for (const number of reached) {
      all.push({ kind: kinds[number] as Kind, start, end: longest[number] ?? start })
      longest[number] = 0
    }
    reached.length = 0
    return all
  }

  return (words, start) => {
    if (ways.states.length > mostKnown) ways = waysAnew()
    const { states } = ways
    let state = states[beginning]
    let word = words[start] ?? boundary
    for (let at = start + 1; state !== undefined; at++) {
      if (word === boundary) {
        if (at > start + 1) reach(ways.endsAtClauseEnd(state), at - 1)
        break
      }
      const sort = sortOf[word] ?? 0
      let to = state.next[sort] ?? nowhere
      if (to === unread) to = ways.find(state, sort)
      if (to === nowhere) break
      state = states[to]
      if (state !== undefined && state.ends.length > 0) reach(state.ends, at)
      word = words[at] ?? boundary
    }
    return reached.length > 0 ? found(start) : none
  }
}
