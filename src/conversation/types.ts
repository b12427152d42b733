import type { FinishReason } from '../ports/model.ts'

export type RunId = string
/** Grows within its run: attempt × 2²⁰ + n, both from 1. 0 is "before the first event". */
export type Seq = number

/** Who asks, and in which of their rooms: conversations belong to both, everything else to the user. */
export interface Scope {
  userId: string
  namespace: string
}

export type Role = 'system' | 'user' | 'assistant'
export type MessageStatus = 'completed' | 'streaming' | 'stopped' | 'failed' | 'blocked'
export type EndState = 'completed' | 'stopped' | 'failed' | 'blocked'
export type RunState = 'queued' | 'running' | EndState

export interface Usage {
  inputTokens: number | null
  outputTokens: number | null
  totalTokens: number | null
  estimated: boolean
  /** Where the price of the model is known. */
  costUsd?: number
}

export interface Conversation {
  id: string
  title: string | null
  persona: string
  metadata: Record<string, unknown>
  createdAt: string
  updatedAt: string
}

export interface Message {
  id: string
  conversationId: string
  seq: number
  parentId: string | null
  role: Role
  content: string
  status: MessageStatus
  runId: RunId | null
  model: string | null
  usage: Usage | null
  createdAt: string
}

/** Something a person has said of themselves, as it is kept. */
export interface Memory {
  id: string
  text: string
  /** 0 to 1; from 0.9 on it is always recalled. */
  importance: number
  /** Grows with each change. */
  version: number
  createdAt: string
  updatedAt: string
  /** The words that it was learned from; null where it was put down by itself. */
  source: { messageId: string | null; quote: string } | null
}

/** What a person is told of a failure. */
export interface RunError {
  title: string
  detail: string
  code: string
}

export interface Run {
  id: RunId
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

interface EventData {
  started: { runId: RunId; conversationId: string; userMessageId: string; messageId: string; model: string }
  restarted: { attempt: number; reason: string }
  /** `dropped` is how many code points go, for whoever keeps what was told; no reader hears of it. */
  retracted: { keep: number; reason: string; dropped?: number }
  notice: { kind: string; [detail: string]: unknown }
  usage: Usage
  completed: { message: Message; finishReason: FinishReason }
  stopped: { message: Message }
  failed: { message: Message; error: RunError }
  blocked: { message: Message; error: RunError }
}

/** A delta is flat because there is one for every token. */
export interface Delta {
  seq: Seq
  type: 'delta'
  text: string
}

export type ControlEvent = {
  [Type in keyof EventData]: { seq: Seq; type: Type; data: EventData[Type] }
}[keyof EventData]

export type RunEvent = Delta | ControlEvent
export type TerminalEvent = Extract<ControlEvent, { type: EndState }>
