import type { Search } from '../../ports/search.ts'
import { fitting, sizeOf } from './fitting.ts'
import { conversationColumns, messageColumns, toConversation, toMessage } from './rows.ts'
import type { SqlParts } from './sql-parts.ts'

export function createSearch({ reads, index }: Pick<SqlParts, 'reads' | 'index'>): Search {
  return {
    async search(scope, text, { limit, from }) {
      const offset = Number(from?.[0] ?? 0)
      const found = await index.find(scope.userId, scope.namespace, text, limit + 1, offset)
      if (found.length === 0) return { items: [], next: null }
      const sizes = await reads
        .selectFrom('messages')
        .select(['row', sizeOf('messages.content').as('size')])
        .where('row', 'in', found)
        .execute()
      const sizeByRow = new Map(sizes.map(({ row, size }) => [row, size]))
      const count = fitting(
        found.map((row) => sizeByRow.get(row) ?? 0),
        limit,
      )
      const page = found.slice(0, count)
      const next = found.length > count ? [offset + count] : null
      // The index names the owner, and so does this query: a wrong row in one is not enough.
      const messages = await reads
        .selectFrom('messages')
        .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
        .select(['messages.row', ...messageColumns])
        .where('messages.row', 'in', page)
        .where('conversations.user_id', '=', scope.userId)
        .where('conversations.namespace', '=', scope.namespace)
        .where('conversations.hidden', 'is', null)
        .execute()
      const told = [...new Set(messages.map((row) => row.conversation_id))]
      // Of what is hidden the index may still know.
      if (told.length === 0) return { items: [], next }
      const conversations = await reads
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
