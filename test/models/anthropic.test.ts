import { afterEach, describe, expect, test, vi } from 'vitest'
import { createAnthropic } from '../../src/adapters/models/anthropic.ts'
import { modelContract } from '../contracts/model.contract.ts'
import { modelToolsContract } from '../contracts/model-tools.contract.ts'
import { startFakeModel } from '../fake-model.ts'
import { ask, askScripted } from './ask-model.ts'
import { ADD, NOW, STEPS, WITH_TOOLS } from './tool-requests.ts'

modelContract('Messages', createAnthropic, (headers) => headers['x-api-key'])
modelToolsContract('Messages', createAnthropic)

const model = 'claude-sonnet-4-5'
const tools = [ADD, NOW].map(({ name, description, parameters }) => ({ name, description, input_schema: parameters }))

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('what is asked', () => {
  test('loses no parameter, and what stays the same is cached', async () => {
    await using fake = await startFakeModel()
    const messages = [
      { role: 'system' as const, content: 'Be kind.' },
      { role: 'system' as const, content: 'Earlier they met.' },
      { role: 'user' as const, content: 'Hi', name: 'ada' },
      { role: 'assistant' as const, content: 'Hello' },
      { role: 'system' as const, content: 'They like tea.' },
      { role: 'user' as const, content: 'And now?' },
    ]
    const request = { model, messages, temperature: 0, maxTokens: 20, frequencyPenalty: 1, presencePenalty: 1 }
    await ask(createAnthropic, fake, { request })
    expect(fake.requests[0]?.path).toBe('/v1/messages')
    expect(fake.requests[0]?.headers['anthropic-version']).toBe('2023-06-01')
    expect(fake.requests[0]?.headers['anthropic-beta']).toBeUndefined()
    expect(fake.requests[0]?.body).toEqual({
      model,
      max_tokens: 20,
      temperature: 0,
      system: [
        { type: 'text', text: 'Be kind.', cache_control: { type: 'ephemeral' } },
        { type: 'text', text: 'Earlier they met.' },
      ],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'They like tea.' },
            { type: 'text', text: 'And now?' },
          ],
        },
      ],
      stream: true,
    })
  })

  test('has the tools, and what they gave', async () => {
    await using fake = await startFakeModel()
    await ask(createAnthropic, fake, { request: { model, ...WITH_TOOLS, steps: STEPS } })
    expect(fake.requests[0]?.body).toMatchObject({
      tools,
      tool_choice: { type: 'auto' },
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'call_0', name: 'now', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_0', content: 'noon' }] },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'One moment.' },
            { type: 'tool_use', id: 'call_1', name: 'add', input: { a: 1, b: 2 } },
            { type: 'tool_use', id: 'call_2', name: 'add', input: {} },
            { type: 'tool_use', id: 'call_3', name: 'add', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'call_1', content: '3' },
            { type: 'tool_result', tool_use_id: 'call_2', content: 'The arguments are not a JSON object.' },
            { type: 'tool_result', tool_use_id: 'call_3', content: 'The arguments are not a JSON object.' },
          ],
        },
      ],
    })
    expect(JSON.stringify(fake.requests[0]?.body)).not.toContain('eager')
  })

  test.each([
    ['it is to answer now', { ...WITH_TOOLS, toolChoice: 'none' as const }, ['add', 'now']],
    ['what was used is not offered any more', { steps: STEPS }, ['now', 'add']],
  ])('declares tools also where %s, without which steps are refused', async (_, request, names) => {
    await using fake = await startFakeModel()
    await ask(createAnthropic, fake, { request: { model, ...request } })
    expect(fake.requests[0]?.body).toMatchObject({
      tool_choice: { type: 'none' },
      tools: names.map((name) => ({ name })),
    })
  })

  test('has no text of nothing but space before a tool was used, which is refused', async () => {
    await using fake = await startFakeModel()
    const steps = [{ text: '\n\n', calls: [{ id: 'call_0', name: 'now', arguments: '{}', result: 'noon' }] }]
    await ask(createAnthropic, fake, { request: { model, ...WITH_TOOLS, steps } })
    expect(fake.requests[0]?.body.messages?.[1]).toEqual({
      role: 'assistant',
      content: [{ type: 'tool_use', id: 'call_0', name: 'now', input: {} }],
    })
  })

  test.each(['', '/', '/v1', '/v1/'])('goes to the same place where its address ends in %j', async (end) => {
    await using fake = await startFakeModel()
    await ask(createAnthropic, { url: `${fake.url.replace(/\/v1$/, '')}${end}` })
    expect(fake.requests[0]?.path).toBe('/v1/messages')
  })

  test('is configured here, and not by an environment that nobody was asked about', async () => {
    await using elsewhere = await startFakeModel()
    vi.stubEnv('ANTHROPIC_API_KEY', 'sk-not-for-this')
    vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'sk-nor-this')
    vi.stubEnv('ANTHROPIC_BASE_URL', elsewhere.url)
    await using fake = await startFakeModel()
    await ask(createAnthropic, fake, { apiKey: undefined })
    expect(JSON.stringify(fake.requests[0]?.headers)).not.toContain('sk-n')
    expect(elsewhere.connections).toBe(0)
  })

  const format = {
    name: 'title',
    schema: {
      type: 'object',
      properties: { title: { type: 'string' } },
      required: ['title'],
      additionalProperties: false,
    },
  }

  test('may be for JSON, of a model that is asked for it', async () => {
    await using fake = await startFakeModel()
    await ask(createAnthropic, fake, { request: { model, format } })
    expect(fake.requests[0]?.body).toMatchObject({
      output_config: { format: { type: 'json_schema', schema: format.schema } },
    })
  })

  test('may be for JSON, of a model that has to be given it as a tool', async () => {
    await using fake = await startFakeModel()
    fake.calls([{ name: 'json', arguments: '{"title":"Tea"}' }], 'Here it is:')
    const { deltas, outcome } = await ask(createAnthropic, fake, {
      request: { model: 'claude-3-haiku-20240307', format },
    })
    expect(deltas.join('')).toBe('{"title":"Tea"}')
    expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
  })
})

