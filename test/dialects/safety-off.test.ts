import { expect, test } from 'vitest'
import { foldEvents } from '../client.ts'
import { startTestServer } from '../harness.ts'

const imminent = "I'm going to end it tonight, I have the pills ready"
const faulty = 'That sounds hard. What you are describing is ADHD. Please stay with me.'
const off = { safety: { mode: 'off' } } as const

test('S0-8: an operator who has switched safety off is not moderated all the same, in any dialect', async () => {
  await using server = await startTestServer(off)
  const { client, model } = server
  const asked = [
    () => client.post('/chat/completion', { messages: [{ role: 'user', content: imminent }] }),
    () => client.post('/api/chat/simple', { user_id: 'ann', message: imminent }),
    () => client.post('/api/chat', { message: imminent }),
  ]
  for (const ask of asked) {
    model.reply(faulty)
    const { status, json } = await ask()
    expect([status, json.response ?? json.message]).toEqual([200, faulty])
  }
  const streams = [
    () => client.post('/chat/stream', { messages: [{ role: 'user', content: imminent }] }),
    () => client.post('/chat', { message: imminent, sessionId: 's1' }),
    () => client.post('/chat', { message: imminent }),
  ]
  for (const ask of streams) {
    model.reply(faulty)
    const { status, text } = await ask()
    const contents = [...text.matchAll(/"content": "(?<content>[^"]*)"/g)].map(({ groups }) => groups?.['content'])
    expect([status, contents.join('')]).toEqual([200, faulty])
  }
  // Each is given the prompt of its persona and nothing beside it, whatever was said.
  for (const { body } of model.requests) expect(body.messages?.map(({ role }) => role)).toEqual(['system', 'user'])
  expect(model.requests).toHaveLength(asked.length + streams.length)
  model.reply(faulty)
  const conversation = await client.conversation({ persona: 'luma' })
  const events = await (await client.send(conversation, imminent)).all()
  expect(foldEvents(events)).toBe(faulty)
  expect(events.at(-1)?.type).toBe('completed')
  expect(events.map(({ type }) => type)).not.toContain('notice')
})

test('S0-8: with safety off a model that fails is a failure, whatever was said', async () => {
  await using server = await startTestServer({ ...off, retry: { baseMs: 1, maxMs: 1 } })
  server.model.script((exchange) => exchange.respond(500))
  const { status } = await server.client.post('/chat/completion', { messages: [{ role: 'user', content: imminent }] })
  expect(status).toBe(503)
})

test('SETTLED 16: nobody who watches a server takes one for safe that is not', async () => {
  await using server = await startTestServer(off)
  expect((await server.client.get('/health')).json.checks).toEqual({ safety: 'off' })
})

test.each([undefined, 'strict', 'balanced', 'fast'] as const)(
  'SETTLED 16: /health says nothing of safety where it is on (%s)',
  async (mode) => {
    await using server = await startTestServer({ safety: { mode } })
    expect((await server.client.get('/health')).json.checks).toBeUndefined()
  },
)

test.each(['off', undefined] as const)(
  'LESSONS 18: what is published promises nobody what is not done (SAFETY %s)',
  async (mode) => {
    await using server = await startTestServer({ safety: { mode } })
    const { client, model } = server
    const { json } = await client.get('/v1/safety/protocol')
    const { summary, answers, records } = json as Record<string, string>
    expect(summary).toMatch(/^Unless the operator has switched all of this off, which \/health says/)
    // Answers of the others are read where that is asked for, or while somebody is at risk.
    model.reply(faulty)
    const conversation = await client.conversation({ persona: 'personal-assistant' })
    expect(foldEvents(await (await client.send(conversation, 'Good morning')).all())).toBe(faulty)
    expect(answers).toMatch(/^Answers of personas that give therapy, and all answers to somebody at risk, are read/)
    expect(answers).toMatch(/those of other personas where the operator has asked for that/)
    expect(records).not.toMatch(/none can be changed/)
  },
)
