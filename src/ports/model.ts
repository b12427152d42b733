export interface ModelMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
  name?: string
}

/** How an answer is drawn; what is absent is the provider's to choose. */
export interface Sampling {
  temperature?: number
  maxTokens?: number
  frequencyPenalty?: number
  presencePenalty?: number
}

export interface ModelRequest extends Sampling {
  model: string
  messages: readonly ModelMessage[]
  /** For a model that has nothing of its own to say where nothing was asked. */
  opener?: string
  /** The answer is to be JSON of this JSON Schema. */
  format?: { name: string; schema: object }
}

export interface ModelUsage {
  inputTokens: number
  outputTokens: number
}

export type FinishReason = 'stop' | 'length' | 'content_filter'

export interface Finish {
  kind: 'finish'
  reason: FinishReason
}

/** What went wrong, seen from here; the provider's own words never travel further than `cause`. */
export type ModelErrorCode =
  | 'unreachable' // no connection, or it broke before the response began
  | 'timeout' // connect, headers or the gap between two deltas took too long
  | 'rate_limited'
  | 'unavailable' // the provider answered 5xx, or said so in the stream
  | 'refused' // the provider will not answer this request, however often it is asked
  | 'interrupted' // the stream ended before its own end marker
  | 'garbled' // a frame, a line or a content type that the protocol does not know
  | 'empty' // the provider ended well and had said nothing
  | 'too_long' // more text or events than one answer may have
  | 'cancelled' // our own signal

export interface ModelError {
  kind: 'error'
  code: ModelErrorCode
  /** Whether the same request may succeed later; the caller decides whether it may still ask. */
  retryable: boolean
  retryAfterMs?: number
  cause?: unknown
}

export interface ModelListener {
  delta(text: string): void
  usage(usage: ModelUsage): void
}

/** Pushes deltas synchronously as they arrive; resolves exactly once; never rejects for a provider's sake. */
export interface Model {
  stream(request: ModelRequest, on: ModelListener, signal: AbortSignal): Promise<Finish | ModelError>
}
