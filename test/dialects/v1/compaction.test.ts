import { describe, expect, test } from 'vitest'
import { foldEvents, type Stream, type WireEvent } from '../../client.ts'
import { startTestServer, type TestServer } from '../../harness.ts'

const day = 24 * 3_600_000

async function compact(server: TestServer): Promise<void> {
  server.advance(day + 1_000)
  await server.tidy()
}

async function told(reader: Promise<Stream>): Promise<string> {
  const stream = await reader
  await stream.all()
  return stream.text()
}

const types = (events: readonly WireEvent[]): string[] => events.map(({ type }) => type)

describe('PROTOCOL: a log that was compacted, 24 h after the end', () => {
  test('it is told with one delta that holds the whole text, the same at every reading', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('One two three 👋 four')
    const live = await client.send(await client.conversation(), 'Count')
    const before = await live.all()
    const run = String(live.headers['x-run-id'])
    await compact(server)
    const after = await (await client.events(run)).all()
    expect(types(after)).toEqual(['started', 'delta', 'usage', 'completed'])
    expect(after[1]?.data.text).toBe('One two three 👋 four')
    const kept = (events: WireEvent[]): string[] => events.filter(({ type }) => type !== 'delta').map(({ raw }) => raw)
    expect(kept(after)).toEqual(kept(before))
    expect(after.map(({ seq }) => seq)).toEqual(after.map(({ seq }) => seq).toSorted((one, other) => one - other))
    expect(await told(client.events(run))).toBe(after.map(({ raw }) => raw).join(''))
    expect((await client.get(`/v1/runs/${run}`)).json.state).toBe('completed')
  })

  test('it is not compacted before its time', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('One two three')
    const live = await client.send(await client.conversation(), 'Count')
    await live.all()
    server.advance(day - 60_000)
    await server.tidy()
    expect(await told(client.events(String(live.headers['x-run-id'])))).toBe(live.text())
  })

  test('any cursor of before ends with the same text, and is told to drop what it had where it must', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('One two three four')
    const live = await client.send(await client.conversation(), 'Count')
    const before = await live.all()
    const run = String(live.headers['x-run-id'])
    await compact(server)
    for (const [i, { id, type, seq }] of before.entries()) {
      const reader = await client.events(run, id)
      const rest = await reader.all()
      expect(foldEvents([...before.slice(0, i + 1), ...rest])).toBe('One two three four')
      const last = before[i + 1]?.type !== 'delta'
      if (type === 'started') expect(types(rest)).toEqual(['delta', 'usage', 'completed'])
      else if (type === 'delta' && !last) {
        expect(types(rest)).toEqual(['restarted', 'delta', 'usage', 'completed'])
        expect(rest[0]?.data).toEqual({ attempt: 1, reason: 'compacted' })
      } else expect(rest).toEqual(before.slice(i + 1))
      expect(await told(client.events(run, id))).toBe(reader.text())
      expect(await told(client.stream('GET', `/v1/runs/${run}/events?after=${seq}`))).toBe(reader.text())
    }
  })

  test('a reader can leave and come back within the compacted log as well', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('One two three four')
    const live = await client.send(await client.conversation(), 'Count')
    const before = await live.all()
    const run = String(live.headers['x-run-id'])
    await compact(server)
    for (const from of [undefined, before[0]?.id, before[2]?.id]) {
      const whole = await (await client.events(run, from)).all()
      for (const [i, { id }] of whole.entries()) {
        expect(await (await client.events(run, id)).all()).toEqual(whole.slice(i + 1))
      }
    }
  })

  test('an answer of one token is whole at its only delta', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('Yes')
    const live = await client.send(await client.conversation(), 'Well?')
    const before = await live.all()
    const run = String(live.headers['x-run-id'])
    await compact(server)
    expect(types(await (await client.events(run, before[1]?.id)).all())).toEqual(['usage', 'completed'])
    expect(foldEvents(await (await client.events(run, before[0]?.id)).all())).toBe('Yes')
  })

  test('answers that were stopped or failed keep the text they had', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const steps = model.stepped(['Half', ' an', ' answer'])
    const stopped = await client.send(conversation, 'One')
    steps.release(2)
    await stopped.until(({ data }) => data.text === ' an')
    await client.post(`/v1/runs/${String(stopped.headers['x-run-id'])}/stop`)
    model.next(async (exchange) => {
      await exchange.token('Bro')
      await exchange.token('ken')
      exchange.cut()
    })
    const failed = await client.send(conversation, 'Two')
    await Promise.all([stopped.all(), failed.all()])
    await compact(server)
    for (const [stream, text, end] of [
      [stopped, 'Half an', 'stopped'],
      [failed, 'Broken', 'failed'],
    ] as const) {
      const run = String(stream.headers['x-run-id'])
      const events = await (await client.events(run)).all()
      expect(types(events)).toEqual(['started', 'delta', 'usage', end])
      expect(foldEvents(events)).toBe(text)
      const inside = await (await client.events(run, stream.events()[1]?.id)).all()
      expect(types(inside)).toEqual(['restarted', 'delta', 'usage', end])
    }
  })

  test('an answer without text stays one without a delta', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    const { client, model } = server
    model.fail(500)
    const live = await client.send(await client.conversation(), 'Hi')
    await live.all()
    await compact(server)
    expect(await told(client.events(String(live.headers['x-run-id'])))).toBe(live.text())
  })

  test('an answer of two attempts is told as its last one, from every cursor', async () => {
    await using server = await startTestServer({ drainMs: 1 })
    const steps = server.model.stepped(['Lost', ' words', ' never'])
    const conversation = await server.client.conversation()
    const first = await server.client.send(conversation, 'Hi')
    steps.release(2)
    await first.until(({ data }) => data.text === ' words')
    await server.drain()
    await first.all()
    const run = String(first.headers['x-run-id'])
    await using next = await startTestServer({ path: server.path })
    next.model.reply('Found other words')
    const rest = await (await next.client.events(run, first.events().at(-1)?.id)).all()
    const before = [...first.events(), ...rest]
    await compact(next)
    const whole = await (await next.client.events(run)).all()
    expect(types(whole)).toEqual(['started', 'restarted', 'delta', 'usage', 'completed'])
    for (const [i, { id }] of before.entries()) {
      const after = await (await next.client.events(run, id)).all()
      expect(foldEvents([...before.slice(0, i + 1), ...after])).toBe('Found other words')
    }
  })

  test('a repeated send under its key still gets the answer, while the key is kept', async () => {
    await using server = await startTestServer({ log: { compactAfterMs: 1_000 } })
    const { client, model } = server
    model.reply('One two three')
    const conversation = await client.conversation()
    await (await client.send(conversation, 'Count', {}, { 'idempotency-key': 'k' })).all()
    server.advance(10_000)
    await server.tidy()
    const again = await client.send(conversation, 'Count', {}, { 'idempotency-key': 'k' })
    expect(types(await again.all())).toEqual(['started', 'delta', 'usage', 'completed'])
    expect(foldEvents(again.events())).toBe('One two three')
    expect(model.requests.length).toBe(1)
  })

  test('a run that is still going on is not touched', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['One', ' two', ' three'])
    const live = await client.send(await client.conversation(), 'Count')
    steps.release(2)
    await live.until(({ data }) => data.text === ' two')
    await compact(server)
    steps.releaseAll()
    await live.all()
    expect(await told(client.events(String(live.headers['x-run-id'])))).toBe(live.text())
    expect(live.events().length).toBe(6)
  })
})
