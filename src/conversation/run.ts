import type { Context } from '../context/build-context.ts'
import { estimateMessages } from '../context/tokens.ts'
import type { ModelOutcome, StreamModel } from '../models/stream.ts'
import type { ModelError, ModelRequest } from '../ports/model.ts'
import type { RunJob } from '../ports/runs.ts'
import type { RunWriter } from '../streams/write-run.ts'
import { afterAnswer } from './after-answer.ts'
import { budgetNotice } from './budget-notice.ts'
import { endOf, gaveUp, type Interruption, type RunEnd } from './end-of-run.ts'
import { usageOfRun } from './usage-of-run.ts'

export interface RunParts {
  /** Of what is on record, for as long as it takes to read that; undefined where the answer is wanted no more. */
  contextOf(job: RunJob, signal?: AbortSignal): Promise<Context | undefined>
  streamModel: StreamModel
  onModelError(error: ModelError, job: RunJob): void
  /** Whether there is a model for titles and summaries. */
  hasHelper: boolean
  now(): number
}

function modelRequestOf({ request }: RunJob, { messages }: Context): ModelRequest {
  const { model, temperature, maxTokens, frequencyPenalty, presencePenalty, opener } = request
  return {
    model,
    messages,
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
    ...(presencePenalty !== undefined && { presencePenalty }),
    ...(opener !== undefined && { opener }),
  }
}

/** Where nothing was asked, a model that fails is no reason to say nothing. */
function openAnyway({ request }: RunJob, writer: RunWriter, outcome: ModelOutcome): ModelOutcome {
  const failed = outcome.end.kind === 'error' && outcome.end.code !== 'cancelled'
  if (request.opener === undefined || !failed || writer.deltas() > 0) return outcome
  writer.delta(request.opener)
  return { ...outcome, end: { kind: 'finish', reason: 'stop' } }
}

const nothing: Context = { messages: [], trimmed: false }

/** One attempt at an answer, from its context to its end. False when another process is to go on with it. */
export async function answer(
  job: RunJob,
  parts: RunParts,
  writer: RunWriter,
  signal: AbortSignal,
  interruption: () => Interruption,
): Promise<boolean> {
  const low = budgetNotice(job.budget, parts.now())
  if (low) writer.event(low)
  const context = (await parts.contextOf(job, signal)) ?? nothing
  if (context.trimmed) writer.event({ type: 'notice', data: { kind: 'context_trimmed' } })
  const listener = { delta: writer.delta, error: (error: ModelError) => parts.onModelError(error, job) }
  const { timeoutMs } = job.request
  const outcome = openAnyway(
    job,
    writer,
    await parts.streamModel(modelRequestOf(job, context), listener, signal, timeoutMs),
  )
  const end = endOf(outcome.end, interruption())
  if (end.state === 'interrupted') return false
  const told = {
    text: writer.text(),
    deltas: writer.deltas(),
    counted: outcome.usage,
    stopped: end.state === 'stopped',
  }
  const usage = usageOfRun(job, estimateMessages(context.messages), told)
  const now = parts.now()
  const notice = budgetNotice(job.budget, now, usage)
  return writer.seal(end, usage, now, { notice, after: afterAnswer(job, context, parts.hasHelper) })
}

/** Ends a run that nobody answers any more: it keeps what its last attempt has told and every reader can have seen. */
export async function conclude(job: RunJob, parts: RunParts, writer: RunWriter): Promise<boolean> {
  const started = job.lostText.length > 0
  const context = started ? await parts.contextOf(job) : undefined
  if (started) writer.retract(job.keptText, 'recovered')
  const usage = context ? usageOfRun(job, estimateMessages(context.messages), undefined) : null
  const end: RunEnd = job.verdict === 'stop' ? { state: 'stopped' } : { state: 'failed', error: gaveUp }
  return writer.seal(end, usage, parts.now())
}
