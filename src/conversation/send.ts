import { randomUUIDv7 } from 'node:crypto'
import type { Allowance } from '../ports/budgets.ts'
import type { ModelMessage } from '../ports/model.ts'
import type { Ask, NewRun, RunRequest, Runs, StartOutcome } from '../ports/runs.ts'
import { createTurnstile } from '../std/turnstile.ts'
import type { ActiveRuns } from './active-runs.ts'
import { DomainError } from './errors.ts'
import { titleOf } from './title.ts'
import type { Run, RunId, Scope } from './types.ts'

export interface SendRequest {
  /** One that is there; or one that begins with this message, unless there is one of that name. */
  conversation: { id: string } | { persona: string; externalId: string | null }
  dialect: string
  ask:
    | { kind: 'message'; content: string; parentId?: string | null | undefined }
    | { kind: 'regenerate'; messageId: string }
  /** What this request says of its answer; the persona and the server say the rest. */
  asked: Partial<RunRequest>
  correlationId: string
  /** Of the request, which has it in a header. */
  acceptLanguage?: string | undefined
  idempotencyKey: string | undefined
  /** Of the path and the parsed body: what "the same request" means. */
  requestHash: string
  whileRunning: 'reject' | 'queue' | 'interrupt'
}

/** Something is to be answered: who asked, and how much; never what. */
export interface Accepted {
  run: RunId
  userId: string
  dialect: string
  /** How many messages came with the request. */
  messages: number
  correlationId: string
}

export interface SendDeps {
  owner: string
  runs: Runs
  active: ActiveRuns
  stop(userId: string, run: RunId): Promise<void>
  requestFor(persona: string, asked: Partial<RunRequest>): RunRequest
  /** What it may cost to have this answered, after whatever was said before. */
  allowanceOf(said: readonly ModelMessage[]): Allowance
  /** What a conversation may take altogether. */
  tokenLimit?: number | undefined
  onAccepted(accepted: Accepted): void
  now(): number
}

/** How many sends may wait in one conversation. */
const queueDepth = 8

/** A crowd of sends takes turns with the tokens of everybody else. */
export const sendsATurn = 4

type Refused = Exclude<StartOutcome, { kind: 'started' | 'queued' | 'existing' }>

function overBudget({ tokens, resetsAt, inFlight }: Extract<Refused, { kind: 'budget_spent' }>, now: number) {
  const time = new Date(resetsAt).toISOString()
  if (inFlight) {
    const detail = `Answers that are under way hold back what is left of your budget of ${tokens} tokens. Send this again when they have ended.`
    return new DomainError('budget_spent', detail, {
      retryable: true,
      retryAfterSeconds: 5,
      extra: { resetsAt: time },
    })
  }
  const detail = `Your budget of ${tokens} tokens is spent until ${time}. Send this again then, or ask the operator of this server for more.`
  const retryAfterSeconds = Math.max(1, Math.ceil((resetsAt - now) / 1000))
  return new DomainError('budget_spent', detail, { retryAfterSeconds, extra: { resetsAt: time } })
}

export function refusal(outcome: Refused, now: number): DomainError {
  switch (outcome.kind) {
    case 'key_reused':
      return new DomainError(
        'idempotency_key_reused',
        'This Idempotency-Key came with another request before. Use a new key for a new request.',
      )
    case 'in_progress':
      return new DomainError(
        'run_in_progress',
        'This conversation is being answered. Wait for the run, stop it, or send "whileRunning": "queue" or "interrupt".',
        { extra: { runId: outcome.runId } },
      )
    case 'queue_full':
      return new DomainError(
        'queue_full',
        `${queueDepth} messages wait in this conversation already. Send again when one is answered.`,
        {
          retryable: true,
          retryAfterSeconds: 5,
        },
      )
    case 'budget_spent':
      return overBudget(outcome, now)
    case 'conversation_spent':
      return new DomainError(
        'conversation_spent',
        `This conversation has taken the ${outcome.tokens} tokens that one may take here. Begin a new one.`,
      )
    case 'nothing_to_answer':
      return new DomainError(
        'invalid',
        'Only an answer to a message of a person can be given again. Name the id of such an answer.',
      )
    default:
      return new DomainError('not_found', 'There is no conversation or message of that id, or it is not yours.')
  }
}

/** Accepts a message: once this resolves, it is on record and will be answered. */
export function createSend({
  owner,
  runs,
  active,
  stop,
  requestFor,
  allowanceOf,
  tokenLimit,
  onAccepted,
  now,
}: SendDeps) {
  const turn = createTurnstile(sendsATurn)
  return async function send(
    scope: Scope,
    { ask, conversation, asked, correlationId, acceptLanguage, ...request }: SendRequest,
  ): Promise<Run> {
    await turn()
    const told: Ask =
      ask.kind === 'message'
        ? { kind: 'message', content: ask.content, parentId: ask.parentId, userMessageId: randomUUIDv7() }
        : ask
    const title = ask.kind === 'message' ? titleOf(ask.content) : null
    const run: NewRun = {
      ...request,
      place:
        'id' in conversation
          ? { kind: 'existing', conversationId: conversation.id }
          : { kind: 'begun', conversationId: randomUUIDv7(), ...conversation },
      ask: told,
      requestFor: (persona) =>
        requestFor(persona, { ...asked, correlationId, ...(acceptLanguage !== undefined && { acceptLanguage }) }),
      allowance: allowanceOf(ask.kind === 'message' ? [{ role: 'user', content: ask.content }] : []),
      title,
      id: randomUUIDv7(),
      messageId: randomUUIDv7(),
      queueDepth,
      tokenLimit,
      owner,
      now: now(),
    }
    const outcome = await runs.start(scope, run)
    if (outcome.kind === 'started' || outcome.kind === 'queued') {
      const { userId } = scope
      onAccepted({ run: run.id, userId, dialect: request.dialect, messages: 1, correlationId })
    }
    switch (outcome.kind) {
      case 'started':
        active.begin(outcome.job)
        return outcome.job.run
      case 'queued':
        await Promise.all(outcome.interrupted.map((id) => stop(scope.userId, id)))
        return outcome.run
      case 'existing':
        return outcome.run
      default:
        throw refusal(outcome, run.now)
    }
  }
}
