import { APICallError, JSONParseError, LoadAPIKeyError, TypeValidationError } from 'ai'
import type { LanguageModelV2, LanguageModelV2StreamPart } from '@ai-sdk/provider'
import { MockLanguageModelV3, MockLanguageModelV4 } from 'ai/test'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createAiSdkModel } from '../../src/adapters/models/ai-sdk.ts'
import type { Finish, ModelError, ModelRequest, ModelUsage, ToolProgress } from '../../src/ports/model.ts'
import { PATIENT, QUESTION } from './ask-model.ts'
import { type Call, createSource, finish, type Part, text, usage } from './language-model.ts'
import { ADD, NOW, STEPS, WITH_TOOLS } from './tool-requests.ts'

type Asked = Parameters<typeof createAiSdkModel>[0]

interface Answer {
  deltas: string[]
  usages: ModelUsage[]
  told: ToolProgress[]
  outcome: Finish | ModelError
}

async function ask(
  model: Asked,
  request: Partial<ModelRequest> = {},
  options: { signal?: AbortSignal; delta?: (text: string) => void; timeouts?: { firstMs: number; gapMs: number } } = {},
): Promise<Answer> {
  const { signal = new AbortController().signal, delta, timeouts = patient } = options
  const deltas: string[] = []
  const usages: ModelUsage[] = []
  const told: ToolProgress[] = []
  const on = {
    delta(text: string) {
      deltas.push(text)
      delta?.(text)
    },
    usage: (counted: ModelUsage) => usages.push(counted),
    tool: (progress: ToolProgress) => told.push(progress),
  }
  const outcome = await createAiSdkModel(model, { timeouts }).stream({ ...QUESTION, ...request }, on, signal)
  return { deltas, usages, told, outcome }
}

const patient = { firstMs: PATIENT.headersMs, gapMs: PATIENT.gapMs }
const said = (parts: readonly Part[], request?: Partial<ModelRequest>): Promise<Answer> => {
  const source = createSource(parts)
  source.end()
  return ask(source.model, request)
}
const failing = (error: unknown): Asked =>
  new MockLanguageModelV4({
    doStream() {
      throw error
    },
  })
const asError = ({ outcome }: Answer): ModelError => {
  if (outcome.kind !== 'error') throw new Error('It is no error')
  return outcome
}

async function callFor(request: Partial<ModelRequest>): Promise<Call> {
  const source = createSource([finish()])
  source.end()
  await ask(source.model, request)
  return source.call()
}

