import type { Conversation, Message, Scope } from '../conversation/types.ts'
import type { Page, PageRequest } from './page.ts'

export interface NewConversation {
  id: string
  title: string | null
  persona: string
  metadata: Record<string, unknown>
  now: number
}

export interface ConversationChange {
  title?: string | null
  metadata?: Record<string, unknown>
}

export interface Conversations {
  create(scope: Scope, conversation: NewConversation): Promise<Conversation>
  get(scope: Scope, id: string): Promise<Conversation | undefined>
  /** Latest first. */
  list(scope: Scope, page: PageRequest): Promise<Page<Conversation>>
  update(scope: Scope, id: string, change: ConversationChange, now: number): Promise<Conversation | undefined>
  /** Unreadable from now on; `Upkeep.purge` takes the rows. False where there was nothing to hide. */
  hide(scope: Scope, id: string): Promise<boolean>
  messages(scope: Scope, id: string, page: PageRequest & { order: 'asc' | 'desc' }): Promise<Page<Message>>
}
