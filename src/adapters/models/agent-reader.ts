import type { RunItemStreamEvent, RunRawModelStreamEvent, RunStreamEvent } from '@openai/agents'
import type { FinishReason, ModelError, ModelListener, ModelUsage, ToolProgress } from '../../ports/model.ts'
import { agentFailure, isUnfinished, refusalOf } from './agent-failure.ts'
import { readFinishReason } from './finish-reason.ts'
import type { Outcome } from './frame-reader.ts'
import { modelFailure } from './model-failure.ts'
import { providerError } from './provider-error.ts'

/** Of a run of the SDK what is read here. */
export interface AgentRun extends AsyncIterable<RunStreamEvent> {
  readonly completed: Promise<void>
  readonly runContext: { readonly usage: ModelUsage }
  readonly interruptions: readonly unknown[]
  readonly newItems: readonly { type: string }[]
  readonly lastAgent: { readonly outputGuardrails: readonly unknown[] } | undefined
  readonly finalOutput: unknown
}

/** Any call of a tool, or what it gave: which fields there are depends on the type. */
interface RawItem {
  type?: string | undefined
  callId?: string
  id?: string | undefined
  name?: string
  arguments?: string | undefined
  status?: string | undefined
  output?: unknown
}

export interface AgentReader {
  /** An outcome ends the answer. */
  event(event: RunStreamEvent): Outcome | undefined
  /** The run has ended well, as far as the SDK knows. */
  end(): Outcome
  threw(error: unknown): Outcome
  fail(failure: ModelError): ModelError
  /** Whether a tool is in use, which takes as long as it takes. */
  isAtWork(): boolean
}

/** One time that a model was asked. */
interface Turn {
  over: boolean
  isFramed: boolean
  isChat: boolean
  reason: FinishReason | undefined
  failure: ModelError | undefined
  deltas: number
}

/** Of the two protocols that OpenAI's models speak. */
interface ProviderFrame {
  type?: unknown
  delta?: unknown
  choices?: readonly { index?: unknown; delta?: { refusal?: unknown } | null; finish_reason?: unknown }[] | null
  response?: { incomplete_details?: { reason?: unknown } | null } | null
}

type RawEvent = RunRawModelStreamEvent['data']

const unfinished = 'the model ended without its last event'

