import { sql, type Kysely } from 'kysely'
import { sha256Hex } from '../../std/sha256-hex.ts'
import { prepared } from '../sql/prepared.ts'
import type { Schema } from '../sql/schema.ts'
import { type Found, hitsAStretch, type SearchIndex } from '../sql/search-index.ts'
import { maxWords, searchWords } from '../sql/search-words.ts'

/** The index has lists of what begins with these letters and up to four more. */
const ownerLength = 12

/** Stands before each word, so that nobody's words are among another's. */
const ownerToken = (userId: string, namespace: string): string =>
  sha256Hex(`${namespace}\0${userId}`).slice(0, ownerLength)

/** A text as the index holds it. */
export function ownedTerms(userId: string, namespace: string, text: string): string {
  const owner = ownerToken(userId, namespace)
  return [...new Set(searchWords(text))].map((word) => owner + word).join(' ')
}

/** Every word quoted, so that nothing a person types is a query language; the last may be unfinished. */
function matchExpression(owner: string, text: string): string | undefined {
  const words = searchWords(text).slice(0, maxWords)
  if (words.length === 0) return undefined
  return `${words.map((word) => `"${owner}${word}"`).join(' AND ')}*`
}

const insertTerms = prepared<{ row: number; terms: string }>()((db, p) => ({
  compile: () => sql`insert into messages_search (rowid, terms) values (${p('row')}, ${p('terms')})`.compile(db),
}))

export function createFullText(reads: Kysely<Schema>): SearchIndex {
  return {
    async add(db, userId, namespace, messages) {
      for (const { row, content } of messages) {
        await insertTerms(db, { row, terms: ownedTerms(userId, namespace, content) })
      }
    },

    async remove(db, rows) {
      await sql`delete from messages_search where rowid in (${sql.join(rows)})`.execute(db)
    },

    async find(userId, namespace, text, below) {
      const expression = matchExpression(ownerToken(userId, namespace), text)
      if (expression === undefined) return []
      // Lists of words are read from their end, as far as is needed. Of what holds the same words the shorter is better.
      const { rows } = await sql<Found>`
        select messages."row", octet_length(content) as size from (
          select rowid as "row" from messages_search where messages_search match ${expression} and rowid < cast(${below} as integer)
          order by rowid desc limit ${hitsAStretch}
        ) as newest cross join messages on messages."row" = newest."row"
        order by size, messages."row" desc`.execute(reads)
      return rows
    },
  }
}
