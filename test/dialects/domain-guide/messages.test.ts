import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { begin, say, told } from './say.ts'

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

describe('S4-2: GET /api/chat/sessions/{id}/messages', () => {
  test('is a bare list, oldest first, of exactly the keys that the guide names', async () => {
    await using server = await startTestServer()
    const { client } = server
    const first = await say(client, 'One')
    const { sessionId } = first.json
    const second = await say(client, 'Two', sessionId)
    const { status, headers, json } = await client.get(`/api/chat/sessions/${sessionId}/messages`)
    expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
    const common = { messageId: expect.any(String), sessionId, createdAt: expect.stringMatching(time) }
    expect(json).toEqual([
      { ...common, role: 'user', content: 'One' },
      { ...common, messageId: first.json.messageId, role: 'assistant', content: 'You said: One' },
      { ...common, role: 'user', content: 'Two' },
      { ...common, messageId: second.json.messageId, role: 'assistant', content: 'You said: Two' },
    ])
    expect(new Set(json.map(({ messageId }: { messageId: string }) => messageId)).size).toBe(4)
  })

  test('text of every kind comes back as it was', async () => {
    await using server = await startTestServer()
    const { client } = server
    const message = 'a "b" \\ c\n\td \u2028 \u{1f44b}\u{1f3fd} \u4f60 </script> \u0001'
    const id = await begin(client, message)
    expect(await told(client, id)).toEqual([`user: ${message}`, `assistant: You said: ${message}`])
  })

  test('a turn that is not answered yet is absent, and there when it is', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const id = await begin(client, 'One')
    const steps = model.stepped(['Half', ' whole'])
    const stream = await client.stream('POST', '/api/chat', { body: { message: 'Two', sessionId: id } })
    steps.release()
    await stream.until(({ type }) => type === 'delta')
    expect(await told(client, id)).toEqual(['user: One', 'assistant: You said: One'])
    steps.releaseAll()
    await stream.all()
    expect(await told(client, id)).toEqual([
      'user: One',
      'assistant: You said: One',
      'user: Two',
      'assistant: Half whole',
    ])
  })

  test('a session that waits for its first answer has no messages yet', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['At last'])
    const asked = say(client, 'One')
    await model.waitForRequest(1)
    const [{ sessionId }] = (await client.get('/api/chat/sessions')).json
    expect((await client.get(`/api/chat/sessions/${sessionId}/messages`)).json).toEqual([])
    steps.releaseAll()
    expect((await asked).json).toMatchObject({ sessionId, message: 'At last' })
  })

  test('a turn that failed is absent, question included, and the turns around it are not', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    const id = await begin(client, 'One')
    model.next(async (exchange) => {
      await exchange.token('Broken')
      exchange.cut()
    })
    expect((await say(client, 'Doomed', id)).status).toBe(503)
    await say(client, 'Two', id)
    expect(await told(client, id)).toEqual([
      'user: One',
      'assistant: You said: One',
      'user: Two',
      'assistant: You said: Two',
    ])
  })

  test('an answer that was stopped is there as far as it came', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Spoken', ' unspoken'])
    const stream = await client.stream('POST', '/api/chat', { body: { message: 'Tell me' } })
    steps.release()
    await stream.until(({ type }) => type === 'delta')
    await client.post(`/v1/runs/${String(stream.headers['x-run-id'])}/stop`)
    const [{ sessionId }] = (await client.get('/api/chat/sessions')).json
    expect(await told(client, sessionId)).toEqual(['user: Tell me', 'assistant: Spoken'])
  })

  test('a long session is told whole, across the pages in which it is read', async () => {
    await using server = await startTestServer({
      answering: {
        async stream({ messages }, on) {
          on.delta(`To ${messages.at(-1)?.content}`)
          return { kind: 'finish', reason: 'stop' }
        },
      },
    })
    const { client } = server
    const id = await begin(client, 'n0')
    for (let i = 1; i < 203; i++) await say(client, `n${i}`, id)
    const expected = Array.from({ length: 203 }, (_, i) => [`user: n${i}`, `assistant: To n${i}`]).flat()
    expect(await told(client, id)).toEqual(expected)
  })
})
