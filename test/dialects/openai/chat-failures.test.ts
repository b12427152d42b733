import { APIError, InternalServerError, RateLimitError } from 'openai'
import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { asking, sdkFor } from './sdk.ts'

const model = 'gpt-4'
const messages = asking('Hello')

async function readAll(stream: AsyncIterable<{ choices: { delta: { content?: string | null } }[] }>) {
  const heard: string[] = []
  let error: unknown
  try {
    for await (const { choices } of stream) heard.push(choices[0]?.delta.content ?? '')
  } catch (failure) {
    error = failure
  }
  return { heard: heard.join(''), error }
}

describe('an answer that fails is never taken for one', () => {
  test.each([
    ['kept', { session_id: 'tea' }],
    ['not kept', {}],
  ])('in the middle of a stream that is %s: the SDK throws', async (_, metadata) => {
    await using server = await startTestServer()
    server.model.script(async (exchange) => {
      await exchange.token('Half an ')
      await exchange.token('answer')
      exchange.cut()
    })
    const sdk = sdkFor(server)
    const { heard, error } = await readAll(
      await sdk.chat.completions.create({ model, messages, metadata, stream: true }),
    )
    expect(heard).toBe('Half an answer')
    expect(error).toBeInstanceOf(APIError)
    expect(error).toMatchObject({ type: 'server_error', code: 'model_interrupted', param: null })
    const runner = sdk.chat.completions.stream({ model, messages, metadata })
    await expect(runner.finalContent()).rejects.toThrow('The answer broke off')
  })

  test('in one piece: it is 503, and is not asked for once more', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    server.model.script(async (exchange) => {
      await exchange.token('Half')
      exchange.cut()
    })
    const error = await sdkFor(server, 'any', 2)
      .chat.completions.create({ model, messages })
      .catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(InternalServerError)
    expect(error).toMatchObject({ status: 503, code: 'model_unavailable', type: 'server_error' })
    expect(server.model.requests).toHaveLength(1)
  })

  test('because the server goes down: a stream says so, and what is kept is not to be sent again', async () => {
    await using server = await startTestServer({ drainMs: 1 })
    server.model.script(async (exchange) => {
      await exchange.token('Half')
      await exchange.stall()
    })
    const sdk = sdkFor(server)
    const ask = (metadata: Record<string, string>) =>
      sdk.chat.completions.create({ model, messages, metadata, stream: true })
    const streams = await Promise.all([ask({}), ask({ session_id: 'tea' })])
    const reading = streams.map(readAll)
    await server.model.waitForRequest(2)
    await server.drain()
    const [once, kept] = await Promise.all(reading)
    expect(kept?.error).toMatchObject({
      code: 'server_going_down',
      message: expect.stringContaining('need not be sent'),
    })
    expect(once?.error).toMatchObject({ type: 'server_error' })
  })
})

describe('who leaves', () => {
  test.each(['stream', 'whole'])('a %s that is not kept has the call of the model ended', async (how) => {
    await using server = await startTestServer()
    server.model.next(async (exchange) => {
      await exchange.token('Once')
      await exchange.stall()
    })
    const controller = new AbortController()
    const { signal } = controller
    const sdk = sdkFor(server)
    const asked =
      how === 'stream'
        ? sdk.chat.completions.create({ model, messages, stream: true }, { signal }).then(readAll)
        : sdk.chat.completions.create({ model, messages }, { signal }).catch(() => 'aborted')
    const request = await server.model.waitForRequest(1)
    controller.abort()
    await request.closed
    expect(request.wasAborted).toBe(true)
    await asked
  })
})

test('an SDK that has waited long enough asks again, and leaves nobody at work on what it asked before', async () => {
  await using server = await startTestServer()
  server.model.next((exchange) => exchange.stall())
  const { choices } = await sdkFor(server, 'any', 9)
    .withOptions({ timeout: 2_000 })
    .chat.completions.create({ model, messages })
  expect(choices[0]?.message.content).toBe('You said: Hello')
  const first = await server.model.waitForRequest(1)
  await first.closed
  expect(first.wasAborted).toBe(true)
})

describe('the SDK asks again of its own accord', () => {
  test('where it is told to wait: 429, and then the answer', async () => {
    await using server = await startTestServer({ rateLimits: { session: { requests: 1, seconds: 1 } } })
    const sdk = sdkFor(server, 'any', 2)
    const ask = () => sdk.chat.completions.create({ model, messages, metadata: { session_id: 'tea' } })
    // At once, for a second is soon over.
    const answered = await Promise.all([ask(), ask()])
    expect(answered.map(({ choices }) => choices[0]?.message.content)).toEqual(['You said: Hello', 'You said: Hello'])
    const refused = server.lines.filter((line) => line.includes('"rate_limited"'))
    expect(refused.length).toBeGreaterThan(0)
  })

  test('unless it is told how long, and that is longer than it waits', async () => {
    await using server = await startTestServer({ rateLimits: { session: { requests: 1, seconds: 600 } } })
    const sdk = sdkFor(server, 'any', 2)
    const ask = () => sdk.chat.completions.create({ model, messages, metadata: { session_id: 'tea' } })
    await ask()
    const error = await ask().catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({ code: 'rate_limit_exceeded', type: 'requests' })
    const { headers } = error as RateLimitError
    expect(headers?.get('x-should-retry')).toBe('false')
    expect(Number(headers?.get('retry-after'))).toBeGreaterThan(60)
    expect(server.lines.filter((line) => line.includes('"rate_limited"'))).toHaveLength(1)
  })

  test('not where a budget is spent until tomorrow', async () => {
    await using server = await startTestServer({ tokenBudget: { tokens: 1, seconds: 86_400 } })
    const sdk = sdkFor(server, 'any', 2)
    await sdk.chat.completions.create({ model, messages })
    const error = await sdk.chat.completions.create({ model, messages }).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ status: 429, code: 'insufficient_quota' })
    expect(server.lines.filter((line) => line.includes('"budget_spent"'))).toHaveLength(1)
  })

  test('not where that would say a message twice: an answer that takes too long goes on, and is waited for by its key alone', async () => {
    await using server = await startTestServer({ limits: { answerWaitMs: 50 } })
    const steps = server.model.stepped(['Late'])
    const sdk = sdkFor(server, 'any', 1)
    const body = { model, messages, metadata: { session_id: 'tea' } }
    const error = await sdk.chat.completions.create(body).catch((failure: unknown) => failure)
    expect(error).toMatchObject({ status: 503, code: 'answer_pending' })
    expect((error as APIError).headers?.get('x-should-retry')).toBe('false')
    const key = { headers: { 'idempotency-key': 'k' }, maxRetries: 0 }
    const keyed = await sdk.chat.completions.create(body, key).catch((failure: unknown) => failure)
    expect((keyed as APIError).headers?.get('x-should-retry')).toBeNull()
    expect((keyed as APIError).headers?.get('retry-after')).toBe('5')
    await server.model.waitForRequest(1)
    steps.releaseAll()
    expect(server.model.requests).toHaveLength(1)
  })
})
