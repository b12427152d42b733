import { describe, expect, test } from 'vitest'
import { foldEvents, type Client, type Stream } from '../client.ts'
import { startTestServer } from '../harness.ts'

const imminent = "I'm going to end it tonight, I have the pills ready"
const active = 'I want to kill myself'
const answer = 'I am with you in this. What happened today?'
const headers = { 'accept-language': 'en-US' }

interface Told {
  status: number
  text: string
  /** Each as it came, with its blank line; none of an answer that is one body. */
  frames: string[]
}

/** One contract of a persona that gives therapy: how a person writes there, and what they read. */
interface Way {
  title: string
  /** One message after another of one person, in one conversation. */
  talk(client: Client): (message: string) => Promise<Told>
  success: RegExp
}

const framesOf = (text: string): string[] =>
  text
    .split('\n\n')
    .slice(0, -1)
    .map((frame) => `${frame}\n\n`)

const dataOf = (frame: string): { content?: string; error?: string } =>
  JSON.parse(/^data: (?<json>.*)$/m.exec(frame)?.groups?.['json'] ?? '{}') as { content?: string; error?: string }

function read({ status, text: raw }: { status: number; text: string }): Told {
  const frames = framesOf(raw)
  const text = frames.map((frame) => dataOf(frame).content ?? '').join('')
  return { status, text, frames }
}

async function readAll(stream: Stream): Promise<Told> {
  await stream.all()
  return read({ status: stream.status, text: stream.text() })
}

/** Brings all that was said, as whoever keeps nothing must. */
function lumaTalk(ask: (messages: object[]) => Promise<Told>): (message: string) => Promise<Told> {
  const messages: object[] = []
  return async (content) => {
    messages.push({ role: 'user', content })
    const told = await ask(messages)
    messages.push({ role: 'assistant', content: told.text })
    return told
  }
}

const luma: Way = {
  title: 'S0 POST /chat/stream',
  talk: (client) =>
    lumaTalk(async (messages) => read(await client.call('POST', '/chat/stream', { body: { messages }, headers }))),
  success: /^data: \{"token": "", "content": "", "done": true\}\n\n$/,
}

const lumaWhole: Way = {
  title: 'S0 POST /chat/completion',
  talk: (client) =>
    lumaTalk(async (messages) => {
      const { status, json } = await client.call('POST', '/chat/completion', { body: { messages }, headers })
      return { status, text: String(json.response), frames: [] }
    }),
  success: /^$/,
}

const therapyBot: Way = {
  title: 'S3 POST /chat',
  talk: (client) => async (message) =>
    read(await client.call('POST', '/chat', { body: { message, sessionId: 's1', userId: 'ann' }, headers })),
  success: /^data: \{"content": .*\}\n\n$/,
}

const eventSource: Way = {
  title: 'S3 GET /chat',
  talk: (client) => async (message) => {
    const query = new URLSearchParams({ message, sessionId: 's1', userId: 'ann' })
    return readAll(await client.stream('GET', `/chat?${query.toString()}`, { headers }))
  },
  success: /^data: \{"content": .*\}\nid: .+\n\n$/,
}

/** The line and the emergency number of where the request says that the person is. */
const crisisOf = { 3: /\b988\b/, 4: /\bcall 911\b.*\b988\b/is }

function expectSuccess({ status, frames }: Told, { success }: Way): void {
  expect(status).toBe(200)
  expect(frames.at(-1) ?? '').toMatch(success)
  for (const frame of frames) {
    expect(Buffer.byteLength(frame)).toBeLessThan(1024)
    expect(dataOf(frame)).not.toHaveProperty('error')
  }
}

