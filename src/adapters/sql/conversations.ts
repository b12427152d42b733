import { sql } from 'kysely'
import type { Scope } from '../../conversation/types.ts'
import type { Conversations } from '../../ports/conversations.ts'
import { fitting, sizeOf } from './fitting.ts'
import { insertConversation } from './insert-conversation.ts'
import { prepared } from './prepared.ts'
import { hideConversations } from './hide-conversations.ts'
import { lockConversation } from './lock-conversations.ts'
import { conversationColumns, messageColumns, type MessageRow, toConversation, toMessage } from './rows.ts'
import type { SqlParts } from './sql-parts.ts'

const conversationById = prepared<Scope & { id: string }>()((db, p) =>
  db
    .selectFrom('conversations')
    .select(conversationColumns)
    .where('id', '=', p('id'))
    .where('user_id', '=', p('userId'))
    .where('namespace', '=', p('namespace'))
    .where('hidden', 'is', null),
)

const conversationNamed = prepared<Scope & { externalId: string }>()((db, p) =>
  db
    .selectFrom('conversations')
    .select(conversationColumns)
    .where('user_id', '=', p('userId'))
    .where('namespace', '=', p('namespace'))
    .where('external_id', '=', p('externalId'))
    .where('hidden', 'is', null),
)

const memoryBefore = prepared<Scope & { id: string }>()((db, p) =>
  db
    .selectFrom('conversations')
    .select(['memory', 'metadata'])
    .where('id', '=', p('id'))
    .where('user_id', '=', p('userId'))
    .where('namespace', '=', p('namespace')),
)

/** What began as nobody's stays that, until somebody says that it is to be remembered. */
function memoryAfter(before: { memory: 0 | 1; metadata: string }, { memory }: Record<string, unknown>): 0 | 1 {
  if (memory === true || memory === false) return memory ? 1 : 0
  const wasSaid = (JSON.parse(before.metadata) as Record<string, unknown>)['memory'] === false
  return before.memory === 1 || wasSaid ? 1 : 0
}

const questionColumns = messageColumns.map((column) => {
  const name = column.slice('messages.'.length) as keyof MessageRow
  return `question.${name} as question_${name}` as const
})

/** The columns of a joined row that begin with a prefix, without it. */
function unprefixed(row: object, prefix: string): MessageRow {
  const columns = Object.entries(row).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(columns.map(([name, value]) => [name.slice(prefix.length), value])) as MessageRow
}

const sizesOf = (rows: readonly { size: number }[]): number[] => rows.map(({ size }) => size)

