/** What a server says and is told, as it stands on the wire. */

export type Role = 'system' | 'user' | 'assistant'
export type MessageStatus = 'completed' | 'streaming' | 'stopped' | 'failed' | 'blocked'
export type EndState = 'completed' | 'stopped' | 'failed' | 'blocked'
export type RunState = 'queued' | 'running' | EndState
export type Metadata = Record<string, unknown>

export interface Usage {
  inputTokens: number | null
  outputTokens: number | null
  totalTokens: number | null
  estimated: boolean
  costUsd?: number
}

export interface Conversation {
  id: string
  title: string | null
  persona: string
  metadata: Metadata
  createdAt: string
  updatedAt: string
}

export interface Message {
  id: string
  conversationId: string
  seq: number
  /** The message that it follows; null for the first of a conversation or of another beginning of it. */
  parentId: string | null
  role: Role
  content: string
  status: MessageStatus
  runId: string | null
  model: string | null
  usage: Usage | null
  createdAt: string
}

/** What a person is told of a failure. */
export interface RunError {
  title: string
  detail: string
  code: string
}

export interface Run {
  id: string
  conversationId: string
  userMessageId: string
  messageId: string
  state: RunState
  attempt: number
  model: string | null
  usage: Usage | null
  error: RunError | null
  createdAt: string
  endedAt: string | null
}

export interface SearchHit {
  message: Message
  conversation: Conversation
  snippet: string
}

export interface Memory {
  id: string
  text: string
  importance: number
  version: number
  createdAt: string
  updatedAt: string
  /** The words that it was learned from; null where it was put down as it is. */
  source: { messageId: string | null; quote: string } | null
}

export interface RecalledItem {
  kind: 'fact' | 'turn'
  text: string
  score: number
  why: string
  messageId: string | null
  createdAt: string
}

export interface Recalled {
  items: RecalledItem[]
  tookMs: number
  degraded?: string
}

export interface Me {
  userId: string
  country: string | null
  language: string | null
  memory: boolean
}

export interface Erased {
  conversations: number
  messages: number
  runs: number
  feedback: number
  memories: number
  keys: number
}

export interface Feedback {
  messageId: string
  rating: 'up' | 'down'
  comment: string | null
  createdAt: string
}

export interface UsageLine extends Usage {
  day?: string
  model?: string
  conversationId?: string
  runs: number
}

export interface Persona {
  id: string
  name: string
  description: string
  parameters: {
    model?: string
    temperature?: number
    maxTokens?: number
    frequencyPenalty?: number
    presencePenalty?: number
  }
  default: boolean
}

export interface ModelName {
  id: string
  default: boolean
}

/** Everything of a person, as one document. */
export interface PersonExport {
  exportedAt: string
  userId: string
  settings: Omit<Me, 'userId'>
  conversations: (Conversation & { namespace: string })[]
  messages: Message[]
  summaries: { conversationId: string; version: number; upToMessageId: string; text: string; createdAt: string }[]
  runs: Run[]
  feedback: Feedback[]
  usage: unknown[]
  memories: (Omit<Memory, 'source'> & {
    supersededBy: string | null
    sources: { messageId: string | null; quote: string; conversationId: string | null }[]
  })[]
}

export interface Page<Item> {
  data: Item[]
  nextCursor: string | null
}
