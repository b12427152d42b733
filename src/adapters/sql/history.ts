import { sql } from 'kysely'
import type { MessageStatus, Role } from '../../conversation/types.ts'
import type { HistoryPlace, Turn } from '../../ports/runs.ts'
import { sizeOf } from './fitting.ts'
import { prepared, type Queryable } from './prepared.ts'

const seqOf = prepared<{ id: string }>()((db, p) => db.selectFrom('messages').select('seq').where('id', '=', p('id')))

/** Of a longer message more is read only where the way leads through it: a page of any such would fill the memory. */
const shortBytes = 16_384
/** After so much a page ends. */
const pageBytes = 262_144

const isShort = sql<boolean>`${sizeOf('messages.content')} <= ${sql.lit(shortBytes)}`

/** A stretch of the conversation, and not a recursive query: that makes a table of its own each time. */
const stretch = prepared<{ conversationId: string; userId: string; below: number; limit: number }>()((db, p) =>
  db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select(({ eb }) => [
      'messages.id',
      'messages.seq',
      'messages.parent_id',
      'messages.role',
      'messages.name',
      eb.case().when(isShort).then(eb.ref('messages.content')).end().as('content'),
      sizeOf('messages.content').as('size'),
      'messages.status',
    ])
    .where('messages.conversation_id', '=', p('conversationId'))
    .where('messages.seq', '<', p('below'))
    .where('conversations.user_id', '=', p('userId'))
    .orderBy('messages.seq', 'desc')
    .limit(p('limit')),
)

const contentOf = prepared<{ id: string }>()((db, p) =>
  db.selectFrom('messages').select('content').where('id', '=', p('id')),
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
  let bytes = 0
  for (const { id, seq, parent_id: parentId, role, name, content, size, status } of rows) {
    if (id !== wanted) continue
    bytes += size
    if (bytes > pageBytes && turns.length > 0) return { turns, next: { messageId: wanted, below: seq + 1 } }
    const text: string = content ?? (await contentOf(db, { id }))[0]?.content ?? ''
    turns.push({ id, seq, role: role as Role, name, content: text, status: status as MessageStatus })
    wanted = parentId
  }
  // Where it is not among these, it may be far above: the next look begins at its place.
  return { turns, next: wanted !== null && rows.length === limit ? { messageId: wanted } : undefined }
}
