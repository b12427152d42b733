import { Agent, OpenAIChatCompletionsModel, tool } from '@openai/agents'
import OpenAI from 'openai'
import { expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { agentModel } from '../../src/adapters/models/agent.ts'
import { startFakeModel } from '../fake-model.ts'
import { askAgent, forecast, forecastTool, type Heard, says, speakingTo } from './ask-agent.ts'

const interrupted = { kind: 'error', code: 'interrupted', retryable: true }
const cancelled = { kind: 'error', code: 'cancelled', retryable: false }

test.each(['chat', 'responses'] as const)(
  '%s: half an answer is not a whole one, whatever was done before it',
  async (api) => {
    for (const ending of ['end', 'cut'] as const) {
      await using fake = await startFakeModel()
      fake.next(says([], [forecast('call_a')], { input: 10, output: 3 }))
      fake.next(async (exchange) => {
        await exchange.token('It ')
        await exchange.token('rains')
        await exchange[ending]()
      })
      const { made, used } = forecastTool()
      const agent = new Agent({ name: 'one', model: speakingTo(fake, api), tools: [made] })
      const { heard, outcome, usages } = await askAgent(agent)
      expect(outcome).toMatchObject(interrupted)
      expect(heard.slice(0, 2)).toMatchObject([{ state: 'called' }, { state: 'done' }])
      expect(used).toEqual(['Oslo'])
      // Of the turn that broke off nobody has counted anything.
      expect(usages.at(-1)).toMatchObject({ inputTokens: 20, estimated: true })
    }
  },
)

test.each(['abort', 'error', 'insufficient_system_resource'])(
  'what a server gave up with the finish_reason %s is no answer, and what it asked for is not done',
  async (reason) => {
    await using fake = await startFakeModel()
    fake.next(async (exchange) => {
      await exchange.token('half')
      await exchange.call(forecast('call_a'))
      await exchange.finish(reason)
      await exchange.done()
    })
    const { made, used } = forecastTool()
    const { heard, outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake), tools: [made] }))
    expect(outcome).toMatchObject({ kind: 'error', code: 'unavailable', retryable: true })
    expect(heard).toEqual(['half'])
    expect(used).toEqual([])
  },
)

test.each([
  [429, { 'retry-after': '7' }, { code: 'rate_limited', retryable: true, retryAfterMs: 7000 }],
  [503, {}, { code: 'unavailable', retryable: true }],
  [401, {}, { code: 'refused', retryable: false }],
  [400, {}, { code: 'refused', retryable: false }],
] as const)('a status %i is told as what it is, and the agent is not asked twice', async (status, headers, failure) => {
  await using fake = await startFakeModel()
  fake.fail(status, headers, '{"error":{"message":"you said: Hello","type":"some_error"}}')
  const { heard, outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake) }))
  expect(outcome).toMatchObject({ kind: 'error', ...failure, cause: { status } })
  expect(JSON.stringify(outcome)).not.toContain('you said')
  expect(heard).toEqual([])
  expect(fake.requests).toHaveLength(1)
})

test('a model that is out of reach is told apart from one that fails', async () => {
  const gone = await startFakeModel()
  await gone[Symbol.asyncDispose]()
  const { outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(gone) }))
  expect(outcome).toMatchObject({ kind: 'error', code: 'unreachable', retryable: true })
})

test.each([
  [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, 'timeout'],
  [{ code: 'UND_ERR_HEADERS_TIMEOUT' }, 'timeout'],
  [{}, 'unreachable'],
])('a connection that fails with %j is told as what it is', async (what, code) => {
  const fetch = () => Promise.reject(Object.assign(new TypeError('fetch failed'), what))
  const client = new OpenAI({ apiKey: 'none', maxRetries: 0, fetch })
  const model = new OpenAIChatCompletionsModel(client, 'fake')
  const { outcome } = await askAgent(new Agent({ name: 'one', model }))
  expect(outcome).toMatchObject({ kind: 'error', code, retryable: true })
})

test.each(['chat', 'responses'] as const)("%s: a provider's error in mid-stream is read as what it is", async (api) => {
  await using fake = await startFakeModel()
  fake.next(async (exchange) => {
    await exchange.token('half')
    await exchange.error({ code: 'rate_limit_exceeded', message: 'you said: Hello' })
    await exchange.end()
  })
  const { outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake, api) }))
  expect(outcome).toMatchObject({ kind: 'error', code: 'rate_limited' })
  expect(JSON.stringify(outcome)).not.toContain('you said')
})

