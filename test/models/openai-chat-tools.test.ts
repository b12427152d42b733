import type OpenAI from 'openai'
import { expect, test } from 'vitest'
import { createOpenAiChat } from '../../src/adapters/models/openai-chat.ts'
import { modelToolsContract } from '../contracts/model-tools.contract.ts'
import { startFakeModel } from '../fake-model.ts'
import { ask, askScripted } from './ask-model.ts'
import { ADD, NOW, STEPS, WITH_TOOLS } from './tool-requests.ts'

modelToolsContract('Chat Completions', createOpenAiChat)

const asked = { request: WITH_TOOLS }

/** Frames of `delta.tool_calls`, one after the other, and an end. */
const askInFrames = (frames: readonly unknown[], reason = 'tool_calls') =>
  askScripted(
    createOpenAiChat,
    async (exchange) => {
      for (const tool_calls of frames) await exchange.frame({ choices: [{ delta: { tool_calls } }] })
      await exchange.finish(reason)
      await exchange.done()
    },
    asked,
  )

test('tools and what they gave are told in the words of the protocol', async () => {
  await using fake = await startFakeModel()
  await ask(createOpenAiChat, fake, { request: { ...WITH_TOOLS, steps: STEPS } })
  expect(fake.requests[0]?.body).toEqual({
    model: 'test-model',
    messages: [
      { role: 'user', content: 'Hello' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'call_0', type: 'function', function: { name: 'now', arguments: '{}' } }],
      },
      { role: 'tool', tool_call_id: 'call_0', content: 'noon' },
      {
        role: 'assistant',
        content: 'One moment.',
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'add', arguments: '{"a":1,"b":2}' } },
          { id: 'call_2', type: 'function', function: { name: 'add', arguments: '{}' } },
          { id: 'call_3', type: 'function', function: { name: 'add', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_1', content: '3' },
      { role: 'tool', tool_call_id: 'call_2', content: 'The arguments are not a JSON object.' },
      { role: 'tool', tool_call_id: 'call_3', content: 'The arguments are not a JSON object.' },
    ],
    stream: true,
    stream_options: { include_usage: true },
    tools: [ADD, NOW].map(({ name, description, parameters }) => ({
      type: 'function',
      function: { name, description, parameters: parameters as Record<string, unknown> },
    })),
  } satisfies OpenAI.ChatCompletionCreateParamsStreaming)
})

test('a model that is to answer now still sees its tools', async () => {
  await using fake = await startFakeModel()
  await ask(createOpenAiChat, fake, { request: { ...WITH_TOOLS, toolChoice: 'none' } })
  expect(fake.requests[0]?.body).toMatchObject({ tool_choice: 'none', tools: [{}, {}] })
})

test('a server that knows no tools is sent nothing of them', async () => {
  await using fake = await startFakeModel()
  await ask(createOpenAiChat, fake, { request: { tools: [], toolChoice: 'none', steps: [] } })
  expect(Object.keys(fake.requests[0]?.body ?? {})).toEqual(['model', 'messages', 'stream', 'stream_options'])
})

test('a step of words alone is no list of no calls', async () => {
  await using fake = await startFakeModel()
  const steps = [
    { text: 'Well.', calls: [] },
    { text: '', calls: [] },
  ]
  await ask(createOpenAiChat, fake, { request: { ...WITH_TOOLS, steps } })
  expect(fake.requests[0]?.body.messages).toEqual([
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: 'Well.' },
  ])
})

const add = { name: 'add', arguments: '{"a":1,"b":2}' }
const now = { name: 'now', arguments: '{}' }

test.each<[string, unknown[]]>([
  [
    'in turns',
    [
      [{ index: 0, id: 'x', function: { name: 'add', arguments: '' } }],
      [{ index: 1, id: 'y', function: { name: 'now', arguments: '' } }],
      [
        { index: 0, function: { arguments: '{"a":1,' } },
        { index: 1, function: { arguments: '{}' } },
      ],
      [{ index: 0, function: { arguments: '"b":2}' } }],
    ],
  ],
  [
    'with the id and the name in every piece',
    [
      [{ index: 0, id: 'x', function: { name: 'add', arguments: '{"a":1,' } }],
      [{ index: 0, id: 'x', function: { name: 'add', arguments: '"b":2}' } }],
      [{ index: 1, id: 'y', function: { name: 'now', arguments: '{}' } }],
    ],
  ],
  [
    'with null and nothing for what was said',
    [
      [{ index: 0, id: 'x', function: { name: 'add', arguments: null } }],
      [{ index: 0, id: null, function: { name: null, arguments: '{"a":1,' } }],
      [{ index: 0, id: '', function: { name: '', arguments: '"b":2}' } }],
      [{ index: 1, id: 'y', function: { name: 'now' } }],
    ],
  ],
  [
    'whole, in one frame',
    [
      [
        { index: 0, id: 'x', function: add },
        { index: 1, id: 'y', function: now },
      ],
    ],
  ],
  ['whole, without an index', [[{ id: 'x', function: add }], [{ id: 'y', function: now }]]],
  ['whole, all with the same index', [[{ index: 0, id: 'x', function: add }], [{ index: 0, id: 'y', function: now }]]],
  [
    'in pieces, without an index',
    [
      [{ id: 'x', function: { name: 'add', arguments: '{"a":1,' } }],
      [{ function: { arguments: '"b":2}' } }],
      [{ id: 'y', function: now }],
    ],
  ],
  [
    'in pieces that are told apart by their id',
    [
      [{ id: 'x', function: { name: 'add', arguments: '{"a":1,' } }],
      [{ id: 'y', function: now }],
      [{ id: 'x', function: { arguments: '"b":2}' } }],
    ],
  ],
  [
    'with another id in each piece',
    [
      [{ index: 0, id: 'x', function: { name: 'add', arguments: '{"a":1,' } }],
      [{ index: 0, id: 'z', function: { arguments: '"b":2}' } }],
      [{ index: 1, id: 'y', function: now }],
    ],
  ],
  [
    'with indexes that begin anywhere',
    [[{ index: 4_000_000_000, id: 'x', function: add }], [{ index: -1, id: 'y', function: now }]],
  ],
  [
    'with arguments that are no text',
    [
      [{ index: 0, id: 'x', function: { name: 'add', arguments: { a: 1, b: 2 } } }],
      [{ index: 1, id: 'y', function: { name: 'now', arguments: {} } }],
    ],
  ],
])('calls are the same %s', async (_, frames) => {
  const { outcome } = await askInFrames(frames)
  expect(outcome).toEqual({
    kind: 'finish',
    reason: 'stop',
    calls: [
      { id: 'x', ...add },
      { id: 'y', ...now },
    ],
  })
})

