import type { Budget, Budgets } from '../../ports/budgets.ts'
import { budgetRow, openWindow, reservedOf } from './admit.ts'
import { appendEntry } from './audit.ts'
import type { SqlParts } from './sql-parts.ts'

type Row = Awaited<ReturnType<typeof budgetRow>>[number]

const ownOf = ({ tokens, seconds }: Row): Budget | null =>
  tokens === null || seconds === null ? null : { tokens, seconds }

export function createBudgets({ db, transaction }: Pick<SqlParts, 'db' | 'transaction'>): Budgets {
  return {
    async state(userId, fallback, now) {
      const [row] = await budgetRow(db, { userId })
      const own = row?.own === 1
      const budget = own ? ownOf(row) : (fallback ?? null)
      const { spent, end } = openWindow(row, budget?.seconds, now) ?? { spent: 0, end: now }
      return {
        userId,
        budget,
        own,
        spent,
        reserved: await reservedOf(db, userId),
        resetsAt: spent > 0 ? new Date(end).toISOString() : null,
      }
    },

    set: (userId, budget, entry) =>
      transaction(async (trx) => {
        const given = budget === 'unlimited' ? { tokens: null, seconds: null } : budget
        const set = { own: 1 as const, tokens: given.tokens, seconds: given.seconds }
        await trx
          .insertInto('budgets')
          .values({ user_id: userId, ...set, window_start: 0, window_end: 0, spent: 0 })
          .onConflict((conflict) =>
            conflict.column('user_id').doUpdateSet((eb) => ({
              ...set,
              ...(set.seconds !== null && { window_end: eb('budgets.window_start', '+', set.seconds * 1000) }),
            })),
          )
          .execute()
        await appendEntry(trx, entry)
      }),

    reset: (userId, entry) =>
      transaction(async (trx) => {
        await trx
          .updateTable('budgets')
          .set({ own: 0, tokens: null, seconds: null })
          .where('user_id', '=', userId)
          .execute()
        await appendEntry(trx, entry)
      }),
  }
}
