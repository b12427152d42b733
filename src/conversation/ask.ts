import { randomUUIDv7 } from 'node:crypto'
import type { LiveLog } from '../ports/live-log.ts'
import type { ModelMessage } from '../ports/model.ts'
import type { RunRequest, Runs } from '../ports/runs.ts'
import { createTurnstile } from '../std/turnstile.ts'
import type { ActiveRuns } from './active-runs.ts'
import { DomainError } from './errors.ts'
import { refusal, type SendDeps, sendsATurn } from './send.ts'
import type { RunId } from './types.ts'

export interface AskRequest {
  dialect: string
  persona: string
  /** All that the model sees after the persona. */
  transcript: readonly ModelMessage[]
  asked: Partial<RunRequest>
  /** Held apart, for it may say anything and nothing that was said is stored. */
  format?: RunRequest['format']
  correlationId: string
  /** Of the request, which has it in a header. */
  acceptLanguage?: string | undefined
  idempotencyKey: string | undefined
  requestHash: string
}

export interface AskDeps {
  owner: string
  runs: Pick<Runs, 'startTransient'>
  live: Pick<LiveLog, 'tail'>
  /** Whether the tail of a run that another node has could be brought here. */
  bring(run: RunId): Promise<boolean>
  active: ActiveRuns
  requestFor: SendDeps['requestFor']
  allowanceOf: SendDeps['allowanceOf']
  onAccepted: SendDeps['onAccepted']
  now(): number
}

const gone = (): DomainError =>
  new DomainError(
    'answer_gone',
    'This Idempotency-Key came with this request before, and its answer is not kept any more. Use a new key to have it answered again.',
  )

/** Has something answered that belongs to no conversation: nothing of it is stored but that it was. */
export function createAsk({ owner, runs, live, bring, active, requestFor, allowanceOf, onAccepted, now }: AskDeps) {
  const turn = createTurnstile(sendsATurn)
  return async function ask(
    userId: string,
    { transcript, asked, format, correlationId, acceptLanguage, ...request }: AskRequest,
  ): Promise<RunId> {
    await turn()
    const { dialect, persona } = request
    const outcome = await runs.startTransient(userId, {
      ...request,
      request: requestFor(persona, {
        ...asked,
        correlationId,
        ...(acceptLanguage !== undefined && { acceptLanguage }),
      }),
      allowance: allowanceOf(transcript),
      id: randomUUIDv7(),
      owner,
      now: now(),
    })
    switch (outcome.kind) {
      case 'started':
        active.begin({
          ...outcome.job,
          ...(format && { request: { ...outcome.job.request, format } }),
          transcript,
          keepTail: request.idempotencyKey !== undefined,
        })
        onAccepted({ run: outcome.job.run.id, userId, dialect, messages: transcript.length, correlationId })
        return outcome.job.run.id
      case 'existing':
        if (live.tail(outcome.run.id, 0) === 'elsewhere' && !(await bring(outcome.run.id))) throw gone()
        return outcome.run.id
      default:
        throw refusal(outcome, now())
    }
  }
}
