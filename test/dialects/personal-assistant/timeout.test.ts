import { describe, expect, test } from 'vitest'
import { configFrom } from '../../../src/config/config.ts'
import { readEnv } from '../../../src/config/env.ts'
import { startTestServer, type TestServer } from '../../harness.ts'

const body = { message: 'Hi' }
const headers = { 'x-correlation-id': 'abc-123' }
const timedOut =
  'data: {"content": "", "sequence": -1, "is_final": true, "correlation_id": "abc-123", "error": "The answer timed out. The model took longer than this server waits for it. Send the message again in a moment."}\n\n'

/** Opens the connection, so that the time of the next answer is not spent on it. */
const warmUp = ({ client }: TestServer) => client.post('/chat/stream', { messages: [] })

describe('S2-4: TIMEOUT_SECONDS', () => {
  test('ends the wait for a model that says nothing, and is found in the log', async () => {
    const { assistant } = configFrom(readEnv({ TIMEOUT_SECONDS: '0.5' }))
    await using server = await startTestServer({ assistant })
    await warmUp(server)
    server.model.next((exchange) => exchange.stall())
    const answer = await server.client.call('POST', '/chat', { body, headers })
    expect([answer.status, answer.text]).toEqual([200, timedOut])
    const [, request] = server.model.requests
    await request?.closed
    expect(request?.wasAborted).toBe(true)
    const line = await server.logged({ event: 'stream_timeout', correlation_id: 'abc-123' })
    expect(line.level).toBe('warning')
    expect(server.lines.filter((line) => line.includes('abc-123')).join()).not.toContain('stream_completed')
  })

  test('bounds the whole stream, and not only its silences', async () => {
    await using server = await startTestServer({ assistant: { timeoutMs: 500 } })
    await warmUp(server)
    server.model.next((exchange) => exchange.flood())
    const answer = await server.client.call('POST', '/chat', { body, headers })
    expect(answer.text.startsWith('data: {"content": "again ", "sequence": 0, "is_final": false, ')).toBe(true)
    expect(answer.text.endsWith(timedOut)).toBe(true)
    expect(answer.text.split('"is_final": true')).toHaveLength(2)
    const [, request] = server.model.requests
    await request?.closed
    expect(request?.wasAborted).toBe(true)
  })

  test('SETTLED 18: is not waited for where the next attempt could not begin before it', async () => {
    const retry = { attempts: 5, baseMs: 120_000, maxMs: 120_000 }
    await using server = await startTestServer({ retry, assistant: { timeoutMs: 20_000 } })
    server.model.fail(500)
    const answer = await server.client.call('POST', '/chat', { body, headers })
    expect(answer.text).toContain('"error": "The model failed. ')
    expect(server.model.requests).toHaveLength(1)
  })

  test("bounds this path's answers alone", async () => {
    await using server = await startTestServer({ assistant: { timeoutMs: 20 } })
    const steps = server.model.stepped(['Late'])
    const luma = await server.client.stream('POST', '/chat/stream', { body: { messages: [] } })
    await server.model.waitForRequest(1)
    server.model.next((exchange) => exchange.stall())
    expect((await server.client.call('POST', '/chat', { body, headers })).text).toBe(timedOut)
    steps.releaseAll()
    await luma.all()
    expect(luma.text()).toContain('"token": "Late"')
  })
})