export function createConversations({
  db,
  shared,
  transaction,
}: Pick<SqlParts, 'db' | 'shared' | 'transaction'>): Conversations {
  const get: Conversations['get'] = async (scope, id) => {
    const [row] = await conversationById(db, { ...scope, id })
    return row && toConversation(row)
  }
  return {
    get,

    async create(scope, { id, title, persona, metadata, now }) {
      await insertConversation(db, {
        ...scope,
        id,
        externalId: null,
        persona,
        title,
        titledBy: title === null ? null : 'person',
        metadata: JSON.stringify(metadata),
        memory: metadata['memory'] === false ? 0 : 1,
        now,
      })
      return toConversation({
        id,
        title,
        persona,
        metadata: JSON.stringify(metadata),
        created_at: now,
        updated_at: now,
      })
    },

    async named(scope, externalId) {
      const [row] = await conversationNamed(db, { ...scope, externalId })
      return row && toConversation(row)
    },

    async list(scope, { limit, from, skip = 0 }) {
      let query = db
        .selectFrom('conversations')
        .select(conversationColumns)
        .where('user_id', '=', scope.userId)
        .where('namespace', '=', scope.namespace)
        .where('hidden', 'is', null)
        .orderBy('updated_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .offset(skip)
      if (from) {
        const [updatedAt, id] = from as [number, string]
        query = query.where((eb) => eb(eb.refTuple('updated_at', 'id'), '<', eb.tuple(updatedAt, id)))
      }
      const rows = await query.execute()
      const page = rows.slice(0, limit)
      const last = rows.length > limit ? page.at(-1) : undefined
      return { items: page.map(toConversation), next: last ? [last.updated_at, last.id] : null }
    },

    async update(scope, id, { title, metadata }, now) {
      await transaction(async (trx) => {
        if (shared) await lockConversation(trx, id)
        const before = metadata && (await memoryBefore(trx, { ...scope, id }))[0]
        await trx
          .updateTable('conversations')
          .set({
            updated_at: now,
            ...(title !== undefined && { title, titled_by: title === null ? null : 'person' }),
            ...(metadata && { metadata: JSON.stringify(metadata) }),
            ...(metadata && before && { memory: memoryAfter(before, metadata) }),
          })
          .where('id', '=', id)
          .where('user_id', '=', scope.userId)
          .where('namespace', '=', scope.namespace)
          .where('hidden', 'is', null)
          .execute()
      })
      return get(scope, id)
    },

    async entitle(userId, id, title) {
      const { numUpdatedRows } = await db
        .updateTable('conversations')
        .set({ title, titled_by: 'model' })
        .where('id', '=', id)
        .where('user_id', '=', userId)
        .where('titled_by', '=', 'words')
        .where('hidden', 'is', null)
        .executeTakeFirstOrThrow()
      return numUpdatedRows > 0n
    },

    hide: (scope, id) =>
      transaction(async (trx) => {
        if (shared) await lockConversation(trx, id)
        const [found] = await conversationById(trx, { ...scope, id })
        if (found) await hideConversations(trx, { id: [id] })
        return found !== undefined
      }),

    async messages(scope, id, { limit, from, order }) {
      let query = db
        .selectFrom('messages')
        .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
        .where('messages.conversation_id', '=', id)
        .where('conversations.user_id', '=', scope.userId)
        .where('conversations.namespace', '=', scope.namespace)
        .where('conversations.hidden', 'is', null)
        .orderBy('messages.seq', order)
      if (from) query = query.where('messages.seq', order === 'asc' ? '>' : '<', from[0] as number)
      const sizes = await query
        .select(['messages.seq', sizeOf('messages.content').as('size')])
        .limit(limit + 1)
        .execute()
      const count = fitting(sizesOf(sizes), limit)
      const page = await query.select(messageColumns).limit(count).execute()
      const last = sizes.length > count ? page.at(-1) : undefined
      return { items: page.map(toMessage), next: last ? [last.seq] : null }
    },

    async exchanges(scope, id, { limit, from, order, ended }) {
      let query = db
        .selectFrom('messages')
        .innerJoin('messages as question', 'question.id', 'messages.parent_id')
        .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
        .where('messages.conversation_id', '=', id)
        .where('messages.role', '=', 'assistant')
        .where('messages.status', 'in', [...ended])
        .where('question.role', '=', 'user')
        .where('conversations.user_id', '=', scope.userId)
        .where('conversations.namespace', '=', scope.namespace)
        .where('conversations.hidden', 'is', null)
        .orderBy('messages.seq', order)
      if (from) query = query.where('messages.seq', order === 'asc' ? '>' : '<', from[0] as number)
      const size = sql<number>`${sizeOf('messages.content')} + ${sizeOf('question.content')}`
      const sizes = await query
        .select(['messages.seq', size.as('size')])
        .limit(limit + 1)
        .execute()
      const count = fitting(sizesOf(sizes), limit)
      const page = await query.select(messageColumns).select(questionColumns).limit(count).execute()
      const items = page.map((row) => ({ question: toMessage(unprefixed(row, 'question_')), answer: toMessage(row) }))
      const last = sizes.length > count ? page.at(-1) : undefined
      return { items, next: last ? [last.seq] : null }
    },

    async tally(namespace) {
      const row = await db
        .selectFrom('tallies')
        .select(['conversations', 'exchanges'])
        .where('namespace', '=', namespace)
        .executeTakeFirst()
      return row ?? { conversations: 0, exchanges: 0 }
    },
  }
}
