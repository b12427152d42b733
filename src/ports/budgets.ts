import type { NewAuditEntry } from './audit.ts'

/** So many tokens in so many seconds, from the first of them on. */
export interface Budget {
  tokens: number
  seconds: number
}

/** What may be spent by an answer, where its person has a budget. */
export interface Allowance {
  /** The server's own, for whoever has none of their own. */
  budget: Budget | undefined
  /** Bounds an answer that nothing else bounds. */
  answerTokens: number
  /** What will be asked costs at most so much, with so many tokens of history before it. */
  inputTokens(persona: string, historyTokens: number): number
}

/** A budget as a run found it when it was accepted. */
export interface BudgetAtStart {
  tokens: number
  /** By runs that had ended. */
  spent: number
  resetsAt: number
}

export interface BudgetState {
  userId: string
  /** null is without end. */
  budget: Budget | null
  /** Set for this person, and not the server's default. */
  own: boolean
  spent: number
  /** Held back for runs that have not ended. */
  reserved: number
  /** null while nothing is spent. */
  resetsAt: string | null
}

/** What the operator sees and sets; runs reserve and settle in the transactions that begin and end them. */
export interface Budgets {
  state(userId: string, fallback: Budget | undefined, now: number): Promise<BudgetState>
  /** 'unlimited' frees this person from the default. */
  set(userId: string, budget: Budget | 'unlimited', entry: NewAuditEntry): Promise<void>
  /** Back to the default. */
  reset(userId: string, entry: NewAuditEntry): Promise<void>
}
