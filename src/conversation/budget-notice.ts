import type { BudgetAtStart } from '../ports/budgets.ts'
import type { NextEvent } from '../streams/write-run.ts'
import type { Usage } from './types.ts'

const lowShare = 0.8

/** That little is left: before an answer without `usage`, and after it only where this answer has brought it about. */
export function budgetNotice(
  budget: BudgetAtStart | undefined,
  now: number,
  usage?: Usage | null,
): NextEvent | undefined {
  if (!budget || budget.resetsAt <= now) return undefined
  const { tokens, resetsAt } = budget
  const low = tokens * lowShare
  const spent = budget.spent + (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0)
  if (spent < low || (usage !== undefined && budget.spent >= low)) return undefined
  return { type: 'notice', data: { kind: 'budget_low', tokens, spent, resetsAt: new Date(resetsAt).toISOString() } }
}
