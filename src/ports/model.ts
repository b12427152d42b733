export interface ModelMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
  name?: string
}

/** Something that a model may have done for it. */
export interface ToolSpec {
  /** Letters, digits, `_` and `-`, 64 at most. */
  name: string
  description: string
  /** The JSON Schema of an object. */
  parameters: object
}

/** What a model asks to have done. */
export interface ToolCall {
  id: string
  name: string
  /** As the model wrote it: JSON, if it is right. */
  arguments: string
}

/** What a model said before it had tools used, what it asked them, and what they gave. */
export interface ToolStep {
  text: string
  calls: readonly (ToolCall & { result: string })[]
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
  /** What it may have done. */
  tools?: readonly ToolSpec[]
  /** It has had enough done, and is to answer now. */
  toolChoice?: 'none'
  /** What it has had done for this answer by now, oldest first; it goes on behind them. */
  steps?: readonly ToolStep[]
  /** For a model that has nothing of its own to say where nothing was asked. */
  opener?: string
  /** The answer is to be JSON of this JSON Schema; unless `strict` is false, of one that providers can hold it to. */
  format?: { name: string; schema: object; strict?: boolean }
}

export interface ModelUsage {
  inputTokens: number
  outputTokens: number
  /** Not all of it was counted by a provider. */
  estimated?: boolean
}

export type FinishReason = 'stop' | 'length' | 'content_filter'

export interface Finish {
  kind: 'finish'
  reason: FinishReason
  /** What is to be done before it goes on; left out where it has said all. */
  calls?: readonly ToolCall[]
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

/** How far the use of a tool has come. */
export interface ToolProgress {
  callId: string
  name: string
  state: 'called' | 'waiting' | 'done' | 'failed' | 'refused' | 'stopped'
  input?: unknown
  output?: string
}

export interface ModelListener {
  delta(text: string): void
  /** All that one call of `stream` has cost, each time anew: the last count stands. */
  usage(usage: ModelUsage): void
  /** Of a model that has tools of its own, and uses them itself. */
  tool?(progress: ToolProgress): void
}

/** Pushes deltas synchronously as they arrive; resolves exactly once; never rejects for a provider's sake. */
export interface Model {
  stream(request: ModelRequest, on: ModelListener, signal: AbortSignal): Promise<Finish | ModelError>
}
