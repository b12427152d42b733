import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { foldEvents, type Stream, type WireEvent } from '../client.ts'
import type { Script } from '../fake-model.ts'
import { startTestServer, type TestServer } from '../harness.ts'

const bytesOf = (events: readonly WireEvent[]): string => events.map(({ raw }) => raw).join('')

// More than the two ends of a loopback connection hold between them: 7 MB, of an answer that may have four million characters.
const piece = '満'.repeat(20_000)
const pieces = 120

/** All of it, no faster than `lively` takes it: whoever reads must never be what a loaded machine makes slow. */
const floodAtPaceOf =
  (lively: Stream): Script =>
  async (exchange) => {
    for (let sent = 1; sent <= pieces; sent++) {
      await exchange.token(piece)
      await lively.untilText((text) => text.length >= sent * piece.length)
    }
    await exchange.finish()
    await exchange.done()
  }

/** What the server's side of each event stream holds back; sockets only, for that is where memory would go. */
function watchResponses(): Disposable & { held(): number } {
  const responses: ServerResponse[] = []
  const onRequest = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    if (request.url?.endsWith('/events')) responses.push(response)
  }
  subscribe('http.server.request.start', onRequest)
  return {
    held: () => Math.max(0, ...responses.map(({ writableLength }) => writableLength)),
    [Symbol.dispose]: () => unsubscribe('http.server.request.start', onRequest),
  }
}

interface Flooded {
  run: string
  lively: Stream
  slow: Stream
  begin(): void
}

/** A run with one reader that reads and one that has stopped to; the model waits for `begin`. */
async function beforeTheFlood({ client, model }: TestServer): Promise<Flooded> {
  const { promise, resolve } = Promise.withResolvers<Stream>()
  model.next(async (exchange) => floodAtPaceOf(await promise)(exchange))
  const lively = await client.send(await client.conversation(), 'Everything, please')
  const run = String(lively.headers['x-run-id'])
  const slow = await client.events(run)
  await slow.until(({ type }) => type === 'started')
  slow.response.pause()
  return { run, lively, slow, begin: () => resolve(lively) }
}

async function expectComesBack({ client }: TestServer, { run, lively, slow }: Flooded): Promise<void> {
  slow.response.resume()
  const read = await slow.all()
  expect(read.at(-1)?.type).not.toBe('completed')
  const rest = await client.events(run, read.at(-1)?.id)
  await rest.all()
  expect(bytesOf(read) + rest.text()).toBe(lively.text())
}

describe('LESSONS 8: a reader that stops reading', () => {
  test('is dropped past slowReaderBytes, costs the others nothing, and comes back for the rest', async () => {
    await using server = await startTestServer({ limits: { slowReaderBytes: 100_000 } })
    using watched = watchResponses()
    const flooded = await beforeTheFlood(server)
    let most = 0
    flooded.lively.response.on('data', () => (most = Math.max(most, watched.held())))
    flooded.begin()
    const events = await flooded.lively.all()
    expect(events.at(-1)?.type).toBe('completed')
    expect(foldEvents(events).length).toBe(pieces * piece.length)
    await server.logged({ event: 'stream_dropped' })
    // At most what one tick brought when the socket filled: no queue grows behind it.
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThan(2_000_000)
    await expectComesBack(server, flooded)
  })

  test('is dropped past slowReaderMs', async () => {
    await using server = await startTestServer({
      keepaliveMs: 100_000,
      limits: { slowReaderBytes: 1e9, slowReaderMs: 50 },
    })
    const flooded = await beforeTheFlood(server)
    flooded.begin()
    await flooded.lively.all()
    await server.logged({ event: 'stream_dropped' })
    await expectComesBack(server, flooded)
  })

  test('and reads on before the limit misses nothing', async () => {
    await using server = await startTestServer({ limits: { slowReaderBytes: 1e9 } })
    const { lively, slow, begin } = await beforeTheFlood(server)
    begin()
    await lively.all()
    slow.response.resume()
    const events = await slow.all()
    expect(events.at(-1)?.type).toBe('completed')
    expect(slow.text()).toBe(lively.text())
    expect(server.lines.filter((line) => line.includes('"dropped"'))).toEqual([])
  })

  test('while nothing is said is not taken for a slow one', async () => {
    await using server = await startTestServer({ keepaliveMs: 40, limits: { slowReaderBytes: 10, slowReaderMs: 1 } })
    const { client, model } = server
    const steps = model.stepped(['one', ' two'])
    const lively = await client.send(await client.conversation(), 'Slowly')
    const idle = await client.events(String(lively.headers['x-run-id']))
    await idle.until(({ type }) => type === 'started')
    idle.response.pause()
    await lively.untilText((text) => text.split(': ping').length > 4)
    steps.releaseAll()
    await lively.all()
    idle.response.resume()
    expect(foldEvents(await idle.all())).toBe('one two')
  })
})

describe('LESSONS 3: a reader that leaves', () => {
  test.each(['before the first word', 'in the middle'])('%s does not stop the answer', async (when) => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['one', ' two', ' three'])
    const conversation = await client.conversation()
    const stream = await client.send(conversation, 'Tell me')
    const run = String(stream.headers['x-run-id'])
    if (when === 'in the middle') {
      steps.release()
      await stream.until(({ type }) => type === 'delta')
    }
    stream.leave()
    await server.logged({ event: 'stream_left', run_id: run })
    expect(model.requests[0]?.isClosed).toBe(false)
    steps.releaseAll()
    expect(foldEvents(await (await client.events(run)).all())).toBe('one two three')
    expect((await client.messages(conversation)).at(-1)).toMatchObject({
      status: 'completed',
      content: 'one two three',
    })
  })

  test('does not keep the others from anything, whoever it is', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['one', ' two', ' three'])
    const stream = await client.send(await client.conversation(), 'Tell me')
    const run = String(stream.headers['x-run-id'])
    const readers = [stream, ...(await Promise.all([1, 2, 3, 4].map(() => client.events(run))))]
    const last = readers.pop()
    for (const reader of readers) {
      steps.release()
      await reader.until(({ type }) => type === 'started')
      reader.leave()
    }
    const events = (await last?.all()) ?? []
    expect(foldEvents(events)).toBe('one two three')
    expect(bytesOf(await (await client.events(run)).all())).toBe(last?.text())
  })
})
