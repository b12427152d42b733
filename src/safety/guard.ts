import type { Care } from '../ports/care.ts'
import type { RiskLevel, SaidTurn, Verdict } from '../ports/classifier.ts'
import type { Finish, ModelError } from '../ports/model.ts'
import type { SafetyNote, SafetyRecord } from '../ports/safety-records.ts'
import type { Resource } from './texts/resource.ts'

/** How closely an answer is looked at before anybody reads it. */
export type OutputMode = 'strict' | 'balanced' | 'fast' | 'off'

/** What is said, by whom and where; one attempt at one answer. */
export interface Guarded {
  runId: string
  conversationId: string | null
  persona: string
  /** It gives therapy. */
  therapy: boolean
  /** Its readers hear of notices; others are told in the answer itself. */
  hearsNotices: boolean
  said: string
  /** What was said before in the same request, where nothing else is known of it. */
  before: readonly SaidTurn[] | undefined
  care: Care
  /** The languages that the request wants, and where they are spoken. */
  acceptLanguage: string | undefined
  traceId: string
}

/** Where an answer goes. */
export interface GuardedWriter {
  delta(text: string): void
  event(event: { type: 'notice'; data: { kind: string; [detail: string]: unknown } }): void
  note(note: SafetyNote): void
  withdraw(kept: string, reason: string): void
  text(): string
  deltas(): number
}

/** An answer that was not let go on. */
export interface Blocked {
  kind: 'blocked'
  error: { title: string; detail: string; code: string }
}

export interface Guard {
  /** What the model is told beside its persona. */
  readonly told: string | undefined
  /** False where the answer is there already. */
  readonly asksModel: boolean
  readonly level: RiskLevel
  /** Whether readers are shown what tools were given and gave: nobody reads that before they do. */
  readonly showsTools: boolean
  /** Aborted with the run's own, and where the model is to say no more. */
  readonly signal: AbortSignal
  /** A piece of the answer, as the model cut it. */
  delta(text: string): void
  /** What the model has said so far, let go or not. */
  heard(): { text: string; deltas: number }
  /** The answer's end, once all of it is decided. */
  finish(end: Finish | ModelError, interrupted: boolean): Promise<Finish | ModelError | Blocked>
}

export interface Shown {
  language: string
  country: string | undefined
  resources: readonly Resource[]
}

export interface Judged {
  verdict: Verdict
  scanned: SafetyRecord['scanned']
  classifiers: SafetyRecord['classifiers']
  /** A service wants this said instead of an answer. */
  instead?: { message: string | undefined }
}
