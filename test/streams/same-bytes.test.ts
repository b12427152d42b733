import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldEvents, isTerminal, type Client, type Stream, type WireEvent } from '../client.ts'
import { startTestServer, type TestServer } from '../harness.ts'

const bytesOf = (events: readonly WireEvent[]): string => events.map(({ raw }) => raw).join('')

async function begin({ client }: TestServer, content = 'Hi'): Promise<{ stream: Stream; run: string }> {
  const stream = await client.send(await client.conversation(), content)
  return { stream, run: String(stream.headers['x-run-id']) }
}

async function wholeRun(client: Client, run: string): Promise<WireEvent[]> {
  return (await client.events(run)).all()
}

const ways: [name: string, tokens: readonly string[]][] = [
  ['plain words', ['Once', ' upon', ' a', ' time', '.']],
  ['line breaks, quotes and tabs', ['a\n', '\n\n', 'b\r\n', '"c"\t', 'data: d\n\n', 'id: 1\n']],
  ['more bytes than characters', ['Grüße ', '日本語', ' 👩‍👩‍👧', ' a\u0301', '\u2028', '\u{10ffff}']],
  ['characters cut in two', ['\ud83d', '\ude00', 'x\ud83d', '\ude01y', '\ud83d', '\ude02\ud83d', '\ude03']],
]

describe('PROTOCOL: byte-equal at every reading', () => {
  describe.each(ways)('an answer of %s', (_name, tokens) => {
    test('is the same for the reader that was there, a second, late, resumed and returning ones, and after a restart', async () => {
      await using server = await startTestServer()
      const { client, model } = server
      const steps = model.stepped(tokens)
      const { stream: first, run } = await begin(server)
      const second = await client.events(run)
      const joined: Stream[] = []
      for (let i = 1; i <= tokens.length; i++) {
        steps.release()
        const heard = tokens
          .slice(0, i)
          .join('')
          .replace(/[\ud800-\udbff]$/, '')
        await first.until(() => foldEvents(first.events()) === heard)
        joined.push(await client.events(run), await client.events(run, first.events().at(-1)?.id))
      }
      steps.releaseAll()
      const events = await first.all()
      const whole = first.text()
      expect(bytesOf(events)).toBe(whole)
      expect(foldEvents(events)).toBe(tokens.join(''))
      expect(events.at(-1)).toMatchObject({ type: 'completed', data: { message: { content: tokens.join('') } } })
      for (const { type, data } of events)
        if (type === 'delta') expect(data.text).toSatisfy((text: string) => text !== '' && text.isWellFormed())

      await second.all()
      expect(second.text()).toBe(whole)
      for (const [i, reader] of joined.entries()) {
        await reader.all()
        if (i % 2 === 0) expect(reader.text()).toBe(whole)
        else expect(whole.endsWith(reader.text())).toBe(true)
      }
      await expectSameFromEverywhere(client, run, events)

      await server.drain()
      await using next = await startTestServer({ path: server.path, fake: model })
      await expectSameFromEverywhere(next.client, run, events)
    })
  })

  async function expectSameFromEverywhere(client: Client, run: string, events: readonly WireEvent[]): Promise<void> {
    const whole = bytesOf(events)
    const before = await client.events(run)
    await before.all()
    expect(before.text()).toBe(whole)
    for (const [i, { id, seq }] of events.entries()) {
      const already = bytesOf(events.slice(0, i + 1))
      const byHeader = await client.events(run, id)
      const byQuery = await client.stream('GET', `/v1/runs/${run}/events?after=${seq}`)
      await Promise.all([byHeader.all(), byQuery.all()])
      expect(already + byHeader.text()).toBe(whole)
      expect(already + byQuery.text()).toBe(whole)
    }
  }

  test('a reader that leaves after every event and comes back with its cursor misses and repeats nothing', async () => {
    const tokens = ['one', ' two', ' three', ' four', ' five']
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(tokens)
    const { stream, run } = await begin(server)
    const read: WireEvent[] = []
    let cursor: string | undefined
    while (!read.some(isTerminal)) {
      const visit = await client.events(run, cursor)
      const event = await visit.until(() => true)
      visit.leave()
      read.push(event)
      cursor = event.id
      steps.release()
    }
    await stream.all()
    expect(bytesOf(read)).toBe(stream.text())
  })

  test('a burst is told token by token and stored as it was told', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const tokens = Array.from({ length: 500 }, (_, i) => `${i} `)
    model.next(async (exchange) => {
      await exchange.together(async () => {
        for (const token of tokens) await exchange.token(token)
        await exchange.finish()
      })
      await exchange.done()
    })
    const { stream, run } = await begin(server)
    const events = await stream.all()
    expect(events.filter(({ type }) => type === 'delta').map(({ data }) => data.text)).toEqual(tokens)
    expect(events.map(({ seq }) => seq)).toEqual([...new Set(events.map(({ seq }) => seq))].sort((a, b) => a - b))
    expect(bytesOf(await wholeRun(client, run))).toBe(stream.text())
  })

  test('an answer that comes one byte at a time is not torn within a character', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.next(async (exchange) => {
      exchange.pieceBytes = 1
      for (const token of ['é', '日本', '👩‍👩‍👧']) await exchange.token(token)
      await exchange.finish()
      await exchange.done()
    })
    const { stream, run } = await begin(server)
    expect(foldEvents(await stream.all())).toBe('é日本👩‍👩‍👧')
    expect(bytesOf(await wholeRun(client, run))).toBe(stream.text())
  })

  test('half a character at the very end is shown as what it is: no character', async () => {
    await using server = await startTestServer()
    const { model } = server
    model.next(async (exchange) => {
      await exchange.token('so \ud83d')
      await exchange.finish()
      await exchange.done()
    })
    const { stream } = await begin(server)
    const events = await stream.all()
    expect(foldEvents(events)).toBe('so \ufffd')
    expect(events.at(-1)?.data).toMatchObject({ message: { content: 'so \ufffd' } })
  })

  test('ten readers that join at any moment read the same', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const moments = fc.array(fc.nat({ max: 20 }), { minLength: 10, maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(moments, async (joins) => {
        const steps = model.stepped(Array.from({ length: 20 }, (_, i) => ` ${i}`))
        const { stream, run } = await begin(server)
        const readers: Promise<Stream>[] = []
        for (let i = 0; i <= 20; i++) {
          for (const join of joins) if (join === i) readers.push(client.events(run))
          steps.release()
        }
        await stream.all()
        for (const reader of await Promise.all(readers)) {
          await reader.all()
          expect(reader.text()).toBe(stream.text())
        }
      }),
      { numRuns: 8 },
    )
  })

  test('LESSONS 1: a cursor of another run, or none that this run can have given, is refused and not guessed at', async () => {
    await using server = await startTestServer()
    const { client } = server
    const [one, two] = [await begin(server), await begin(server)]
    const events = await one.stream.all()
    await two.stream.all()
    const beyond = `${one.run}:${5 * 2 ** 20}`
    for (const cursor of [`${two.run}:${events[0]?.seq}`, beyond, `${one.run}:1`, `${one.run}:x`, one.run, 'x']) {
      const answer = await client.call('GET', `/v1/runs/${one.run}/events`, { headers: { 'last-event-id': cursor } })
      expect(answer.status).toBe(400)
      expect(answer.json).toMatchObject({ code: 'cursor_mismatch' })
    }
  })
})
