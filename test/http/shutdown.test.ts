import fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { createWriteStream } from '../../src/http/write-stream.ts'
import { createClient, type Stream } from '../client.ts'
import { startTestServer } from '../harness.ts'

describe('SETTLED 11: streams of a server that goes down', () => {
  test('are told to the end where the run ends in time, those that came late included', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['one', ' two'])
    const conversation = await client.conversation()
    const stream = await client.send(conversation, 'Hi')
    await stream.until(({ type }) => type === 'started')
    const drained = server.drain()
    const ready = await client.get('/readyz')
    expect([ready.status, ready.json]).toEqual([503, { status: 'unavailable', missing: ['draining'] }])
    const refused = await client.ask(conversation, 'And?', { whileRunning: 'queue' })
    expect([refused.status, refused.json.code, refused.headers['retry-after']]).toEqual([503, 'draining', '5'])
    const late = await client.events(String(stream.headers['x-run-id']))
    steps.releaseAll()
    for (const reader of [stream, late]) expect((await reader.all()).at(-1)?.type).toBe('completed')
    await drained
  })

  test('are told to come back where it does not, and find the rest elsewhere', async () => {
    await using server = await startTestServer({ drainMs: 50 })
    const { client, model } = server
    const steps = model.stepped(['one', ' two'])
    steps.release()
    const stream = await client.send(await client.conversation(), 'Hi')
    await stream.until(({ type }) => type === 'delta')
    const drained = server.drain()
    const read = await stream.all()
    expect(stream.text()).toMatch(/\n\nretry: \d+\n\n$/)
    expect(read.map(({ type }) => type)).toEqual(['started', 'delta'])
    await drained
    model.reply('Again, from the start')
    await using next = await startTestServer({ path: server.path, fake: model })
    const rest = await (await next.client.events(String(stream.headers['x-run-id']), read.at(-1)?.id)).all()
    expect(rest.map(({ type }) => type).filter((type) => type !== 'delta')).toEqual(['restarted', 'usage', 'completed'])
    expect(rest.at(-1)?.data).toMatchObject({ message: { content: 'Again, from the start' } })
  })

  test('keep no server from going down, however many come while it does', async () => {
    await using server = await startTestServer({ drainMs: 100 })
    const { client, model } = server
    model.next((exchange) => exchange.stall())
    const first = await client.send(await client.conversation(), 'Hi')
    const run = String(first.headers['x-run-id'])
    const down = new AbortController()
    async function keepComing(): Promise<void> {
      while (!down.signal.aborted) {
        const stream = await client.events(run).catch((): Stream | undefined => undefined)
        if (!stream) return
        void stream.all()
      }
    }
    const crowd = Promise.all(Array.from({ length: 8 }, keepComing))
    await server.drain()
    down.abort()
    await crowd
    await first.all()
    expect(first.text()).toContain('retry:')
  })

  test('that begin after everybody was sent away are sent away too', async () => {
    const streams = createWriteStream({
      follow: () => ({ resume() {}, close() {}, behind: () => 0 }),
      keepaliveMs: 1_000,
      slowReaderBytes: 1,
      slowReaderMs: 1,
      onEnd() {},
    })
    const app = fastify()
    app.get('/', (_request, reply) => {
      const reading = { run: 'r', userId: 'u', after: 0 }
      const encoder = { encode: () => '', farewell: () => 'retry: 1000\n\n' }
      streams.start(reply, { reading, encoder, headers: {}, onClosed() {} })
    })
    const client = createClient(await app.listen({ host: '127.0.0.1', port: 0 }))
    streams.farewell()
    const late = await client.stream('GET', '/')
    await late.all()
    expect(late.text()).toBe('retry: 1000\n\n')
    await app.close()
    client.close()
  })
})
