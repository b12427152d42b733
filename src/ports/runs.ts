import type { Message, MessageStatus, Role, Run, RunEvent, RunId, Scope, Seq } from '../conversation/types.ts'
import type { Allowance, BudgetAtStart } from './budgets.ts'
import type { Care } from './care.ts'
import type { ModelMessage, Sampling } from './model.ts'

/** All that another process needs to answer alike. */
export interface RunRequest extends Sampling {
  model: string
  /** Of the request that began the run. */
  correlationId?: string
  /** The languages that it wants, and where they are spoken. */
  acceptLanguage?: string
  /** How long the answer may take, where that is less than the server's own bound. */
  timeoutMs?: number
  /** How many earlier exchanges are context, where that is fewer than fit. */
  exchanges?: number
  /** What is said where there is nothing to answer and the model says nothing. */
  opener?: string
  /** A conversation that this run leaves without any answer is gone with it. */
  dropsEmpty?: boolean
  /** Exchanges are counted, so many of a conversation at most. */
  tallyUpTo?: number
  /** Its readers hear of notices; left out, those of v1 do. */
  notices?: boolean
  /** False where nobody in particular asks, or they do not want it: nothing is remembered, nor told of before. */
  memory?: boolean
  /** The model is told this in place of the default persona's prompt, after that of another; '' is nothing at all. */
  instructions?: string
  /** The answer is to be JSON of this JSON Schema; unless `strict` is false, of one that providers can hold it to. */
  format?: { name: string; schema: object; strict?: boolean }
  /** What a contract tells again of the request: nobody else reads it. */
  kept?: Readonly<Record<string, unknown>>
}

export type Ask =
  | { kind: 'message'; content: string; parentId: string | null | undefined; userMessageId: string }
  | { kind: 'regenerate'; messageId: string }

/** A conversation that is there, or one that begins with its first message. */
export type Place =
  | { kind: 'existing'; conversationId: string }
  | { kind: 'begun'; conversationId: string; persona: string; externalId: string | null }

export interface NewRun {
  id: RunId
  messageId: string
  place: Place
  dialect: string
  ask: Ask
  /** For a conversation that has none yet. */
  title: string | null
  /** Once the persona is known that answers. */
  requestFor(persona: string): RunRequest
  idempotencyKey: string | undefined
  requestHash: string
  whileRunning: 'reject' | 'queue' | 'interrupt'
  /** How many may wait in one conversation. */
  queueDepth: number
  allowance: Allowance
  /** More than so many tokens have been taken by no conversation that goes on. */
  tokenLimit: number | undefined
  /** The process that answers it. */
  owner: string
  now: number
}

/** A run of no conversation: what was said is given with it, and nothing of it is stored. */
export interface NewTransientRun {
  id: RunId
  dialect: string
  persona: string
  request: RunRequest
  allowance: Allowance
  idempotencyKey: string | undefined
  requestHash: string
  owner: string
  now: number
}

/** An attempt at one run, as its owner holds it. */
export interface RunJob {
  run: Run
  userId: string
  fence: number
  /** The events that this attempt has begun with, already stored. */
  opening: RunEvent[]
  /** The attempt whose space the next event is numbered in, and its number there. */
  attempt: number
  next: number
  request: RunRequest
  dialect: string
  persona: string
  /** What it answers; null for a run without a conversation, whose transcript says it. */
  asked: string | null
  /** Of its conversation, as it was when this attempt began. */
  care: Care
  answer: Message
  /** What is to be done: answer, or end what a lost attempt has left. */
  verdict: 'answer' | 'stop' | 'give_up'
  /** The text that a run keeps which is not answered again. */
  keptText: string
  /** The text that each earlier attempt told before it was lost. */
  lostText: readonly string[]
  /** What was said, of a run that has no conversation. Nothing of such a run is on record but that it was. */
  transcript?: readonly ModelMessage[]
  /** It may be asked for once more by its key. */
  keepTail?: boolean
  /** Of a person who has one, while this attempt is the first. */
  budget?: BudgetAtStart
}

export type StartOutcome =
  | { kind: 'started'; job: RunJob }
  | { kind: 'queued'; run: Run; interrupted: RunId[] }
  | { kind: 'existing'; run: Run }
  | { kind: 'key_reused' }
  | { kind: 'in_progress'; runId: RunId }
  | { kind: 'queue_full' }
  /** `inFlight`: not what is spent leaves no room, but what runs may still spend. */
  | { kind: 'budget_spent'; tokens: number; resetsAt: number; inFlight: boolean }
  | { kind: 'conversation_spent'; tokens: number }
  | { kind: 'nothing_to_answer' }
  | { kind: 'not_found' }

/** A message on the way to the root; it is among those whose seq is below. */
export interface HistoryPlace {
  messageId: string
  below?: number
}

/** A message as the history of a run holds it. */
export interface Turn {
  id: string
  /** The message's place in its conversation. */
  seq: number
  role: Role
  name: string | null
  content: string
  status: MessageStatus
}

export interface Runs {
  /** One transaction: the message, its empty answer, the run and its first event; or the reason why not. */
  start(scope: Scope, run: NewRun): Promise<StartOutcome>
  startTransient(
    userId: string,
    run: NewTransientRun,
  ): Promise<Extract<StartOutcome, { kind: 'started' | 'existing' | 'key_reused' | 'budget_spent' }>>
  /** The key of a run that nobody waited for is free for another. */
  releaseKey(userId: string, id: RunId): Promise<void>
  get(userId: string, id: RunId): Promise<Run | undefined>
  /** What its answer was asked with. */
  request(userId: string, id: RunId): Promise<RunRequest | undefined>
  /** The run of a conversation that is running, else the first that waits. */
  current(scope: Scope, conversationId: string): Promise<Run | undefined>
  message(userId: string, messageId: string): Promise<Message | undefined>
  /** On the way from a message to its root, newest first: those among the `limit` messages up to it, and where to go on. */
  history(
    userId: string,
    conversationId: string,
    from: HistoryPlace,
    limit: number,
  ): Promise<{ turns: Turn[]; next: HistoryPlace | undefined }>
  /** Recorded, so that no crash forgets it; a run that waits is handed over to be ended. Undefined for another's run. */
  requestStop(
    userId: string,
    id: RunId,
    owner: string,
  ): Promise<{ run: Run; owner: string | null; job?: RunJob } | undefined>
  /** Every run of this user, or of one conversation, that has not ended. */
  open(userId: string, conversationId?: string): Promise<Run[]>
  /** The stored log strictly after a cursor, in order; possibly fewer than there are, and none only at the end. */
  read(userId: string, id: RunId, after: Seq): Promise<RunEvent[]>
}
