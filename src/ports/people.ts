import type { Usage } from '../conversation/types.ts'

export type ExportSection = 'conversations' | 'messages' | 'runs' | 'feedback' | 'usage'

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

/** What belongs to a person rather than to one conversation. */
export interface People {
  rate(userId: string, messageId: string, rating: 'up' | 'down', comment: string | null, now: number): Promise<Rating>
  /** A page of one section of everything; `from` is what the page before returned. */
  export(userId: string, section: ExportSection, from: string | undefined): Promise<{ items: unknown[]; next?: string }>
  usage(userId: string, range: { from?: number; to?: number }, group: UsageGroup): Promise<UsageLine[]>
  /** How much there is, and from now on unreadable: `Upkeep.purge` takes the conversations. */
  hide(userId: string): Promise<{ conversations: number; messages: number; runs: number; feedback: number }>
  /** What outlives conversations. */
  forget(userId: string): Promise<void>
}