describe('what is asked', () => {
  test('loses no parameter on its way', async () => {
    const schema = { type: 'object', properties: { title: { type: 'string' } } }
    const call = await callFor({
      temperature: 0,
      maxTokens: 9,
      frequencyPenalty: 0.25,
      presencePenalty: -1,
      format: { name: 'title', schema },
    })
    expect(call).toEqual({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
      temperature: 0,
      maxOutputTokens: 9,
      frequencyPenalty: 0.25,
      presencePenalty: -1,
      responseFormat: { type: 'json', name: 'title', schema },
      abortSignal: expect.any(AbortSignal),
    })
  })

  test('has no parameter that was not set', async () => {
    expect(Object.keys(await callFor({}))).toEqual(['prompt', 'abortSignal'])
  })

  test('has its instructions at the beginning, where every provider takes them', async () => {
    const { prompt } = await callFor({
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'system', content: 'Earlier they met.' },
        { role: 'user', content: 'Hi', name: 'ada' },
        { role: 'assistant', content: 'Hello' },
        { role: 'system', content: 'They like tea.' },
        { role: 'user', content: 'And now?' },
      ],
    })
    expect(prompt).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'system', content: 'Earlier they met.' },
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] },
      { role: 'user', content: [{ type: 'text', text: 'They like tea.' }] },
      { role: 'user', content: [{ type: 'text', text: 'And now?' }] },
    ])
  })

  test('is never nothing but instructions', async () => {
    const greet = { role: 'system' as const, content: 'Greet them.' }
    expect((await callFor({ messages: [greet] })).prompt).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Greet them.' }] },
    ])
    expect((await callFor({ messages: [{ role: 'system', content: 'Be kind.' }, greet] })).prompt).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: [{ type: 'text', text: 'Greet them.' }] },
    ])
  })

  test('has no empty messages, which providers refuse', async () => {
    const { prompt } = await callFor({
      messages: [
        { role: 'system', content: '' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: ' \n' },
        { role: 'user', content: 'Still there?' },
      ],
    })
    expect(prompt).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'user', content: [{ type: 'text', text: 'Still there?' }] },
    ])
  })

  test('begins with the person, even where the assistant spoke first', async () => {
    const { prompt } = await callFor({
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'assistant', content: 'Welcome' },
        { role: 'user', content: 'Hi' },
      ],
    })
    expect(prompt.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
  })

  test('has the tools, and what they gave', async () => {
    const { prompt, tools, toolChoice } = await callFor({ ...WITH_TOOLS, steps: STEPS })
    expect(prompt.slice(1)).toEqual([
      { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'call_0', toolName: 'now', input: {} }] },
      { role: 'tool', content: [result('call_0', 'now', 'noon')] },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'One moment.' },
          { type: 'tool-call', toolCallId: 'call_1', toolName: 'add', input: { a: 1, b: 2 } },
          { type: 'tool-call', toolCallId: 'call_2', toolName: 'add', input: {} },
          { type: 'tool-call', toolCallId: 'call_3', toolName: 'add', input: {} },
        ],
      },
      {
        role: 'tool',
        content: [
          result('call_1', 'add', '3'),
          result('call_2', 'add', 'The arguments are not a JSON object.'),
          result('call_3', 'add', 'The arguments are not a JSON object.'),
        ],
      },
    ])
    expect(tools).toEqual(
      [ADD, NOW].map(({ name, description, parameters }) => ({
        type: 'function',
        name,
        description,
        inputSchema: parameters,
      })),
    )
    expect(toolChoice).toEqual({ type: 'auto' })
  })

  const result = (toolCallId: string, toolName: string, value: string) => ({
    type: 'tool-result',
    toolCallId,
    toolName,
    output: { type: 'text', value },
  })

  test('has its tools also where it is to answer now', async () => {
    const { tools, toolChoice } = await callFor({ ...WITH_TOOLS, toolChoice: 'none' })
    expect(tools).toHaveLength(2)
    expect(toolChoice).toEqual({ type: 'none' })
  })

  test('declares tools that were used and are not offered any more', async () => {
    const { tools, toolChoice } = await callFor({ steps: STEPS })
    expect(tools?.map(({ name }) => name)).toEqual(['now', 'add'])
    expect(toolChoice).toEqual({ type: 'none' })
  })
})

