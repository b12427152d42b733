import { describe, expect, test } from 'vitest'
import type { Client } from '../../client.ts'
import { foldEvents } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { begin, told } from './say.ts'

const open = (client: Client, body: object) => client.stream('POST', '/api/chat', { body })

describe('S4-1: POST /api/chat with Accept: text/event-stream', () => {
  test('tells the answer as it is written, and stores what the JSON answer would be', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Hello', ' there'])
    const stream = await open(client, { message: ' Hi ' })
    expect(stream.status).toBe(200)
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    steps.release()
    const delta = await stream.until(({ type }) => type === 'delta')
    const run = String(stream.headers['x-run-id'])
    expect(delta.raw).toBe(`id: ${run}:${delta.seq}\nevent: delta\ndata: {"text":"Hello"}\n\n`)
    steps.releaseAll()
    const events = await stream.all()
    expect(events[0]?.type).toBe('started')
    expect(events.at(-1)?.type).toBe('completed')
    expect(foldEvents(events)).toBe('Hello there')
    const [session] = (await client.get('/api/chat/sessions')).json
    expect(await told(client, session.sessionId)).toEqual(['user: Hi', 'assistant: Hello there'])
  })

  test('can be taken up again where it broke off', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['One', ' two', ' three'])
    const stream = await open(client, { message: 'Count' })
    steps.release()
    const heard = await stream.until(({ type }) => type === 'delta')
    stream.leave()
    steps.releaseAll()
    const again = await client.events(String(stream.headers['x-run-id']), heard.id)
    const rest = await again.all()
    expect(foldEvents(rest)).toBe(' two three')
    expect(rest.at(-1)?.type).toBe('completed')
    const [session] = (await client.get('/api/chat/sessions')).json
    expect(await told(client, session.sessionId)).toEqual(['user: Count', 'assistant: One two three'])
  })

  test('goes on with a session, and waits behind an answer that is being written', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const id = await begin(client, 'One')
    const steps = model.stepped(['Slow'])
    const first = await open(client, { message: 'Two', sessionId: id })
    const second = await open(client, { message: 'Three', session_id: id })
    steps.releaseAll()
    expect(foldEvents(await first.all())).toBe('Slow')
    expect(foldEvents(await second.all())).toBe('You said: Three')
    expect(await told(client, id)).toEqual([
      'user: One',
      'assistant: You said: One',
      'user: Two',
      'assistant: Slow',
      'user: Three',
      'assistant: You said: Three',
    ])
  })

  test('is chosen by any Accept that names it, and by no other', async () => {
    await using server = await startTestServer()
    const { client } = server
    for (const accept of ['text/event-stream', 'Text/Event-Stream', 'application/json;q=0.5, text/event-stream']) {
      const stream = await client.stream('POST', '/api/chat', { body: { message: 'Hi' }, headers: { accept } })
      expect((await stream.all()).at(-1)?.type).toBe('completed')
    }
    for (const accept of ['*/*', 'application/json', 'text/*', '']) {
      expect((await client.post('/api/chat', { message: 'Hi' }, { accept })).json.message).toBe('You said: Hi')
    }
  })

  test('tells a failure in the stream, and leaves no session behind', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    model.fail(500)
    const stream = await open(client, { message: 'Hi' })
    expect(stream.status).toBe(200)
    expect((await stream.all()).at(-1)).toMatchObject({
      type: 'failed',
      data: { error: { code: 'model_unavailable' } },
    })
    expect((await client.get('/api/chat/sessions')).json).toEqual([])
  })

  test('is refused in JSON before it begins', async () => {
    await using server = await startTestServer()
    const headers = { accept: 'text/event-stream' }
    const refused = await server.client.post('/api/chat', { message: '' }, headers)
    expect([refused.status, refused.json.error]).toEqual([422, 'Validation error'])
    const unknown = await server.client.post('/api/chat', { message: 'Hi', sessionId: 'x' }, headers)
    expect([unknown.status, unknown.json.detail]).toEqual([404, 'Session not found'])
  })
})