describe.each([luma, lumaWhole, therapyBot, eventSource])('$title', (way) => {
  test('S0-8: no model stands between somebody about to die and where there is help (LESSONS 19)', async () => {
    await using server = await startTestServer()
    const told = await way.talk(server.client)(imminent)
    expectSuccess(told, way)
    expect(told.text).toMatch(crisisOf[4])
    expect(server.model.requests).toEqual([])
  })

  test('LESSONS 19: whoever was told where there is help is not shut out: the next message is answered', async () => {
    await using server = await startTestServer()
    const say = way.talk(server.client)
    const first = await say(imminent)
    server.model.reply(answer)
    const second = await say('I called my sister, she is here')
    expectSuccess(second, way)
    expect(second.text).toBe(answer)
    const { body } = await server.model.waitForRequest(1)
    expect(body.messages).toContainEqual({ role: 'assistant', content: first.text })
  })

  test('S0-8: where there is help comes before the answer, and does not take its place (SETTLED 27)', async () => {
    await using server = await startTestServer()
    const say = way.talk(server.client)
    server.model.reply(answer)
    const told = await say(active)
    expectSuccess(told, way)
    const [crisis = '', ...rest] = told.text.split(`\n\n${answer}`)
    expect(rest).toEqual([''])
    expect(crisis).toMatch(crisisOf[3])
    server.model.reply(answer)
    const next = await say('My sister is here now')
    expectSuccess(next, way)
    expect(next.text).toBe(answer)
  })
})

test.each([
  ['S0', '/chat/stream', { messages: [{ role: 'user', content: active }] }],
  ['S3', '/chat', { message: active, sessionId: 's1' }],
])('LESSONS 19: on %s where there is help has been read while the model has not said a word', async (_, path, body) => {
  await using server = await startTestServer()
  const steps = server.model.stepped([answer])
  const stream = await server.client.stream('POST', path, { body, headers })
  await stream.untilText((text) => read({ status: 200, text }).text.includes('988'))
  expect(stream.text()).not.toContain(answer)
  steps.releaseAll()
  await stream.all()
  expect(read({ status: 200, text: stream.text() }).text.endsWith(`\n\n${answer}`)).toBe(true)
})

describe('SETTLED 27: whoever comes back to it', () => {
  test('reads the same once more on S3, by its key and by its id', async () => {
    await using server = await startTestServer()
    const body = { message: imminent, sessionId: 's1', userId: 'ann' }
    const sent = { body, headers: { ...headers, 'idempotency-key': 'k1' } }
    const first = await server.client.call('POST', '/chat', sent)
    const again = await server.client.call('POST', '/chat', sent)
    expect(again.text).toBe(first.text)
    const resumed = await server.client.call('GET', '/chat?sessionId=s1&userId=ann', {
      headers: { 'last-event-id': `${String(first.headers['x-run-id'])}:0` },
    })
    expect(read(resumed).text).toBe(read(first).text)
    expect(server.model.requests).toEqual([])
  })

  test('reads it in v1 behind a notice with whom to call, live, replayed and in the messages', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation({ persona: 'luma' })
    const stream = await client.send(conversation, imminent, {}, headers)
    const events = await stream.all()
    const notice = events.find(({ type, data }) => type === 'notice' && data['kind'] === 'crisis')
    const text = foldEvents(events)
    expect(notice?.data).toMatchObject({ level: 4, as: 'message', country: 'US' })
    expect(notice?.data['resources']).toContainEqual(expect.objectContaining({ id: 'us-988' }))
    expect(notice?.seq).toBeLessThan(events.find(({ type }) => type === 'delta')?.seq ?? 0)
    expect(text).toMatch(crisisOf[4])
    expect(events.at(-1)).toMatchObject({ type: 'completed', data: { message: { content: text } } })
    const run = String(stream.headers['x-run-id'])
    const replayed = await (await client.events(run)).all()
    expect(foldEvents(replayed)).toBe(text)
    expect(replayed.find(({ type, data }) => type === 'notice' && data['kind'] === 'crisis')).toEqual(notice)
    expect((await client.messages(conversation)).map(({ content }) => content)).toContain(text)
    expect(server.model.requests).toEqual([])
  })
})

test('LESSONS 19: nobody gets around it by asking for another answer', async () => {
  await using server = await startTestServer()
  const { client } = server
  const conversation = await client.conversation({ persona: 'luma' })
  const { json } = await client.ask(conversation, imminent, {}, headers)
  const path = `/v1/conversations/${conversation}/messages/${json.message.id}/regenerate`
  const again = await client.post(path, {}, headers)
  expect(again.json.message.content).toMatch(crisisOf[4])
  expect(server.model.requests).toEqual([])
})