describe('an answer', () => {
  test('is not joined, reordered or lost on its way, and thoughts are no part of it', async () => {
    const { deltas, usages, outcome } = await said([
      { type: 'stream-start', warnings: [{ type: 'unsupported', feature: 'seed' }] },
      { type: 'response-metadata', id: 'r' },
      { type: 'reasoning-start', id: 'r' },
      { type: 'reasoning-delta', id: 'r', delta: 'They want tea' },
      { type: 'reasoning-end', id: 'r' },
      { type: 'text-start', id: '0' },
      text('Hello'),
      text(''),
      text('  there'),
      { type: 'text-end', id: '0' },
      { type: 'source', sourceType: 'url', id: 's', url: 'https://example.org' },
      finish(),
    ])
    expect(deltas).toEqual(['Hello', '  there'])
    expect(usages).toEqual([{ inputTokens: 3, outputTokens: 2 }])
    expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
  })

  test('of the older versions of the interface is the same', async () => {
    const call = { type: 'tool-call' as const, toolCallId: 'x', toolName: 'now', input: '{}' }
    const old = new ReadableStream<LanguageModelV2StreamPart>({
      start(controller) {
        for (const delta of ['Hel', 'lo']) controller.enqueue({ type: 'text-delta' as const, id: '0', delta })
        controller.enqueue(call)
        const counted = { inputTokens: 3, outputTokens: 2, totalTokens: 5 }
        controller.enqueue({ type: 'finish' as const, finishReason: 'tool-calls' as const, usage: counted })
        controller.close()
      },
    })
    const third = new ReadableStream({
      start(controller) {
        for (const delta of ['Hel', 'lo']) controller.enqueue({ type: 'text-delta' as const, id: '0', delta })
        controller.enqueue(call)
        const finishReason = { unified: 'tool-calls' as const, raw: 'tool_use' }
        controller.enqueue({ type: 'finish' as const, finishReason, usage: usage(3, 2) })
        controller.close()
      },
    })
    const second: LanguageModelV2 = {
      specificationVersion: 'v2',
      provider: 'test',
      modelId: 'old',
      supportedUrls: {},
      doGenerate: () => Promise.reject(new Error('It is streamed')),
      doStream: async () => ({ stream: old }),
    }
    for (const model of [second, new MockLanguageModelV3({ doStream: async () => ({ stream: third }) })]) {
      const { deltas, usages, outcome } = await ask(model, WITH_TOOLS)
      expect(deltas).toEqual(['Hel', 'lo'])
      expect(usages).toEqual([{ inputTokens: 3, outputTokens: 2 }])
      expect(outcome).toEqual({
        kind: 'finish',
        reason: 'stop',
        calls: [{ id: 'x', name: 'now', arguments: '{}' }],
      })
    }
  })

  test('of a version that is not known is refused before anybody asks', () => {
    const model = Object.assign(createSource().model as object, { specificationVersion: 'v9' }) as Asked
    expect(() => createAiSdkModel(model)).toThrow(/v2, v3 or v4/)
  })

  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['content-filter', 'content_filter'],
    ['tool-calls', 'stop'],
    ['other', 'stop'],
  ] as const)('says that it ended by %s', async (unified, reason) => {
    expect((await said([text('so'), finish(unified, 'why')])).outcome).toEqual({ kind: 'finish', reason })
  })

  test.each([
    [usage(undefined, undefined)],
    [usage(3, undefined)],
    [usage(-1, 2)],
    [usage(Number.NaN, 2)],
    [usage(0, 0)],
    [{ inputTokens: 'many', outputTokens: null }],
    [null],
    [undefined],
  ])('that was not counted costs nothing that could be told: %j', async (counted) => {
    const last = { ...finish(), usage: counted } as Part
    const { usages, outcome } = await said([text('so'), last])
    expect(usages).toEqual([])
    expect(outcome.kind).toBe('finish')
  })

  test('arrives while it is made, not at its end', async () => {
    const source = createSource([text('a')])
    const { deltas } = await ask(
      source.model,
      {},
      { delta: (heard) => source.push(heard === 'a' ? text('b') : finish()) },
    )
    expect(deltas).toEqual(['a', 'b'])
  })

  test('is over at its last part, and its source is let go of', async () => {
    const source = createSource([text('all'), finish(), text('more'), finish('length')])
    const { deltas, outcome } = await ask(source.model)
    expect(deltas).toEqual(['all'])
    expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
    await source.cancelled
  })

  test('with warnings writes none to the console', async () => {
    const methods = ['log', 'info', 'warn', 'error', 'debug'] as const
    const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}))
    await said([{ type: 'stream-start', warnings: [{ type: 'other', message: 'beware' }] }, text('x'), finish()])
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
  })
})

