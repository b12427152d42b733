import { describe, expect, test } from 'vitest'
import { foldEvents } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { expectProblem } from './expect-problem.ts'

describe('PROTOCOL: Events', () => {
  test('every event stands on the wire as id, event, data and a blank line, and nothing else', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('Two words', { input: 3, output: 2 })
    const stream = await client.send(await client.conversation(), 'Hi')
    const events = await stream.all()
    const run = String(stream.headers['x-run-id'])
    for (const { raw } of events) expect(raw).toMatch(/^id: [\w-]+:\d+\nevent: [a-z]+\ndata: \{.*\}\n\n$/)
    expect(events.map(({ raw }) => raw).join('')).toBe(stream.text())
    expect(events.map(({ id }) => id)).toEqual(events.map(({ seq }) => `${run}:${seq}`))
    const seqs = events.map(({ seq }) => seq)
    expect(seqs.toSorted((one, other) => one - other)).toEqual(seqs)
    expect(new Set(seqs).size).toBe(seqs.length)
    expect(seqs[0]).toBe(2 ** 20 + 1)
    expect(events.map(({ type }) => type)).toEqual(['started', 'delta', 'delta', 'usage', 'completed'])
    expect(events.at(-2)?.data).toEqual({
      inputTokens: 3,
      outputTokens: 2,
      totalTokens: 5,
      estimated: false,
      costUsd: 0.00021,
    })
    const message = (await client.messages(String(events[0]?.data.conversationId)))[1]
    expect(events.at(-1)?.data).toEqual({ message, finishReason: 'stop' })
  })

  test('text of every kind survives: line ends, quotes, separators, emoji, other scripts', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const tokens = [
      'a\nb',
      '\r\n',
      '\u2028\u2029\u0085',
      '"\\',
      '你好',
      '👩‍👩‍👧',
      '\n\ndata: {"text":"forged"}\n\n',
      '\u0000\u0007',
    ]
    model.next(async (exchange) => {
      for (const token of tokens) await exchange.token(token)
      await exchange.finish()
      await exchange.done()
    })
    const conversation = await client.conversation()
    const stream = await client.send(conversation, 'Hi')
    const events = await stream.all()
    expect(foldEvents(events)).toBe(tokens.join(''))
    // What some clients take for the end of a line, beside the standard's own.
    expect(stream.text()).not.toMatch(/[\r\v\f\u0085\u2028\u2029]/)
    expect((await client.messages(conversation))[1]?.content).toBe(tokens.join(''))
  })

  test('a delta never cuts a code point, and is never empty', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.next(async (exchange) => {
      for (const token of ['Hi ', '\ud83d', '\ude00', '', '\ud83d', 'x', '\ude00\ud83d']) await exchange.token(token)
      await exchange.finish()
      await exchange.done()
    })
    const events = await (await client.send(await client.conversation(), 'Hi')).all()
    const deltas = events.filter(({ type }) => type === 'delta').map(({ data }) => String(data.text))
    for (const text of deltas) {
      expect(text).not.toBe('')
      expect(text.isWellFormed()).toBe(true)
    }
    expect(deltas.join('')).toBe('Hi 😀�x��')
  })

  test('usage is not made up where the model gave none: it is marked', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('One two three', null)
    const events = await (await client.send(await client.conversation(), 'Hi')).all()
    expect(events.find(({ type }) => type === 'usage')?.data).toMatchObject({ estimated: true, outputTokens: 4 })
  })

  test('the first token is on its way before the second exists (W7)', async () => {
    await using server = await startTestServer({ log: { flushMs: 60_000 } })
    const { client, model } = server
    const steps = model.stepped(['First', ' second'])
    const stream = await client.send(await client.conversation(), 'Hi')
    steps.release()
    await stream.until(({ data }) => data.text === 'First')
    expect(stream.text()).not.toContain('second')
    steps.releaseAll()
    expect((await stream.all()).at(-1)?.type).toBe('completed')
  })

  test('a silent stream is kept alive from its headers on, between events (W4, LESSONS 7)', async () => {
    await using server = await startTestServer({ keepaliveMs: 20 })
    const { client, model } = server
    const steps = model.stepped(['Late'])
    const stream = await client.send(await client.conversation(), 'Hi')
    await stream.untilText((text) => text.split(': ping\n\n').length > 2)
    steps.releaseAll()
    expect(foldEvents(await stream.all())).toBe('Late')
    const said = stream.text().replaceAll(': ping\n\n', '')
    const again = await client.events(String(stream.headers['x-run-id']))
    await again.all()
    expect(again.text()).toBe(said)
  })

  test('nothing between us and the reader may buffer or store the stream (W5)', async () => {
    await using server = await startTestServer()
    const { client } = server
    const first = await client.send(await client.conversation(), 'Hi', {}, { 'accept-encoding': 'gzip, br' })
    await first.all()
    const second = await client.events(String(first.headers['x-run-id']))
    await second.all()
    for (const { headers } of [first, second]) {
      expect(headers).toMatchObject({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache',
        'x-accel-buffering': 'no',
        'x-run-id': first.headers['x-run-id'],
        'x-correlation-id': expect.any(String),
      })
      expect(headers['content-encoding']).toBeUndefined()
    }
  })
})

