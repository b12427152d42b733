import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSecret } from '../../src/config/secrets.ts'
import { foldEvents, isTerminal, type WireEvent } from '../client.ts'
import { type FakeModel, type Script, startFakeModel } from '../fake-model.ts'
import { startTestServer, type TestServer } from '../harness.ts'

const key = 'sk-canary-0123456789abcdef'
const words = 'The-providers-very-own-words'

interface Meanness {
  name: string
  script: Script
  code: string
  /** What had been told by then. */
  text: string
  /** How often the model was asked. */
  asked: number
}

const begin: Script = async (exchange) => {
  await exchange.token('The first')
  await exchange.token(' half')
}
const half = 'The first half'

function after(start: Script | undefined, script: Script): Script {
  return async (exchange) => {
    await start?.(exchange)
    await script(exchange)
  }
}

const meannesses: Meanness[] = [
  {
    name: 'stalls after the first words',
    script: after(begin, (exchange) => exchange.stall()),
    code: 'timeout',
    text: half,
    asked: 1,
  },
  { name: 'never answers', script: (exchange) => exchange.stall(), code: 'timeout', text: '', asked: 2 },
  {
    name: 'sends headers and then nothing',
    script: after(
      (exchange) => exchange.head(),
      (exchange) => exchange.stall(),
    ),
    code: 'timeout',
    text: '',
    asked: 2,
  },
  {
    name: 'cuts the connection in the middle',
    script: after(begin, (exchange) => exchange.cut()),
    code: 'interrupted',
    text: half,
    asked: 1,
  },
  {
    name: 'closes the body without its end marker',
    script: after(begin, (exchange) => exchange.end()),
    code: 'interrupted',
    text: half,
    asked: 1,
  },
  {
    name: 'cuts the connection before it says anything',
    script: (exchange) => exchange.cut(),
    code: 'unreachable',
    text: '',
    asked: 3,
  },
  {
    name: 'sends garbage in the middle',
    script: after(begin, (exchange) => exchange.frame(`{"${words}"`)),
    code: 'garbled',
    text: half,
    asked: 1,
  },
  {
    name: 'sends a line without end',
    script: after(begin, (exchange) => exchange.endlessLine(`data: {"${words}`)),
    code: 'garbled',
    text: half,
    asked: 1,
  },
  {
    name: 'reports an error in the middle',
    script: after(begin, (exchange) =>
      exchange.error({ message: `${words} ${key}`, type: 'server_error', code: 'server_error' }),
    ),
    code: 'unavailable',
    text: half,
    asked: 1,
  },
  {
    name: 'is out of quota, in the stream',
    script: (exchange) => exchange.error({ message: words, type: 'insufficient_quota', code: 'insufficient_quota' }),
    code: 'refused',
    text: '',
    asked: 1,
  },
  {
    name: 'answers 401 and repeats the key',
    script: (exchange) =>
      exchange.respond(
        401,
        { 'content-type': 'application/json' },
        JSON.stringify({ error: { message: `${words}: ${key}` } }),
      ),
    code: 'refused',
    text: '',
    asked: 1,
  },
  {
    name: 'answers 500 whenever it is asked',
    script: (exchange) => exchange.respond(500, {}, words),
    code: 'unavailable',
    text: '',
    asked: 3,
  },
  {
    name: 'answers 429 for an hour',
    script: (exchange) => exchange.respond(429, { 'retry-after': '3600' }, words),
    code: 'rate_limited',
    text: '',
    asked: 1,
  },
  {
    name: 'answers 429 for 61 seconds',
    script: (exchange) => exchange.respond(429, { 'retry-after': '61' }, words),
    code: 'rate_limited',
    text: '',
    asked: 1,
  },
  {
    name: 'answers 200 with an empty body',
    script: (exchange) => exchange.respond(200, { 'content-type': 'text/event-stream' }),
    code: 'interrupted',
    text: '',
    asked: 3,
  },
  {
    name: 'answers 200 with a page',
    script: (exchange) => exchange.respond(200, { 'content-type': 'text/html' }, `<h1>${words}</h1>`),
    code: 'garbled',
    text: '',
    asked: 3,
  },
  {
    name: 'redirects elsewhere',
    script: (exchange) => exchange.respond(302, { location: `http://127.0.0.1:1/${words}` }),
    code: 'refused',
    text: '',
    asked: 1,
  },
  {
    name: 'finishes without a word',
    script: async (exchange) => {
      await exchange.finish()
      await exchange.done()
    },
    code: 'empty',
    text: '',
    asked: 3,
  },
]

