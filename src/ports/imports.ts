import type { Conversation, Role, Scope } from '../conversation/types.ts'
import type { NewConversation } from './conversations.ts'

export interface ImportedMessage {
  id: string
  seq: number
  parentId: string | null
  role: Role
  name: string | null
  content: string
  createdAt: number
}

export interface NewImport extends NewConversation {
  /** Its title is its first words: a better one may come. */
  ofFirstWords?: boolean
  createdAt: number
  owner: string
}

/** A conversation from elsewhere: written in slices, there for nobody until the last is in. */
export interface Imports {
  begin(scope: Scope, conversation: NewImport): Promise<void>
  append(scope: Scope, conversationId: string, messages: readonly ImportedMessage[]): Promise<void>
  /** What is there of it by then goes, and is there for nobody. */
  abandon(scope: Scope, conversationId: string): Promise<void>
  finish(scope: Scope, conversationId: string, nextSeq: number): Promise<Conversation>
}
