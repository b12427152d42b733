import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { countRows } from '../v1/another-person.ts'
import { begin, say } from './say.ts'

describe.each(['POST', 'PATCH'])('S4-3: %s /api/chat/sessions/{id}', (method) => {
  test('a title of 1 to 255 code points is the title from then on', async () => {
    await using server = await startTestServer()
    const { client, advance } = server
    const id = await begin(client)
    const before = (await client.get(`/api/chat/sessions/${id}`)).json
    for (const title of ['x', 'x'.repeat(255), '\u{1f600}'.repeat(255)]) {
      advance(5_000)
      const { status, json } = await client.call(method, `/api/chat/sessions/${id}`, { body: { title } })
      expect(status).toBe(200)
      expect(json).toEqual({ sessionId: id, title, createdAt: before.createdAt, updatedAt: expect.any(String) })
      expect((await client.get('/api/chat/sessions')).json).toEqual([json])
      await say(client, 'And now?', id)
      expect((await client.get(`/api/chat/sessions/${id}`)).json.title).toBe(title)
    }
  })

  test('any other title is 422, and the old one stays', async () => {
    await using server = await startTestServer()
    const { client } = server
    const id = await begin(client, 'Old title')
    const tooLong = ['string_too_long', 'String should have at most 255 characters']
    const titles: [title: unknown, words: string[]][] = [
      [undefined, ['missing', 'Field required']],
      ['', ['string_too_short', 'String should have at least 1 character']],
      ['x'.repeat(256), tooLong],
      ['\u{1f600}'.repeat(256), tooLong],
      [null, ['string_type', 'Input should be a valid string']],
      [7, ['string_type', 'Input should be a valid string']],
    ]
    for (const [title, [type, msg]] of titles) {
      const { status, json, headers } = await client.call(method, `/api/chat/sessions/${id}`, { body: { title } })
      expect(status).toBe(422)
      expect(json).toEqual({
        error: 'Validation error',
        detail: [{ type, loc: ['body', 'title'], msg }],
        correlation_id: headers['x-correlation-id'],
      })
    }
    expect((await client.get(`/api/chat/sessions/${id}`)).json.title).toBe('Old title')
  })
})

describe('S4-3: DELETE /api/chat/sessions/{id}', () => {
  test('takes the session with all its messages, and no other session', async () => {
    await using server = await startTestServer()
    const { client } = server
    const kept = await begin(client, 'Keep')
    const one = countRows(server.path)
    const id = await begin(client, 'One')
    await say(client, 'Two', id)
    const deleted = await client.call('DELETE', `/api/chat/sessions/${id}`)
    expect([deleted.status, deleted.json]).toEqual([200, { success: true }])
    expect(countRows(server.path)).toEqual({ ...one, usage: 3 })
    expect((await client.get('/api/chat/sessions')).json).toMatchObject([{ sessionId: kept }])
    const after = [
      await client.get(`/api/chat/sessions/${id}`),
      await client.get(`/api/chat/sessions/${id}/messages`),
      await client.call('PATCH', `/api/chat/sessions/${id}`, { body: { title: 'Back' } }),
      await client.post(`/api/chat/sessions/${id}`, { title: 'Back' }),
      await client.call('DELETE', `/api/chat/sessions/${id}`),
      await say(client, 'Still there?', id),
    ]
    for (const { status, json } of after) expect([status, json.detail]).toEqual([404, 'Session not found'])
  })

  test('while its answer is written, stops the answer and leaves nothing of it', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Half', ' whole'])
    const stream = await client.stream('POST', '/api/chat', { body: { message: 'Hi' } })
    steps.release()
    await stream.until(({ type }) => type === 'delta')
    const [{ sessionId }] = (await client.get('/api/chat/sessions')).json
    const deleted = await client.call('DELETE', `/api/chat/sessions/${sessionId}`)
    expect([deleted.status, deleted.json]).toEqual([200, { success: true }])
    expect((await stream.all()).at(-1)?.type).toBe('stopped')
    await model.requests[0]?.closed
    expect(model.requests[0]?.wasAborted).toBe(true)
    expect((await client.get(`/api/chat/sessions/${sessionId}/messages`)).status).toBe(404)
    expect(countRows(server.path)).toMatchObject({ conversations: 0, messages: 0, runs: 0, run_events: 0 })
  })
})
