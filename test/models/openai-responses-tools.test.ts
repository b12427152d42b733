import type OpenAI from 'openai'
import { expect, test } from 'vitest'
import { createOpenAiResponses } from '../../src/adapters/models/openai-responses.ts'
import { modelToolsContract } from '../contracts/model-tools.contract.ts'
import { startFakeModel } from '../fake-model.ts'
import { ask, askScripted } from './ask-model.ts'
import { ADD, NOW, STEPS, WITH_TOOLS } from './tool-requests.ts'

modelToolsContract('Responses', createOpenAiResponses)

const asked = { request: WITH_TOOLS }

test('tools and what they gave are told in the words of the protocol', async () => {
  await using fake = await startFakeModel()
  await ask(createOpenAiResponses, fake, { request: { ...WITH_TOOLS, steps: STEPS } })
  expect(fake.requests[0]?.body).toEqual({
    model: 'test-model',
    input: [
      { role: 'user', content: 'Hello' },
      { type: 'function_call', call_id: 'call_0', name: 'now', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_0', output: 'noon' },
      { role: 'assistant', content: 'One moment.' },
      { type: 'function_call', call_id: 'call_1', name: 'add', arguments: '{"a":1,"b":2}' },
      { type: 'function_call', call_id: 'call_2', name: 'add', arguments: '{}' },
      { type: 'function_call', call_id: 'call_3', name: 'add', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_1', output: '3' },
      { type: 'function_call_output', call_id: 'call_2', output: 'The arguments are not a JSON object.' },
      { type: 'function_call_output', call_id: 'call_3', output: 'The arguments are not a JSON object.' },
    ],
    stream: true,
    store: false,
    tools: [ADD, NOW].map(({ name, description, parameters }) => ({
      type: 'function',
      name,
      description,
      parameters: parameters as Record<string, unknown>,
      strict: false,
    })),
  } satisfies OpenAI.Responses.ResponseCreateParamsStreaming)
})

test('a model that is to answer now still sees its tools', async () => {
  await using fake = await startFakeModel()
  await ask(createOpenAiResponses, fake, { request: { ...WITH_TOOLS, toolChoice: 'none' } })
  expect(fake.requests[0]?.body).toMatchObject({ tool_choice: 'none', tools: [{}, {}] })
})

test('a server that knows no tools is sent nothing of them', async () => {
  await using fake = await startFakeModel()
  await ask(createOpenAiResponses, fake, { request: { tools: [], toolChoice: 'none', steps: [] } })
  expect(Object.keys(fake.requests[0]?.body ?? {})).toEqual(['model', 'input', 'stream', 'store'])
})

const item = { type: 'function_call', id: 'fc_1', call_id: 'x', name: 'now', arguments: '{}', status: 'completed' }

test('a call that is told at the end alone is not lost', async () => {
  const { outcome } = await askScripted(
    createOpenAiResponses,
    (exchange) =>
      exchange.frame({ type: 'response.completed', response: { output: [{ type: 'reasoning' }, item, null, 'x'] } }),
    asked,
  )
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop', calls: [{ id: 'x', name: 'now', arguments: '{}' }] })
})

test('a call that is told twice is one', async () => {
  const { outcome } = await askScripted(
    createOpenAiResponses,
    async (exchange) => {
      await exchange.frame({ type: 'response.output_item.done', item })
      await exchange.frame({ type: 'response.output_item.done', item })
      await exchange.frame({ type: 'response.completed', response: { output: [item] } })
    },
    asked,
  )
  expect(outcome).toMatchObject({ calls: [{ id: 'x' }] })
  expect(outcome.kind === 'finish' && outcome.calls).toHaveLength(1)
})

test.each([
  [{ a: 1, b: 2 }, '{"a":1,"b":2}'],
  [{}, '{}'],
  [null, '{}'],
  ['null', '{}'],
  [' ', '{}'],
])('arguments of %j are read', async (written, read) => {
  const { outcome } = await askScripted(
    createOpenAiResponses,
    async (exchange) => {
      await exchange.frame({ type: 'response.output_item.done', item: { ...item, arguments: written } })
      await exchange.frame({ type: 'response.completed', response: { output: [] } })
    },
    asked,
  )
  expect(outcome).toMatchObject({ calls: [{ id: 'x', name: 'now', arguments: read }] })
})

test('names cannot fill the memory either', async () => {
  const { outcome } = await askScripted(
    createOpenAiResponses,
    (exchange) => exchange.frame({ type: 'response.output_item.done', item: { ...item, name: 'n'.repeat(300_000) } }),
    asked,
  )
  expect(outcome).toMatchObject({ kind: 'error', code: 'too_long' })
})

test('a call that was cut is none', async () => {
  const { outcome } = await askScripted(
    createOpenAiResponses,
    async (exchange) => {
      await exchange.frame({ type: 'response.output_item.done', item: { ...item, status: 'incomplete' } })
      await exchange.frame({ type: 'response.completed', response: { output: [] } })
    },
    asked,
  )
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
})

test('items of odd types are no crash', async () => {
  const { outcome } = await askScripted(
    createOpenAiResponses,
    async (exchange) => {
      for (const odd of [null, 1, 'x', [], {}, { type: 'function_call_output' }])
        await exchange.frame({ type: 'response.output_item.done', item: odd })
      await exchange.frame({ type: 'response.completed', response: { output: {} } })
    },
    asked,
  )
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
})
