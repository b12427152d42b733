import { type Kysely, sql } from 'kysely'
import { prepared } from '../sql/prepared.ts'
import type { Schema } from '../sql/schema.ts'
import type { SearchIndex } from '../sql/search-index.ts'
import { maxWords } from '../sql/search-words.ts'
import { textQuery, textVector } from './text-vector.ts'

/** Longer texts weigh less for the same word, as the logarithm of their length. */
const byLength = 1

const insertTerms = prepared<{ row: number; terms: string }>()((db, p) => ({
  compile: () =>
    sql`insert into messages_search ("row", terms) values (${p('row')}, ${p('terms')}::tsvector)`.compile(db),
}))

export function createFullText(reads: Kysely<Schema>): SearchIndex {
  return {
    async add(db, userId, namespace, messages) {
      for (const { row, content } of messages) {
        await insertTerms(db, { row, terms: textVector(userId, namespace, content) })
      }
    },

    async remove(db, rows) {
      await sql`delete from messages_search where "row" in (${sql.join(rows)})`.execute(db)
    },

    async find(userId, namespace, text, limit, offset) {
      const query = textQuery(userId, namespace, text, maxWords)
      if (query === undefined) return []
      const found = await sql<{ row: number }>`
        select "row" from messages_search where terms @@ ${query}::tsquery
        order by ts_rank(terms, ${query}::tsquery, ${sql.lit(byLength)}) desc, "row" desc
        limit ${limit} offset ${offset}`.execute(reads)
      return found.rows.map(({ row }) => row)
    },
  }
}
