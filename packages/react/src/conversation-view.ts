import type { AnswerError, ColloquyError, Conversation, Message, Notice, SendOptions } from '@colloquy/client'

/** A message of the visible branch. Its object is the same for as long as nothing of it has changed. */
export interface ShownMessage extends Message {
  /** Stays the same while the message gets its id: for React. */
  key: string
  /** `sending`: not accepted yet; `unsent`: it was refused or never arrived, and `retry` sends it again. */
  delivery: 'stored' | 'sending' | 'unsent'
}

/** What was told beside the text of an answer that was followed here. */
export interface ShownNotice {
  key: string
  /** The `key` of the answer in `messages`. */
  messageKey: string
  runId: string
  /** How much of the answer's text (in UTF-16 units) was there when it came. */
  at: number
  /** Of a tool: the newest state of its call, with what was put into it. */
  notice: Notice
}

export interface Branches {
  /** Which of them is visible, from 0; -1 where the message is not known. */
  index: number
  count: number
  select(index: number): void
}

export type ConversationStatus = 'loading' | 'idle' | 'answering' | 'reconnecting' | 'failed'

/** An `Error` that is neither was thrown by the token function. */
export type ConversationError = ColloquyError | AnswerError | Error

/** What a page shows of a conversation; a new object whenever any of it changes. */
export interface ConversationView {
  /** undefined until the first send has begun the conversation. */
  conversationId: string | undefined
  /** The visible branch, oldest first, with the answer in it that is being written. */
  messages: readonly ShownMessage[]
  status: ConversationStatus
  /** Why `status` is 'failed'. */
  error: ConversationError | undefined
  notices: readonly ShownNotice[]
  hasEarlier: boolean
  /** When the connection is tried again, as Date.now() tells it, while `status` is 'reconnecting'. */
  retryAt: number | undefined
  /** Why `status` is 'reconnecting', such as a server that says when it is back. */
  reason: Error | undefined
}

/** Made for event handlers: none of them rejects, what goes wrong is `error`. */
export interface ConversationActions {
  /** Resolves with true once the server has accepted it, with false where it has not: then `error` says why. */
  send(content: string, options?: SendOptions): Promise<boolean>
  /** Ends the answers under way; what they said so far stays. */
  stop(): Promise<void>
  /** Answers the same message again, beside this answer. */
  regenerate(messageId: string, options?: SendOptions): Promise<boolean>
  /** Says it in other words, beside the message of a person that this is. */
  edit(messageId: string, content: string, options?: SendOptions): Promise<boolean>
  /** What failed last, again: a message with its key, an answer anew, or the loading. */
  retry(): Promise<void>
  /** Takes the error away, and messages that were not sent. */
  dismiss(): void
  branches(messageId: string): Branches
  /** Has the branch visible that this message is on, however far back it is. Resolves with false where it is not there. */
  show(messageId: string): Promise<boolean>
  loadEarlier(): Promise<void>
  /** Looks for what has come from other tabs. It does so by itself when the page is seen again. */
  refresh(): Promise<void>
  decideTool(runId: string, callId: string, decision: { approve: boolean }): Promise<void>
}

export interface ConversationHooks {
  /** The first send has begun this conversation. */
  onCreated?: ((conversation: Conversation) => void) | undefined
}