test('an agent that goes round in circles is stopped, and not sent round again', async () => {
  await using fake = await startFakeModel()
  fake.script(says([], [forecast('call_a')]))
  const { made, used } = forecastTool()
  const agent = new Agent({ name: 'one', model: speakingTo(fake), tools: [made] })
  const { outcome } = await askAgent(agent, { maxTurns: 3 })
  expect(outcome).toMatchObject({ kind: 'error', code: 'too_long', retryable: false })
  expect(outcome).toMatchObject({ cause: { reason: 'MaxTurnsExceededError' } })
  expect(fake.requests).toHaveLength(3)
  expect(used.length).toBeLessThanOrEqual(3)
})

const tripped = { execute: async () => ({ tripwireTriggered: true, outputInfo: 'you said: Hello' }) }

test('what a guardrail refuses is refused, before the model is asked and behind its answer', async () => {
  await using fake = await startFakeModel()
  const model = speakingTo(fake)
  const inputGuardrails = [{ name: 'no', runInParallel: false, ...tripped }]
  const before = await askAgent(new Agent({ name: 'one', model, inputGuardrails }))
  expect(before.outcome).toMatchObject({ kind: 'error', code: 'refused', retryable: false })
  expect(fake.requests).toHaveLength(0)
  const after = await askAgent(new Agent({ name: 'one', model, outputGuardrails: [{ name: 'no', ...tripped }] }))
  expect(after.outcome).toMatchObject({ kind: 'error', code: 'refused', retryable: false })
  expect(JSON.stringify([before.outcome, after.outcome])).not.toContain('you said')
})

test.each(['chat', 'responses'] as const)('%s: what was cut before a guardrail saw it is no answer', async (api) => {
  await using fake = await startFakeModel()
  fake.next(async (exchange) => {
    await exchange.token('so')
    await exchange.finish('length')
    await exchange.done()
  })
  const outputGuardrails = [{ name: 'no', ...tripped }]
  const { outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake, api), outputGuardrails }))
  expect(outcome).toMatchObject({ kind: 'error', code: 'refused', retryable: false })
})

test('a tool that needs approval is not used, and the answer says why it failed', async () => {
  await using fake = await startFakeModel()
  const used: string[] = []
  const made = tool({
    name: 'forecast',
    description: 'Tells the weather of a city.',
    parameters: z.object({ city: z.string() }),
    needsApproval: true,
    execute: ({ city }) => void used.push(city),
  })
  fake.next(says([], [forecast('call_a')]))
  const { heard, outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake), tools: [made] }))
  expect(outcome).toMatchObject({ kind: 'error', code: 'refused', retryable: false })
  expect(outcome).toMatchObject({ cause: { reason: expect.stringContaining('approval') } })
  expect(heard).toMatchObject([{ state: 'called' }, { callId: 'call_a', name: 'forecast', state: 'refused' }])
  expect(used).toEqual([])
})

test('a tool that throws ends the answer where the agent wants that, and is not used again', async () => {
  await using fake = await startFakeModel()
  const made = tool({
    name: 'forecast',
    description: 'Tells the weather of a city.',
    parameters: z.object({ city: z.string() }),
    errorFunction: null,
    execute: () => {
      throw new Error('you said: Oslo')
    },
  })
  // All of it in one packet, so that whoever reads it is as far behind as can be.
  fake.next((exchange) =>
    exchange.together(async () => {
      for (let i = 0; i < 300; i += 1) await exchange.token('x')
      for (const id of ['call_a', 'call_b', 'call_c']) await exchange.call(forecast(id))
      await exchange.finish('tool_calls')
      await exchange.endMarker()
    }),
  )
  const { heard, outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake), tools: [made] }))
  expect(outcome).toMatchObject({ kind: 'error', code: 'unavailable', retryable: false })
  expect(JSON.stringify(outcome)).not.toContain('you said')
  const told = heard.filter((what) => typeof what === 'object').map(({ callId, state }) => `${callId} ${state}`)
  const states = ['call_a', 'call_b', 'call_c'].flatMap((id) => [`${id} called`, `${id} failed`])
  expect(told.toSorted()).toEqual(states)
})

test('a model that falls silent is not waited for, and a tool that takes longer than that is', async () => {
  await using fake = await startFakeModel()
  await using silent = await startFakeModel()
  silent.script((exchange) => exchange.stall())
  const silenceMs = 100
  const untilSilence = () => askAgent(new Agent({ name: 'mute', model: speakingTo(silent) }), { silenceMs })
  fake.next(says([], [forecast('call_a')]))
  const { made } = forecastTool(async () => {
    // It begins later and waits as long, twice.
    await untilSilence()
    return (await untilSilence()).outcome
  })
  const agent = new Agent({ name: 'one', model: speakingTo(fake), tools: [made] })
  const { heard, outcome } = await askAgent(agent, { silenceMs })
  expect(heard[1]).toMatchObject({ state: 'done', output: expect.stringContaining('"timeout"') })
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
  await Promise.all(silent.requests.map(({ closed }) => closed))
})

