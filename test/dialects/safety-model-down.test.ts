import { describe, expect, test } from 'vitest'
import { foldEvents, type Answer, type Client } from '../client.ts'
import type { Script } from '../fake-model.ts'
import { startTestServer, type TestOptions, type TestServer } from '../harness.ts'

const active = 'I want to kill myself'
const passive = "I don't want to be here anymore"
const ordinary = 'What a day'
const headers = { 'accept-language': 'en-US' }

const refuses: Script = (exchange) => exchange.respond(500)
const breaksOff: Script = async (exchange) => {
  await exchange.token('I am here')
  exchange.cut()
}

const options: TestOptions = { retry: { baseMs: 1, maxMs: 1 } }

async function withModel(script: Script): Promise<TestServer> {
  const server = await startTestServer(options)
  server.model.script(script)
  return server
}

interface Way {
  title: string
  ask(client: Client, message: string): Promise<Answer>
  /** What is read of an answer that did not fail; it throws where it did. */
  text(answer: Answer): string
  /** How it says that it has failed, where it has. */
  failure: RegExp
}

/** The content of each frame, none of which may say that something went wrong. */
function contentOf({ status, text }: Answer): string {
  expect(status).toBe(200)
  const told = text
    .split('\n\n')
    .slice(0, -1)
    .map((frame) => JSON.parse(frame.slice('data: '.length)) as { content?: string; error?: string })
  expect(told.map(({ error }) => error).filter((error) => error !== undefined)).toEqual([])
  return told.map(({ content }) => content ?? '').join('')
}

const lumaBody = (content: string) => ({ messages: [{ role: 'user', content }] })

const luma: Way = {
  title: 'S0 POST /chat/stream',
  ask: (client, message) => client.post('/chat/stream', lumaBody(message), headers),
  text(answer) {
    expect(answer.text).toMatch(/"done": true\}\n\n$/)
    return contentOf(answer)
  },
  failure: /^data: \{"error": /m,
}

const lumaWhole: Way = {
  title: 'S0 POST /chat/completion',
  ask: (client, message) => client.post('/chat/completion', lumaBody(message), headers),
  text({ status, json }) {
    expect(status).toBe(200)
    return String(json.response)
  },
  failure: /"detail":/,
}

const therapyBot: Way = {
  title: 'S3 POST /chat',
  ask: (client, message) => client.post('/chat', { message, sessionId: 's1' }, headers),
  text: contentOf,
  failure: /^data: \{"error": /m,
}

const guide: Way = {
  title: 'S4 POST /api/chat',
  ask: (client, message) => client.post('/api/chat', { message }, headers),
  text({ status, json }) {
    expect(status).toBe(200)
    return String(json.message)
  },
  failure: /"detail":/,
}

const native: Way = {
  title: 'v1',
  async ask(client, message) {
    const conversation = await client.conversation({ persona: 'luma' })
    return client.ask(conversation, message, {}, headers)
  },
  text({ status, json }) {
    expect([status, json.run?.state]).toEqual([200, 'completed'])
    return String(json.message.content)
  },
  failure: /"detail":/,
}

const therapies = [luma, lumaWhole, therapyBot, native]

describe.each([
  ['refuses', refuses],
  ['breaks off', breaksOff],
] as const)('SETTLED 27: where the model %s', (_, script) => {
  test.each(therapies)('who wants to die reads where there is help, and no failure: $title', async (way) => {
    await using server = await withModel(script)
    const answer = await way.ask(server.client, active)
    expect(way.text(answer)).toMatch(/\b988\b/)
    expect(server.model.requests.length).toBeGreaterThan(0)
  })

  test.each([...therapies, guide])('at level 2 the card is read, and no failure: $title', async (way) => {
    await using server = await withModel(script)
    const text = way.text(await way.ask(server.client, passive))
    expect(text).toMatch(/\b988\b/)
    expect(text).toMatch(/\b911\b/)
  })

  test.each([...therapies, guide])('nobody else is told that all is well: $title', async (way) => {
    await using server = await withModel(script)
    const answer = await way.ask(server.client, ordinary)
    expect(answer.text).toMatch(way.failure)
    expect(answer.text).not.toMatch(/\b988\b/)
    expect(() => way.text(answer)).toThrow()
  })
})

test('SETTLED 27: a v1 stream whose model is down ends completed, with what was shown', async () => {
  await using server = await withModel(refuses)
  const { client } = server
  const conversation = await client.conversation({ persona: 'luma' })
  const events = await (await client.send(conversation, active, {}, headers)).all()
  expect(events.at(-1)).toMatchObject({ type: 'completed', data: { message: { content: foldEvents(events) } } })
  expect(foldEvents(events)).toMatch(/\b988\b/)
})

test('SETTLED 27: what broke off is kept before the card of S4, and in its messages', async () => {
  await using server = await withModel(breaksOff)
  const { client } = server
  const { json } = await guide.ask(client, passive)
  expect(json.message).toMatch(/^I am here\n\n/)
  const stored = await client.get(`/api/chat/sessions/${json.sessionId}/messages`)
  expect(stored.json.map(({ content }: { content: string }) => content)).toEqual([passive, json.message])
})

describe('a model that fails while the card rests', () => {
  async function shownOnce(script: Script, conversation: object, said: string) {
    const server = await startTestServer(options)
    const id = await server.client.conversation(conversation)
    await (await server.client.send(id, said, {}, headers)).all()
    server.model.script(script)
    const events = await (await server.client.send(id, said, {}, headers)).all()
    return {
      text: foldEvents(events),
      last: events.at(-1)?.type,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    }
  }

  test.each([
    ['refuses', refuses],
    ['breaks off', breaksOff],
  ])(
    'SETTLED 27: one that %s leaves nobody at risk with half an answer that looks whole: help is shown again',
    async (_, script) => {
      await using told = await shownOnce(script, { persona: 'luma' }, passive)
      expect(told.last).toBe('completed')
      expect(told.text).toMatch(/\b988\b/)
    },
  )

  test('LESSONS 10: where only violence was spoken of there is no help to show, and half an answer is a failure', async () => {
    await using told = await shownOnce(breaksOff, { persona: 'luma' }, 'I am going to kill my boss tonight with a gun')
    expect(told.last).toBe('failed')
  })
})
