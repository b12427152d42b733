import { sql } from 'kysely'
import { prepared } from '../sql/prepared.ts'
import type { RecallIndex } from '../sql/recall-index.ts'
import { recallWord } from '../sql/recall-word.ts'

/** The words of a vector are less than a mebibyte. */
const vectorBytes = 1_000_000

const insertTerms = prepared<{ row: number; terms: string }>()((db, p) => ({
  compile: () =>
    sql`
      insert into recall_terms ("row", terms) values (${p('row')}, ${p('terms')}::tsvector)
      on conflict ("row") do nothing`.compile(db),
}))

const lexeme = (person: number, term: string): string => `'${recallWord(person, term)}'`

function countsOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

/** As a `tsvector` is written; where a text has more words than fit, those that are said least are left out. */
export function recallVector(person: number, terms: readonly string[]): string {
  const counts = countsOf(terms)
  const words = [...counts.keys()]
  const lexemes = words.map((term) => lexeme(person, term))
  if (lexemes.reduce((bytes, word) => bytes + Buffer.byteLength(word), 0) <= vectorBytes) return lexemes.join(' ')
  let room = vectorBytes
  return words
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
    .map((term) => lexeme(person, term))
    .filter((word) => (room -= Buffer.byteLength(word)) >= 0)
    .join(' ')
}

/** Whoever asks sorts apart from whoever searches: else the planner may walk all rows there are, from the last one. */
export const recallIndex: RecallIndex = {
  async add(db, person, docs) {
    await Promise.all(docs.map(({ row, terms }) => insertTerms(db, { row, terms: recallVector(person, terms) })))
  },

  async remove(db, rows) {
    await sql`delete from recall_terms where "row" in (${sql.join(rows)})`.execute(db)
  },

  wordFor: lexeme,

  holding: (word, limit) => sql`
      select "row" from (
        select "row", row_number() over (order by "row" desc) as place from (
          select "row" from recall_terms where terms @@ ${word}::tsquery offset 0
        ) as found
      ) as placed
      where place <= ${limit} or "row" < 0`,
}
