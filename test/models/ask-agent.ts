import { type Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, tool } from '@openai/agents'
import OpenAI from 'openai'
import { z } from 'zod'
import { agentModel, type AgentOptions } from '../../src/adapters/models/agent.ts'
import type { Finish, ModelError, ModelRequest, ModelUsage, ToolProgress } from '../../src/ports/model.ts'
import type { FakeUsage } from '../fake-model-exchange.ts'
import type { FakeModel, Script } from '../fake-model.ts'
import type { FakeCall } from '../fake-model-wires.ts'

/** What an agent is made of whose model is a fake one. */
export const speakingTo = (fake: { url: string }, api: 'chat' | 'responses' = 'chat') => {
  const client = new OpenAI({ baseURL: fake.url, apiKey: 'none', maxRetries: 0 })
  return api === 'chat' ? new OpenAIChatCompletionsModel(client, 'fake') : new OpenAIResponsesModel(client, 'fake')
}

/** What a person and a client hear, in order. */
export type Heard = string | ToolProgress

export interface AskedAgent {
  heard: Heard[]
  usages: ModelUsage[]
  outcome: Finish | ModelError
}

export interface AskAgentOptions extends AgentOptions<unknown> {
  request?: Partial<ModelRequest>
  signal?: AbortSignal
  onHeard?: (heard: Heard) => void
}

export async function askAgent(agent: Agent, options: AskAgentOptions = {}): Promise<AskedAgent> {
  const { request, signal = new AbortController().signal, onHeard, ...rest } = options
  const heard: Heard[] = []
  const usages: ModelUsage[] = []
  function hear(what: Heard): void {
    heard.push(what)
    onHeard?.(what)
  }
  const question: ModelRequest = { model: 'concierge', messages: [{ role: 'user', content: 'Hello' }], ...request }
  const on = { delta: hear, tool: hear, usage: (usage: ModelUsage) => void usages.push(usage) }
  const outcome = await agentModel(agent, rest).stream(question, on, signal)
  return { heard, usages, outcome }
}

/** Says these words, and then asks for these things. */
export const says =
  (tokens: readonly string[], calls: readonly FakeCall[] = [], usage: FakeUsage | null = null): Script =>
  async (exchange) => {
    for (const token of tokens) await exchange.token(token)
    for (const call of calls) await exchange.call(call)
    await exchange.finish(calls.length > 0 && exchange.request.api === 'chat' ? 'tool_calls' : 'stop')
    if (usage) await exchange.usage(usage)
    await exchange.done()
  }

export const forecast = (id: string, city = 'Oslo'): FakeCall => ({
  id,
  name: 'forecast',
  arguments: JSON.stringify({ city }),
})

/** Counts how often it is used. */
export function forecastTool(execute: (signal: AbortSignal | undefined) => unknown = () => 'Rain.') {
  const used: string[] = []
  const made = tool({
    name: 'forecast',
    description: 'Tells the weather of a city.',
    parameters: z.object({ city: z.string() }),
    execute: ({ city }, _context, details) => {
      used.push(city)
      return execute(details?.signal)
    },
  })
  return { made, used }
}

/** A whole answer at once, as an agent gets it that is a tool. */
export const saysAtOnce =
  (content: string, { input, output }: FakeUsage): Script =>
  (exchange) => {
    const message = { role: 'assistant', content, refusal: null }
    const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output }
    const choices = [{ index: 0, message, finish_reason: 'stop', logprobs: null }]
    const body = { id: 'chatcmpl-2', object: 'chat.completion', created: 1_700_000_000, model: 'fake', choices, usage }
    return exchange.respond(200, { 'content-type': 'application/json' }, JSON.stringify(body))
  }

/** The SDK sends some texts in parts. */
export function toldRoles(fake: FakeModel, n: number): [role: string, text: string][] {
  const messages = (fake.requests[n - 1]?.body.messages ?? []) as {
    role: string
    content: string | { text: string }[]
  }[]
  return messages.map(({ role, content }) => [
    role,
    typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join(''),
  ])
}
