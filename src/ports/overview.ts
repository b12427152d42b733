import type { Run, RunState, Usage } from '../conversation/types.ts'
import type { Page, PageRequest } from './page.ts'

export interface UserUsage {
  userId: string
  runs: number
  usage: Usage
}

export interface ListedRun extends Omit<Run, 'conversationId' | 'userMessageId' | 'messageId'> {
  userId: string
  dialect: string
  persona: string
  /** null, as are the messages, for a run without one. */
  conversationId: string | null
  userMessageId: string | null
  messageId: string | null
}

/** What the operator sees of everybody; a system port. It names people and never shows what they said. */
export interface Overview {
  /** By user id; `from` is included, `to` is not. */
  usage(
    of: { from?: number | undefined; to?: number | undefined; userId?: string | undefined },
    page: PageRequest,
  ): Promise<Page<UserUsage>>
  /** Latest first. */
  runs(of: { state?: RunState | undefined; userId?: string | undefined }, page: PageRequest): Promise<Page<ListedRun>>
}
