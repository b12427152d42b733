import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, clear, history, open, simple, success, told } from './talk.ts'

describe('SETTLED 1, S1-3: one user_id and another', () => {
  test('see nothing of each other, in history or in context', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await chat(client, 'anna', 'My secret')
    await chat(client, 'Anna', 'Anything')
    expect(told(model)).toEqual(['user: Anything'])
    await simple(client, 'anna ', 'Anything else')
    expect(told(model)).toEqual(['user: Anything else'])
    expect(await history(client, 'anna')).toEqual(['My secret > You said: My secret'])
    expect(await history(client, 'Anna')).toEqual(['Anything > You said: Anything'])
    await clear(client, 'Anna')
    expect(await history(client, 'anna')).toEqual(['My secret > You said: My secret'])
  })

  test('do not wait for each other', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Done'])
    const slow = await open(client, 'anna', 'Slowly')
    await model.waitForRequest(1)
    expect((await chat(client, 'ben', 'Quickly')).text).toContain('"content": " Quickly"')
    steps.releaseAll()
    await slow.all()
    expect(slow.text()).toBe(`data: {"content": "Done", "done": false}\n\n${success}`)
  })

  test('may use the same Idempotency-Key, and neither is given the other one’s answer', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const key = { 'idempotency-key': 'k' }
    await chat(client, 'anna', 'My secret', key)
    const other = await chat(client, 'ben', 'Anything', key)
    expect(other.text).not.toContain('secret')
    expect(told(model)).toEqual(['user: Anything'])
    expect(await history(client, 'ben')).toEqual(['Anything > You said: Anything'])
  })
})

describe('SETTLED 1, S4-4: what is said here', () => {
  test.each(['anna', 'local'])(
    'by %s stands in no list of another contract, and answers to no id there',
    async (user) => {
      await using server = await startTestServer()
      const { client, model } = server
      await chat(client, user, 'My secret')
      const sessions = await client.get('/api/chat/sessions')
      expect([sessions.status, sessions.json]).toEqual([200, []])
      const conversations = await client.get('/v1/conversations')
      expect([conversations.status, conversations.json.data]).toEqual([200, []])
      expect((await client.post('/api/chat', { message: 'To the guide' })).status).toBe(200)
      expect(told(model)).toEqual(['user: To the guide'])
      await client.ask(await client.conversation(), 'To v1')
      expect(told(model)).toEqual(['user: To v1'])
      expect(await history(client, user)).toEqual(['My secret > You said: My secret'])
    },
  )

  test('PROTOCOL: its run is read in the native events by its own person, and found by nobody else', async () => {
    await using server = await startTestServer()
    const { client } = server
    const own = await chat(client, 'local', 'Hi')
    const events = await (await client.events(String(own.headers['x-run-id']))).all()
    expect(events.map(({ type }) => type)).toEqual(['started', 'delta', 'delta', 'delta', 'usage', 'completed'])
    const foreign = await chat(client, 'anna', 'Hi')
    const run = `/v1/runs/${String(foreign.headers['x-run-id'])}`
    expect((await client.get(`${run}/events`)).status).toBe(404)
    expect((await client.get(run)).status).toBe(404)
    expect((await client.post(`${run}/stop`)).status).toBe(404)
  })
})
