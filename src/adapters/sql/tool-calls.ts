import type { RunId } from '../../conversation/types.ts'
import type { KeptToolCall, ToolCalls, ToolCallState } from '../../ports/tool-calls.ts'
import { openWindow, reservedOf } from './admit.ts'
import type { Queryable } from './prepared.ts'
import type { SqlParts } from './sql-parts.ts'

/** Nobody takes the run over before what is written under its fence is on record. Undefined where it is another's. */
const ours = (db: Queryable, run: RunId, fence: number) =>
  db
    .selectFrom('runs')
    .select(['user_id', 'reserved'])
    .where('id', '=', run)
    .where('fence', '=', fence)
    .where('state', '=', 'running')
    .forNoKeyUpdate()
    .executeTakeFirst()

export function createToolCalls({ db, transaction }: Pick<SqlParts, 'db' | 'transaction'>): ToolCalls {
  return {
    begin: (run, fence, calls) =>
      transaction(async (trx) => {
        if (!(await ours(trx, run, fence))) return false
        const rows = calls.map((call) => ({ run_id: run, ...call }))
        await trx.insertInto('tool_calls').values(rows).execute()
        return true
      }),

    change: (run, fence, { n, state, output }) =>
      transaction(async (trx) => {
        if (!(await ours(trx, run, fence))) return false
        await trx
          .updateTable('tool_calls')
          .set({ state, output })
          .where('run_id', '=', run)
          .where('n', '=', n)
          .execute()
        return true
      }),

    holdBack: (run, fence, { spent, next }, now) =>
      transaction(async (trx) => {
        const held = await ours(trx, run, fence)
        if (!held) return false
        const { user_id: userId, reserved } = held
        if (reserved === null) return true
        // Of the answers of one person each waits here for the one before, as where they began.
        const budget = await trx
          .selectFrom('budgets')
          .selectAll()
          .where('user_id', '=', userId)
          .forNoKeyUpdate()
          .executeTakeFirst()
        const byOthers = (await reservedOf(trx, userId)) - reserved
        await trx
          .updateTable('runs')
          .set({ reserved: spent + next })
          .where('id', '=', run)
          .execute()
        const before = openWindow(budget, budget?.seconds, now)?.spent ?? 0
        return budget?.tokens == null || before + byOthers + spent < budget.tokens
      }),

    async of(run) {
      const rows = await db.selectFrom('tool_calls').selectAll().where('run_id', '=', run).orderBy('n').execute()
      return rows.map(({ n, step, name, arguments: given, state, output }): KeptToolCall => ({
        n,
        step,
        name,
        arguments: given,
        state: state as ToolCallState,
        output,
      }))
    },

    decide: (userId, run, n, allow) =>
      transaction(async (trx) => {
        const found = await trx
          .selectFrom('runs')
          .select('id')
          .where('id', '=', run)
          .where('user_id', '=', userId)
          .forNoKeyUpdate()
          .executeTakeFirst()
        if (!found) return undefined
        await trx
          .updateTable('tool_calls')
          .set({ state: allow ? 'allowed' : 'refused' })
          .where('run_id', '=', run)
          .where('n', '=', n)
          .where('state', '=', 'waiting')
          .execute()
        const call = await trx
          .selectFrom('tool_calls')
          .select('state')
          .where('run_id', '=', run)
          .where('n', '=', n)
          .executeTakeFirst()
        return call?.state as ToolCallState | undefined
      }),
  }
}
