import type { Conversation, Message, Scope } from '../conversation/types.ts'
import type { Page, PageRequest } from './page.ts'

export interface Hit {
  message: Message
  conversation: Conversation
}

export interface Search {
  /** Messages that hold every word, best first. */
  search(scope: Scope, text: string, page: PageRequest): Promise<Page<Hit>>
}
