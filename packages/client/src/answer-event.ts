import type { EndState, Message, RunError, Usage } from './protocol.ts'

/** Of a service that helps people in a crisis. */
export interface CrisisResource {
  id: string
  country: string | null
  name: string
  languages: string[]
  channels: { kind: 'call' | 'text' | 'chat' | 'web' | 'emergency'; value: string; note?: string }[]
  hours?: string
  source: string
  verifiedAt: string | null
}

export interface CrisisNotice {
  kind: 'crisis'
  level: number
  /** The written text that follows is the whole first word, or a card beneath the answer. */
  as: 'message' | 'card'
  country: string | null
  resources: CrisisResource[]
}

export interface DisclosureNotice {
  kind: 'disclosure'
  reason: 'start' | 'asked' | 'ongoing' | 'return'
  text: string
}

export interface BudgetNotice {
  kind: 'budget_low'
  tokens: number
  spent: number
  resetsAt: string
}

export interface ToolNotice {
  kind: 'tool'
  callId: string
  name: string
  /** `waiting`: it is used once the person has allowed it. */
  state: 'called' | 'waiting' | 'done' | 'failed' | 'refused' | 'stopped'
  input?: unknown
  output?: string
  error?: string
}

export interface PlainNotice {
  kind: 'waiting' | 'context_trimmed' | 'recovering'
}

/** A later server may send other kinds: whatever is not known is best passed over. */
export type Notice = CrisisNotice | DisclosureNotice | BudgetNotice | ToolNotice | PlainNotice

export interface EventData {
  started: { runId: string; conversationId: string; userMessageId: string; messageId: string; model: string }
  delta: { text: string }
  /** Drop the text so far, it is told again. */
  restarted: { attempt: number; reason: string }
  /** Keep only the first `keep` code points of the text so far. */
  retracted: { keep: number; reason: string }
  notice: Notice
  usage: Usage
  completed: { message: Message; finishReason: 'stop' | 'length' | 'content_filter' }
  stopped: { message: Message }
  failed: { message: Message; error: RunError }
  blocked: { message: Message; error: RunError }
}

/** What the server tells of a run. */
export type RunEvent = {
  [Type in keyof EventData]: { type: Type; id: string; seq: number; data: EventData[Type] }
}[keyof EventData]

export type TerminalEvent = Extract<RunEvent, { type: EndState }>

/** What happens on this side alone: nothing of the answer is lost by either. */
export type ConnectionEvent = { type: 'disconnected'; retryInMs: number; reason: Error } | { type: 'resumed' }

export type AnswerEvent = RunEvent | ConnectionEvent

export const isTerminal = (event: AnswerEvent): event is TerminalEvent =>
  event.type === 'completed' || event.type === 'stopped' || event.type === 'failed' || event.type === 'blocked'
