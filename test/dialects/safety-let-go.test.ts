import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTick } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { foldEvents, parseEvents, type Client, type Stream, type WireEvent } from '../client.ts'
import { words } from '../fake-model.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import type { Model } from '../../src/ports/model.ts'

const before = 'That sounds hard 💙.'
const begun = ' What you are describing is'
const said = `${before}${begun} ADHD. Please stay with me.`
/** What was let go before the sentence became one that must not be said, and what came after. */
const removed = /describing|adhd|please stay/i
const replacement =
  'I am not able to tell what condition someone has; a doctor or a therapist can look into that with you. You can tell me what you notice.'
const kept = `${before}\n\n${replacement}`
const calm = 'I cannot sit still'
const day = 24 * 3_600_000

/** Waits until a text is on record, as another process sees it. */
async function untilStored({ path }: TestServer, text: string): Promise<void> {
  using database = new DatabaseSync(path, { readOnly: true, timeout: 1_000 })
  const found = database.prepare('SELECT 1 FROM run_events WHERE instr(payload, ?) > 0')
  while (!found.get(text)) await nextTick()
}

/** Has a reader of a calm person's stream read the harmless beginning, and then all the rest of it. */
async function letGo(server: TestServer, open: () => Promise<Stream>, isStored = false): Promise<Stream> {
  const steps = server.model.stepped(words(said))
  const stream = await open()
  steps.release(words(before + begun).length)
  await stream.untilText((text) => text.includes('" is"'))
  if (isStored) await untilStored(server, 'describing')
  steps.releaseAll()
  await stream.all()
  return stream
}

interface Heard {
  conversation: string
  run: string
  events: WireEvent[]
}

async function hear(server: TestServer, isStored = false): Promise<Heard> {
  const conversation = await server.client.conversation({ persona: 'luma' })
  const stream = await letGo(server, () => server.client.send(conversation, calm), isStored)
  return { conversation, run: String(stream.headers['x-run-id']), events: stream.events() }
}

async function replay(client: Client, run: string, after?: string): Promise<string> {
  const stream = await client.events(run, after)
  await stream.all()
  return stream.text()
}

/** Neither the words, nor what would tell how many they were, nor a delta of nothing. */
function expectNoneOfIt(text: string): void {
  expect(text).not.toMatch(removed)
  for (const { type, data } of parseEvents(text)) {
    if (type === 'retracted') expect(data).toEqual({ keep: Array.from(before).length, reason: 'diagnosis' })
    if (type === 'delta') expect(data.text).not.toBe('')
  }
}

function bytesBeside({ path }: TestServer): string {
  const folder = dirname(path)
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')
}

async function expectNoTrace(server: TestServer): Promise<void> {
  await server.drain()
  const bytes = bytesBeside(server)
  // The files are those of this conversation, or that nothing is found in them says nothing.
  expect(bytes).toContain('That sounds hard')
  expect(bytes).not.toMatch(removed)
  expect(server.lines.join('\n')).not.toMatch(removed)
}

const records = [
  { when: 'on record', isStored: true, flushMs: 1 },
  { when: 'not on record yet', isStored: false, flushMs: 60_000 },
]

