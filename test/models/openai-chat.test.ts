import type OpenAI from 'openai'
import { expect, test } from 'vitest'
import { createOpenAiChat } from '../../src/adapters/models/openai-chat.ts'
import { modelContract } from '../contracts/model.contract.ts'
import { startFakeModel } from '../fake-model.ts'
import { ask, askScripted } from './ask-model.ts'

modelContract('Chat Completions', createOpenAiChat)

test('no parameter is lost or misnamed on its way to the provider', async () => {
  await using fake = await startFakeModel()
  const messages = [
    { role: 'system' as const, content: 'Be kind.' },
    { role: 'user' as const, content: 'Hi', name: 'ada' },
    { role: 'assistant' as const, content: 'Hello' },
  ]
  const request = { messages, temperature: 0, maxTokens: 9, frequencyPenalty: 0.25, presencePenalty: -1 }
  await ask(createOpenAiChat, fake, { request })
  expect(fake.requests[0]?.path).toBe('/v1/chat/completions')
  expect(fake.requests[0]?.body).toEqual({
    model: 'test-model',
    messages,
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0,
    max_tokens: 9,
    frequency_penalty: 0.25,
    presence_penalty: -1,
  } satisfies OpenAI.ChatCompletionCreateParamsStreaming)
})

test.each([
  ['Ada Lovelace', 'Ada_Lovelace'],
  ['Zoë <zoe@example.org>', 'Zoë_zoe@example.org_'],
  ['a\\b/c|d\u00a0e', 'a_b_c_d_e'],
  ['Анна-1', 'Анна-1'],
])('a conversation is not refused for the name of who speaks: %s', async (name, told) => {
  await using fake = await startFakeModel()
  await ask(createOpenAiChat, fake, { request: { messages: [{ role: 'user', content: 'Hi', name }] } })
  expect(fake.requests[0]?.body.messages).toEqual([{ role: 'user', content: 'Hi', name: told }])
})

test('a parameter that was not set is not sent', async () => {
  await using fake = await startFakeModel()
  await ask(createOpenAiChat, fake)
  expect(Object.keys(fake.requests[0]?.body ?? {})).toEqual(['model', 'messages', 'stream', 'stream_options'])
})

test.each([
  'o1',
  'o3-mini',
  'o4-mini-2025-04-16',
  'ft:o4-mini-2025-04-16:us::1',
  'gpt-5',
  'gpt-5.1',
  'gpt-5-nano',
  'openai/gpt-5-mini',
])('the reasoning model %s is not sent what it refuses', async (model) => {
  await using fake = await startFakeModel()
  const request = { model, temperature: 0.7, maxTokens: 9, frequencyPenalty: 1, presencePenalty: 1 }
  await ask(createOpenAiChat, fake, { request })
  expect(fake.requests[0]?.body).toEqual({
    model,
    messages: [{ role: 'user', content: 'Hello' }],
    stream: true,
    stream_options: { include_usage: true },
    max_completion_tokens: 9,
  } satisfies OpenAI.ChatCompletionCreateParamsStreaming)
})

test.each(['gpt-4o', 'olmo-1', 'gpt-50b', 'o200k', 'foo1'])('the model %s keeps its temperature', async (model) => {
  await using fake = await startFakeModel()
  await ask(createOpenAiChat, fake, { request: { model, temperature: 0.7, maxTokens: 9 } })
  expect(fake.requests[0]?.body).toMatchObject({ temperature: 0.7, max_tokens: 9 })
})

test('a server that omits [DONE] has not failed when it said why it ended', async () => {
  const { deltas, usages, outcome } = await askScripted(createOpenAiChat, async (exchange) => {
    await exchange.token('whole')
    await exchange.finish('length')
    await exchange.usage({ input: 3, output: 1 })
    await exchange.end()
  })
  expect(deltas).toEqual(['whole'])
  expect(usages).toEqual([{ inputTokens: 3, outputTokens: 1 }])
  expect(outcome).toEqual({ kind: 'finish', reason: 'length' })
})

