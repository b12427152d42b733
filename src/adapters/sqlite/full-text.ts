import { sql, type Kysely } from 'kysely'
import { sha256Hex } from '../../std/sha256-hex.ts'
import { searchTerms } from '../../std/search-terms.ts'
import { prepared } from '../sql/prepared.ts'
import type { Schema } from '../sql/schema.ts'
import type { SearchIndex } from '../sql/search-index.ts'

/** More words than this only narrow what is already nothing. */
const maxWords = 32

const ownerToken = (userId: string, namespace: string): string =>
  `o${sha256Hex(`${namespace}\0${userId}`).slice(0, 24)}`

/** Marks that the index takes for a part of the letter before them; at all others it ends a word. */
const joined = '\\u0300-\\u0304\\u0306-\\u030c\\u030f\\u0311\\u031b\\u0323-\\u0328\\u032d\\u032e\\u0330\\u0331'
/** Letters that are younger than the index's tables, or that it takes for marks. */
const unknown = '\\u19b0-\\u19c0\\u19c8\\u19c9\\u1cf2\\u1cf3'
const word = new RegExp(`(?:(?![${unknown}])[\\p{L}\\p{N}${joined}])+`, 'gu')

/** Every word quoted, so that nothing a person types is a query language; the last may be unfinished. */
function matchExpression(owner: string, text: string): string | undefined {
  const words = searchTerms(text).match(word)?.slice(0, maxWords)
  if (!words) return undefined
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