describe.each(records)('LESSONS 18: what was let go, and is $when, before its sentence was known', (record) => {
  const { isStored, flushMs } = record
  const log = { flushMs }

  test('is taken back from whoever has it: `keep` ends where the sentence began', async () => {
    await using server = await startTestServer({ log })
    const { events } = await hear(server, isStored)
    const at = events.findIndex(({ type }) => type === 'retracted')
    expect(foldEvents(events.slice(0, at))).toBe(before + begun)
    expect(events[at]?.data).toEqual({ keep: Array.from(before).length, reason: 'diagnosis' })
    expect(foldEvents(events)).toBe(kept)
    expect(events.at(-1)).toMatchObject({ type: 'blocked', data: { message: { content: kept, status: 'blocked' } } })
    expect(events.map(({ raw }) => raw).join('')).not.toMatch(/adhd|please stay/i)
  })

  test('is in no replay, from the start or from any cursor, and every one of them ends with the same text', async () => {
    await using server = await startTestServer({ log })
    const { run, events } = await hear(server, isStored)
    const fromStart = await replay(server.client, run)
    expectNoneOfIt(fromStart)
    expect(foldEvents(parseEvents(fromStart))).toBe(kept)
    for (const [i, { id }] of events.slice(0, -1).entries()) {
      const rest = await replay(server.client, run, id)
      expectNoneOfIt(rest)
      expect([id, foldEvents([...events.slice(0, i + 1), ...parseEvents(rest)])]).toEqual([id, kept])
    }
  })

  test('is in no replay of a log that was compacted either', async () => {
    await using server = await startTestServer({ log })
    const { run, events } = await hear(server, isStored)
    server.advance(day + 1_000)
    await server.tidy()
    const fromStart = await replay(server.client, run)
    expectNoneOfIt(fromStart)
    expect(foldEvents(parseEvents(fromStart))).toBe(kept)
    for (const [i, { id }] of events.slice(0, -1).entries()) {
      const rest = await replay(server.client, run, id)
      expectNoneOfIt(rest)
      expect([id, foldEvents([...events.slice(0, i + 1), ...parseEvents(rest)])]).toEqual([id, kept])
    }
  })

  test('is not shown to whoever comes after it was taken back, while the answer still goes on', async () => {
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>()
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
    // A model that does not heed that it was stopped.
    const answering: Model = {
      async stream(_request, on) {
        for (const word of words(before + begun)) on.delta(word)
        await mayGoOn
        for (const word of words(said.slice((before + begun).length))) on.delta(word)
        await mayEnd
        return { kind: 'finish', reason: 'stop' }
      },
    }
    await using server = await startTestServer({ log, answering })
    const { client } = server
    const conversation = await client.conversation({ persona: 'luma' })
    const live = await client.send(conversation, calm)
    await live.until(({ data }) => data.text === ' is')
    if (isStored) await untilStored(server, 'describing')
    goOn()
    await live.until(({ type }) => type === 'retracted')
    const late = await client.events(String(live.headers['x-run-id']))
    await late.until(({ type }) => type === 'retracted')
    end()
    await Promise.all([live.all(), late.all()])
    expectNoneOfIt(late.text())
    expect(foldEvents(late.events())).toBe(kept)
    expect(foldEvents(live.events())).toBe(kept)
  })

  test('is in no message, export, search, request to the model, line of the log, or file', async () => {
    await using server = await startTestServer({ log })
    const { client, model } = server
    const { conversation, run } = await hear(server, isStored)
    for (const path of [`/v1/conversations/${conversation}/messages`, `/v1/runs/${run}`, '/v1/me/export'])
      expect((await client.get(path)).text).not.toMatch(removed)
    for (const word of ['describing', 'ADHD']) expect((await client.get(`/v1/search?q=${word}`)).json.data).toEqual([])
    await client.ask(conversation, 'Go on')
    const next = model.requests.at(-1)?.body
    expect(next?.messages).toContainEqual({ role: 'assistant', content: kept })
    expect(JSON.stringify(next)).not.toMatch(removed)
    // What was taken back in time was never written anywhere.
    if (!isStored) expect(bytesBeside(server)).not.toMatch(removed)
    await expectNoTrace(server)
  })

  test('SETTLED 7: ends a stream of S3 as a failure, is told to nobody again, and is not in the next request', async () => {
    await using server = await startTestServer({ log })
    const { client, model } = server
    const body = { message: calm, sessionId: 's1', userId: 'ann' }
    const headers = { 'idempotency-key': 'k1' }
    const stream = await letGo(server, () => client.stream('POST', '/chat', { body, headers }), isStored)
    const frames = stream.text().split('\n\n').slice(0, -1)
    expect(frames.at(-1)).toMatch(/^data: \{"error": "/)
    expect(frames.slice(0, -1).join('')).not.toContain('error')
    expect(stream.text()).not.toMatch(/adhd|please stay|able to tell/i)
    // The stored run has ended as it should: whoever asks the same once more has what stays.
    const again = await client.call('POST', '/chat', { body, headers })
    expect(again.text).not.toMatch(removed)
    expect(again.text).not.toContain('"error"')
    expect(again.text).toContain('able to tell')
    await client.post('/chat', { ...body, message: 'Go on' })
    expect(JSON.stringify(model.requests.at(-1)?.body)).toContain('able to tell')
    expect(JSON.stringify(model.requests.at(-1)?.body)).not.toMatch(removed)
    await expectNoTrace(server)
  })

  test('SETTLED 24: is not told to an EventSource that comes back with any of its ids', async () => {
    await using server = await startTestServer({ log })
    const { client } = server
    const query = new URLSearchParams({ message: calm, sessionId: 's1', userId: 'ann' })
    const path = `/chat?${query.toString()}`
    const stream = await letGo(server, () => client.stream('GET', path), isStored)
    const ids = [...stream.text().matchAll(/^id: (?<id>.+)$/gm)].map(({ groups }) => groups?.['id'] ?? '')
    expect(ids.length).toBeGreaterThan(words(before + begun).length)
    for (const id of ids) {
      const { status, text } = await client.call('GET', path, { headers: { 'last-event-id': id } })
      expect([200, 204]).toContain(status)
      expect(text).not.toMatch(removed)
    }
  })
})

describe('LESSONS 18: however a model cuts what it says', () => {
  test.each([
    ['at once', [said]],
    ['in characters', Array.from(said)],
    ['inside a word', [`${before}${begun} AD`, 'HD. Pl', 'ease stay with me.']],
    ['inside a character', [said.slice(0, said.indexOf('💙') + 1), said.slice(said.indexOf('💙') + 1)]],
  ])('the same stays: %s', async (_, tokens) => {
    await using server = await startTestServer()
    const { client, model } = server
    model.stepped(tokens).releaseAll()
    const conversation = await client.conversation({ persona: 'luma' })
    const stream = await client.send(conversation, calm)
    const events = await stream.all()
    expect(foldEvents(events)).toBe(kept)
    expect(stream.text()).not.toMatch(/adhd|please stay/i)
    expectNoneOfIt(await replay(client, String(stream.headers['x-run-id'])))
  })
})

describe('SETTLED 27: what is taken back takes nothing along that was said for somebody at risk', () => {
  test.each([
    ['behind a sentence that stays', said, kept],
    ['at the beginning of the answer', said.slice(before.length + 1), replacement],
  ])('%s', async (_, reply, stays) => {
    await using server = await startTestServer({ safety: { mode: 'fast' } })
    const { client, model } = server
    model.reply(reply)
    const conversation = await client.conversation({ persona: 'luma' })
    const stream = await client.send(conversation, 'I want to kill myself', {}, { 'accept-language': 'en-US' })
    const events = await stream.all()
    const [crisis, rest] = foldEvents(events).split(stays)
    expect(crisis).toMatch(/\b988\b.*\n\n$/s)
    expect(rest).toBe('')
    expect(events.at(-1)?.data['message']).toMatchObject({ content: foldEvents(events) })
    const replayed = await replay(client, String(stream.headers['x-run-id']))
    expect(replayed).not.toMatch(removed)
    expect(foldEvents(parseEvents(replayed))).toBe(foldEvents(events))
    await server.drain()
    expect(readFileSync(server.path, 'latin1')).not.toMatch(removed)
  })
})

describe('SETTLED 7: of what was let go before its sentence was known', () => {
  test('S0 POST /chat/stream ends as a failure, for what was read is not the answer', async () => {
    await using server = await startTestServer()
    const { client } = server
    const body = { messages: [{ role: 'user', content: calm }] }
    const headers = { 'idempotency-key': 'k1' }
    const stream = await letGo(server, () => client.stream('POST', '/chat/stream', { body, headers }))
    const [failure, done] = stream.text().split('\n\n').slice(-3)
    expect(failure).toMatch(/^data: \{"error": "/)
    expect(done).toBe('data: {"token": "", "content": "", "done": true}')
    expect(stream.text()).not.toMatch(/adhd|please stay|able to tell/i)
    const again = await client.call('POST', '/chat/stream', { body, headers })
    expect(again.text).not.toMatch(removed)
    expect(again.text).toContain('able to tell')
    expect(again.text).not.toContain('"error"')
    await server.drain()
    expect(readFileSync(server.path, 'latin1')).not.toMatch(removed)
    expect(server.lines.join('\n')).not.toMatch(removed)
  })

  test('S0 POST /chat/completion shows the final text alone, as success', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply(said)
    const { status, json } = await client.post('/chat/completion', { messages: [{ role: 'user', content: calm }] })
    expect([status, json.response]).toEqual([200, kept])
  })

  test('S0 by its key is what stays, as success, and a person who asks is still told that it is an AI', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply("I'm a real person. Please stay with me.")
    const body = { messages: [{ role: 'user', content: 'Are you a real person?' }] }
    const headers = { 'idempotency-key': 'k1' }
    const { json } = await client.call('POST', '/chat/completion', { body, headers })
    expect(json.response).toMatch(/^I am Luma, an AI\b[^]*\n\nTo be clear: I am an AI/)
    expect(json.response).not.toContain('real person')
    const again = await client.call('POST', '/chat/completion', { body, headers })
    expect(again.json).toEqual(json)
    expect(model.requests).toHaveLength(1)
  })

  test('v1 as one JSON document shows the final text alone', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply(said)
    const conversation = await client.conversation({ persona: 'luma' })
    const { status, text, json } = await client.ask(conversation, calm)
    expect([status, json.run.state, json.message.content]).toEqual([200, 'blocked', kept])
    expect(text).not.toMatch(removed)
  })
})
