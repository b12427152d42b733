import { randomUUIDv7 } from 'node:crypto'
import type { People } from '../../ports/people.ts'
import { budgetRow, openWindow, reservedOf } from './admit.ts'
import type { Queryable } from './prepared.ts'
import { settleBudget } from './settle-budget.ts'
import type { SqlParts } from './sql-parts.ts'

/** Of somebody who was erased while a helper was at work nothing is put on record any more. */
async function isOnRecord(trx: Queryable, userId: string, conversationId: string | null): Promise<boolean> {
  const found =
    conversationId === null
      ? trx.selectFrom('people').select('user_id').where('user_id', '=', userId)
      : trx
          .selectFrom('conversations')
          .select('id')
          .where('id', '=', conversationId)
          .where('user_id', '=', userId)
          .where('hidden', 'is', null)
  return (await found.forKeyShare().executeTakeFirst()) !== undefined
}

export function createHelperPay({
  db,
  transaction,
}: Pick<SqlParts, 'db' | 'transaction'>): Pick<People, 'mayPay' | 'pay'> {
  return {
    async mayPay(userId, fallback, now) {
      const [row] = await budgetRow(db, { userId })
      const { tokens, seconds } = row?.own === 1 ? row : (fallback ?? { tokens: null, seconds: null })
      if (tokens === null || seconds === null) return true
      const spent = openWindow(row, seconds, now)?.spent ?? 0
      return spent + (await reservedOf(db, userId)) < tokens
    },

    pay: (userId, { conversationId, model, usage, now }) =>
      transaction(async (trx) => {
        if (!(await isOnRecord(trx, userId, conversationId))) return
        const { inputTokens, outputTokens, estimated, costUsd } = usage
        await trx
          .insertInto('usage')
          .values({
            run_id: randomUUIDv7(),
            user_id: userId,
            conversation_id: conversationId,
            model,
            input_tokens: inputTokens,
            output_tokens: outputTokens,
            estimated: estimated ? 1 : 0,
            cost_usd: costUsd ?? null,
            at: now,
          })
          .execute()
        const tokens = (inputTokens ?? 0) + (outputTokens ?? 0)
        if (tokens > 0) await settleBudget(trx, { userId, tokens, now })
      }),
  }
}
