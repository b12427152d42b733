import { describe, expect, test } from 'vitest'
import { foldEvents, type Client } from '../client.ts'
import { startTestServer } from '../harness.ts'

const passive = "I don't want to be here anymore"
const active = 'I want to kill myself'
const imminent = "I'm going to end it tonight, I have the pills ready"
const answer = 'I am glad that you told me.'
const headers = { 'accept-language': 'en-US' }

/** A contract whose persona gives no therapy: what one message after another of one conversation is answered with. */
interface Way {
  title: string
  /** Each of its messages stands alone. */
  forgets?: boolean
  talk(client: Client): (message: string) => Promise<string>
}

interface Reply {
  status: number
  text: string
}

/** The text of frames that end as success. */
function contentOf({ status, text }: Reply): string {
  expect(status).toBe(200)
  const frames = text.split('\n\n').slice(0, -1)
  for (const frame of frames) expect(Buffer.byteLength(`${frame}\n\n`)).toBeLessThan(1024)
  const told = frames
    .filter((frame) => frame !== 'data: [DONE]')
    .map((frame) => JSON.parse(frame.slice('data: '.length)) as { content: string; error?: string })
  expect(told.map(({ error }) => error).filter((error) => error !== undefined)).toEqual([])
  expect(told.at(-1)).toMatchObject({ content: '' })
  return told.map(({ content }) => content).join('')
}

const stream: Way = {
  title: 'S1 POST /api/chat',
  talk: (client) => async (message) => contentOf(await client.post('/api/chat', { user_id: 'ann', message }, headers)),
}

const simple: Way = {
  title: 'S1 POST /api/chat/simple',
  talk: (client) => async (message) => {
    const { status, json } = await client.post('/api/chat/simple', { user_id: 'ann', message }, headers)
    expect(status).toBe(200)
    return String(json.response)
  },
}

const assistant: Way = {
  title: 'S2 POST /chat',
  forgets: true,
  talk: (client) => async (message) => contentOf(await client.post('/chat', { message }, headers)),
}

const guide: Way = {
  title: 'S4 POST /api/chat',
  talk(client) {
    let sessionId: string | undefined
    return async (message) => {
      const { status, json } = await client.post('/api/chat', { message, ...(sessionId && { sessionId }) }, headers)
      expect(status).toBe(200)
      sessionId = String(json.sessionId)
      return String(json.message)
    }
  },
}

const native: Way = {
  title: 'v1 with the default persona',
  talk(client) {
    let conversation: string | undefined
    return async (message) => {
      conversation ??= await client.conversation()
      const { status, json } = await client.ask(conversation, message, {}, headers)
      expect([status, json.run.state]).toEqual([200, 'completed'])
      return String(json.message.content)
    }
  },
}

/** Behind the answer: whom to talk to, and whom to call. */
function expectCard(text: string): void {
  const [before, card = '', ...rest] = text.split(`${answer}\n\n`)
  expect([before, rest]).toEqual(['', []])
  expect(card).toMatch(/\b988\b/)
  expect(card).toMatch(/\b911\b/)
}

describe.each([stream, simple, assistant, guide, native])('$title', (way) => {
  test.each([passive, active, imminent])(
    'S0-8: who says "%s" is neither left without help nor without an answer (SETTLED 28)',
    async (said) => {
      await using server = await startTestServer()
      server.model.reply(answer)
      expectCard(await way.talk(server.client)(said))
      expect(server.model.requests).toHaveLength(1)
    },
  )

  test('SETTLED 27: nobody is sent away with the same card again and again', async () => {
    await using server = await startTestServer()
    const say = way.talk(server.client)
    const shown: boolean[] = []
    for (let turn = 0; turn < 8; turn++) {
      server.model.reply(answer)
      const text = await say(passive)
      if (text !== answer) expectCard(text)
      shown.push(text !== answer)
    }
    const kept = [true, false, false, false, false, false, false, true]
    expect(shown).toEqual(way.forgets === true ? kept.map(() => true) : kept)
  })

  test('an ordinary day has no card', async () => {
    await using server = await startTestServer()
    server.model.reply(answer)
    expect(await way.talk(server.client)('This deadline is killing me')).toBe(answer)
  })
})

test('SETTLED 27: a card shown for less does not stand for one of more', async () => {
  await using server = await startTestServer()
  const say = native.talk(server.client)
  for (const said of [passive, active, imminent]) {
    server.model.reply(answer)
    expectCard(await say(said))
  }
})

test('SETTLED 27: v1 has the card after the last word of the answer, behind a notice with the resources', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  const conversation = await client.conversation()
  model.reply(answer)
  const stream = await client.send(conversation, active, {}, headers)
  const events = await stream.all()
  const at = events.findIndex(({ type, data }) => type === 'notice' && data['kind'] === 'crisis')
  expect(events[at]?.data).toMatchObject({ level: 3, as: 'card', country: 'US' })
  expect(foldEvents(events.slice(0, at))).toBe(answer)
  expectCard(foldEvents(events))
})
