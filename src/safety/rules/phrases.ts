import { clauseEnd, createPhraseReader, type PhraseReader, type Step } from './phrase-reader.ts'
import type { Vocabulary } from './vocabulary.ts'

/** One place of a phrase: words that may stand there, or a gap of any. */
interface Place {
  /** As it is written: places that are written alike are one. */
  key: string
  words: ReadonlySet<string>
  gap: number
}

export interface PhraseBook<Kind> {
  words: ReadonlySet<string>
  kinds: readonly Kind[]
  /** Reads texts whose words are numbers of this vocabulary. */
  reader(vocabulary: Vocabulary): PhraseReader<Kind>
}

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

const createStep = (): Step => ({ places: new Map(), byWord: new Map(), gaps: [], ends: [] })

function next(step: Step, place: Place): Step {
  const known = step.places.get(place.key)
  if (known) return known
  const created = createStep()
  step.places.set(place.key, created)
  if (place.gap > 0) step.gaps.push({ most: place.gap, step: created })
  for (const word of place.words) {
    const others = step.byWord.get(word)
    if (others) others.push(created)
    else step.byWord.set(word, [created])
  }
  return created
}

/**
 * Phrases by kind, one a line: `a|b` either word, `a?` or none, `*3` up to three words, `$x` a class, `_` a clause's end.
 * Read together, and each way through them once: a text costs what it says and not what the book knows.
 */
export function createPhraseBook<Kind extends string>(
  listed: Readonly<Record<Kind, string>>,
  classes: Readonly<Record<string, string>>,
): PhraseBook<Kind> {
  const root = createStep()
  const words = new Set<string>()
  const kinds = Object.keys(listed) as Kind[]
  const known = new Map<string, Place>()
  const placed = (key: string): Place => {
    const place = known.get(key) ?? placeOf(key, classes)
    known.set(key, place)
    return place
  }
  for (const [number, kind] of kinds.entries())
    for (const phrase of listed[kind].split('\n').flatMap((line) => expanded(line.trim()))) {
      if (phrase === '') continue
      const places = phrase.split(' ').map(placed)
      if (places[0]?.words.size === 0)
        throw new TypeError(`Cannot index the phrase "${phrase}": its first word is open`)
      const last = places.reduce<Step>(next, root)
      if (!last.ends.includes(number)) last.ends.push(number)
    }
  for (const place of known.values()) for (const word of place.words) words.add(word)
  words.delete(clauseEnd)

  return {
    words,
    kinds,
    reader: (vocabulary) => createPhraseReader({ kinds, root, places: [...known.values()] }, vocabulary),
  }
}
