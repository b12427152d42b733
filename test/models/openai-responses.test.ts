import type OpenAI from 'openai'
import { expect, test } from 'vitest'
import { createOpenAiResponses } from '../../src/adapters/models/openai-responses.ts'
import type { ModelMessage } from '../../src/ports/model.ts'
import { modelContract } from '../contracts/model.contract.ts'
import { startFakeModel } from '../fake-model.ts'
import { ask, askScripted } from './ask-model.ts'

modelContract('Responses', createOpenAiResponses)

test('no parameter is lost or misnamed on its way, and nothing is kept at the provider', async () => {
  await using fake = await startFakeModel()
  const messages: ModelMessage[] = [
    { role: 'system', content: 'Be kind.' },
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi', name: 'ada' },
    { role: 'system', content: 'Mind the time.' },
    { role: 'assistant', content: 'Hello' },
  ]
  const request = { messages, temperature: 0, maxTokens: 20, frequencyPenalty: 1, presencePenalty: 1 }
  await ask(createOpenAiResponses, fake, { request })
  expect(fake.requests[0]?.path).toBe('/v1/responses')
  expect(fake.requests[0]?.body).toEqual({
    model: 'test-model',
    instructions: 'Be kind.\n\nBe brief.',
    input: [
      { role: 'user', content: 'Hi' },
      { role: 'system', content: 'Mind the time.' },
      { role: 'assistant', content: 'Hello' },
    ],
    stream: true,
    store: false,
    temperature: 0,
    max_output_tokens: 20,
  } satisfies OpenAI.Responses.ResponseCreateParamsStreaming)
})

test('a request of nothing but instructions is not one without input', async () => {
  await using fake = await startFakeModel()
  await ask(createOpenAiResponses, fake, { request: { messages: [{ role: 'system', content: 'Greet them.' }] } })
  expect(fake.requests[0]?.body).toEqual({
    model: 'test-model',
    input: [{ role: 'system', content: 'Greet them.' }],
    stream: true,
    store: false,
  } satisfies OpenAI.Responses.ResponseCreateParamsStreaming)
})

test('a reasoning model is not sent a temperature', async () => {
  await using fake = await startFakeModel()
  const request = { model: 'o3', temperature: 0.7, maxTokens: 20 }
  await ask(createOpenAiResponses, fake, { request })
  expect(fake.requests[0]?.body).toEqual({
    model: 'o3',
    input: [{ role: 'user', content: 'Hello' }],
    stream: true,
    store: false,
    max_output_tokens: 20,
  } satisfies OpenAI.Responses.ResponseCreateParamsStreaming)
})

test('text that is said to be done is no last event', async () => {
  const { outcome } = await askScripted(createOpenAiResponses, async (exchange) => {
    await exchange.token('half')
    await exchange.frame({ type: 'response.output_text.done', text: 'half' }, 'response.output_text.done')
    await exchange.end()
  })
  expect(outcome).toMatchObject({ code: 'interrupted', retryable: true })
})

test('a failed response still tells what it cost', async () => {
  const { usages, outcome } = await askScripted(createOpenAiResponses, async (exchange) => {
    const response = { error: { code: 'server_error' }, usage: { input_tokens: 4, output_tokens: 2 } }
    await exchange.frame({ type: 'response.failed', response })
  })
  expect(usages).toEqual([{ inputTokens: 4, outputTokens: 2 }])
  expect(outcome).toMatchObject({ code: 'unavailable', retryable: true })
})

test.each([
  { type: 'error', code: 'rate_limit_exceeded', message: 'slow down', param: null },
  { type: 'error', error: { code: 'rate_limit_exceeded', message: 'slow down' } },
])('an error event is an error in either shape: %j', async (frame) => {
  const { outcome } = await askScripted(createOpenAiResponses, (exchange) => exchange.frame(frame, 'error'))
  expect(outcome).toMatchObject({
    code: 'rate_limited',
    retryable: true,
    cause: { reason: expect.stringMatching(/ rate_limit_exceeded$/) },
  })
})

test('last events without a response are no crash', async () => {
  for (const type of ['response.completed', 'response.incomplete', 'response.failed']) {
    for (const response of [null, 1, 'x', []]) {
      const { usages } = await askScripted(createOpenAiResponses, (exchange) => exchange.frame({ type, response }))
      expect(usages).toEqual([])
    }
  }
})