const more = { name: 'add', arguments: '{"a":3,"b":4}' }

test.each<[string, unknown[], unknown[]]>([
  [
    'without an id',
    [[{ index: 0, function: add }], [{ index: 0, function: more }], [{ index: 0, function: now }]],
    [add, more, now],
  ],
  [
    'with an empty id',
    [[{ index: 0, id: '', function: { name: 'now' } }], [{ index: 0, id: '', function: add }]],
    [now, add],
  ],
  [
    'with the name for an id',
    [[{ index: 0, id: 'add', function: add }], [{ index: 0, id: 'add', function: more }]],
    [add, more],
  ],
  [
    'without an index and with the name for an id',
    [[{ id: 'add', function: add }], [{ id: 'add', function: { ...more, arguments: ` ${more.arguments}` } }]],
    [add, { ...more, arguments: ` ${more.arguments}` }],
  ],
])('calls with the same index are not glued together: whole, %s', async (_, frames, calls) => {
  const { outcome } = await askInFrames(frames)
  expect(
    outcome.kind === 'finish' && outcome.calls?.map(({ name, arguments: written }) => ({ name, arguments: written })),
  ).toEqual(calls)
})

test('pieces with the name in each are one call', async () => {
  const pieces = ['', '{"a":', '{}', ',"b":', '[{},', '{}]', '}', '']
  const { outcome } = await askInFrames(
    pieces.map((piece) => [{ index: 0, function: { name: 'add', arguments: piece } }]),
  )
  expect(outcome).toMatchObject({ calls: [{ name: 'add', arguments: '{"a":{},"b":[{},{}]}' }] })
})

test('a call that is told twice is one', async () => {
  const whole = { index: 0, id: 'x', function: add }
  const { outcome } = await askInFrames([[whole], [whole]])
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop', calls: [{ id: 'x', ...add }] })
})

test.each(['stop', 'function_call', 'eos'])('calls are not lost to the finish_reason %s', async (reason) => {
  const { outcome } = await askInFrames([[{ index: 0, id: 'x', function: add }]], reason)
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop', calls: [{ id: 'x', ...add }] })
})

test.each(['', ' ', 'null'])('arguments of %j are none', async (written) => {
  const { outcome } = await askInFrames([[{ index: 0, id: 'x', function: { name: 'now', arguments: written } }]])
  expect(outcome).toMatchObject({ calls: [{ id: 'x', ...now }] })
})

test('calls without an id have one each', async () => {
  const { outcome } = await askInFrames([[{ function: add }, { function: add }, { index: 7, function: now }]])
  const calls = (outcome.kind === 'finish' && outcome.calls) || []
  expect(calls).toMatchObject([add, add, now])
  expect(new Set(calls.map(({ id }) => id)).size).toBe(3)
  for (const { id } of calls) expect(id).toMatch(/^[\w-]{8,64}$/)
})

test('a call of nothing in particular is not carried out', async () => {
  const { outcome } = await askInFrames([[{ index: 0, id: 'x', function: { arguments: '{}' } }]])
  expect(outcome).toMatchObject({ kind: 'error', code: 'garbled', retryable: true })
})

test('calls of odd types are no crash', async () => {
  const odd = [null, 1, true, '', 'text', {}, { 0: null }, [null], [1], ['text'], [[]]]
  const { outcome } = await askInFrames(odd)
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
})

test('names cannot fill the memory either', async () => {
  const frames = [[{ index: 0, id: 'x', function: { name: 'n'.repeat(300_000), arguments: '{}' } }]]
  const { outcome } = await askInFrames(frames)
  expect(outcome).toMatchObject({ kind: 'error', code: 'too_long' })
})