describe('tool calls', () => {
  const call = (input: string, more: object = {}): Part => ({
    type: 'tool-call',
    toolCallId: 'x',
    toolName: 'add',
    input,
    ...more,
  })

  test('are not lost, and no piece of them is shown', async () => {
    const { deltas, outcome } = await said(
      [
        text('One moment.'),
        { type: 'tool-input-start', id: 'x', toolName: 'add' },
        { type: 'tool-input-delta', id: 'x', delta: '{"a":1}' },
        { type: 'tool-input-end', id: 'x' },
        call('{"a":1}'),
        call(' ', { toolCallId: 'y', toolName: 'now' }),
        finish('tool-calls'),
      ],
      WITH_TOOLS,
    )
    expect(deltas).toEqual(['One moment.'])
    expect(outcome).toEqual({
      kind: 'finish',
      reason: 'stop',
      calls: [
        { id: 'x', name: 'add', arguments: '{"a":1}' },
        { id: 'y', name: 'now', arguments: '{}' },
      ],
    })
  })

  test('are none where the answer was cut', async () => {
    expect((await said([call('{}'), finish('length')], WITH_TOOLS)).outcome).toEqual({
      kind: 'finish',
      reason: 'length',
    })
    expect((await said([call('{}')], WITH_TOOLS)).outcome).toMatchObject({ code: 'interrupted' })
  })

  test('are none where nothing was offered', async () => {
    expect((await said([text('so'), call('{}'), finish('tool-calls')])).outcome).toEqual({
      kind: 'finish',
      reason: 'stop',
    })
  })

  test.each([
    ['without number', Array.from({ length: 65 }, () => call('{}'))],
    ['without end', [call('x'.repeat(300_000))]],
  ])('cannot be %s', async (_, parts) => {
    const source = createSource(parts)
    const { outcome } = await ask(source.model, WITH_TOOLS)
    expect(outcome).toMatchObject({ kind: 'error', code: 'too_long', retryable: false })
    await source.aborted
  })

  test('that the provider carries out itself are told and not handed on', async () => {
    const { told, outcome } = await said(
      [
        call('{"q":"tea"}', { providerExecuted: true }),
        { type: 'tool-result', toolCallId: 'x', toolName: 'add', result: 'soon', preliminary: true },
        { type: 'tool-result', toolCallId: 'x', toolName: 'add', result: { n: 1 } },
        call('{', { providerExecuted: true, toolCallId: 'y' }),
        { type: 'tool-result', toolCallId: 'y', toolName: 'add', result: 'gone', isError: true },
        text('so'),
        finish(),
      ],
      WITH_TOOLS,
    )
    expect(told).toEqual([
      { callId: 'x', name: 'add', state: 'called', input: { q: 'tea' } },
      { callId: 'x', name: 'add', state: 'done', output: '{"n":1}' },
      { callId: 'y', name: 'add', state: 'called', input: undefined },
      { callId: 'y', name: 'add', state: 'failed', output: 'gone' },
    ])
    expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
  })
})

describe('a stream that breaks', () => {
  const interrupted = { kind: 'error', code: 'interrupted', retryable: true }

  test('is no answer when it ends without its last part', async () => {
    expect((await said([text('half')])).outcome).toMatchObject(interrupted)
    expect((await said([])).outcome).toMatchObject(interrupted)
  })

  test.each(['other', 'interrupted'] as const)('is no answer when nobody said why it ended: %s', async (unified) => {
    const last = { ...finish(), finishReason: { unified, raw: undefined } } as Part
    expect((await said([text('half'), last])).outcome).toMatchObject(interrupted)
  })

  test.each(['abort', 'insufficient_system_resource'])('is no answer when its server gave it up: %s', async (raw) => {
    expect((await said([text('half'), finish('other', raw)])).outcome).toMatchObject({
      code: 'unavailable',
      retryable: true,
    })
  })

  test('is no answer when it ended with an error', async () => {
    expect((await said([text('half'), finish('error')])).outcome).toMatchObject({
      code: 'unavailable',
      retryable: true,
    })
  })

  test('is no answer when its connection does', async () => {
    const source = createSource([text('half')])
    const broken = new TypeError('terminated', {
      cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
    })
    const { outcome } = await ask(source.model, {}, { delta: () => source.fail(broken) })
    expect(outcome).toMatchObject(interrupted)
  })
})

