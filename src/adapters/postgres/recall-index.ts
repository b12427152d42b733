import { sql } from 'kysely'
import { prepared, type Queryable } from '../sql/prepared.ts'
import type { Extent, RecallIndex } from '../sql/recall-index.ts'
import { recallLists } from './recall-lists.ts'
import { countedDocs, turnsAWord } from '../sql/recall-score.ts'
import { recallWord } from '../sql/recall-word.ts'

/** The words of a vector are less than a mebibyte. */
const vectorBytes = 1_000_000

const insertTerms = prepared<{ row: number; terms: string }>()((db, p) => ({
  compile: () =>
    sql`
      insert into recall_terms ("row", terms) values (${p('row')}, ${p('terms')}::tsvector)
      on conflict ("row") do nothing`.compile(db),
}))

/**
 * Postgres reads all that holds a word, however few are wanted. So each turn has words beside its own that say in which
 * stretch of rows it is, and what is asked for is a word within a stretch. The stretches of each width, in bits, are
 * four times as long as those before.
 */
const widths = [12, 14, 16, 18, 20, 22, 24, 26, 28]

const lexeme = (person: number, term: string): string => `'${recallWord(person, term)}'`
const stretchOf = (row: number, width: number): number => Math.floor(row / 2 ** width)
// No word of a person begins with this sign.
const inStretch = (person: number, width: number, stretch: number): string => `'_${person}_${width}_${stretch}'`
const isMemory = (person: number): string => `'_${person}_memory'`

const whereabouts = (person: number, row: number): string[] =>
  row < 0 ? [isMemory(person)] : widths.map((width) => inStretch(person, width, stretchOf(row, width)))

function countsOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

/** Where a text has more words than fit, those that are said least are left out. */
function fittingWords(person: number, terms: readonly string[]): string[] {
  const counts = countsOf(terms)
  const words = [...counts.keys()]
  const lexemes = words.map((term) => lexeme(person, term))
  if (lexemes.reduce((bytes, word) => bytes + Buffer.byteLength(word), 0) <= vectorBytes) return lexemes
  let room = vectorBytes
  return words
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
    .map((term) => lexeme(person, term))
    .filter((word) => (room -= Buffer.byteLength(word)) >= 0)
}

/** As a `tsvector` is written. */
export const recallVector = (person: number, row: number, terms: readonly string[]): string =>
  [...fittingWords(person, terms), ...whereabouts(person, row)].join(' ')

/** Whoever asks sorts apart from whoever searches: else the planner may walk all rows there are, from the last one. */
const lists = recallLists(
  (asked) => sql<string>`(
      select coalesce(json_agg("row"), '[]')::text from (
        select "row", row_number() over (order by "row" desc) as place from (
          select "row" from recall_terms where terms @@ ${asked}::tsquery offset 0
        ) as found
      ) as placed
      where place <= ${sql.lit(turnsAWord)} or "row" < 0
    )`,
)

/** Within what a word is looked for, the shortest first; undefined stands for all there is. */
function* stretches(person: number, { docs, since, last }: Extent): Generator<string | undefined> {
  for (const width of docs < countedDocs ? [] : widths) {
    const [first, final] = [stretchOf(Math.max(since, 0), width), stretchOf(last, width)]
    if (final - first > 1) continue
    // It holds all there is.
    if (final <= 1) break
    yield [isMemory(person), inStretch(person, width, final), inStretch(person, width, final - 1)].join(' | ')
  }
  yield undefined
}

const turns = (rows: readonly number[]): number => rows.reduce((sum, row) => sum + (row > 0 ? 1 : 0), 0)

async function holders(reads: Queryable, person: number, terms: readonly string[], extent: Extent) {
  const found = new Map<string, number[]>()
  for (const within of stretches(person, extent)) {
    const open = terms.filter((term) => turns(found.get(term) ?? []) < turnsAWord)
    if (open.length === 0) break
    const asked = open.map((term) => (within ? `${lexeme(person, term)} & (${within})` : lexeme(person, term)))
    const rows = await lists(reads, asked)
    for (const [at, term] of open.entries()) found.set(term, rows[at] ?? [])
  }
  return terms.map((term) => found.get(term) ?? [])
}

export const recallIndex: RecallIndex = {
  async add(db, person, docs) {
    await Promise.all(docs.map(({ row, terms }) => insertTerms(db, { row, terms: recallVector(person, row, terms) })))
  },

  async remove(db, rows) {
    await sql`delete from recall_terms where "row" in (${sql.join(rows)})`.execute(db)
  },

  memoriesWith: (person, term) =>
    sql`select "row" from recall_terms where terms @@ ${`${lexeme(person, term)} & ${isMemory(person)}`}::tsquery`,

  holders,

  placesIn: (list) => sql`(
      select value ->> 0 as conversation_id, (value ->> 1)::bigint as seq, (value ->> 2)::bigint as at
      from json_array_elements(${list}::json)
    )`,
}