test.each([Infinity, 2 ** 31])(
  'a model may be silent as long as is said, also where that is %d ms',
  async (silenceMs) => {
    const asked = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<void>()
    const model = speakingTo({ url: 'http://127.0.0.1:1/v1' })
    model.getStreamedResponse = async function* () {
      asked.resolve()
      await answer.promise
      yield { type: 'output_text_delta', delta: 'so' }
      const content = [{ type: 'output_text' as const, text: 'so' }]
      const output = [{ type: 'message' as const, role: 'assistant' as const, status: 'completed' as const, content }]
      yield {
        type: 'response_done',
        response: { id: 'r', usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 }, output },
      }
    }
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const heard = askAgent(new Agent({ name: 'one', model }), { silenceMs })
    await asked.promise
    await vi.advanceTimersByTimeAsync(60_000)
    answer.resolve()
    expect((await heard).outcome).toEqual({ kind: 'finish', reason: 'stop' })
  },
)

test('a stop closes the socket, and nothing is heard behind it', async () => {
  await using fake = await startFakeModel()
  fake.next((exchange) => exchange.flood())
  const stop = new AbortController()
  const { heard, outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake) }), {
    signal: stop.signal,
    onHeard: () => stop.abort(),
  })
  expect(outcome).toMatchObject(cancelled)
  expect(heard).toEqual(['again '])
  const request = await fake.waitForRequest(1)
  await request.closed
  expect(request.wasAborted).toBe(true)
})

test('a stop does not wait for a tool that will not stop, tells it all the same, and asks no model any more', async () => {
  await using fake = await startFakeModel()
  fake.next(says([], [forecast('call_a')]))
  const stop = new AbortController()
  const told = Promise.withResolvers<void>()
  const stubborn = Promise.withResolvers<string>()
  const { made } = forecastTool((signal) => {
    signal?.addEventListener('abort', () => told.resolve())
    stop.abort()
    return stubborn.promise
  })
  const agent = new Agent({ name: 'one', model: speakingTo(fake), tools: [made] })
  const { heard, outcome } = await askAgent(agent, { signal: stop.signal })
  expect(outcome).toMatchObject(cancelled)
  expect(heard.every((what) => typeof what === 'object' && ['called', 'stopped'].includes(what.state))).toBe(true)
  await told.promise
  stubborn.resolve('late')
  await new Promise(setImmediate)
  expect(fake.requests).toHaveLength(1)
})

test('a stop before the first word asks no model', async () => {
  await using fake = await startFakeModel()
  const { outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake) }), {
    signal: AbortSignal.abort(),
  })
  expect(outcome).toMatchObject(cancelled)
  expect(fake.connections).toBe(0)
})

test('what was spent before a stop is counted, and said to be an estimate', async () => {
  await using fake = await startFakeModel()
  fake.next(says([], [forecast('call_a')], { input: 10, output: 3 }))
  fake.next(async (exchange) => {
    await exchange.token('It ')
    await exchange.stall()
  })
  const stop = new AbortController()
  const agent = new Agent({ name: 'one', model: speakingTo(fake), tools: [forecastTool().made] })
  const { usages } = await askAgent(agent, {
    signal: stop.signal,
    onHeard: (what) => {
      if (what === 'It ') stop.abort()
    },
  })
  expect(usages).toEqual([
    { inputTokens: 10, outputTokens: 3 },
    { inputTokens: 20, outputTokens: 4, estimated: true },
  ])
  // It says nothing any more: only a socket that is closed ends it.
  await (
    await fake.waitForRequest(2)
  ).closed
})

test('a listener that throws is not hidden, and its request goes', async () => {
  await using fake = await startFakeModel()
  fake.next((exchange) => exchange.flood())
  const mistake = new Error('a mistake of ours')
  const model = agentModel(new Agent({ name: 'one', model: speakingTo(fake) }))
  const on = {
    delta(_text: Heard) {
      throw mistake
    },
    usage() {},
  }
  const question = { model: 'one', messages: [{ role: 'user' as const, content: 'Hello' }] }
  await expect(model.stream(question, on, new AbortController().signal)).rejects.toBe(mistake)
  await fake.requests[0]?.closed
})
