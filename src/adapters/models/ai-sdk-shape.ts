/** What is asked of a language model of the AI SDK; the same in its versions 2, 3 and 4. */
export interface AiSdkCall {
  prompt: AiSdkMessage[]
  maxOutputTokens?: number
  temperature?: number
  frequencyPenalty?: number
  presencePenalty?: number
  responseFormat?: { type: 'json'; name: string; schema: object }
  tools?: { type: 'function'; name: string; description: string; inputSchema: object }[]
  toolChoice?: { type: 'auto' | 'none' }
  providerOptions?: ProviderOptions
  abortSignal: AbortSignal
}

export type ProviderOptions = Record<string, Record<string, boolean | Record<string, string>>>

export type AiSdkMessage =
  | { role: 'system'; content: string; providerOptions?: ProviderOptions }
  | { role: 'user'; content: TextPart[] }
  | { role: 'assistant'; content: (TextPart | CallPart)[] }
  | { role: 'tool'; content: ResultPart[] }

interface TextPart {
  type: 'text'
  text: string
}

interface CallPart {
  type: 'tool-call'
  toolCallId: string
  toolName: string
  input: object
}

interface ResultPart {
  type: 'tool-result'
  toolCallId: string
  toolName: string
  output: { type: 'text'; value: string }
}

/** Any part of its stream: which fields there are depends on the type. */
export interface AiSdkPart {
  type: string
  delta?: unknown
  error?: unknown
  toolCallId?: unknown
  toolName?: unknown
  input?: unknown
  result?: unknown
  isError?: unknown
  providerExecuted?: unknown
  preliminary?: unknown
  finishReason?: unknown
  usage?: unknown
}

/** As the packages of the AI SDK make them, whatever their version of it. */
export interface AiSdkLanguageModel {
  readonly specificationVersion: 'v2' | 'v3' | 'v4'
  readonly provider: string
  readonly modelId: string
  // The real type of the options names more than is ever given here.
  doStream(options: never): PromiseLike<{ stream: ReadableStream<AiSdkPart> }>
}
