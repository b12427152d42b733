import { DomainError } from '../../conversation/errors.ts'
import type { Imports } from '../../ports/imports.ts'
import { conversationColumns, toConversation } from './rows.ts'
import { hideImports } from './hide-conversations.ts'
import type { SqlParts } from './sql-parts.ts'

/** Its person was erased while it came in, or its server was taken for dead. */
const gone = (): DomainError =>
  new DomainError(
    'not_found',
    'What was being imported is gone: everything of yours was erased meanwhile, or the server lost its database for too long. Import it again.',
  )

export function createImports({ db, index, transaction }: Pick<SqlParts, 'db' | 'index' | 'transaction'>): Imports {
  return {
    async begin(scope, { id, title, persona, metadata, createdAt, now, owner }) {
      await db
        .insertInto('conversations')
        .values({
          id,
          user_id: scope.userId,
          namespace: scope.namespace,
          persona,
          title,
          metadata: JSON.stringify(metadata),
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
        await trx
          .selectFrom('conversations')
          .select('id')
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
          .returning(['row', 'content'])
          .execute()
        await index.add(trx, scope.userId, scope.namespace, rows)
      }),

    abandon: ({ userId }, id) => transaction((trx) => hideImports(trx, { id, userId })),

    async finish(scope, conversationId, nextSeq) {
      const row = await db
        .updateTable('conversations')
        .set({ hidden: null, importer: null, next_seq: nextSeq })
        .where('id', '=', conversationId)
        .where('user_id', '=', scope.userId)
        .where('hidden', '=', 'importing')
        .returning(conversationColumns)
        .executeTakeFirstOrThrow(gone)
      return toConversation(row)
    },
  }
}
