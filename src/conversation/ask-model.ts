import { fitSteps, fitTools } from '../context/fit-tools.ts'
import { estimateRequest, reserveFor } from '../context/tokens.ts'
import type { AnswerListener, ModelOutcome, StreamModel } from '../models/stream.ts'
import type { ModelError, ModelRequest, ToolCall, ToolProgress, ToolStep } from '../ports/model.ts'
import type { RunJob } from '../ports/runs.ts'
import type { KeptToolCall, ToolCalls } from '../ports/tool-calls.ts'
import type { Tool, Toolbox } from '../ports/tools.ts'
import { hearsNotices } from './hears-notices.ts'
import { createKeptCalls } from './kept-calls.ts'
import { type Asked, spentOn, sumUsage } from './sum-usage.ts'
import { inputOf, untold, useTool } from './use-tool.ts'

export interface AskModelDeps {
  streamModel: StreamModel
  /** Where there is anything that can be done for a model. */
  toolbox: Toolbox | undefined
  toolCalls: ToolCalls
  /** How long one answer may take, without what somebody takes to decide. */
  runMs: number
  decisionMs: number
  now(): number
  onTrouble(error: unknown, job: RunJob): void
}

export interface ToolListener extends AnswerListener {
  tool(progress: ToolProgress): void
}

/** Asks for an answer, and has done what it needs meanwhile. */
export type AskModel = (
  job: RunJob,
  request: ModelRequest,
  on: ToolListener,
  signal: AbortSignal,
) => Promise<ModelOutcome>

/** How often an answer may have something done before it has to be given, and how many things at once. */
const most = { steps: 8, calls: 16 }

const cancelled: ModelError = { kind: 'error', code: 'cancelled', retryable: false }
const timedOut: ModelError = { kind: 'error', code: 'timeout', retryable: false }

/** Of earlier attempts, in the steps in which they were asked for. */
function byStep(calls: readonly KeptToolCall[]): KeptToolCall[][] {
  return [...Map.groupBy(calls, ({ step }) => step).values()]
}

/** A use as it begins. What cannot be done is over before. */
function begun(call: ToolCall, place: { n: number; step: number; i: number }, tools: ReadonlyMap<string, Tool>) {
  const { n, step, i } = place
  const tool = tools.get(call.name)
  const kept = { n, step, name: call.name, arguments: call.arguments }
  const failed = (output: string): KeptToolCall => ({ ...kept, state: 'failed', output })
  if (i >= most.calls) return failed(untold.tooMany)
  if (!tool) return failed(untold.unknown)
  if (!inputOf(call.arguments)) return failed(untold.garbled)
  return { ...kept, state: tool.needsApproval ? 'waiting' : 'called', output: null } satisfies KeptToolCall
}

export function createAskModel(deps: AskModelDeps): AskModel {
  const { streamModel, toolbox, runMs, decisionMs } = deps

  async function withTools(box: Toolbox, job: RunJob, request: ModelRequest, on: ToolListener, signal: AbortSignal) {
    const onTrouble = (error: unknown): void => deps.onTrouble(error, job)
    const kept = createKeptCalls(job, deps, signal, onTrouble)
    const offered = await box.of(job.persona, signal)
    // Who cannot be asked cannot allow anything.
    const mayAsk = hearsNotices(job) && !job.transcript
    const usable = fitTools(
      request,
      offered.filter(({ needsApproval }) => mayAsk || !needsApproval),
    )
    const tools = new Map(usable.map((tool) => [tool.spec.name, tool]))
    const left = byStep(await kept.before())
    const withinMs = Math.min(runMs, job.request.timeoutMs ?? Infinity)
    if (tools.size === 0 && left.length === 0) return streamModel(request, on, signal, withinMs)

    const steps: ToolStep[] = []
    const asked: Asked[] = []
    let spentMs = 0
    let n = 0

    /** Sees all of a step to their ends, within what the answer may take; the reason why not, where that is in vain. */
    async function carryOut(
      calls: readonly KeptToolCall[],
      isLeft: boolean,
      text: string,
    ): Promise<ModelError | undefined> {
      const isAsked = calls.some(({ state }) => state === 'waiting')
      const late = isAsked ? undefined : AbortSignal.timeout(Math.ceil(Math.max(0, withinMs - spentMs)))
      const ending = late ? AbortSignal.any([signal, late]) : signal
      const use = { job, toolbox: box, kept, decisionMs, tell: on.tool, onTrouble, signal: ending }
      const before = performance.now()
      n += calls.length
      const results = await Promise.all(calls.map(async (call) => ({ call, result: await useTool(call, isLeft, use) })))
      const told = results.flatMap(({ call, result }) =>
        result === undefined ? [] : { id: `call_${call.n}`, name: call.name, arguments: call.arguments, result },
      )
      steps.push({ text, calls: told })
      // What somebody takes to decide is nobody's time.
      if (!isAsked) spentMs += performance.now() - before
      if (!signal.aborted && late?.aborted === true) return timedOut
      return signal.aborted || told.length < calls.length ? cancelled : undefined
    }

    /** Whether the model may have more done after this: else it has to answer with what it has. */
    async function mayGoOn(more: ModelRequest): Promise<boolean> {
      if (steps.length >= most.steps) return false
      if (steps.length === 0) return true
      const { inputTokens, outputTokens } = spentOn(asked)
      const next = reserveFor(estimateRequest(more)) + (request.maxTokens ?? 0)
      return kept.afford({ spent: inputTokens + outputTokens, next })
    }

    async function ask(): Promise<{ outcome: ModelOutcome; said: string; isLast: boolean }> {
      let said = ''
      const listener: ToolListener = {
        ...on,
        delta(text) {
          said += text
          on.delta(text)
        },
      }
      const more = fitSteps({
        ...request,
        ...(steps.length > 0 && { steps: [...steps] }),
        ...(tools.size > 0 && { tools: usable.map(({ spec }) => spec) }),
      })
      const isLast = !(await mayGoOn(more))
      if (tools.size > 0 && isLast) more.toolChoice = 'none'
      const before = performance.now()
      const outcome = await streamModel(more, listener, signal, Math.max(0, withinMs - spentMs))
      spentMs += performance.now() - before
      asked.push({ request: more, said, usage: outcome.usage })
      return { outcome, said, isLast }
    }

    for (const calls of left) {
      const failure = await carryOut(calls, true, '')
      if (failure) return outcomeOf(failure, request.model)
    }
    for (;;) {
      const { outcome, said, isLast } = await ask()
      const { end, model } = outcome
      const calls = end.kind === 'finish' && !isLast ? end.calls : undefined
      // What was said before something was done may be all that there is to say.
      const isEnough = end.kind === 'error' && end.code === 'empty' && steps.some(({ text }) => text !== '')
      if (isEnough) return outcomeOf({ kind: 'finish', reason: 'stop' }, model)
      if (!calls) return outcomeOf(end, model)
      if (said !== '') on.delta('\n\n')
      const step = steps.length
      const first = n
      const beginning = calls.map((call, i) => begun(call, { n: first + i, step, i }, tools))
      const failure = (await kept.begin(beginning)) ? await carryOut(beginning, false, said) : cancelled
      if (failure) return outcomeOf(failure, model)
    }

    function outcomeOf(end: ModelOutcome['end'], model: string): ModelOutcome {
      return { end, usage: sumUsage(asked), model }
    }
  }

  return (job, request, on, signal) =>
    toolbox
      ? withTools(toolbox, job, request, on, signal)
      : streamModel(request, on, signal, Math.min(runMs, job.request.timeoutMs ?? Infinity))
}
