import type { Selectable } from 'kysely'
import { DomainError } from '../../conversation/errors.ts'
import type { Imports } from '../../ports/imports.ts'
import { never, wakeImported } from './chores.ts'
import { hideImports } from './hide-conversations.ts'
import { indexTurns } from './index-recall.ts'
import { personOf } from './person-number.ts'
import type { Queryable } from './prepared.ts'
import { conversationColumns, toConversation } from './rows.ts'
import type { Schema } from './schema.ts'
import type { SqlParts } from './sql-parts.ts'

/** Its person was erased while it came in, or its server was taken for dead. */
const gone = (): DomainError =>
  new DomainError(
    'not_found',
    'What was being imported is gone: everything of yours was erased meanwhile, or the server lost its database for too long. Import it again.',
  )

type Stored = Pick<Selectable<Schema['messages']>, 'row' | 'id' | 'seq' | 'role' | 'name' | 'content' | 'created_at'>

export function createImports({
  db,
  index,
  recallIndex,
  transaction,
  now: clock,
}: Pick<SqlParts, 'db' | 'index' | 'recallIndex' | 'transaction' | 'now'>): Imports {
  /** Found by its person from the end of the import on, and learned from after that. */
  async function remember(trx: Queryable, userId: string, subject: string, rows: readonly Stored[]): Promise<void> {
    const { number, memory } = await personOf(trx, userId)
    if (!memory) return
    const turns = rows.flatMap(({ row, seq, role, content, name, created_at: at }) =>
      role === 'system' || content === '' ? [] : [{ row, conversationId: subject, seq, text: content, name, at }],
    )
    await indexTurns(trx, recallIndex, number, turns)
    const lessons = rows.filter(({ role }) => role === 'user')
    if (lessons.length === 0) return
    await trx
      .insertInto('chores')
      .values(
        lessons.map(({ id, seq }) => ({
          kind: 'learn',
          subject,
          seq,
          user_id: userId,
          payload: JSON.stringify({ messageId: id, imported: true }),
          due: never,
          // Not when it was said: from here on it waits.
          created_at: clock(),
        })),
      )
      .execute()
  }

  return {
    async begin(scope, { id, title, ofFirstWords, persona, metadata, createdAt, now, owner }) {
      await db
        .insertInto('conversations')
        .values({
          id,
          user_id: scope.userId,
          namespace: scope.namespace,
          persona,
          title,
          titled_by: title === null ? null : ofFirstWords ? 'words' : 'person',
          metadata: JSON.stringify(metadata),
          memory: metadata['memory'] === false ? 0 : 1,
          next_seq: 1,
          hidden: 'importing',
          importer: owner,
          created_at: createdAt,
          updated_at: now,
        })
        .execute()
    },

    append: (scope, conversationId, messages) =>
      transaction(async (trx) => {
        const { memory } = await trx
          .selectFrom('conversations')
          .select('memory')
          .where('id', '=', conversationId)
          .where('user_id', '=', scope.userId)
          .where('hidden', '=', 'importing')
          .forNoKeyUpdate()
          .executeTakeFirstOrThrow(gone)
        const rows = await trx
          .insertInto('messages')
          .values(
            messages.map(({ id, seq, parentId, role, name, content, createdAt }) => ({
              id,
              conversation_id: conversationId,
              seq,
              parent_id: parentId,
              role,
              name,
              content,
              status: 'completed',
              created_at: createdAt,
            })),
          )
          .returning(['row', 'id', 'seq', 'role', 'name', 'content', 'created_at'])
          .execute()
        await index.add(trx, scope.userId, scope.namespace, rows)
        if (memory === 1) await remember(trx, scope.userId, conversationId, rows)
      }),

    abandon: ({ userId }, id) => transaction((trx) => hideImports(trx, { id, userId })),

    finish: (scope, conversationId, nextSeq) =>
      transaction(async (trx) => {
        const row = await trx
          .updateTable('conversations')
          .set({ hidden: null, importer: null, next_seq: nextSeq })
          .where('id', '=', conversationId)
          .where('user_id', '=', scope.userId)
          .where('hidden', '=', 'importing')
          .returning(conversationColumns)
          .executeTakeFirstOrThrow(gone)
        await wakeImported(trx, conversationId, row.updated_at)
        return toConversation(row)
      }),
  }
}
