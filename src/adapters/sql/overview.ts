import type { Overview } from '../../ports/overview.ts'
import { toRun, toUsage } from './rows.ts'
import type { SqlParts } from './sql-parts.ts'
import { toPage } from './to-page.ts'

/** Reads of everybody's rows, which take as long as there are many: not for the connection that serves. */
export function createOverview({ reads }: Pick<SqlParts, 'reads'>): Overview {
  return {
    async usage({ from: since, to, userId }, { limit, from }) {
      let query = reads
        .selectFrom('usage')
        .select(({ fn }) => [
          'user_id',
          fn.countAll<number>().as('runs'),
          fn.sum<number | null>('input_tokens').as('input_tokens'),
          fn.sum<number | null>('output_tokens').as('output_tokens'),
          fn.sum<number | null>('cost_usd').as('cost_usd'),
          fn.max('estimated').as('estimated'),
        ])
        .groupBy('user_id')
        .orderBy('user_id')
        .limit(limit + 1)
      if (since !== undefined) query = query.where('at', '>=', since)
      if (to !== undefined) query = query.where('at', '<', to)
      if (userId !== undefined) query = query.where('user_id', '=', userId)
      if (from) query = query.where('user_id', '>', from[0] as string)
      return toPage(
        await query.execute(),
        limit,
        ({ user_id: id, runs, ...sums }) => ({ userId: id, runs, usage: toUsage(sums) }),
        (row) => [row.user_id],
      )
    },

    async runs({ state, userId }, { limit, from }) {
      let query = reads
        .selectFrom('runs')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(limit + 1)
      if (state !== undefined) query = query.where('state', '=', state)
      if (userId !== undefined) query = query.where('user_id', '=', userId)
      if (from) query = query.where('id', '<', from[0] as string)
      return toPage(
        await query.execute(),
        limit,
        (row) => ({
          ...toRun(row),
          userId: row.user_id,
          dialect: row.dialect,
          persona: row.persona,
          conversationId: row.conversation_id,
          userMessageId: row.user_message_id,
          messageId: row.message_id,
        }),
        ({ id }) => [id],
      )
    },
  }
}