export function readAgent(run: AgentRun, on: ModelListener): AgentReader {
  let turn: Turn | undefined
  /** Which message of which turn is being told. */
  let told: string | undefined
  let turns = 0
  let uncounted = false
  let lastInput = 0
  let counted = ''
  const open = new Map<string, Pick<ToolProgress, 'callId' | 'name'>>()

  function begin(): Turn {
    turns += 1
    return (turn = { over: false, isFramed: false, isChat: false, reason: undefined, failure: undefined, deltas: 0 })
  }

  const current = (): Turn => (turn && !turn.over ? turn : begin())

  /** What was said before something was done is a paragraph of its own. */
  function say(text: unknown, of: Turn, itemId = ''): void {
    if (typeof text !== 'string' || text === '') return
    const message = `${turns} ${itemId}`
    if (told !== undefined && told !== message) on.delta('\n\n')
    told = message
    of.deltas += 1
    on.delta(text)
  }

  function raw(data: RawEvent): Outcome | undefined {
    switch (data.type) {
      case 'response_started':
        begin()
        return undefined
      case 'output_text_delta':
        say(data.delta, current(), data.itemId)
        return undefined
      case 'model':
        // The last one of a response comes behind its end.
        if (!turn?.over) frame(data.event as ProviderFrame | null, current())
        return undefined
      case 'response_done':
        return done(data.response, current())
      default:
        return undefined
    }
  }

  /** What the SDK does not pass on: why an answer ended, and refusals. */
  function frame(said: ProviderFrame | null, of: Turn): void {
    of.isFramed = true
    const choice = said?.choices?.find(({ index }) => index === 0)
    if (Array.isArray(said?.choices)) of.isChat = true
    if (choice) {
      say(choice.delta?.refusal, of)
      if (typeof choice.finish_reason === 'string' && choice.finish_reason !== '') {
        const reason = readFinishReason(choice.finish_reason)
        if (reason === 'given_up') of.failure = modelFailure('unavailable', { reason: 'the server gave the answer up' })
        else of.reason = reason
      }
    }
    switch (said?.type) {
      case 'response.refusal.delta':
        return say(said.delta, of)
      case 'response.incomplete':
        of.reason = said.response?.incomplete_details?.reason === 'content_filter' ? 'content_filter' : 'length'
        return
      case 'response.failed':
        of.failure = providerError(said.response)
        return
      case 'error':
        of.failure = providerError(said)
        return
      default:
    }
  }

  function done(
    { output, usage }: Extract<RawEvent, { type: 'response_done' }>['response'],
    of: Turn,
  ): Outcome | undefined {
    if (of.failure) return fail(of.failure)
    // The SDK takes the end of a connection for the end of an answer.
    const isCutOff = of.isChat ? of.reason === undefined : output.length === 0 && !of.isFramed
    if (isCutOff) return fail(modelFailure('interrupted', { reason: unfinished }))
    of.over = true
    lastInput = usage.inputTokens
    if (usage.inputTokens + usage.outputTokens === 0) uncounted = true
    // What was cut may lack its end, and nobody carries that out; of nothing the SDK asks for more, up to its limit.
    if (output.length === 0 || (isCut(of) && output.some(({ type }) => type === 'function_call'))) return cutOff(of)
    count()
    return undefined
  }

  /** All that the run has cost by now, and its tools that are agents. */
  function count(): void {
    const cut = turn && !turn.over ? turn : undefined
    const { usage } = run.runContext
    if (usage.inputTokens + usage.outputTokens === 0) return
    const sum = {
      inputTokens: usage.inputTokens + (cut ? lastInput : 0),
      outputTokens: usage.outputTokens + (cut?.deltas ?? 0),
    }
    const known = cut || uncounted ? { ...sum, estimated: true } : sum
    const text = JSON.stringify(known)
    if (text !== counted) on.usage(known)
    counted = text
  }

  function called(item: RawItem): void {
    const id = idOf(item)
    const call = { callId: id, name: item.name ?? item.type ?? 'tool' }
    open.set(id, call)
    on.tool?.({ ...call, state: 'called', input: inputOf(item.arguments) })
    // What the provider carries out itself is done by the time that it is told.
    if (item.type === 'hosted_tool_call') ended(id, item.status === 'failed' ? 'failed' : 'done')
  }

  function ended(id: string, state: ToolProgress['state'], output?: string): void {
    const call = open.get(id)
    if (!call) return
    open.delete(id)
    on.tool?.({ ...call, state, ...(output !== undefined && { output }) })
  }

  function item({ name, item: { rawItem } }: RunItemStreamEvent): void {
    const of = rawItem as RawItem
    switch (name) {
      case 'tool_called':
      case 'handoff_requested':
        return called(of)
      case 'tool_output':
      case 'handoff_occurred':
        return ended(idOf(of), of.status === 'incomplete' ? 'failed' : 'done', outputOf(of.output))
      case 'tool_approval_requested':
        return ended(idOf(of), 'refused')
      default:
    }
  }

  function fail(failure: ModelError): ModelError {
    for (const id of open.keys()) ended(id, failure.code === 'cancelled' ? 'stopped' : 'failed')
    count()
    return failure
  }

  /** An answer that is over before the SDK would have it so: no guardrail has seen it. */
  function cutOff(of: Turn): Outcome {
    of.over = true
    if (of.deltas > 0 && run.lastAgent?.outputGuardrails.length)
      return fail(modelFailure('refused', { reason: 'the answer was cut before the guardrails of the agent saw it' }))
    return finish(of)
  }

  function finish(of: Turn): Outcome {
    for (const id of open.keys()) ended(id, 'stopped')
    count()
    return { kind: 'finish', reason: of.reason ?? 'stop' }
  }

  return {
    event(event) {
      if (event.type === 'raw_model_stream_event') return raw(event.data)
      if (event.type === 'run_item_stream_event') item(event)
      return undefined
    },
    end() {
      if (run.interruptions.length > 0)
        return fail(modelFailure('refused', { reason: 'a tool of the agent asks for approval, which nobody can give' }))
      if (!turn?.over) return fail(modelFailure('interrupted', { reason: unfinished }))
      // A tool may have the last word, and some models say all at once.
      if (turn.deltas === 0 || run.newItems.at(-1)?.type === 'tool_call_output_item')
        say(outputOf(run.finalOutput), turn, 'final')
      return finish(turn)
    },
    threw(error) {
      const refusal = refusalOf(error)
      if (turn && refusal !== undefined) {
        if (turn.deltas === 0 && turn.reason !== 'content_filter') say(refusal, turn)
        return finish(turn)
      }
      if (turn && !turn.over && isCut(turn) && isUnfinished(error)) return cutOff(turn)
      const phase = turn?.over ? 'after' : turn ? 'within' : 'before'
      return fail((turn?.over ? undefined : turn?.failure) ?? agentFailure(error, phase))
    },
    fail,
    isAtWork: () => open.size > 0,
  }
}

const isCut = ({ reason }: Turn): boolean => reason === 'length' || reason === 'content_filter'

const idOf = ({ callId, id }: RawItem): string => callId ?? id ?? ''

function inputOf(written: string | undefined): unknown {
  try {
    return JSON.parse(written ?? '{}')
  } catch {
    return written
  }
}

function outputOf(output: unknown): string {
  if (typeof output === 'string') return output
  const { text } = (output ?? {}) as { text?: unknown }
  return typeof text === 'string' ? text : JSON.stringify(output ?? null)
}
