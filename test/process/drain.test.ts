import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createClient } from '../client.ts'
import { messagesOf } from './check-record.ts'
import { createReader, runOf } from './reader.ts'
import { openWorkplace } from './workplace.ts'

const cleanly = { code: 0, signal: null }

describe('SETTLED 11: SIGTERM', () => {
  test('a server on its way out says so at once, takes nothing new, and lets what runs finish', async () => {
    await using work = await openWorkplace()
    const steps = work.model.stepped(['Slowly ', 'but ', 'surely'])
    const server = await work.start()
    const conversation = await server.client.conversation()
    const stream = await server.client.send(conversation, 'Hello')
    steps.release(1)
    await stream.until(({ type }) => type === 'delta')
    server.signal('SIGTERM')
    await server.line('application_draining')

    // New connections, for the listener must be open.
    const stranger = createClient(server.url)
    const readiness = await stranger.get('/readyz')
    expect(readiness).toMatchObject({ status: 503, json: { missing: ['draining'] }, headers: { 'retry-after': '5' } })
    expect((await stranger.get('/healthz')).status).toBe(200)
    const refused = await stranger.ask(await stranger.conversation(), 'Me too')
    expect(refused).toMatchObject({ status: 503, json: { code: 'draining' }, headers: { 'retry-after': '5' } })
    expect(refused.headers['x-should-retry']).toBeUndefined()
    const late = await stranger.events(runOf(stream))

    steps.releaseAll()
    const events = await stream.all()
    expect(events.at(-1)?.type).toBe('completed')
    expect(await late.all()).toEqual(events)
    expect(stream.text()).not.toContain('retry:')
    expect(await server.exited).toEqual(cleanly)
    expect(work.model.requests).toHaveLength(1)
    const next = await work.start()
    expect(await messagesOf(next.client, conversation)).toMatchObject([
      { content: 'Hello' },
      { content: 'Slowly but surely', status: 'completed' },
    ])
  })

  test('at the end of its patience it hands over: readers are told to come back, and go on where they were', async () => {
    await using work = await openWorkplace()
    const steps = work.model.stepped(['These ', 'words ', 'never come'])
    const server = await work.start({ DRAIN_SECONDS: '0.1' })
    const conversation = await server.client.conversation()
    const stream = await server.client.send(conversation, 'Hello')
    const reader = createReader(runOf(stream))
    steps.release(2)
    await stream.until(({ data }) => data.text === 'words ')
    server.signal('SIGTERM')
    reader.keep(await stream.all())
    expect(stream.response.complete).toBe(true)
    expect(stream.text()).toMatch(/\n\nretry: \d+\n\n$/)
    expect(await server.exited).toEqual(cleanly)
    expect((await work.model.waitForRequest(1)).wasAborted).toBe(true)
    expect(reader.text()).toBe('These words ')

    work.model.reply('But these do.')
    const next = await work.start()
    await reader.readOn(next.client)
    const run = (await next.client.get(`/v1/runs/${runOf(stream)}`)).json
    expect(run).toMatchObject({ state: 'completed', attempt: 2, usage: { estimated: true } })
    expect(reader.text()).toBe('But these do.')
    expect(reader.types().filter((type) => type !== 'delta')).toEqual(['started', 'restarted', 'usage', 'completed'])
    const late = createReader(run.id)
    await late.readOn(next.client)
    expect(late.seen).toEqual(reader.seen)
    expect(await messagesOf(next.client, conversation)).toHaveLength(2)
  })

  test('an attempt that was handed over does not count: deploys alone never fail an answer', async () => {
    await using work = await openWorkplace()
    let server = await work.start({ DRAIN_SECONDS: '0' })
    const conversation = await server.client.conversation()
    const endings = ['SIGTERM', 'SIGTERM', 'SIGTERM', 'SIGKILL', 'SIGKILL'] as const
    for (let i = 0; i < endings.length; i++) work.model.next((exchange) => exchange.stall())
    const { json: run } = await server.client.sendAsync(conversation, 'Hello')
    for (const [i, ending] of endings.entries()) {
      await work.model.waitForRequest(i + 1)
      server.signal(ending)
      await server.exited
      server = await work.start({ DRAIN_SECONDS: '0' })
    }
    const reader = createReader(run.id)
    await reader.readOn(server.client)
    expect(reader.text()).toBe('You said: Hello')
    expect((await server.client.get(`/v1/runs/${run.id}`)).json).toMatchObject({ state: 'completed', attempt: 6 })
  })

  test('what waits in a queue is not begun, not waited for and not lost', async () => {
    await using work = await openWorkplace()
    const steps = work.model.stepped(['First'])
    const server = await work.start({ DRAIN_SECONDS: '3600' })
    const conversation = await server.client.conversation()
    await server.client.sendAsync(conversation, 'one')
    await work.model.waitForRequest(1)
    const queued = await server.client.send(conversation, 'two', { whileRunning: 'queue' })
    const reader = createReader(runOf(queued))
    await queued.until(({ type }) => type === 'notice')
    server.signal('SIGTERM')
    await server.line('application_draining')
    steps.releaseAll()
    reader.keep(await queued.all())
    expect(queued.text()).toMatch(/\n\nretry: \d+\n\n$/)
    expect(await server.exited).toEqual(cleanly)
    const next = await work.start()
    await reader.readOn(next.client)
    expect(reader.text()).toBe('You said: two')
    expect(reader.types().slice(0, 2)).toEqual(['notice', 'started'])
    expect((await messagesOf(next.client, conversation)).map(({ content }) => content)).toEqual([
      'one',
      'First',
      'two',
      'You said: two',
    ])
  })

  test('who waits for a whole answer is told to come back, and finds it with the same key', async () => {
    await using work = await openWorkplace()
    work.model.next((exchange) => exchange.stall())
    const server = await work.start({ DRAIN_SECONDS: '0' })
    const conversation = await server.client.conversation()
    const key = { 'idempotency-key': 'the-same' }
    const asked = server.client.ask(conversation, 'Hello', {}, key)
    await work.model.waitForRequest(1)
    server.signal('SIGTERM')
    const told = await asked
    expect(told.status).toBe(503)
    expect(Number(told.headers['retry-after'])).toBeGreaterThan(0)
    expect(told.headers['x-should-retry']).toBeUndefined()
    expect(await server.exited).toEqual(cleanly)
    const next = await work.start()
    const again = await next.client.ask(conversation, 'Hello', {}, key)
    expect(again).toMatchObject({ status: 200, json: { message: { content: 'You said: Hello' } } })
    expect(await messagesOf(next.client, conversation)).toHaveLength(2)
  })

  test('with nothing running it leaves at once, whoever keeps a connection', async () => {
    await using work = await openWorkplace()
    const server = await work.start({ DRAIN_SECONDS: '3600' })
    await server.client.conversation()
    server.signal('SIGTERM')
    expect(await server.exited).toEqual(cleanly)
  })

  test('LESSONS 9: a request that never arrives whole does not hold it up', async () => {
    await using work = await openWorkplace()
    const server = await work.start({ DRAIN_SECONDS: '0' })
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {})
    socket.write(
      'POST /v1/conversations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    )
    await server.line('request_received')
    server.signal('SIGTERM')
    expect(await server.exited).toEqual(cleanly)
  })

  test('a second signal does no harm to what still runs', async () => {
    await using work = await openWorkplace()
    const steps = work.model.stepped(['Slowly ', 'but surely'])
    const server = await work.start()
    const stream = await server.client.send(await server.client.conversation(), 'Hello')
    steps.release(1)
    await stream.until(({ type }) => type === 'delta')
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM'] as const) {
      server.signal(signal)
      await server.line('application_draining')
      expect((await server.client.get('/readyz')).status).toBe(503)
    }
    steps.releaseAll()
    expect((await stream.all()).at(-1)?.type).toBe('completed')
    expect(await server.exited).toEqual(cleanly)
    expect(server.lines.filter(({ event }) => event === 'application_draining')).toHaveLength(1)
  })
})
