import type { NewAuditEntry } from './audit.ts'
import type { ModelMessage } from './model.ts'

/** So many tokens in so many seconds, from the first of them on. */
export interface Budget {
  tokens: number
  seconds: number
}

/** What an answer is asked with that did not come with its request. */
export interface Before {
  /** Asked earlier, to be answered again. */
  question: ModelMessage | null
  /** Tokens of history; without end where nobody knows how many. */
  history: number
  /** Nobody has counted them who can. */
  estimated: boolean
  /** Whether anything is remembered of the person that may be told. */
  remembers: boolean
}

/** What may be spent by an answer, where its person has a budget. */
export interface Allowance {
  /** The server's own, for whoever has none of their own. */
  budget: Budget | undefined
  /** Bounds an answer that nothing else bounds. */
  answerTokens: number
  /** What will be asked costs at most so much. */
  inputTokens(persona: string, before: Before): number
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
