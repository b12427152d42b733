import { describe, expect, test } from 'vitest'
import { type Answer, ColloquyError, createClient } from '../../packages/client/src/create-client.ts'
import { inTurn, hasty, openWorld } from './open-world.ts'

const unavailable = (headers: Record<string, string>, status = 503) => ({
  respond: {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({ title: 'Going down', detail: 'Come back later.', code: 'draining', correlationId: 'c-1' }),
  },
})

/** How long the client means to wait after its first drop. */
async function firstWait(answer: Answer): Promise<number> {
  for await (const event of answer) if (event.type === 'disconnected') return event.retryInMs
  throw new Error('There was no drop')
}

describe('A server that asks to be left alone', () => {
  test.each([429, 503])('is not asked again before the time that a %d names', async (status) => {
    await using world = await openWorld()
    const { proxy, client, conversation } = world
    inTurn(proxy, unavailable({ 'retry-after': '30' }, status))
    const leave = new AbortController()
    const answer = client.send(conversation, { content: 'Hi' }, { signal: leave.signal })
    expect(await firstWait(answer)).toBeGreaterThanOrEqual(30_000)
    leave.abort()
    expect(proxy.streams()).toHaveLength(1)
  })

  test('is asked again after it', async () => {
    await using world = await openWorld()
    const { proxy, client, conversation } = world
    inTurn(proxy, unavailable({ 'retry-after': '0' }), unavailable({ 'retry-after': new Date(0).toUTCString() }))
    expect(await client.send(conversation, { content: 'Hi' }).text).toBe('You said: Hi')
  })

  test('says so in the stream, too', async () => {
    await using world = await openWorld()
    const { proxy, client, conversation } = world
    const headers = { 'content-type': 'text/event-stream' }
    inTurn(proxy, { respond: { status: 200, headers, body: 'retry: 20000\n\n' } })
    const leave = new AbortController()
    const answer = client.send(conversation, { content: 'Hi' }, { signal: leave.signal })
    expect(await firstWait(answer)).toBeGreaterThanOrEqual(20_000)
    leave.abort()
  })

  test('for longer than anybody waits has refused', async () => {
    await using world = await openWorld()
    const { proxy, client, conversation } = world
    inTurn(proxy, unavailable({ 'retry-after': '3600' }))
    const answer = client.send(conversation, { content: 'Hi' })
    await expect(answer.text).rejects.toMatchObject({ status: 503, retryAfterSeconds: 3600, retryable: true })
  })

  test('is told to whoever looks why there is a wait', async () => {
    await using world = await openWorld()
    const { proxy, client, conversation } = world
    inTurn(proxy, unavailable({ 'retry-after': '0' }))
    for await (const event of client.send(conversation, { content: 'Hi' })) {
      if (event.type !== 'disconnected') continue
      expect(event.reason).toMatchObject({ status: 503, title: 'Going down', correlationId: 'c-1' })
      return
    }
  })
})

