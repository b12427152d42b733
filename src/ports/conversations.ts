import type { Conversation, EndState, Message, Scope } from '../conversation/types.ts'
import type { Page, PageRequest } from './page.ts'

export interface NewConversation {
  id: string
  title: string | null
  persona: string
  /** With `memory: false` nothing of it is remembered, and nothing that is remembered is told in it. */
  metadata: Record<string, unknown>
  now: number
}

export interface ConversationChange {
  title?: string | null
  metadata?: Record<string, unknown>
}

/** A message of a person and an answer to it. */
export interface Exchange {
  question: Message
  answer: Message
}

export interface Conversations {
  create(scope: Scope, conversation: NewConversation): Promise<Conversation>
  get(scope: Scope, id: string): Promise<Conversation | undefined>
  /** By the name that a client has given it. */
  named(scope: Scope, externalId: string): Promise<Conversation | undefined>
  /** Latest first; `skip` for clients that count instead of taking cursors. */
  list(scope: Scope, page: PageRequest & { skip?: number }): Promise<Page<Conversation>>
  update(scope: Scope, id: string, change: ConversationChange, now: number): Promise<Conversation | undefined>
  /** A better title than its first words; false where it has another by now, or is gone. It counts as no change. */
  entitle(userId: string, id: string, title: string): Promise<boolean>
  /** Unreadable from now on; `Upkeep.purge` takes the rows. False where there was nothing to hide. */
  hide(scope: Scope, id: string): Promise<boolean>
  messages(scope: Scope, id: string, page: PageRequest & { order: 'asc' | 'desc' }): Promise<Page<Message>>
  /** Those turns whose answers have ended in one of these ways. */
  exchanges(
    scope: Scope,
    id: string,
    page: PageRequest & { order: 'asc' | 'desc'; ended: readonly EndState[] },
  ): Promise<Page<Exchange>>
  /** How many conversations of a namespace have exchanges that are counted, and how many those are. It names nobody. */
  tally(namespace: string): Promise<{ conversations: number; exchanges: number }>
}
