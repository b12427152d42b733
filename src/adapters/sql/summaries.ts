import type { Summaries } from '../../ports/summaries.ts'
import { prepared } from './prepared.ts'
import type { SqlParts } from './sql-parts.ts'

/** Those before them are told of by these. */
const kept = 4

const latest = prepared<{ userId: string; conversationId: string; limit: number }>()((db, p) =>
  db
    .selectFrom('summaries')
    .innerJoin('conversations', 'conversations.id', 'summaries.conversation_id')
    .select(['summaries.version', 'summaries.message_id as messageId', 'summaries.text'])
    .where('summaries.conversation_id', '=', p('conversationId'))
    .where('conversations.user_id', '=', p('userId'))
    .where('conversations.hidden', 'is', null)
    .orderBy('summaries.version', 'desc')
    .limit(p('limit')),
)

export function createSummaries({ db, transaction }: Pick<SqlParts, 'db' | 'transaction'>): Summaries {
  return {
    latest: (userId, conversationId, limit) => latest(db, { userId, conversationId, limit }),

    add: (userId, conversationId, { version, messageId, text }, now) =>
      transaction(async (trx) => {
        const conversation = await trx
          .selectFrom('conversations')
          .select('id')
          .where('id', '=', conversationId)
          .where('user_id', '=', userId)
          .where('hidden', 'is', null)
          .forNoKeyUpdate()
          .executeTakeFirst()
        if (!conversation) return false
        const [newest] = await latest(trx, { userId, conversationId, limit: 1 })
        if (newest && newest.version >= version) return false
        await trx
          .insertInto('summaries')
          .values({ conversation_id: conversationId, version, message_id: messageId, text, created_at: now })
          .execute()
        const old = await trx
          .selectFrom('summaries')
          .select('version')
          .where('conversation_id', '=', conversationId)
          .orderBy('version', 'desc')
          .offset(kept)
          .limit(1)
          .executeTakeFirst()
        if (old) {
          await trx
            .deleteFrom('summaries')
            .where('conversation_id', '=', conversationId)
            .where('version', '<=', old.version)
            .execute()
        }
        return true
      }),
  }
}
