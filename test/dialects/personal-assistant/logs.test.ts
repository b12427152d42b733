import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../harness.ts'

const body = { message: 'kanarienvogel-frage' }

/** What the log says of one request; every line must be one JSON object with what a search needs. */
function eventsOf(server: TestServer, id: string): string[] {
  const lines = server.lines.map((line) => {
    expect(line.trimEnd()).not.toContain('\n')
    return JSON.parse(line) as Record<string, unknown>
  })
  for (const line of lines) {
    expect(line).toMatchObject({
      event: expect.stringMatching(/^[a-z_]+$/),
      level: expect.stringMatching(/^(debug|info|warning|error)$/),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(Z|\+00:00)$/),
      correlation_id: expect.stringMatching(/./),
    })
  }
  return lines.filter((line) => line.correlation_id === id).map(({ event }) => String(event))
}

function ask({ client }: TestServer, id: string, options: { body?: unknown; raw?: string } = { body }) {
  return client.call('POST', '/chat', { ...options, headers: { 'x-correlation-id': id } })
}

describe('S2-5, S2-6: the log of a request is found by its id', () => {
  test('from its coming to its end', async () => {
    await using server = await startTestServer()
    await ask(server, 'mine')
    await server.logged({ event: 'stream_completed', correlation_id: 'mine' })
    expect(eventsOf(server, 'mine')).toEqual([
      'request_received',
      'message_accepted',
      'stream_started',
      'stream_completed',
    ])
    expect(await server.logged({ event: 'request_received' })).toMatchObject({ method: 'POST', path: '/chat' })
  })

  test('where it is refused', async () => {
    await using server = await startTestServer()
    await ask(server, 'mine', { raw: '{"message": "", "kanarienvogel": 1}' })
    expect(await server.logged({ event: 'validation_error', correlation_id: 'mine' })).toMatchObject({
      level: 'info',
      status: 400,
      path: '/chat',
    })
    expect(eventsOf(server, 'mine')).toEqual(['request_received', 'validation_error'])
  })

  test('where the model fails', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    server.model.fail(500)
    await ask(server, 'mine')
    expect(await server.logged({ event: 'stream_error', correlation_id: 'mine' })).toMatchObject({ level: 'warning' })
    expect(eventsOf(server, 'mine')).toEqual([
      'request_received',
      'message_accepted',
      'stream_started',
      'model_error',
      'stream_error',
    ])
  })

  test('where the model takes too long', async () => {
    await using server = await startTestServer({ assistant: { timeoutMs: 30 } })
    server.model.next((exchange) => exchange.stall())
    await ask(server, 'mine')
    expect(await server.logged({ event: 'stream_timeout', correlation_id: 'mine' })).toMatchObject({ level: 'warning' })
    const events = eventsOf(server, 'mine')
    expect(events).toContain('stream_started')
    expect(events.at(-1)).toBe('stream_timeout')
    expect(events).not.toContain('stream_completed')
    expect(events).not.toContain('stream_error')
  })
})

test('S2-6: the text of a message, of an answer and of what a provider says is in no line', async () => {
  await using server = await startTestServer({ retry: { attempts: 0 } })
  const { model } = server
  model.reply('kanarienvogel-antwort')
  await ask(server, 'answered')
  model.fail(400, {}, '{"error":{"message":"kanarienvogel-frage","type":"invalid_request_error"}}')
  await ask(server, 'failed')
  model.next(async (exchange) => {
    await exchange.token('kanarienvogel-antwort')
    await exchange.end()
  })
  await ask(server, 'broken')
  for (const raw of [
    '{"message": ["kanarienvogel-frage"]}',
    '{"message": "Hi", "model": "kanarienvogel"}',
    '{"message": "Hi", "max_tokens": "kanarienvogel"}',
    '{"message": "kanarienvogel',
  ])
    await ask(server, 'refused', { raw })
  await server.drain()
  expect(eventsOf(server, 'broken')).toContain('stream_error')
  expect(eventsOf(server, 'refused').filter((event) => event === 'validation_error')).toHaveLength(3)
  for (const line of server.lines) expect(line).not.toContain('kanarienvogel')
})
