import { describe, expect, test } from 'vitest'
import type { Client } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { chat, counts, history, historyPath, open, simple, success } from './talk.ts'

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `n${from + i} > You said: n${from + i}`)

async function talk(client: Client, user: string, to: number): Promise<void> {
  for (let n = 1; n <= to; n++) await simple(client, user, `n${n}`)
}

describe('S1-3: GET /api/chat/history/{user_id}', () => {
  test('lists the exchanges with exactly the keys of the document, the oldest first', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('Hi there!')
    await chat(client, 'user123', 'Hello')
    await chat(client, 'user123', 'More')
    const timestamp: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
    const { status, json } = await client.get('/api/chat/history/user123')
    expect(status).toBe(200)
    expect(json).toEqual({
      user_id: 'user123',
      history: [
        { timestamp, user_message: 'Hello', assistant_response: 'Hi there!' },
        { timestamp, user_message: 'More', assistant_response: 'You said: More' },
      ],
      count: 2,
    })
    expect(json.history[0].timestamp <= json.history[1].timestamp).toBe(true)
  })

  test('S1-5: keeps the newest 50 exchanges, shows 20 unless told, and counts no more than are kept', async () => {
    await using server = await startTestServer()
    const { client } = server
    await talk(client, 'u', 52)
    expect(await history(client, 'u', '')).toEqual(numbers(33, 52))
    expect(await history(client, 'u', '?limit=0')).toEqual(numbers(3, 52))
    expect(await history(client, 'u', '?limit=50')).toEqual(numbers(3, 52))
    expect(await history(client, 'u', '?limit=3')).toEqual(numbers(50, 52))
    expect(await history(client, 'u', '?limit=1')).toEqual(numbers(52, 52))
    expect(await counts(client)).toEqual([1, 50])
    await simple(client, 'another', 'n1')
    expect(await counts(client)).toEqual([2, 51])
  })

  test.each(['51', '-1', 'x', '1.5'])('refuses limit=%s with a list of what is wrong', async (limit) => {
    await using server = await startTestServer()
    const refused = await server.client.get(`/api/chat/history/u?limit=${limit}`)
    expect(refused.status).toBe(422)
    expect(refused.json).toEqual({
      error: 'Validation error',
      detail: [{ type: expect.any(String), loc: ['query', 'limit'], msg: expect.stringMatching(/^Input should be /) }],
      correlation_id: refused.headers['x-correlation-id'],
    })
  })

  test('knows nothing of a person who never wrote, and says so with 200', async () => {
    await using server = await startTestServer()
    const { status, json } = await server.client.get('/api/chat/history/nobody')
    expect([status, json]).toEqual([200, { user_id: 'nobody', history: [], count: 0 }])
  })

  test('shows an exchange when its answer is finished, and not before', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await chat(client, 'u', 'First')
    const steps = model.stepped(['Slow', ' answer'])
    const stream = await open(client, 'u', 'Second')
    steps.release()
    await stream.untilText((text) => text.includes('Slow'))
    expect(await history(client, 'u')).toEqual(['First > You said: First'])
    steps.releaseAll()
    await stream.all()
    expect(await history(client, 'u')).toEqual(['First > You said: First', 'Second > Slow answer'])
  })

  test('SETTLED 7: an answer that is stopped ends as success and is not shown or counted', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await chat(client, 'local', 'First')
    const steps = model.stepped(['Spoken', ' unspoken'])
    const stream = await open(client, 'local', 'Second')
    steps.release()
    await stream.untilText((text) => text.includes('Spoken'))
    const stopped = await client.post(`/v1/runs/${String(stream.headers['x-run-id'])}/stop`)
    expect([stopped.status, stopped.json.state]).toEqual([200, 'stopped'])
    await stream.all()
    expect(stream.text()).toBe(`data: {"content": "Spoken", "done": false}\n\n${success}`)
    expect(await history(client, 'local')).toEqual(['First > You said: First'])
    expect(await counts(client)).toEqual([1, 1])
  })

  test.each([
    ['one character', 'x'],
    ['255 code points', '👋'.repeat(255)],
    ['slashes and a query', 'a/b//c?limit=1&x=%2F#d'],
    ['letters of other scripts', 'Zoë 你好 🏳️‍🌈'],
    ['the name of a property', '__proto__'],
    ['a sign of SQL', "'; DROP TABLE messages; --%_"],
  ])('takes an id of %s, and finds it again', async (_name, user) => {
    await using server = await startTestServer()
    const { client } = server
    await chat(client, user, 'Hello')
    const { json } = await client.get(historyPath(user))
    expect([json.user_id, json.count]).toEqual([user, 1])
    expect((await client.call('DELETE', historyPath(user))).json).toEqual({
      message: `Chat history cleared for user ${user}`,
    })
    expect(await history(client, user)).toEqual([])
  })

  test('refuses an id of 256 code points wherever it stands', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const long = '👋'.repeat(256)
    const body = { user_id: long, message: 'Hi' }
    for (const refused of [
      await client.post('/api/chat', body),
      await client.post('/api/chat/simple', body),
      await client.get(historyPath(long)),
      await client.call('DELETE', historyPath(long)),
    ]) {
      expect(refused.status).toBe(422)
      expect(refused.json.detail).toMatchObject([{ msg: 'String should have at most 255 characters' }])
      expect(refused.json.detail[0].loc[1]).toBe('user_id')
    }
    expect(model.requests.length).toBe(0)
  })
})
