import type { Page, Position } from '../../ports/page.ts'
import type { Hit, Search } from '../../ports/search.ts'
import { fitting } from './fitting.ts'
import { conversationColumns, messageColumns, toConversation, toMessage } from './rows.ts'
import { type Found, hitsAStretch } from './search-index.ts'
import type { SqlParts } from './sql-parts.ts'

/** Above every row. */
const end = Number.MAX_SAFE_INTEGER

const wholeNumber = (value: unknown): number => Math.min(end, Math.max(0, Math.trunc(Number(value))))

/** Where a page begins: below which row its stretch is, and how many of that come before it. */
const placeOf = (from: Position | undefined): [below: number, offset: number] =>
  from ? [wholeNumber(from[0]), wholeNumber(from[1])] : [end, 0]

/** What comes after so many of a stretch: the rest of it, or the stretch of those that are older. */
function nextOf(found: readonly Found[], below: number, told: number): Position | null {
  const rows = found.map(({ row }) => row)
  // What is said from now on comes before all of this, and must not move it.
  if (told < rows.length) return [below === end ? Math.max(...rows) + 1 : below, told]
  return rows.length < hitsAStretch ? null : [Math.min(...rows), 0]
}

export function createSearch({ db, index }: Pick<SqlParts, 'db' | 'index'>): Search {
  return {
    async search(scope, text, { limit, from }): Promise<Page<Hit>> {
      const [below, offset] = placeOf(from)
      const found = await index.find(scope.userId, scope.namespace, text, below)
      const wanted = found.slice(offset, offset + limit)
      if (wanted.length === 0) return { items: [], next: null }
      const count = fitting(
        wanted.map(({ size }) => size),
        limit,
      )
      const page = wanted.slice(0, count).map(({ row }) => row)
      const next = nextOf(found, below, offset + count)
      // The index names the owner, and so does this query: a wrong row in one is not enough. In this order, for SQLite would
      // rather look through all that is said in the owner's conversations.
      const messages = await db
        .selectFrom('messages')
        .crossJoin('conversations')
        .select(['messages.row', ...messageColumns])
        .where('messages.row', 'in', page)
        .whereRef('conversations.id', '=', 'messages.conversation_id')
        .where('conversations.user_id', '=', scope.userId)
        .where('conversations.namespace', '=', scope.namespace)
        .where('conversations.hidden', 'is', null)
        .execute()
      const told = [...new Set(messages.map((row) => row.conversation_id))]
      // Of what is hidden the index may still know.
      if (told.length === 0) return { items: [], next }
      const conversations = await db
        .selectFrom('conversations')
        .select(conversationColumns)
        .where('id', 'in', told)
        .where('user_id', '=', scope.userId)
        .execute()
      const byRow = new Map(messages.map((row) => [row.row, row]))
      const byId = new Map(conversations.map((row) => [row.id, toConversation(row)]))
      const items = page.flatMap((row) => {
        const message = byRow.get(row)
        const conversation = message && byId.get(message.conversation_id)
        return message && conversation ? [{ message: toMessage(message), conversation }] : []
      })
      return { items, next }
    },
  }
}
