import type { Usage } from '../conversation/types.ts'
import type { NewAuditEntry } from './audit.ts'
import type { Budget } from './budgets.ts'

export type ExportSection = 'conversations' | 'messages' | 'summaries' | 'runs' | 'feedback' | 'usage' | 'memories'

export interface Rating {
  messageId: string
  rating: 'up' | 'down'
  comment: string | null
  createdAt: string
}

export type UsageGroup = 'day' | 'model' | 'conversation'

export interface UsageLine {
  key: string
  runs: number
  usage: Usage
}

/** How much there was. */
export type Erased = Record<'conversations' | 'messages' | 'runs' | 'feedback' | 'memories' | 'keys', number>

/** What a person has chosen. */
export interface Settings {
  /** Two letters, as in ISO 3166. */
  country: string | null
  /** A language tag. */
  language: string | null
  /** Whether anything is remembered of them, and told again. */
  memory: boolean
}

/** What belongs to a person rather than to one conversation. */
export interface People {
  settings(userId: string): Promise<Settings>
  change(userId: string, change: Partial<Settings>): Promise<Settings>
  /** A helper's work for this person is paid like an answer: false where their budget is spent. */
  mayPay(userId: string, fallback: Budget | undefined, now: number): Promise<boolean>
  pay(userId: string, spent: { conversationId: string | null; model: string; usage: Usage; now: number }): Promise<void>
  rate(userId: string, messageId: string, rating: 'up' | 'down', comment: string | null, now: number): Promise<Rating>
  /** A page of one section of everything; `from` is what the page before returned. */
  export(userId: string, section: ExportSection, from: string | undefined): Promise<{ items: unknown[]; next?: string }>
  usage(userId: string, range: { from?: number; to?: number }, group: UsageGroup): Promise<UsageLine[]>
  /**
   * From now on unreadable, and the keys that name this person are revoked, with an entry in the audit log where there
   * is to be one: `Upkeep.purge` takes the conversations. `any` is false where nothing at all was on record.
   */
  hide(userId: string, entryOf: (erased: Erased, any: boolean) => NewAuditEntry | undefined): Promise<Erased>
}