describe.each(['chat', 'responses'] as const)('over %s, a model that', (api) => {
  let fake: FakeModel
  let server: TestServer
  let hasty: TestServer
  beforeAll(async () => {
    fake = await startFakeModel()
    const model = { kind: 'openai', api, baseUrl: fake.url, apiKey: createSecret(key) } as const
    server = await startTestServer({ fake, model, retry: { baseMs: 1 } })
    hasty = await startTestServer({
      fake,
      model,
      retry: { baseMs: 1, attempts: 1 },
      timeouts: { headersMs: 250, gapMs: 250 },
    })
  })
  afterAll(async () => {
    await hasty[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
    await fake[Symbol.asyncDispose]()
  })

  function expectNoSecrets(bytes: string): void {
    for (const secret of [words, key, fake.url, new URL(fake.url).host]) expect(bytes).not.toContain(secret)
  }

  function expectOneEnd(events: readonly WireEvent[], type: string): WireEvent {
    expect(events.filter(isTerminal).map(({ type }) => type)).toEqual([type])
    const end = events.find(isTerminal)
    if (!end) throw new Error('The run has not ended')
    return end
  }

  test.each(meannesses)(
    '$name fails once, says so in our words, and keeps what it told',
    async ({ script, code, text, asked }) => {
      const { client } = code === 'timeout' ? hasty : server
      for (let i = 0; i < asked; i++) fake.next(script)
      const before = fake.requests.length
      const conversation = await client.conversation()
      const stream = await client.send(conversation, 'Tell me everything')
      const events = await stream.all()
      expect(fake.requests.length - before).toBe(asked)
      expect(foldEvents(events)).toBe(text)
      const end = expectOneEnd(events, 'failed')
      expect(end.data).toMatchObject({
        error: { code: `model_${code}` },
        message: { content: text, status: 'failed' },
      })
      const { title, detail } = end.data.error as { title: string; detail: string }
      expect(title).not.toBe('')
      expect(detail).toMatch(/\.$/)

      const run = await client.get(`/v1/runs/${String(stream.headers['x-run-id'])}`)
      expect(run.json).toMatchObject({ state: 'failed', attempt: 1, error: { code: `model_${code}` } })
      const messages = await client.messages(conversation)
      expect(messages.at(-1)).toMatchObject({ status: 'failed', content: text })
      // Nobody was told anything, so nobody is charged; what was told is counted and said to be a guess.
      if (text === '') expect(run.json.usage).toBeNull()
      else expect(run.json.usage).toMatchObject({ estimated: true })
      expectNoSecrets(stream.text() + JSON.stringify(run.json) + JSON.stringify(messages))
    },
  )

  test.each(meannesses.filter(({ text, code }) => text === '' && code !== 'timeout'))(
    '$name is a 503 for who waits for JSON',
    async ({ script, code, asked }) => {
      const { client } = server
      for (let i = 0; i < asked; i++) fake.next(script)
      const answer = await client.ask(await client.conversation(), 'Tell me everything')
      expect(answer.status).toBe(503)
      expect(answer.headers['x-should-retry']).toBe('false')
      expect(answer.json).toMatchObject({ code: 'model_unavailable', reason: `model_${code}` })
      expectNoSecrets(answer.text + JSON.stringify(answer.headers))
    },
  )

  test.each<[string, (fake: FakeModel) => void]>([
    ['answers 429 for a moment', (fake) => fake.fail(429, { 'retry-after-ms': '1' })],
    ['answers 429 without saying for how long', (fake) => fake.fail(429)],
    ['answers 500', (fake) => fake.fail(500, {}, words)],
    ['hangs up', (fake) => fake.next((exchange) => exchange.cut())],
    [
      'reports an error before the first word',
      (fake) => fake.next((exchange) => exchange.error({ message: words, type: 'server_error' })),
    ],
  ])('%s is asked again, and nobody notices', async (_name, fail) => {
    const { client } = server
    fail(fake)
    fake.reply('All is well.')
    const before = fake.requests.length
    const stream = await client.send(await client.conversation(), 'How are you?')
    const events = await stream.all()
    expectOneEnd(events, 'completed')
    expect(foldEvents(events)).toBe('All is well.')
    expect(events.map(({ type }) => type)).not.toContain('restarted')
    expect(fake.requests.length - before).toBe(2)
    expect(fake.requests.at(-1)?.body).toEqual(fake.requests.at(-2)?.body)
    expectNoSecrets(stream.text())
  })

  test('LESSONS 12: never begins an answer twice', async () => {
    const { client } = server
    fake.next(after(begin, (exchange) => exchange.cut()))
    fake.reply('An answer that must not be heard')
    const before = fake.requests.length
    const conversation = await client.conversation()
    const stream = await client.send(conversation, 'Tell me everything')
    expect(foldEvents(await stream.all())).toBe(half)
    expect(fake.requests.length - before).toBe(1)
    // The script that is left over answers the next message.
    await (await client.send(conversation, 'And now?')).all()
  })

  test.each([
    ['negative', { input: -1, output: 5 }],
    ['half', { input: 1.5, output: 2 }],
    ['no number', { input: '7' as never, output: 2 }],
    ['infinite', { input: 1e300, output: 2 }],
    ['missing', { input: undefined as never, output: undefined as never }],
  ])('counts %s tokens is not believed', async (_name, usage) => {
    const { client } = server
    fake.reply('Four words of answer', usage)
    const stream = await client.send(await client.conversation(), 'How are you?')
    const events = await stream.all()
    const { data } = events.find(({ type }) => type === 'usage') ?? {}
    expect(data).toMatchObject({ estimated: true })
    expect(data?.inputTokens).toSatisfy((count: number) => Number.isSafeInteger(count) && count > 0)
    expect(data?.outputTokens).toSatisfy((count: number) => Number.isSafeInteger(count) && count > 0)
  })

  test('floods is cut off where an answer ends for us', async () => {
    const { client } = server
    fake.next((exchange) => exchange.flood('again '.repeat(50_000)))
    const stream = await client.send(await client.conversation(), 'Tell me everything')
    const events = await stream.all()
    const end = expectOneEnd(events, 'failed')
    expect(end.data.error).toMatchObject({ code: 'model_too_long' })
    const { content } = end.data.message as { content: string }
    expect(content.length).toBeGreaterThan(3_000_000)
    expect(content.length).toBeLessThanOrEqual(4 * 1024 * 1024)
    expect(content).toBe(foldEvents(events))
    await fake.requests.at(-1)?.closed
  })

  test('LESSONS 3: is left when its answer is stopped: the socket closes, text and an estimate stay', async () => {
    const { client } = server
    const steps = fake.stepped(['The first', ' half', ' and the second'])
    steps.release(2)
    const conversation = await client.conversation()
    const stream = await client.send(conversation, 'Tell me everything')
    const run = String(stream.headers['x-run-id'])
    await stream.until(({ type, data }) => type === 'delta' && data.text === ' half')
    const asked = fake.requests.at(-1)
    const stopped = await client.post(`/v1/runs/${run}/stop`)
    await asked?.closed
    expect(asked?.wasAborted).toBe(true)
    expect(stopped.json).toMatchObject({ state: 'stopped', usage: { estimated: true } })
    expect(stopped.json.usage.outputTokens).toBeGreaterThanOrEqual(2)
    const events = await stream.all()
    expect(expectOneEnd(events, 'stopped').data).toMatchObject({ message: { content: half, status: 'stopped' } })
    expect((await client.messages(conversation)).at(-1)).toMatchObject({ content: half, status: 'stopped' })
    expect((await client.post(`/v1/runs/${run}/stop`)).json).toEqual(stopped.json)
    steps.releaseAll()
  })

  test('is being waited for is left as well when its answer is stopped', async () => {
    const { client } = server
    fake.fail(429, { 'retry-after': '50' })
    const before = fake.requests.length
    const stream = await client.send(await client.conversation(), 'Tell me everything')
    await fake.waitForRequest(before + 1)
    const stopped = await client.post(`/v1/runs/${String(stream.headers['x-run-id'])}/stop`)
    expect(stopped.json).toMatchObject({ state: 'stopped' })
    expectOneEnd(await stream.all(), 'stopped')
    expect(fake.requests.length - before).toBe(1)
  })
})
