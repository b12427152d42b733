import { describe, expect, test } from 'vitest'
import type { Answer, Client } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { countRows, giveAway } from '../v1/another-person.ts'
import { begin, say, told, withoutCorrelation } from './say.ts'

/** Ids stand in the path as they are, and in a body decoded. */
const attempts: Record<string, (client: Client, id: string) => Promise<Answer>> = {
  'GET /api/chat/sessions/{id}': (client, id) => client.get(`/api/chat/sessions/${id}`),
  'GET /api/chat/sessions/{id}/messages': (client, id) => client.get(`/api/chat/sessions/${id}/messages`),
  'POST /api/chat/sessions/{id}': (client, id) => client.post(`/api/chat/sessions/${id}`, { title: 'Mine' }),
  'PATCH /api/chat/sessions/{id}': (client, id) =>
    client.call('PATCH', `/api/chat/sessions/${id}`, { body: { title: 'Mine' } }),
  'DELETE /api/chat/sessions/{id}': (client, id) => client.call('DELETE', `/api/chat/sessions/${id}`),
  'POST /api/chat with sessionId': (client, id) => say(client, 'Hi', decodeURIComponent(id)),
  'POST /api/chat with session_id': (client, id) =>
    client.post('/api/chat', { message: 'Hi', session_id: decodeURIComponent(id) }),
}

const unknown = '01890000-0000-7000-8000-000000000000'
const malformed = ['x', '0', '-1', 'null', 'undefined', '__proto__', '%00', `${unknown}%00`, '..%2F', '..%2F..%2Fetc']
malformed.push('%F0%9F%8E%88', "'%20OR%201=1%20--", '%25', '*', '%20', '%0d%0aX:1', '%22%7B%5B', 'x'.repeat(2_000))
malformed.push(unknown.toUpperCase(), `${unknown}%20`, `%7B${unknown}%7D`)

/** The id of the conversation behind an answer of another contract. */
async function conversationOf(client: Client, { headers }: Answer): Promise<string> {
  return (await client.get(`/v1/runs/${String(headers['x-run-id'])}`)).json.conversationId as string
}

describe('S4-4: a session that is unknown, foreign or malformed', () => {
  test.each(Object.entries(attempts))('is the same 404 for %s, and unharmed', async (_title, attempt) => {
    await using server = await startTestServer()
    const { client } = server
    const theirs = await begin(client, 'Their words')
    giveAway(server.path, theirs)
    const native = await client.conversation({ title: 'Native' })
    const ofS1 = await conversationOf(
      client,
      await client.post('/api/chat/simple', { user_id: 'local', message: 'Hi' }),
    )
    const ofS3 = await conversationOf(client, await client.post('/chat', { message: 'Hi', sessionId: 'one' }))
    const before = countRows(server.path)
    const refused = await attempt(client, theirs)
    expect(refused.status).toBe(404)
    expect(refused.json).toEqual({
      error: expect.stringMatching(/^\S.*\.$/),
      detail: 'Session not found',
      correlation_id: refused.headers['x-correlation-id'],
    })
    expect(refused.text).not.toContain('Their')
    for (const id of [native, ofS1, ofS3, unknown, ...malformed]) {
      const other = await attempt(client, id)
      expect([id, other.status]).toEqual([id, 404])
      expect(withoutCorrelation(other)).toBe(withoutCorrelation(refused))
      expect(Object.keys(other.headers).sort()).toEqual(Object.keys(refused.headers).sort())
    }
    expect(countRows(server.path)).toEqual(before)
  })

  test('is the same 404 where no path is as long as its id, or where its encoding is broken', async () => {
    await using server = await startTestServer()
    const { client } = server
    const unknownToo = await client.get(`/api/chat/sessions/${unknown}`)
    for (const id of ['x'.repeat(3_000), '%F0%9F%8E%88'.repeat(600), '%zz', '%', '%E0%A4%A']) {
      const refused = await client.get(`/api/chat/sessions/${id}`)
      expect([id.slice(0, 12), refused.status]).toEqual([id.slice(0, 12), 404])
      expect(withoutCorrelation(refused)).toBe(withoutCorrelation(unknownToo))
    }
  })

  test("is in nobody else's list", async () => {
    await using server = await startTestServer()
    const { client } = server
    giveAway(server.path, await begin(client, 'Their words'))
    await client.conversation({ title: 'Native' })
    await client.post('/api/chat/simple', { user_id: 'local', message: 'To S1' })
    await client.post('/chat', { message: 'To S3', sessionId: 'one' })
    expect((await client.get('/api/chat/sessions')).json).toEqual([])
  })

  test('has its own namespace: no other contract opens a session of this one', async () => {
    await using server = await startTestServer()
    const { client } = server
    const id = await begin(client, 'Mine')
    expect((await client.get(`/v1/conversations/${id}`)).status).toBe(404)
    expect((await client.get(`/v1/conversations/${id}/messages`)).status).toBe(404)
    expect((await client.get('/v1/conversations')).json.data).toEqual([])
    await client.post('/chat', { message: 'To S3', sessionId: id })
    expect(await told(client, id)).toEqual(['user: Mine', 'assistant: You said: Mine'])
  })
})

test('S4-5: while authentication is off there is one user, whoever a request says that it is', async () => {
  await using server = await startTestServer()
  const { client } = server
  const id = await begin(client, 'One')
  const claims = [
    { userId: 'mallory' },
    { user: 'mallory' },
    { current_user: { user_id: 'mallory' } },
    { owner: 'mallory' },
  ]
  for (const claim of claims) {
    const { status, json } = await client.post('/api/chat', { message: 'Go on', sessionId: id, ...claim })
    expect([status, json.sessionId]).toEqual([200, id])
  }
  const headers = { authorization: 'Bearer mallory', 'x-user-id': 'mallory', cookie: 'user_id=mallory' }
  for (const path of ['/api/chat/sessions', '/api/chat/sessions?user_id=mallory&userId=mallory']) {
    expect((await client.get(path, { headers })).json).toMatchObject([{ sessionId: id }])
  }
  expect(await told(client, id)).toHaveLength(10)
})