describe('a failure', () => {
  const url = 'https://provider.example'
  const secret = 'as you said: my diary'
  const status = (statusCode: number, more: object = {}): APICallError =>
    new APICallError({ message: secret, url, requestBodyValues: { secret }, statusCode, responseBody: secret, ...more })

  test.each<[string, unknown, object]>([
    [
      '429',
      status(429, { responseHeaders: { 'retry-after': '7' } }),
      { code: 'rate_limited', retryable: true, retryAfterMs: 7000 },
    ],
    ['429 for an empty account', status(429, { isRetryable: false }), { code: 'rate_limited', retryable: false }],
    ['529', status(529), { code: 'unavailable', retryable: true }],
    ['500', status(500), { code: 'unavailable', retryable: true }],
    ['401', status(401), { code: 'refused', retryable: false, cause: { reason: 'status 401', status: 401 } }],
    ['400', status(400, { isRetryable: true }), { code: 'refused', retryable: false }],
    ['302', status(302), { code: 'refused', retryable: false }],
    [
      'no connection',
      new APICallError({ message: secret, url, requestBodyValues: {}, isRetryable: true }),
      { code: 'unreachable', retryable: true },
    ],
    [
      'a refused connection',
      new APICallError({
        message: secret,
        url,
        requestBodyValues: {},
        cause: Object.assign(new Error(secret), { code: 'ECONNREFUSED' }),
      }),
      { code: 'unreachable', retryable: true },
    ],
    ['a connection that took too long', Object.assign(new Error(secret), { code: 'ETIMEDOUT' }), { code: 'timeout' }],
    ['a time-out of its own', new DOMException(secret, 'TimeoutError'), { code: 'timeout', retryable: true }],
    ['no key', new LoadAPIKeyError({ message: secret }), { code: 'refused', retryable: false }],
    ['no JSON', new JSONParseError({ text: secret, cause: new Error(secret) }), { code: 'garbled', retryable: true }],
    ['another error', new Error(secret), { code: 'unavailable', retryable: true }],
    ['a text', secret, { code: 'unavailable', retryable: true }],
    ['nothing', undefined, { code: 'unavailable', retryable: true }],
  ])('before the answer is told apart: %s', async (_, error, expected) => {
    const failure = asError(await ask(failing(error)))
    expect(failure).toMatchObject({ kind: 'error', ...expected })
    expect(JSON.stringify(failure)).not.toContain(secret)
  })

  test.each<[unknown, object]>([
    [
      { type: 'overloaded_error', message: secret, statusCode: 529, isRetryable: true },
      { code: 'unavailable', retryable: true },
    ],
    [
      { type: 'error', data: { error: { type: 'overloaded_error', message: secret } } },
      { code: 'unavailable', retryable: true },
    ],
    [
      { message: secret, data: { type: 'rate_limit_error' } },
      { code: 'rate_limited', retryable: true },
    ],
    [
      { message: secret, type: 'invalid_request_error' },
      { code: 'refused', retryable: false },
    ],
    [status(400), { code: 'refused', retryable: false }],
    [new TypeValidationError({ value: { secret }, cause: new Error(secret) }), { code: 'garbled', retryable: true }],
    [Object.assign(new Error(secret), { code: 'ECONNRESET' }), { code: 'interrupted', retryable: true }],
    [new APICallError({ message: secret, url, requestBodyValues: {}, isRetryable: true }), { code: 'interrupted' }],
    [secret, { code: 'unavailable', retryable: true }],
  ])('in the stream ends it: %j', async (error, expected) => {
    const source = createSource([text('half'), { type: 'error', error }, text('more'), finish()])
    const answer = await ask(source.model)
    expect(answer.deltas).toEqual(['half'])
    expect(answer.outcome).toMatchObject({ kind: 'error', ...expected })
    expect(JSON.stringify(answer.outcome)).not.toContain(secret)
    await source.aborted
    await source.cancelled
  })

  test('whose causes go round in circles is one all the same', async () => {
    const error = new Error(secret)
    error.cause = error
    expect(asError(await ask(failing(error))).code).toBe('unavailable')
  })

  test('of a stream that cannot be read is one all the same', async () => {
    const stream = new ReadableStream<Part>()
    stream.getReader()
    const model = new MockLanguageModelV4({ doStream: async () => ({ stream }) })
    expect(asError(await ask(model)).code).toBe('unavailable')
  })

  test('of the listener is not hidden, and its request goes', async () => {
    const mistake = new Error('a mistake of ours')
    const source = createSource([text('a'), text('b')])
    const asking = ask(
      source.model,
      {},
      {
        delta: () => {
          throw mistake
        },
      },
    )
    await expect(asking).rejects.toBe(mistake)
    await source.aborted
    await source.cancelled
  })
})

