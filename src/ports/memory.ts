import type { Memory, Role } from '../conversation/types.ts'
import type { Page, PageRequest } from './page.ts'

export interface RecallRequest {
  text: string
  /** What was said before it: a short question means little alone. */
  previous?: string
  budgetTokens: number
  limit: number
}

export interface RecalledItem {
  kind: 'fact' | 'turn'
  text: string
  score: number
  /** For a person who asks why this. */
  why: string
  messageId: string | null
  createdAt: string
  /** Who has said it, of a turn. */
  speaker?: { role: Role; name: string | null }
  /** Where it stands, of a turn. */
  place?: { conversationId: string; seq: number }
}

export interface Recollection {
  items: RecalledItem[]
  /** What could not be asked. */
  degraded?: string
}

/** A message of a person that may be learned from. */
export interface Said {
  text: string
  at: number
  /** null where nothing of it is stored. */
  messageId: string | null
  conversationId: string | null
  /** It came in with many others: nothing is paid for learning from it. */
  imported: boolean
}

export interface MemoryChange {
  text?: string
  importance?: number
  /** The version that was read: any other is refused. */
  version?: number
}

/** What is remembered of people, and how it is found again. */
export interface MemoryKeeper {
  readonly name: 'builtin' | 'mem0'
  /** What an answer is given: best first, within the budget. */
  recall(userId: string, request: RecallRequest, signal: AbortSignal): Promise<Recollection>
  /** Learns from what was said, once; `claim` is held by whoever asks. */
  observe(userId: string, said: readonly Said[], claim: string, signal: AbortSignal): Promise<void>
  list(userId: string, page: PageRequest & { text?: string }): Promise<Page<Memory>>
  /** Put down by a person, or for them: kept as it is. */
  create(userId: string, text: string, importance: number): Promise<Memory>
  update(userId: string, id: string, change: MemoryChange): Promise<Memory>
  remove(userId: string, id: string): Promise<void>
  /** How many it were. */
  removeAll(userId: string): Promise<number>
  /** Before a person is erased here: whatever another service has of them is to go as well. */
  forget(userId: string): Promise<void>
  /** Carries out, there, one of the changes that `Chores` keep for another service. */
  mirror(change: Record<string, unknown>, signal: AbortSignal): Promise<void>
}
