import type { Allowance, Before, Budget, BudgetAtStart } from '../../ports/budgets.ts'
import type { RunRequest, StartOutcome } from '../../ports/runs.ts'
import { prepared, type Queryable } from './prepared.ts'

interface Admitted {
  kind: 'admitted'
  request: RunRequest
  /** null where nothing is counted. */
  reserved: number | null
  budget?: BudgetAtStart
}

export interface Asked {
  userId: string
  persona: string
  request: RunRequest
  allowance: Allowance
  before(): Promise<Before>
  now: number
}

export const budgetRow = prepared<{ userId: string }>()((db, p) =>
  db
    .selectFrom('budgets')
    .select(['own', 'tokens', 'seconds', 'window_start', 'window_end', 'spent'])
    .where('user_id', '=', p('userId')),
)

type BudgetRow = Awaited<ReturnType<typeof budgetRow>>[number]

/** Clocks of different processes, and who waited longer for the row, differ by no more than this. */
export const clocksDifferMs = 60_000

/** The window that is open now. One that begins much later was begun by a clock that was ahead, and counts for nothing. */
export function openWindow(row: BudgetRow | undefined, seconds: number | null | undefined, now: number) {
  if (!row) return undefined
  const { window_start: start, window_end: stored, spent } = row
  const end = seconds == null ? stored : start + seconds * 1000
  return start - clocksDifferMs <= now && now < end ? { spent, end } : undefined
}

/** Of those who are admitted at once each waits here for the one before; a row of one's own is locked and stays as it is. */
const lockRow = prepared<{ userId: string; tokens: number; seconds: number }>()((db, p) =>
  db
    .insertInto('budgets')
    .values({
      user_id: p('userId'),
      own: 0,
      tokens: p('tokens'),
      seconds: p('seconds'),
      window_start: 0,
      window_end: 0,
      spent: 0,
    })
    .onConflict((conflict) =>
      conflict
        .column('user_id')
        .doUpdateSet((eb) => ({
          tokens: eb.ref('excluded.tokens'),
          seconds: eb.ref('excluded.seconds'),
          window_end: eb('budgets.window_start', '+', eb('excluded.seconds', '*', 1000)),
        }))
        .where('budgets.own', '=', 0),
    ),
)

const beginWindow = prepared<{ userId: string; start: number; end: number }>()((db, p) =>
  db
    .updateTable('budgets')
    .set({ window_start: p('start'), window_end: p('end'), spent: 0 })
    .where('user_id', '=', p('userId')),
)

const heldBack = prepared<{ userId: string }>()((db, p) =>
  db
    .selectFrom('runs')
    .select(({ fn }) => fn.sum<number | null>('reserved').as('tokens'))
    .where('user_id', '=', p('userId'))
    .where('ended_at', 'is', null),
)

/** What runs that have not ended may still spend. */
export async function reservedOf(db: Queryable, userId: string): Promise<number> {
  const [sum] = await heldBack(db, { userId })
  return sum?.tokens ?? 0
}

/** The budget that holds for this person now, for this transaction alone to read and change. */
async function lockBudget(trx: Queryable, userId: string, fallback: Budget | undefined) {
  let budget = fallback
  if (!budget) {
    const [row] = await budgetRow(trx, { userId })
    const { own, tokens, seconds } = row ?? { own: 0, tokens: null, seconds: null }
    if (own === 0 || tokens === null || seconds === null) return undefined
    budget = { tokens, seconds }
  }
  await lockRow(trx, { userId, ...budget })
  const [row] = await budgetRow(trx, { userId })
  if (!row || row.tokens === null || row.seconds === null) return undefined
  return { tokens: row.tokens, seconds: row.seconds, row }
}

/** Holds back what a run may spend, or refuses it. So many at once can overspend by one answer, and no more. */
export async function admit(
  trx: Queryable,
  { userId, persona, request, allowance, before, now }: Asked,
): Promise<Admitted | Extract<StartOutcome, { kind: 'budget_spent' }>> {
  const budget = await lockBudget(trx, userId, allowance.budget)
  if (!budget) return { kind: 'admitted', request, reserved: null }
  const { tokens, seconds, row } = budget
  const open = openWindow(row, seconds, now)
  const { spent, end: resetsAt } = open ?? { spent: 0, end: now + seconds * 1000 }
  if (spent + (await reservedOf(trx, userId)) >= tokens)
    return { kind: 'budget_spent', tokens, resetsAt, inFlight: spent < tokens }
  if (!open) await beginWindow(trx, { userId, start: now, end: resetsAt })
  const { maxTokens = allowance.answerTokens } = request
  const reserved = allowance.inputTokens(persona, await before()) + maxTokens
  return {
    kind: 'admitted',
    request: { ...request, maxTokens },
    reserved,
    budget: { tokens, spent, resetsAt },
  }
}
