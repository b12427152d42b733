import { sql, type Kysely } from 'kysely'
import { sha256Hex } from '../../std/sha256-hex.ts'
import { searchTerms } from '../../std/search-terms.ts'
import { prepared } from '../sql/prepared.ts'
import type { Schema } from '../sql/schema.ts'
import type { SearchIndex } from '../sql/search-index.ts'
import { maxWords, searchWords } from '../sql/search-words.ts'

const ownerToken = (userId: string, namespace: string): string =>
  `o${sha256Hex(`${namespace}\0${userId}`).slice(0, 24)}`

/** Every word quoted, so that nothing a person types is a query language; the last may be unfinished. */
function matchExpression(owner: string, text: string): string | undefined {
  const words = searchWords(text).slice(0, maxWords)
  if (words.length === 0) return undefined
  return `owner : ${owner} AND terms : (${words.map((word) => `"${word}"`).join(' AND ')}*)`
}

const insertTerms = prepared<{ row: number; owner: string; terms: string }>()((db, p) => ({
  compile: () =>
    sql`insert into messages_search (rowid, owner, terms) values (${p('row')}, ${p('owner')}, ${p('terms')})`.compile(
      db,
    ),
}))

export function createFullText(reads: Kysely<Schema>): SearchIndex {
  return {
    async add(db, userId, namespace, messages) {
      const owner = ownerToken(userId, namespace)
      for (const { row, content } of messages) {
        await insertTerms(db, { row, owner, terms: searchTerms(content) })
      }
    },

    async remove(db, rows) {
      await sql`delete from messages_search where rowid in (${sql.join(rows)})`.execute(db)
    },

    async find(userId, namespace, text, limit, offset) {
      const expression = matchExpression(ownerToken(userId, namespace), text)
      if (expression === undefined) return []
      const found = await sql<{ rowid: number }>`
        select rowid from messages_search where messages_search match ${expression}
        order by bm25(messages_search, 0, 1), rowid desc limit ${limit} offset ${offset}`.execute(reads)
      return found.rows.map(({ rowid }) => rowid)
    },
  }
}
