import type { Engine } from '../../conversation/engine.ts'
import { DomainError } from '../../conversation/errors.ts'
import type { Run, Scope } from '../../conversation/types.ts'
import type { RunRequest } from '../../ports/runs.ts'
import type { SendRequest } from '../../conversation/send.ts'
import type { DialectSettings, Reply, WireRequest } from '../dialect.ts'
import { idempotencyOf } from '../idempotency.ts'
import { nativeEvents } from '../native-events.ts'
import { saidWith } from '../said-with.ts'

const namespace = 'v1'

export const scopeOf = ({ userId }: { userId: string }): Scope => ({ userId, namespace })

export interface SendingBody {
  model?: string | undefined
  temperature?: number | undefined
  maxTokens?: number | undefined
  whileRunning?: 'queue' | 'interrupt' | undefined
}

function invalid(path: string[], message: string, detail: string): DomainError {
  return new DomainError('invalid', detail, { problems: [{ path, message }] })
}

function requestOf({ model, temperature, maxTokens }: SendingBody, models: readonly string[]): Partial<RunRequest> {
  if (model !== undefined && !models.includes(model)) {
    throw invalid(
      ['body', 'model'],
      `must be one of ${models.join(', ')}`,
      'This server does not offer that model. GET /v1/models lists those that it does.',
    )
  }
  return {
    ...(model !== undefined && { model }),
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
  }
}

const accepts = (request: WireRequest, type: string): boolean =>
  request.header('accept')?.toLowerCase().includes(type) ?? false

const prefersAsync = (request: WireRequest): boolean =>
  request
    .header('prefer')
    ?.split(',')
    .some((preference) => preference.trim().toLowerCase() === 'respond-async') ?? false

/** The answer as one JSON document, once there is one. */
async function whole(run: Run, userId: string, engine: Engine, waitMs: number): Promise<Reply> {
  const ended = await engine.ended(userId, run.id, waitMs)
  if (ended.endedAt === null) {
    const detail = `The answer is still being written. Read it at /v1/runs/${run.id}, or follow /v1/runs/${run.id}/events.`
    throw new DomainError('answer_pending', detail, { retryable: true, retryAfterSeconds: 5, extra: { runId: run.id } })
  }
  if (ended.state === 'failed') {
    const { detail, code } = ended.error ?? { detail: 'Send the message again.', code: 'internal' }
    throw new DomainError('model_unavailable', detail, { extra: { runId: run.id, reason: code } })
  }
  const [userMessage, message] = await Promise.all([
    engine.message(userId, ended.userMessageId),
    engine.message(userId, ended.messageId),
  ])
  return { kind: 'body', status: 200, headers: { 'x-run-id': run.id }, body: { run: ended, userMessage, message } }
}

/** Accepts a send in one of the three manners of answering: as events, at once, or when it is done. */
export async function reply(
  request: WireRequest<{ id: string }, unknown, SendingBody | null | undefined>,
  ask: SendRequest['ask'],
  engine: Engine,
  { models, answerWaitMs }: DialectSettings,
): Promise<Reply> {
  const { userId } = request
  const body = request.body ?? {}
  const run = await engine.send(scopeOf(request), {
    conversation: { id: request.params.id },
    dialect: namespace,
    ask,
    asked: requestOf(body, models),
    ...saidWith(request),
    ...idempotencyOf(request, body),
    whileRunning: body.whileRunning ?? 'reject',
  })
  if (accepts(request, 'text/event-stream')) {
    return {
      kind: 'stream',
      reading: { run: run.id, userId, after: 0 },
      encoder: nativeEvents,
      headers: { 'x-run-id': run.id },
    }
  }
  if (prefersAsync(request)) {
    const headers = { location: `/v1/runs/${run.id}`, 'x-run-id': run.id, 'preference-applied': 'respond-async' }
    return { kind: 'body', status: 202, headers, body: run }
  }
  return whole(run, userId, engine, answerWaitMs)
}