describe('a stop', () => {
  const cancelled = { kind: 'error', code: 'cancelled', retryable: false }

  test('before the request asks nobody', async () => {
    const source = createSource()
    const { outcome } = await ask(source.model, {}, { signal: AbortSignal.abort() })
    expect(outcome).toMatchObject(cancelled)
    expect(source.model.doStreamCalls).toEqual([])
  })

  test('is told to a model that has not begun, and to one that begins too late', async () => {
    const stop = new AbortController()
    const source = createSource([text('late')])
    const begun = Promise.withResolvers<Awaited<ReturnType<MockLanguageModelV4['doStream']>>>()
    const late = new MockLanguageModelV4({ doStream: () => begun.promise })
    const asking = ask(late, {}, { signal: stop.signal })
    stop.abort()
    const { deltas, outcome } = await asking
    expect(outcome).toMatchObject(cancelled)
    expect(late.doStreamCalls[0]?.abortSignal?.aborted).toBe(true)
    begun.resolve(await source.model.doStream(late.doStreamCalls[0] as Call))
    await source.cancelled
    expect(deltas).toEqual([])
  })

  test('in the middle lets go of the source and no delta through', async () => {
    const stop = new AbortController()
    const source = createSource([text('one'), text('two'), finish()])
    const { deltas, outcome } = await ask(source.model, {}, { signal: stop.signal, delta: () => stop.abort() })
    expect(deltas).toEqual(['one'])
    expect(outcome).toMatchObject(cancelled)
    await source.aborted
    await source.cancelled
  })

  test('that the source answers with errors leaves nothing unheard of', async () => {
    const stop = new AbortController()
    const unheard = vi.fn()
    process.on('unhandledRejection', unheard)
    const source = createSource([text('one')])
    const failingLate = new MockLanguageModelV4({
      async doStream({ abortSignal }) {
        abortSignal?.addEventListener('abort', () => source.fail(new DOMException('stopped', 'AbortError')))
        return source.model.doStream({} as Call)
      },
    })
    const { outcome } = await ask(failingLate, {}, { signal: stop.signal, delta: () => stop.abort() })
    expect(outcome).toMatchObject(cancelled)
    await new Promise(setImmediate)
    process.off('unhandledRejection', unheard)
    expect(unheard).not.toHaveBeenCalled()
  })
})

describe('a model that says nothing', () => {
  const timedOut = { kind: 'error', code: 'timeout', retryable: true }

  test.each([Infinity, 2 ** 31])('is waited for as long as is said, also where that is %d ms', async (ms) => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const source = createSource()
    const asked = ask(source.model, {}, { timeouts: { firstMs: ms, gapMs: ms } })
    await vi.advanceTimersByTimeAsync(60_000)
    source.push(text('so'))
    await vi.advanceTimersByTimeAsync(60_000)
    source.push(finish())
    source.end()
    expect((await asked).outcome).toEqual({ kind: 'finish', reason: 'stop' })
  })

  test('is not waited for before it begins', async () => {
    const model = new MockLanguageModelV4({ doStream: () => new Promise(() => {}) })
    const { outcome } = await ask(model, {}, { timeouts: { ...patient, firstMs: 20 } })
    expect(outcome).toMatchObject(timedOut)
    expect(model.doStreamCalls[0]?.abortSignal?.aborted).toBe(true)
  })

  test('is not waited for before its first part', async () => {
    const source = createSource()
    const { outcome } = await ask(source.model, {}, { timeouts: { ...patient, firstMs: 20 } })
    expect(outcome).toMatchObject(timedOut)
    await source.aborted
    await source.cancelled
  })

  test('is not waited for in the middle', async () => {
    const source = createSource([text('half')])
    const { deltas, outcome } = await ask(source.model, {}, { timeouts: { ...patient, gapMs: 20 } })
    expect(deltas).toEqual(['half'])
    expect(outcome).toMatchObject(timedOut)
    await source.aborted
    await source.cancelled
  })
})
