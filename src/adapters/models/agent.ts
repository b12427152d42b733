import type { Agent, AgentInputItem, AgentOutputType, ModelSettings } from '@openai/agents'
import type { Model, ModelError, ModelListener, ModelMessage, ModelRequest } from '../../ports/model.ts'
import { agentFailure } from './agent-failure.ts'
import { type AgentReader, type AgentRun, readAgent } from './agent-reader.ts'
import type { Outcome } from './frame-reader.ts'
import { modelFailure } from './model-failure.ts'
import { timerMs } from './timer-ms.ts'

export interface AgentOptions<Context> {
  /** How often models are asked for one answer; 10 times where it is left out. */
  maxTurns?: number
  /** What tools, guardrails and instructions are given: made for each answer, so that none sees another's. */
  context?(request: ModelRequest): Context
  /** How long nothing may come while no tool is at work. */
  silenceMs?: number
}

const patienceMs = 70_000

/** An agent of the OpenAI Agents SDK, with its tools, its guardrails and those whom it hands over to. */
export function agentModel<Context, Output extends AgentOutputType>(
  agent: Agent<Context, Output>,
  { maxTurns, context, silenceMs = patienceMs }: AgentOptions<Context> = {},
): Model {
  return {
    async stream(request, on, signal) {
      const { Runner } = await import('@openai/agents')
      // Traces would tell the maker of the SDK what people say.
      const runner = new Runner({ tracingDisabled: true, modelSettings: settingsOf(request) })
      const start = (leave: AbortSignal): Promise<AgentRun> =>
        runner.run<Agent<Context, Output>, Context>(agent, request.messages.map(itemOf), {
          stream: true,
          signal: leave,
          ...(maxTurns !== undefined && { maxTurns }),
          ...(context && { context: context(request) }),
        })
      return new Promise((resolve, reject) => {
        pump(start, { on, signal, silenceMs, resolve, reject })
      })
    },
  }
}

interface Reception {
  on: ModelListener
  signal: AbortSignal
  silenceMs: number
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

/** Reads one run: settles once, whatever the run does then, and has it stopped. */
function pump(start: (leave: AbortSignal) => Promise<AgentRun>, reception: Reception): void {
  const { on, signal, silenceMs } = reception
  const leave = new AbortController()
  let settled = false
  let reader: AgentReader | undefined
  const timer = setTimeout(onSilence, timerMs(silenceMs))
  signal.addEventListener('abort', onAbort, { once: true })

  function close(): void {
    settled = true
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    leave.abort()
  }

  /** What the listener throws is no failure of the agent. */
  function hear(read: () => Outcome | undefined): void {
    if (settled) return
    try {
      const outcome = read()
      if (!outcome || settled) return
      close()
      reception.resolve(outcome)
    } catch (error) {
      if (settled) return
      close()
      reception.reject(error)
    }
  }

  const fail = (failure: ModelError): void => hear(() => reader?.fail(failure) ?? failure)

  function onAbort(): void {
    fail(modelFailure('cancelled', { reason: 'cancelled' }))
  }

  function onSilence(): void {
    if (reader?.isAtWork()) timer.refresh()
    else fail(modelFailure('timeout', { reason: 'nothing came in time' }))
  }

  async function follow(): Promise<void> {
    const run = await start(leave.signal)
    const ears = readAgent(run, on)
    reader = ears
    for await (const event of run) {
      if (settled) return
      timer.refresh()
      hear(() => ears.event(event))
    }
    if (settled) return
    await run.completed
    hear(() => ears.end())
  }

  if (signal.aborted) onAbort()
  else follow().catch((error: unknown) => hear(() => reader?.threw(error) ?? agentFailure(error, 'before')))
}

/** What the agents of a run set themselves goes before these. */
function settingsOf({ temperature, maxTokens, frequencyPenalty, presencePenalty }: ModelRequest): ModelSettings {
  return {
    ...(temperature !== undefined && { temperature }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(frequencyPenalty !== undefined && { frequencyPenalty }),
    ...(presencePenalty !== undefined && { presencePenalty }),
  }
}

function itemOf({ role, content }: ModelMessage): AgentInputItem {
  return role === 'assistant'
    ? { type: 'message', role, status: 'completed', content: [{ type: 'output_text', text: content }] }
    : { type: 'message', role, content }
}
