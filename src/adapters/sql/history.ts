import type { MessageStatus, Role } from '../../conversation/types.ts'
import type { HistoryPlace, Turn } from '../../ports/runs.ts'
import { prepared, type Queryable } from './prepared.ts'

const seqOf = prepared<{ id: string }>()((db, p) => db.selectFrom('messages').select('seq').where('id', '=', p('id')))

/** A stretch of the conversation, and not a recursive query: that makes a table of its own each time. */
const stretch = prepared<{ conversationId: string; userId: string; below: number; limit: number }>()((db, p) =>
  db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select([
      'messages.id',
      'messages.seq',
      'messages.parent_id',
      'messages.role',
      'messages.name',
      'messages.content',
      'messages.status',
    ])
    .where('messages.conversation_id', '=', p('conversationId'))
    .where('messages.seq', '<', p('below'))
    .where('conversations.user_id', '=', p('userId'))
    .orderBy('messages.seq', 'desc')
    .limit(p('limit')),
)

/** A parent always stands before its child, so one look down the conversation meets the whole way in its order. */
export async function readHistory(
  db: Queryable,
  userId: string,
  conversationId: string,
  { messageId, below }: HistoryPlace,
  limit: number,
): Promise<{ turns: Turn[]; next: HistoryPlace | undefined }> {
  const start = below ?? ((await seqOf(db, { id: messageId }))[0]?.seq ?? 0) + 1
  const rows = await stretch(db, { userId, conversationId, below: start, limit })
  const turns: Turn[] = []
  let wanted: string | null = messageId
  for (const { id, parent_id: parentId, role, name, content, status } of rows) {
    if (id !== wanted) continue
    turns.push({ role: role as Role, name, content, status: status as MessageStatus })
    wanted = parentId
  }
  const last = rows.length === limit ? rows.at(-1) : undefined
  return { turns, next: last && wanted !== null ? { messageId: wanted, below: last.seq } : undefined }
}
