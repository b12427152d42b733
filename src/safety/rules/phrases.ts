/** One place of a phrase: words that may stand there, or a gap of any. */
interface Place {
  /** As it is written: places that are written alike are one. */
  key: string
  words: ReadonlySet<string>
  gap: number
}

/** What may follow the words so far. */
interface Step<Kind> {
  places: Map<string, Step<Kind>>
  byWord: Map<string, Step<Kind>[]>
  gaps: { most: number; step: Step<Kind> }[]
  /** Kinds of the phrases that end here. */
  ends: Kind[]
}

export interface Found<Kind> {
  kind: Kind
  start: number
  /** Behind its last word. */
  end: number
}

export interface PhraseBook<Kind> {
  /** What begins at a word, the longest of each kind. */
  at(tokens: readonly string[], start: number): readonly Found<Kind>[]
  words: ReadonlySet<string>
  kinds: readonly Kind[]
}

/** A sentence ends, a clause ends, somebody else's words begin or end. */
export const isBoundary = (token: string | undefined): boolean =>
  token === undefined || token === '.' || token === '?' || token === ',' || token === '"'

/** Stands in a phrase for the end of a clause. */
const clauseEnd = '_'

/** `{go on|live}` stands for phrases of any length, `{go on|live}?` and `live?` for none as well. */
function expanded(line: string): string[] {
  const braces = /\{([^{}]*)\}(\?)?/.exec(line)
  if (braces) {
    const [all, listed = '', optional] = braces
    // Single words share one place: a phrase for each would multiply.
    const single = listed.split('|').filter((choice) => choice !== '' && !/[ *?]/.test(choice))
    const longer = listed.split('|').filter((choice) => /[ *?]/.test(choice))
    const choices = [...(single.length > 0 ? [single.join('|')] : []), ...longer, ...(optional ? [''] : [])]
    return choices.flatMap((choice) => expanded(line.replace(all, () => choice)))
  }
  const words = line.split(/\s+/).filter(Boolean)
  const at = words.findIndex((word) => word.endsWith('?'))
  if (at < 0) return [words.join(' ')]
  return [words.with(at, (words[at] ?? '').slice(0, -1)), words.toSpliced(at, 1)].flatMap((some) =>
    expanded(some.join(' ')),
  )
}

function placeOf(key: string, classes: Readonly<Record<string, string>>): Place {
  if (key.startsWith('*')) return { key, words: new Set(), gap: Number(key.slice(1)) }
  const words = key.split('|').flatMap((word) => {
    if (!word.startsWith('$')) return [word]
    const listed = classes[word.slice(1)]
    if (listed === undefined) throw new TypeError(`Cannot read the phrase "${key}": it names no class`)
    return listed.trim().split(/\s+/)
  })
  return { key, words: new Set(words), gap: 0 }
}

const createStep = <Kind>(): Step<Kind> => ({ places: new Map(), byWord: new Map(), gaps: [], ends: [] })

function next<Kind>(step: Step<Kind>, place: Place): Step<Kind> {
  const known = step.places.get(place.key)
  if (known) return known
  const created = createStep<Kind>()
  step.places.set(place.key, created)
  if (place.gap > 0) step.gaps.push({ most: place.gap, step: created })
  for (const word of place.words) {
    const others = step.byWord.get(word)
    if (others) others.push(created)
    else step.byWord.set(word, [created])
  }
  return created
}

const none: readonly never[] = []

/**
 * Phrases by kind, one a line: `a|b` either word, `a?` or none, `*3` up to three words, `$x` a class, `_` a clause's end.
 * A tree of them, so that a text costs what it says and not what the book knows.
 */
export function createPhraseBook<Kind extends string>(
  listed: Readonly<Record<Kind, string>>,
  classes: Readonly<Record<string, string>>,
): PhraseBook<Kind> {
  const root = createStep<Kind>()
  const words = new Set<string>()
  const kinds = Object.keys(listed) as Kind[]
  const known = new Map<string, Place>()
  const placed = (key: string): Place => {
    const place = known.get(key) ?? placeOf(key, classes)
    known.set(key, place)
    return place
  }
  for (const kind of kinds)
    for (const phrase of listed[kind].split('\n').flatMap((line) => expanded(line.trim()))) {
      if (phrase === '') continue
      const places = phrase.split(' ').map(placed)
      if (places[0]?.words.size === 0)
        throw new TypeError(`Cannot index the phrase "${phrase}": its first word is open`)
      const last = places.reduce(next, root)
      if (!last.ends.includes(kind)) last.ends.push(kind)
    }
  for (const place of known.values()) for (const word of place.words) words.add(word)
  words.delete(clauseEnd)

  function walk(tokens: readonly string[], start: number, at: number, step: Step<Kind>, found: Found<Kind>[]): void {
    for (const kind of step.ends) {
      const same = found.find((other) => other.kind === kind)
      if (!same) found.push({ kind, start, end: at })
      else if (at > same.end) same.end = at
    }
    const token = tokens[at]
    const isEnd = isBoundary(token)
    if (!isEnd) for (const after of step.byWord.get(token ?? '') ?? none) walk(tokens, start, at + 1, after, found)
    else for (const after of step.byWord.get(clauseEnd) ?? none) walk(tokens, start, at, after, found)
    for (const { most, step: after } of step.gaps)
      for (let gap = 0; gap <= most; gap++) {
        walk(tokens, start, at + gap, after, found)
        if (isBoundary(tokens[at + gap])) break
      }
  }

  return {
    words,
    kinds,
    at(tokens, start) {
      const steps = root.byWord.get(tokens[start] ?? '')
      if (!steps) return none
      const found: Found<Kind>[] = []
      for (const step of steps) walk(tokens, start, start + 1, step, found)
      return found
    },
  }
}
