import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { countRows } from '../v1/another-person.ts'
import { asked, chat, contextOf } from './chat.ts'

const session = { sessionId: 's', userId: 'u' }
const key = (value: string): Record<string, string> => ({ 'idempotency-key': value })

describe('S3-3, SETTLED 3: a session whose first turn fails', () => {
  test('is gone with it, and begins again with the next', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    model.fail(500)
    const stream = await chat(client, { message: 'Lost', ...session })
    expect(stream.text()).toMatch(/^data: \{"error": "[^"]+"\}\n\n$/)
    await server.tidy()
    expect(countRows(server.path)).toMatchObject({ conversations: 0, messages: 0, messages_search: 0 })
    await chat(client, { message: 'Again', ...session })
    expect(contextOf(model)).toEqual(['user: Again'])
    expect(countRows(server.path)).toMatchObject({ conversations: 1, messages: 2 })
  })
})

describe('S3-1, SETTLED 4: what is sent to a session that is answering', () => {
  test('waits its turn, eight deep, and then is refused before any stream', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Zero'])
    const streams = [await client.stream('POST', '/chat', { body: { message: 'Message 0', ...session } })]
    for (let i = 1; i <= 8; i++) {
      const ask = { message: `Message ${i}`, ...session }
      streams.push(
        i % 2 === 0 ? await client.stream('POST', '/chat', { body: ask }) : await client.stream('GET', asked(ask)),
      )
    }
    for (const refused of [
      await client.post('/chat', { message: 'Too many', ...session }),
      await client.get(asked({ message: 'Too many', ...session })),
    ]) {
      expect(refused.status).toBe(429)
      expect(refused.headers['retry-after']).toMatch(/^[1-9]\d*$/)
      expect(refused.json).toEqual({
        error: 'Too many messages wait',
        detail: expect.stringMatching(/^8 messages wait .*\.$/),
        correlation_id: refused.headers['x-correlation-id'],
      })
    }
    expect((await chat(client, { message: 'Hi', ...session, sessionId: 'another' })).status).toBe(200)
    steps.releaseAll()
    for (const [i, stream] of streams.entries()) {
      await stream.all()
      expect(stream.status).toBe(200)
      expect(stream.text()).toContain(i === 0 ? '{"content": "Zero"}' : `{"content": " ${i}"}`)
    }
    expect(contextOf(model)).toHaveLength(2 * 8 + 1)
    expect(contextOf(model).filter((line) => line.startsWith('user: '))).toEqual(
      Array.from({ length: 9 }, (_, i) => `user: Message ${i}`),
    )
    expect(model.requests).toHaveLength(10)
  })
})

describe('S3-1, SETTLED 6: Idempotency-Key', () => {
  test('a POST that is repeated gets the same frames from the start, while they come and afterwards', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['One', ' two'])
    const body = { message: 'Count', ...session }
    const first = await client.stream('POST', '/chat', { body, headers: key('k') })
    steps.release()
    await first.untilText((text) => text !== '')
    const joined = await client.stream('POST', '/chat', { body, headers: key('k') })
    steps.releaseAll()
    await Promise.all([first.all(), joined.all()])
    const late = await chat(client, { userId: 'u', sessionId: 's', message: 'Count' }, key('k'))
    for (const stream of [first, joined, late]) {
      expect(stream.text()).toBe('data: {"content": "One"}\n\ndata: {"content": " two"}\n\n')
      expect(stream.headers['x-run-id']).toBe(first.headers['x-run-id'])
    }
    expect(model.requests).toHaveLength(1)
  })

  test('so does a GET', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const path = asked({ message: 'Count', ...session })
    const streams = [
      await client.stream('GET', path, { headers: key('k') }),
      await client.stream('GET', path, { headers: key('k') }),
    ]
    for (const stream of streams) await stream.all()
    expect(streams[1]?.text()).toBe(streams[0]?.text())
    expect(streams[0]?.text()).toContain('{"content": " Count"}')
    expect(model.requests).toHaveLength(1)
  })

  test('with another body it is refused: 409', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await chat(client, { message: 'One', ...session }, key('k'))
    for (const other of [{ message: 'Two' }, { sessionId: 'another' }]) {
      const { status, json } = await client.post('/chat', { message: 'One', ...session, ...other }, key('k'))
      expect([status, json.error]).toEqual([409, 'The Idempotency-Key was used before'])
    }
    expect(model.requests).toHaveLength(1)
  })

  test('the same key of another person is another key', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const one = await chat(client, { message: 'One', ...session }, key('k'))
    const other = await chat(client, { message: 'One', ...session, userId: 'another' }, key('k'))
    expect(other.headers['x-run-id']).not.toBe(one.headers['x-run-id'])
    expect(model.requests).toHaveLength(2)
  })
})
