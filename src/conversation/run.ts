import type { Context } from '../context/build-context.ts'
import { placeMemories } from '../context/place-memories.ts'
import { estimateMessages } from '../context/tokens.ts'
import type { ModelOutcome } from '../models/stream.ts'
import type { ModelError, ModelRequest, ToolProgress } from '../ports/model.ts'
import type { RunJob } from '../ports/runs.ts'
import type { Guard } from '../safety/guard.ts'
import type { RunWriter } from '../streams/write-run.ts'
import { afterAnswer } from './after-answer.ts'
import type { AskModel } from './ask-model.ts'
import { budgetNotice } from './budget-notice.ts'
import { toolNotice } from './tool-notice.ts'
import { endOf, gaveUp, type Interruption, type RunEnd } from './end-of-run.ts'
import { usageOfRun } from './usage-of-run.ts'

export interface RunParts {
  /** Of what is on record, for as long as it takes to read that; undefined where the answer is wanted no more. */
  contextOf(job: RunJob, signal?: AbortSignal): Promise<Context | undefined>
  /** Looks after whoever asks, from what they said to the last word of the answer. */
  guard(job: RunJob, writer: RunWriter, signal: AbortSignal): Promise<Guard>
  /** Whether what was said is enough for the answer not to end as a failure. */
  isAtRisk(job: RunJob): Promise<boolean>
  askModel: AskModel
  onModelError(error: ModelError, job: RunJob): void
  /** Whether there is a model for titles and summaries. */
  hasHelper: boolean
  now(): number
}

function modelRequestOf({ request }: RunJob, { messages }: Context): ModelRequest {
  const { model, temperature, maxTokens, frequencyPenalty, presencePenalty, opener, format } = request
  return {
    model,
    messages,
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
    ...(presencePenalty !== undefined && { presencePenalty }),
    ...(opener !== undefined && { opener }),
    ...(format !== undefined && { format }),
  }
}

/** Where nothing was asked, a model that fails is no reason to say nothing. */
function openAnyway({ request }: RunJob, writer: RunWriter, guard: Guard, outcome: ModelOutcome): ModelOutcome {
  const isSilent = writer.deltas() === 0 && guard.heard().deltas === 0
  const failed = outcome.end.kind === 'error' && outcome.end.code !== 'cancelled'
  if (request.opener === undefined || !failed || !isSilent) return outcome
  writer.delta(request.opener)
  return { ...outcome, end: { kind: 'finish', reason: 'stop' } }
}

const nothing: Context = { messages: [], trimmed: false }
const unasked = (model: string): ModelOutcome => ({
  end: { kind: 'finish', reason: 'stop' },
  usage: { inputTokens: 0, outputTokens: 0 },
  model,
})

/** Of what is on record, and what the model is told beside it. */
const toldWith = (context: Context, told: string | undefined): Context => ({
  ...context,
  messages: placeMemories(context.messages, told),
})

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
  const read = parts.contextOf(job, signal)
  // Of what is not waited for nobody hears that it failed.
  read.catch(() => {})
  const guard = await parts.guard(job, writer, signal)
  const context = guard.asksModel ? toldWith((await read) ?? nothing, guard.told) : nothing
  if (context.trimmed) writer.event({ type: 'notice', data: { kind: 'context_trimmed' } })
  const listener = {
    delta: guard.delta,
    error: (error: ModelError) => parts.onModelError(error, job),
    tool: (progress: ToolProgress) => writer.event(toolNotice(progress, guard.showsTools)),
  }
  const outcome = guard.asksModel
    ? await parts.askModel(job, modelRequestOf(job, context), listener, guard.signal)
    : unasked(job.request.model)
  const { end: said, usage: counted, model } = openAnyway(job, writer, guard, outcome)
  const end = endOf(await guard.finish(said, interruption() !== undefined), interruption())
  if (end.state === 'interrupted') return false
  const usage = usageOfRun(
    job,
    estimateMessages(context.messages),
    {
      ...guard.heard(),
      counted,
      stopped: end.state === 'stopped',
    },
    model,
  )
  const now = parts.now()
  const notice = budgetNotice(job.budget, now, usage)
  const after = { ...afterAnswer(job, context, parts.hasHelper), unlearned: guard.level >= 2 }
  return writer.seal(end, usage, now, { notice, after, model })
}

async function endGivenUp(job: RunJob, { isAtRisk }: RunParts): Promise<RunEnd> {
  if (job.verdict === 'stop') return { state: 'stopped' }
  if (job.keptText !== '' && (await isAtRisk(job))) return { state: 'completed', finishReason: 'stop' }
  return { state: 'failed', error: gaveUp }
}

/** Ends a run that nobody answers any more: it keeps what its last attempt has told and every reader can have seen. */
export async function conclude(job: RunJob, parts: RunParts, writer: RunWriter): Promise<boolean> {
  const started = job.lostText.length > 0
  const context = started ? await parts.contextOf(job) : undefined
  if (started) writer.retract(job.keptText, 'recovered')
  const usage = context ? usageOfRun(job, estimateMessages(context.messages), undefined) : null
  const end = await endGivenUp(job, parts)
  return writer.seal(end, usage, parts.now())
}
