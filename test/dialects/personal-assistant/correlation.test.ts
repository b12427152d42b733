import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

const body = { message: 'Hi' }
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const idsIn = (text: string): string[] =>
  text
    .split('\n\n')
    .slice(0, -1)
    .map((frame) => (JSON.parse(frame.slice(6)) as { correlation_id: string }).correlation_id)

describe('S2-5: correlation ids', () => {
  test("a client's own id is in the header and in every frame", async () => {
    await using server = await startTestServer()
    for (const id of ['a', 'abc-123', 'A.b_c:d-9', 'x'.repeat(128)]) {
      const { headers, text } = await server.client.call('POST', '/chat', { body, headers: { 'x-correlation-id': id } })
      expect(headers['x-correlation-id']).toBe(id)
      expect(idsIn(text)).toEqual([id, id, id, id])
    }
  })

  test('an id that could forge a frame or a line is replaced by a new one, and so is none', async () => {
    await using server = await startTestServer()
    const given: (string | undefined)[] = ['', 'a b', 'x'.repeat(129), 'a"b', 'a,b', 'a/b', 'ü', undefined]
    const seen = new Set<string>()
    for (const id of given) {
      const headers = id === undefined ? {} : { 'x-correlation-id': Buffer.from(id).toString('latin1') }
      const answer = await server.client.call('POST', '/chat', { body, headers })
      const made = String(answer.headers['x-correlation-id'])
      expect(made).toMatch(uuid)
      expect(idsIn(answer.text)).toEqual([made, made, made, made])
      seen.add(made)
    }
    expect(seen.size).toBe(given.length)
  })

  test.each([
    ['a broken limit', 400, 'POST', '/chat', '{"message": ""}', {}],
    ['a body that is no JSON', 400, 'POST', '/chat', '{', {}],
    ['an unknown path', 404, 'POST', '/chat/nothing', '{}', {}],
    ['a wrong method', 405, 'PUT', '/chat', '{}', {}],
    ['a body of another type', 415, 'POST', '/chat', 'message=Hi', { 'content-type': 'text/plain' }],
    ['a body that is too large', 413, 'POST', '/chat', JSON.stringify({ message: 'x'.repeat(2_000_000) }), {}],
  ])('%s is told with the id, in header, body and log', async (_what, status, method, path, raw, more) => {
    await using server = await startTestServer()
    const headers = { 'x-correlation-id': 'mine', ...more }
    const answer = await server.client.call(method, path, { raw, headers })
    expect(answer.status).toBe(status)
    expect(answer.headers['x-correlation-id']).toBe('mine')
    expect(answer.json).toEqual({ error: expect.any(String), detail: expect.any(String), correlation_id: 'mine' })
    expect(await server.logged({ correlation_id: 'mine', status })).toMatchObject({ method, path })
    const nameless = await server.client.call(method, path, { raw, headers: { ...more, 'x-correlation-id': 'a b' } })
    expect(nameless.headers['x-correlation-id']).toMatch(uuid)
    expect(nameless.json.correlation_id).toBe(nameless.headers['x-correlation-id'])
    if (status === 405) expect(answer.headers.allow).toMatch(/\bPOST\b/)
  })

  test('a preflight has one, and a page may send its own and read it', async () => {
    await using server = await startTestServer()
    const headers = {
      origin: 'https://app.example.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-correlation-id',
      'x-correlation-id': 'mine',
    }
    const preflight = await server.client.call('OPTIONS', '/chat', { headers })
    expect(preflight.status).toBe(204)
    expect(preflight.headers['x-correlation-id']).toBe('mine')
    expect(preflight.headers['access-control-allow-headers']).toMatch(/\bX-Correlation-Id\b/)
    const { origin } = headers
    const answer = await server.client.call('POST', '/chat', { body, headers: { origin } })
    expect(answer.headers['access-control-allow-origin']).toBe(origin)
    expect(answer.headers['access-control-expose-headers']).toMatch(/\bX-Correlation-Id\b/)
    expect(answer.headers['x-correlation-id']).toMatch(uuid)
  })
})