test('[DONE] alone is not taken for an answer', async () => {
  const { outcome } = await askScripted(createOpenAiChat, async (exchange) => {
    await exchange.token('half')
    await exchange.done()
  })
  expect(outcome).toMatchObject({ code: 'interrupted', retryable: true })
})

test('a socket that closes behind the finish_reason is no clean end', async () => {
  const { outcome } = await askScripted(createOpenAiChat, async (exchange) => {
    await exchange.finish()
    exchange.cut()
  })
  expect(outcome).toMatchObject({ code: 'interrupted', retryable: true })
})

test.each(['tool_calls', 'function_call', 'eos'])('finish_reason %s does not leave the answer open', async (reason) => {
  const { outcome } = await askScripted(createOpenAiChat, async (exchange) => {
    await exchange.finish(reason)
    await exchange.done()
  })
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
})

test.each(['abort', 'error', 'insufficient_system_resource'])(
  'finish_reason %s is no end of an answer, but of the server that gave it',
  async (reason) => {
    const { deltas, outcome } = await askScripted(createOpenAiChat, async (exchange) => {
      await exchange.token('half')
      await exchange.finish(reason)
      await exchange.done()
    })
    expect(deltas).toEqual(['half'])
    expect(outcome).toMatchObject({ kind: 'error', code: 'unavailable', retryable: true })
  },
)

test('a model that has no room left was cut', async () => {
  const { outcome } = await askScripted(createOpenAiChat, async (exchange) => {
    await exchange.token('half')
    await exchange.finish('model_length')
    await exchange.done()
  })
  expect(outcome).toEqual({ kind: 'finish', reason: 'length' })
})

test('a refusal beside an empty text is not lost', async () => {
  const { deltas } = await askScripted(createOpenAiChat, async (exchange) => {
    await exchange.frame({ choices: [{ delta: { content: '', refusal: 'I cannot' }, finish_reason: 'stop' }] })
    await exchange.done()
  })
  expect(deltas).toEqual(['I cannot'])
})

test('an empty finish_reason does not end an answer', async () => {
  const { outcome } = await askScripted(createOpenAiChat, async (exchange) => {
    await exchange.frame({ choices: [{ delta: { content: 'half' }, finish_reason: '' }] })
    await exchange.end()
  })
  expect(outcome).toMatchObject({ code: 'interrupted' })
})

test('usage that every chunk repeats is told once, and the last one counts', async () => {
  const { deltas, usages } = await askScripted(createOpenAiChat, async (exchange) => {
    for (const tokens of [1, 2, 3]) {
      const choices = [{ delta: { content: `${tokens}` }, finish_reason: tokens === 3 ? 'stop' : null }]
      await exchange.frame({ choices, usage: { prompt_tokens: 5, completion_tokens: tokens } })
    }
    await exchange.done()
  })
  expect(deltas).toEqual(['1', '2', '3'])
  expect(usages).toEqual([{ inputTokens: 5, outputTokens: 3 }])
})

test.each([
  { prompt_tokens: -1, completion_tokens: 2 },
  { prompt_tokens: '5', completion_tokens: 2 },
  { prompt_tokens: 0, completion_tokens: 0 },
  { total_tokens: 5 },
])('counts that are none are not reported: %j', async (usage) => {
  const { usages, outcome } = await askScripted(createOpenAiChat, async (exchange) => {
    await exchange.frame({ choices: [{ delta: { content: 'x' }, finish_reason: 'stop' }], usage })
    await exchange.done()
  })
  expect(usages).toEqual([])
  expect(outcome.kind).toBe('finish')
})

test('an event named error is one, whatever it holds', async () => {
  const { outcome } = await askScripted(createOpenAiChat, (exchange) =>
    exchange.frame({ message: 'overloaded' }, 'error'),
  )
  expect(outcome).toMatchObject({ code: 'unavailable', retryable: true, cause: { reason: 'error in the stream: ' } })
})

test('an error of null is none', async () => {
  const { outcome } = await askScripted(createOpenAiChat, async (exchange) => {
    await exchange.frame({ error: null, choices: [{ delta: { content: 'x' }, finish_reason: 'stop' }] })
    await exchange.done()
  })
  expect(outcome.kind).toBe('finish')
})