describe('A refusal', () => {
  test('that breaks off in the middle and is left open is not waited for for ever', async () => {
    await using world = await openWorld({ patience: { ...hasty, stalledAfterMs: 150 } })
    const { client, proxy, conversation } = world
    inTurn(proxy, { after: 1, ending: 'stall' })
    await expect(client.send(conversation, { content: '' }).text).rejects.toMatchObject({ status: 422 })
  })

  test('is the error of everything that was promised, in the words of the server', async () => {
    await using world = await openWorld()
    const { client, proxy } = world
    const answer = client.send('nowhere', { content: 'Hi' })
    for (const promised of [
      answer.text,
      answer.message,
      answer.runId,
      answer.stop(),
      answer[Symbol.asyncIterator]().next(),
    ]) {
      const error: unknown = await Promise.resolve(promised).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(ColloquyError)
      expect(error).toMatchObject({
        status: 404,
        code: 'not_found',
        title: 'Not found',
        detail: 'There is no conversation or message of that id, or it is not yours.',
        correlationId: expect.stringMatching(/\S/),
        retryable: false,
      })
      expect((error as Error).message).toBe(`Not found: ${(error as ColloquyError).detail}`)
    }
    expect(proxy.streams()).toHaveLength(1)
  })

  test('that hopes for nothing is obeyed, whatever its status', async () => {
    await using world = await openWorld()
    const { client, proxy, conversation } = world
    inTurn(proxy, unavailable({ 'x-should-retry': 'false' }, 500))
    await expect(client.send(conversation, { content: 'Hi' }).text).rejects.toMatchObject({ status: 500 })
    expect(proxy.streams()).toHaveLength(1)
  })

  test('names what is wrong with the request, and the run that is in the way', async () => {
    await using world = await openWorld()
    const { client, server, conversation } = world
    await expect(client.send(conversation, { content: '' }).text).rejects.toMatchObject({
      status: 422,
      errors: [{ path: 'body.content', message: expect.any(String) as string }],
    })
    const steps = server.model.stepped(['slow'])
    const first = client.send(conversation, { content: 'one' })
    const runId = await first.runId
    const second = client.send(conversation, { content: 'two' })
    await expect(second.text).rejects.toMatchObject({ status: 409, code: 'run_in_progress', runId })
    steps.releaseAll()
    await first.text
  })

  test('while an answer is followed ends it, and leaves what was heard', async () => {
    await using world = await openWorld()
    const { client, proxy, server, conversation } = world
    const steps = server.model.stepped(['one ', 'two'])
    inTurn(proxy, { after: 450, ending: 'end' }, { respond: { status: 401 } })
    steps.release(1)
    const answer = client.send(conversation, { content: 'Hi' })
    await expect(answer.text).rejects.toMatchObject({ status: 401, code: 'http_401' })
    expect(answer.textSoFar).toBe('one ')
    steps.releaseAll()
  })

  test('that nobody looks at disturbs nobody', async () => {
    await using world = await openWorld()
    const { client } = world
    const answer = client.send('nowhere', { content: 'Hi' })
    const { promise, resolve } = Promise.withResolvers<unknown>()
    answer.subscribe(() => {}, resolve)
    expect(await promise).toBeInstanceOf(ColloquyError)
    // An unhandled rejection would fail the run of this file.
    await new Promise(setImmediate)
  })
})

describe('A server that is not there', () => {
  test('is asked so many times and no more', async () => {
    await using world = await openWorld({ patience: { ...hasty, tries: 5 } })
    const { client, proxy, conversation } = world
    proxy.manner = () => ({ refuse: true })
    const answer = client.send(conversation, { content: 'Hi' })
    await expect(answer.text).rejects.toMatchObject({ status: 0, code: 'unreachable', retryable: true })
    expect(proxy.streams()).toHaveLength(6)
  })

  test('is asked anew after every bit of progress', async () => {
    await using world = await openWorld({ patience: { ...hasty, tries: 2 } })
    const { client, proxy, server, conversation } = world
    const text = Array.from({ length: 40 }, (_, i) => `w${i}`).join(' ')
    server.model.reply(text)
    // Each brings a little more and breaks, and two that bring nothing follow.
    proxy.manner = ({ headers }, n) =>
      headers.accept === 'text/event-stream' ? (n % 3 === 0 ? { after: 1_000, ending: 'end' } : { refuse: true }) : {}
    expect(await client.send(conversation, { content: 'Hi' }).text).toBe(text)
    expect(proxy.streams().length).toBeGreaterThan(9)
  })

  test('is an error of a plain request too, after a few tries', async () => {
    await using world = await openWorld()
    const { client, proxy, conversation } = world
    const before = proxy.passed.length
    proxy.manner = (_, n) => (n <= before + 2 ? { refuse: true } : {})
    expect(await client.conversations.get(conversation)).toMatchObject({ id: conversation })
    proxy.manner = () => ({ refuse: true })
    await expect(client.conversations.get(conversation)).rejects.toBeInstanceOf(ColloquyError)
    expect(proxy.passed).toHaveLength(before + 6)
  })

  test('is not asked twice for what would be done twice', async () => {
    await using world = await openWorld()
    const { client, proxy, server } = world
    proxy.manner = ({ method }) => (method === 'POST' ? { lose: true } : {})
    await expect(client.conversations.create({ title: 'Once' })).rejects.toMatchObject({ code: 'unreachable' })
    const { data } = await createClient({ baseUrl: server.url }).conversations.list()
    expect(data.filter(({ title }) => title === 'Once')).toHaveLength(1)
  })
})
