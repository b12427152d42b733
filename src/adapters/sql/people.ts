import { sql } from 'kysely'
import { DomainError } from '../../conversation/errors.ts'
import type { People, UsageGroup } from '../../ports/people.ts'
import { appendEntry } from './audit.ts'
import { exportRows } from './export-rows.ts'
import { hideConversations, hideImports } from './hide-conversations.ts'
import { lockConversationsOfPerson } from './lock-conversations.ts'
import { createHelperPay } from './pay-helper.ts'
import { toUsage } from './rows.ts'
import { createSettings } from './settings.ts'
import type { SqlParts } from './sql-parts.ts'

const noMessage = (): DomainError => new DomainError('not_found', 'There is no message of that id, or it is not yours.')

const iso = (time: number): string => new Date(time).toISOString()

export function createPeople(parts: Pick<SqlParts, 'db' | 'reads' | 'shared' | 'transaction' | 'dayOf'>): People {
  const { reads, shared, transaction, dayOf } = parts
  const usageKey = {
    day: dayOf('at'),
    model: sql<string>`model`,
    conversation: sql<string>`coalesce(conversation_id, '')`,
  } satisfies Record<UsageGroup, unknown>

  return {
    ...createSettings(parts),
    ...createHelperPay(parts),

    rate: (userId, messageId, rating, comment, now) =>
      transaction(async (trx) => {
        // It may be deleted at this moment.
        await trx
          .selectFrom('messages')
          .select('id')
          .where('id', '=', messageId)
          .forKeyShare()
          .executeTakeFirstOrThrow(noMessage)
        await trx
          .insertInto('feedback')
          .values({ message_id: messageId, user_id: userId, rating, comment, created_at: now })
          .onConflict((conflict) =>
            conflict
              .column('message_id')
              .doUpdateSet({ rating, comment, created_at: now })
              .where('feedback.user_id', '=', userId),
          )
          .execute()
        return { messageId, rating, comment, createdAt: iso(now) }
      }),

    async export(userId, section, from) {
      const rows = await exportRows(reads, userId, from)[section]()
      // A page may be short for the size of what is on it: the last one is empty.
      const last = rows.at(-1)
      return { items: rows.map(({ item }) => item), ...(last && { next: String(last.key) }) }
    },

    async usage(userId, { from, to }, group) {
      let query = reads
        .selectFrom('usage')
        .select(({ fn }) => [
          usageKey[group].as('key'),
          fn.countAll<number>().as('runs'),
          fn.sum<number | null>('input_tokens').as('input_tokens'),
          fn.sum<number | null>('output_tokens').as('output_tokens'),
          fn.max('estimated').as('estimated'),
          fn.sum<number | null>('cost_usd').as('cost_usd'),
        ])
        .where('user_id', '=', userId)
        .groupBy('key')
        .orderBy('key')
      if (from !== undefined) query = query.where('at', '>=', from)
      if (to !== undefined) query = query.where('at', '<', to)
      const rows = await query.execute()
      return rows.map(({ key, runs, ...sums }) => ({ key, runs, usage: toUsage(sums) }))
    },

    async hide(userId, entryOf) {
      const count = async (table: 'runs' | 'feedback' | 'usage' | 'people'): Promise<number> => {
        const all = reads.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('n'))
        return (await all.where('user_id', '=', userId).executeTakeFirstOrThrow()).n
      }
      const messages = await reads
        .selectFrom('conversations')
        .innerJoin('messages', 'messages.conversation_id', 'conversations.id')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('user_id', '=', userId)
        .where('hidden', 'is', null)
        .executeTakeFirstOrThrow()
      const memories = await reads
        .selectFrom('memories')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('user_id', '=', userId)
        .where('superseded_by', 'is', null)
        .executeTakeFirstOrThrow()
      const counts = {
        messages: messages.n,
        runs: await count('runs'),
        feedback: await count('feedback'),
        memories: memories.n,
      }
      const others = (await count('usage')) + (await count('people'))
      return transaction(async (trx) => {
        if (shared) await lockConversationsOfPerson(trx, userId)
        await trx
          .insertInto('erasures')
          .values({ user_id: userId })
          // Not nothing: whoever has just erased them, and takes this row away at this moment, is waited for.
          .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ user_id: userId }))
          .execute()
        const conversations = await hideConversations(trx, { userId })
        await hideImports(trx, { userId })
        const { numDeletedRows } = await trx
          .deleteFrom('api_keys')
          .where('user_id', '=', userId)
          .executeTakeFirstOrThrow()
        const erased = { conversations, ...counts, keys: Number(numDeletedRows) }
        const any = others > 0 || Object.values(erased).some((n) => n > 0)
        const entry = entryOf(erased, any)
        if (entry) await appendEntry(trx, entry)
        return erased
      })
    },
  }
}