describe('PROTOCOL: reading a run from a cursor', () => {
  test('every cursor gets exactly the events after it, and all readings are equal to the byte', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('One two three four')
    const live = await client.send(await client.conversation(), 'Count')
    const events = await live.all()
    const run = String(live.headers['x-run-id'])
    for (const [i, { id, seq }] of events.entries()) {
      const rest = events
        .slice(i + 1)
        .map(({ raw }) => raw)
        .join('')
      const byHeader = await client.events(run, id)
      const byQuery = await client.stream('GET', `/v1/runs/${run}/events?after=${seq}`)
      await Promise.all([byHeader.all(), byQuery.all()])
      expect(byHeader.text()).toBe(rest)
      expect(byQuery.text()).toBe(rest)
    }
    for (const path of [`/v1/runs/${run}/events`, `/v1/runs/${run}/events?after=0`]) {
      const whole = await client.stream('GET', path)
      await whole.all()
      expect(whole.text()).toBe(live.text())
    }
  })

  test('a reader who comes back in the middle misses nothing and sees nothing twice', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const tokens = Array.from({ length: 12 }, (_, i) => ` ${i}`)
    const steps = model.stepped(tokens)
    const first = await client.send(await client.conversation(), 'Count')
    const run = String(first.headers['x-run-id'])
    let cursor: string | undefined
    let text = ''
    for (const token of tokens) {
      const reader = await client.events(run, cursor)
      steps.release()
      const seen = await reader.until(({ data }) => data.text === token)
      expect(reader.events().filter(({ type }) => type === 'delta').length).toBe(1)
      text += foldEvents(reader.events())
      cursor = seen.id
      reader.leave()
    }
    steps.releaseAll()
    const last = await client.events(run, cursor)
    expect((await last.all()).map(({ type }) => type)).toEqual(['usage', 'completed'])
    expect(text).toBe(tokens.join(''))
    expect(foldEvents(await first.all())).toBe(text)
  })

  test('many readers see the same events, whenever they came', async () => {
    await using server = await startTestServer({ log: { flushMs: 5 } })
    const { client, model } = server
    const tokens = Array.from({ length: 30 }, (_, i) => ` ${i}`)
    const steps = model.stepped(tokens)
    const readers = [await client.send(await client.conversation(), 'Count')]
    const run = String(readers[0]?.headers['x-run-id'])
    for (const token of tokens) {
      steps.release()
      await readers[0]?.until(({ data }) => data.text === token)
      if (readers.length < 10) readers.push(await client.events(run))
    }
    steps.releaseAll()
    const told = await Promise.all(readers.map(async (reader) => (await reader.all()) && reader.text()))
    expect(told[0]).toContain('event: completed')
    expect(new Set(told).size).toBe(1)
  })

  test('the header of a browser that reconnects wins over the query it first asked with', async () => {
    await using server = await startTestServer()
    const { client } = server
    const live = await client.send(await client.conversation(), 'Hi')
    const events = await live.all()
    const run = String(live.headers['x-run-id'])
    const reader = await client.stream('GET', `/v1/runs/${run}/events?after=0`, {
      headers: { 'last-event-id': String(events.at(-2)?.id) },
    })
    expect((await reader.all()).map(({ type }) => type)).toEqual(['completed'])
  })

  test('a cursor at the end gets an empty stream that closes', async () => {
    await using server = await startTestServer()
    const { client } = server
    const live = await client.send(await client.conversation(), 'Hi')
    const last = (await live.all()).at(-1)
    const reader = await client.events(String(live.headers['x-run-id']), last?.id)
    expect([reader.status, await reader.all()]).toEqual([200, []])
  })

  test('a cursor of another run, or one that can be of none, is refused (LESSONS 1)', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    const one = await client.send(conversation, 'One')
    const cursor = String((await one.all())[0]?.id)
    const other = String((await client.ask(conversation, 'Two')).json.run.id)
    const seq = 2 ** 20 + 1
    const wrong = [
      cursor,
      'x',
      ':',
      `${other}:`,
      `${other}:-1`,
      `${other}:1.5`,
      `${other}:x`,
      `${other}:${seq} `,
      `:${seq}`,
    ]
    wrong.push(`${other}:9007199254740993`, `${other}:99999999999999999999`, `${other}:5`, `${other}:${9 * 2 ** 20}`)
    for (const id of wrong.map((value) => (value.trimEnd() === value ? value : `${value.trimEnd()}x`))) {
      const refused = await client.get(`/v1/runs/${other}/events`, { headers: { 'last-event-id': id } })
      expectProblem(refused, 400, 'cursor_mismatch')
      expect(refused.headers['x-should-retry']).toBe('false')
    }
    expectProblem(await client.get(`/v1/runs/${other}/events?after=5`), 400, 'cursor_mismatch')
    for (const after of ['x', '-1', '1.5', '1e300', '9007199254740993']) {
      expectProblem(await client.get(`/v1/runs/${other}/events?after=${after}`), 422, 'invalid')
    }
  })

  test('a reader of a long answer that is all in the past gets all of it', async () => {
    await using server = await startTestServer({ log: { flushMs: 1 } })
    const { client, model } = server
    const tokens = Array.from({ length: 3_000 }, (_, i) => `${i} `)
    model.next(async (exchange) => {
      for (let i = 0; i < tokens.length; i += 50) {
        await exchange.together(async () => {
          for (const token of tokens.slice(i, i + 50)) await exchange.token(token)
        })
      }
      await exchange.finish()
      await exchange.done()
    })
    const live = await client.send(await client.conversation(), 'Count')
    await live.all()
    const again = await client.events(String(live.headers['x-run-id']))
    expect(foldEvents(await again.all())).toBe(tokens.join(''))
    expect(again.text()).toBe(live.text())
  })
})
