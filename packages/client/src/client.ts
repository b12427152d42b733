import type { Answer } from './answer.ts'
import type { List } from './list-of.ts'
import type {
  Conversation,
  Erased,
  Feedback,
  Me,
  Memory,
  Message,
  Metadata,
  ModelName,
  Persona,
  PersonExport,
  Recalled,
  Role,
  Run,
  SearchHit,
  UsageLine,
} from './protocol.ts'

export interface CallOptions {
  /** Leaves: whatever the server does goes on without this reader. */
  signal?: AbortSignal | undefined
}

export interface PageQuery {
  limit?: number | undefined
  cursor?: string | undefined
}

export interface SendOptions {
  model?: string | undefined
  temperature?: number | undefined
  maxTokens?: number | undefined
  /** What becomes of it while another answer of this conversation is under way; without it, it is refused. */
  whileRunning?: 'queue' | 'interrupt' | undefined
  /** The same key and message again are the same run. Made up where there is none. */
  idempotencyKey?: string | undefined
}

export interface NewMessage extends SendOptions {
  content: string
  /** The message that this one follows: the latest where it is left out, a new beginning where it is null. */
  parentId?: string | null | undefined
}

export interface NewConversation {
  title?: string | null | undefined
  persona?: string | undefined
  metadata?: Metadata | undefined
}

export interface ImportedConversation {
  title?: string | null | undefined
  persona?: string | undefined
  createdAt?: string | undefined
  messages: readonly { role: Role; content: string; name?: string | undefined; createdAt?: string | undefined }[]
}

export interface Client {
  conversations: {
    create(conversation?: NewConversation, options?: CallOptions): Promise<Conversation>
    /** Latest first. */
    list(query?: PageQuery, options?: CallOptions): List<Conversation>
    get(id: string, options?: CallOptions): Promise<Conversation>
    update(
      id: string,
      change: { title?: string | null | undefined; metadata?: Metadata | undefined },
      options?: CallOptions,
    ): Promise<Conversation>
    delete(id: string, options?: CallOptions): Promise<void>
    import(conversation: ImportedConversation, options?: CallOptions): Promise<Conversation>
    messages(
      id: string,
      query?: PageQuery & { order?: 'asc' | 'desc' | undefined },
      options?: CallOptions,
    ): List<Message>
    /** The run that is under way, or null. */
    run(id: string, options?: CallOptions): Promise<Run | null>
  }
  send(conversationId: string, message: NewMessage, options?: CallOptions): Answer
  /** Answers the same message again; `messageId` is the answer's. */
  regenerate(conversationId: string, messageId: string, send?: SendOptions, options?: CallOptions): Answer
  /** An answer that was begun elsewhere; `after` is the seq of the last event that is known of it. */
  follow(runId: string, options?: CallOptions & { after?: number | undefined }): Answer
  run(id: string, options?: CallOptions): Promise<Run>
  /** Resolves when it has ended; what was said so far stays. */
  stop(runId: string, options?: CallOptions): Promise<Run>
  /** Allows or refuses the use of a tool that waits for it. */
  decideTool(runId: string, callId: string, decision: { approve: boolean }, options?: CallOptions): Promise<void>
  search(q: string, page?: PageQuery, options?: CallOptions): List<SearchHit>
  me: {
    get(options?: CallOptions): Promise<Me>
    update(
      change: {
        country?: string | null | undefined
        language?: string | null | undefined
        memory?: boolean | undefined
      },
      options?: CallOptions,
    ): Promise<Me>
    export(options?: CallOptions): Promise<PersonExport>
    /** Erases everything of this person. */
    delete(options?: CallOptions): Promise<Erased>
  }
  memories: {
    list(query?: PageQuery & { q?: string | undefined }, options?: CallOptions): List<Memory>
    create(memory: { text: string; importance?: number | undefined }, options?: CallOptions): Promise<Memory>
    update(
      id: string,
      change: { text?: string | undefined; importance?: number | undefined; version?: number | undefined },
      options?: CallOptions,
    ): Promise<Memory>
    delete(id: string, options?: CallOptions): Promise<void>
    /** Forgets everything; resolves with how many they were. */
    clear(options?: CallOptions): Promise<number>
    recall(
      asked: { text: string; budgetTokens?: number | undefined; limit?: number | undefined },
      options?: CallOptions,
    ): Promise<Recalled>
  }
  feedback(
    messageId: string,
    feedback: { rating: 'up' | 'down'; comment?: string | null | undefined },
    options?: CallOptions,
  ): Promise<Feedback>
  usage(
    query?: {
      from?: string | undefined
      to?: string | undefined
      group?: 'day' | 'model' | 'conversation' | undefined
    },
    options?: CallOptions,
  ): List<UsageLine>
  personas(options?: CallOptions): List<Persona>
  /** What `model` of a send may be. */
  models(options?: CallOptions): List<ModelName>
}