describe('what comes back', () => {
  const start = (usage: object) => ({ type: 'message_start', message: { id: 'm', model, content: [], usage } })
  const block = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }
  const said = (text: string) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })
  const end = [
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
    { type: 'message_stop' },
  ]
  const raw = (frames: readonly object[]): string =>
    frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('')
  const askRaw = (frames: readonly object[]) =>
    askScripted(createAnthropic, async (exchange) => {
      await exchange.text(raw(frames))
      await exchange.end()
    })

  test('counts what was read from the cache, and written to it', async () => {
    const counts = { input_tokens: 3, cache_read_input_tokens: 1000, cache_creation_input_tokens: 20, output_tokens: 1 }
    const { usages } = await askRaw([start(counts), block, said('so'), ...end])
    expect(usages).toEqual([{ inputTokens: 1023, outputTokens: 9 }])
  })

  test('shows no thoughts', async () => {
    const { deltas, outcome } = await askRaw([
      start({ input_tokens: 3, output_tokens: 1 }),
      { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'They want tea' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'c2ln' } },
      { type: 'content_block_stop', index: 0 },
      { ...block, index: 1 },
      { ...said('Tea?'), index: 1 },
      { type: 'content_block_stop', index: 1 },
      ...end.slice(1),
    ])
    expect(deltas).toEqual(['Tea?'])
    expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
  })

  test('is not lost to events that came to the protocol later', async () => {
    const { deltas, outcome } = await askRaw([
      start({ input_tokens: 3, output_tokens: 1 }),
      block,
      said('a'),
      { type: 'content_block_hint', index: 0 },
      said('b'),
      ...end,
    ])
    expect(deltas).toEqual(['a', 'b'])
    expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
  })

  test.each([
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 7 } },
    { type: 'content_block_delta', index: 0 },
    { type: 'message_delta', delta: {}, usage: null },
  ])('is not taken for whole where a piece of it cannot be read: %j', async (frame) => {
    const { deltas, outcome } = await askRaw([
      start({ input_tokens: 3, output_tokens: 1 }),
      block,
      said('a'),
      frame,
      ...end,
    ])
    expect(deltas).toEqual(['a'])
    expect(outcome).toMatchObject({ kind: 'error', code: 'garbled', retryable: true })
  })

  test.each([
    ['overloaded_error', { code: 'unavailable', retryable: true }],
    ['api_error', { code: 'unavailable', retryable: true }],
    ['rate_limit_error', { code: 'rate_limited', retryable: true }],
    ['invalid_request_error', { code: 'refused', retryable: false }],
    ['authentication_error', { code: 'refused', retryable: false }],
  ])('may be %s before anything else', async (type, expected) => {
    const diary = 'as you said: my diary'
    const { outcome } = await askRaw([{ type: 'error', error: { type, message: diary } }])
    expect(outcome).toMatchObject({ kind: 'error', ...expected })
    expect(JSON.stringify(outcome)).not.toContain(diary)
  })

  test.each([
    ['its end', end.slice(0, 2)],
    ['the reason of its end', [end[0] ?? {}, end[2] ?? {}]],
  ])('is no answer without %s', async (_, frames) => {
    const { outcome } = await askRaw([start({ input_tokens: 3, output_tokens: 1 }), block, said('a'), ...frames])
    expect(outcome).toMatchObject({ kind: 'error', code: 'interrupted', retryable: true })
  })
})
