import { sql, type Kysely } from 'kysely'
import { DomainError } from '../../conversation/errors.ts'
import type { ExportSection, People, UsageGroup } from '../../ports/people.ts'
import { appendEntry } from './audit.ts'
import { hideConversations, hideImports } from './hide-conversations.ts'
import { lockConversationsOfPerson } from './lock-conversations.ts'
import { toConversation, toMessage, toRun, toUsage } from './rows.ts'
import { fitting, sizeOf } from './fitting.ts'
import type { Schema } from './schema.ts'
import type { SqlParts } from './sql-parts.ts'

const exportPage = 200

const noMessage = (): DomainError => new DomainError('not_found', 'There is no message of that id, or it is not yours.')

const iso = (time: number): string => new Date(time).toISOString()

interface Keyed {
  key: string | number
}

/** `messages` pages by row, everything else by id: both grow and never change. */
function exportRows(
  reads: Kysely<Schema>,
  userId: string,
  from: string | undefined,
): Record<ExportSection, () => Promise<(Keyed & { item: unknown })[]>> {
  const after = from ?? ''
  return {
    conversations: async () => {
      const rows = await reads
        .selectFrom('conversations')
        .selectAll()
        .where('user_id', '=', userId)
        .where('hidden', 'is', null)
        .where('id', '>', after)
        .orderBy('id')
        .limit(exportPage)
        .execute()
      return rows.map((row) => ({ key: row.id, item: { ...toConversation(row), namespace: row.namespace } }))
    },
    messages: async () => {
      const query = reads
        .selectFrom('messages')
        .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
        .where('conversations.user_id', '=', userId)
        .where('conversations.hidden', 'is', null)
        .where('messages.row', '>', Number(after))
        .orderBy('messages.row')
      const sizes = await query.select(sizeOf('messages.content').as('size')).limit(exportPage).execute()
      const count = fitting(
        sizes.map(({ size }) => size),
        exportPage,
      )
      const rows = await query.selectAll('messages').limit(count).execute()
      return rows.map((row) => ({
        key: row.row,
        item: { ...toMessage(row), ...(row.name !== null && { name: row.name }) },
      }))
    },
    runs: async () => {
      const rows = await reads
        .selectFrom('runs')
        .selectAll()
        .where('user_id', '=', userId)
        .where('id', '>', after)
        .orderBy('id')
        .limit(exportPage)
        .execute()
      return rows.map((row) => ({ key: row.id, item: toRun(row) }))
    },
    feedback: async () => {
      const rows = await reads
        .selectFrom('feedback')
        .selectAll()
        .where('user_id', '=', userId)
        .where('message_id', '>', after)
        .orderBy('message_id')
        .limit(exportPage)
        .execute()
      return rows.map((row) => ({
        key: row.message_id,
        item: { messageId: row.message_id, rating: row.rating, comment: row.comment, createdAt: iso(row.created_at) },
      }))
    },
    usage: async () => {
      const rows = await reads
        .selectFrom('usage')
        .selectAll()
        .where('user_id', '=', userId)
        .where('run_id', '>', after)
        .orderBy('run_id')
        .limit(exportPage)
        .execute()
      return rows.map((row) => ({
        key: row.run_id,
        item: {
          runId: row.run_id,
          conversationId: row.conversation_id,
          model: row.model,
          inputTokens: row.input_tokens,
          outputTokens: row.output_tokens,
          estimated: row.estimated === 1,
          ...(row.cost_usd !== null && { costUsd: row.cost_usd }),
          at: iso(row.at),
        },
      }))
    },
  }
}

export function createPeople({
  reads,
  shared,
  transaction,
  dayOf,
}: Pick<SqlParts, 'reads' | 'shared' | 'transaction' | 'dayOf'>): People {
  const usageKey = {
    day: dayOf('at'),
    model: sql<string>`model`,
    conversation: sql<string>`coalesce(conversation_id, '')`,
  } satisfies Record<UsageGroup, unknown>

  return {
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
      const count = async (table: 'runs' | 'feedback' | 'usage'): Promise<number> => {
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
      const counts = { messages: messages.n, runs: await count('runs'), feedback: await count('feedback') }
      const spent = await count('usage')
      return transaction(async (trx) => {
        if (shared) await lockConversationsOfPerson(trx, userId)
        const conversations = await hideConversations(trx, { userId })
        await hideImports(trx, { userId })
        const { numDeletedRows } = await trx
          .deleteFrom('api_keys')
          .where('user_id', '=', userId)
          .executeTakeFirstOrThrow()
        const erased = { conversations, ...counts, keys: Number(numDeletedRows) }
        const any = spent > 0 || Object.values(erased).some((n) => n > 0)
        const entry = entryOf(erased, any)
        if (entry) await appendEntry(trx, entry)
        await trx
          .insertInto('erasures')
          .values({ user_id: userId })
          // Not nothing: whoever has just erased them, and takes this row away at this moment, is waited for.
          .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ user_id: userId }))
          .execute()
        return erased
      })
    },
  }
}
