import { sql } from 'kysely'
import type { RecallWord } from '../../ports/recall.ts'
import { prepared, type Queryable } from './prepared.ts'
import type { RecallIndex } from './recall-index.ts'

/** Whoever has said less is looked through in no time. */
const manyDocs = 300
/** A word that the newest so many hold, within three times as many that were said, tells nothing. */
const manyHolders = 100
const within = 3 * manyHolders

/** What is much stays much for a while; what is little may soon be more. */
const knownMs = { much: 60_000, little: 2_000 }
const mostKnown = 10_000

type Count = { count: number; first: number | null }

const docsOf = prepared<{ person: number; from: number; most: number }>()<Count>((db, p) => ({
  compile: () =>
    sql<Count>`
      select count(*) as count, null as first from (
        select 1 from recall_docs where person = ${p('person')} and "row" >= ${p('from')} limit ${p('most')}
      ) as counted`.compile(db),
}))

/** What was found out lately, and holds for a while. */
function createLately() {
  const known = new Map<string, { value: boolean; until: number }>()
  return async (key: string, ask: () => Promise<boolean>): Promise<boolean> => {
    const found = known.get(key)
    if (found && found.until > performance.now()) return found.value
    const value = await ask()
    known.delete(key)
    if (known.size >= mostKnown) known.delete(known.keys().next().value ?? '')
    known.set(key, { value, until: performance.now() + knownMs[value ? 'much' : 'little'] })
    return value
  }
}

/**
 * Those of the words that tell one thing that a person has said from another. To compare all that hold a word which is in
 * every third of them would take longer than everything else, and find nothing.
 */
export function createTelling(index: RecallIndex) {
  const lately = createLately()
  const holdersOf = prepared<{ word: string }>()<Count>((db, p) => ({
    compile: () =>
      sql<Count>`
        select count(*) as count, min("row") as first from (${index.holding(p('word'), manyHolders)}) as holders
        where "row" > 0`.compile(db),
  }))

  const hasMany = async (reads: Queryable, person: number, from: number, most: number): Promise<boolean> =>
    ((await docsOf(reads, { person, from, most }))[0]?.count ?? 0) >= most

  async function isCommon(reads: Queryable, person: number, term: string): Promise<boolean> {
    const [held] = await holdersOf(reads, { word: index.wordFor(person, term) })
    if (!held || held.first === null || held.count < manyHolders) return false
    return !(await hasMany(reads, person, held.first, within))
  }

  return async (reads: Queryable, person: number, words: readonly RecallWord[]): Promise<RecallWord[]> => {
    const lowest = Number.MIN_SAFE_INTEGER
    if (!(await lately(String(person), () => hasMany(reads, person, lowest, manyDocs)))) return [...words]
    const common = await Promise.all(
      words.map(({ term }) => lately(`${person} ${term}`, () => isCommon(reads, person, term))),
    )
    return words.filter((_word, at) => common[at] !== true)
  }
}
