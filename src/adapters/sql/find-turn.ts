import type { Ask } from '../../ports/runs.ts'
import { prepared, type Queryable } from './prepared.ts'

export interface FoundTurn {
  userMessageId: string
  parentId: string | null
  /** null where the message is there already. */
  content: string | null
}

const messageIn = prepared<{ id: string; conversationId: string }>()((db, p) =>
  db
    .selectFrom('messages')
    .select(['id', 'role', 'parent_id'])
    .where('id', '=', p('id'))
    .where('conversation_id', '=', p('conversationId')),
)

/** What is to be answered, or why there is nothing. */
export async function findTurn(
  db: Queryable,
  conversationId: string,
  ask: Ask,
  latest: string | null,
): Promise<FoundTurn | 'not_found' | 'nothing_to_answer'> {
  if (ask.kind === 'regenerate') {
    const [answer] = await messageIn(db, { id: ask.messageId, conversationId })
    if (!answer) return 'not_found'
    if (answer.role !== 'assistant' || answer.parent_id === null) return 'nothing_to_answer'
    const [question] = await messageIn(db, { id: answer.parent_id, conversationId })
    if (question?.role !== 'user') return 'nothing_to_answer'
    return { userMessageId: question.id, parentId: question.parent_id, content: null }
  }
  const { userMessageId, content, parentId } = ask
  if (parentId === undefined) return { userMessageId, content, parentId: latest }
  if (parentId === null) return { userMessageId, content, parentId: null }
  const [parent] = await messageIn(db, { id: parentId, conversationId })
  return parent ? { userMessageId, content, parentId } : 'not_found'
}
