import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { expectProblem } from './expect-problem.ts'
import { expectRefusal, expectUnharmed, head, wire } from './under-attack.ts'

describe('a hostile address', () => {
  test('with broken percent-encoding is 404 in its path, and data in its query', async () => {
    await using server = await startTestServer()
    const { client } = server
    for (const part of ['%', '%z', '%zz', '%ff', '%c0%af', '%ed%a0%80', '%e2%82']) {
      expectRefusal(await client.get(`/v1/conversations/${part}`))
      expect((await client.get(`/v1/conversations/${part}`)).status).toBe(404)
      expect((await client.get(`/v1/runs/${part}/events`)).status).toBe(404)
      expect((await client.get(`/v1/search?q=${part}`)).status).toBe(200)
      expectProblem(await client.get(`/v1/conversations?limit=${part}`), 422, 'invalid')
      expectProblem(await client.get(`/v1/conversations?cursor=${part}`), 422, 'invalid')
    }
    await expectUnharmed(server)
  })

  test('with the same parameter twice, or one that nobody knows, is refused or ignored', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    const run = (await client.ask(conversation, 'Hi')).json.run.id
    const twice = [
      '/v1/conversations?limit=1&limit=1',
      '/v1/conversations?cursor=a&cursor=a',
      `/v1/conversations/${conversation}/messages?order=asc&order=asc`,
      '/v1/search?q=hi&q=hi',
      `/v1/runs/${run}/events?after=1048577&after=1048577`,
      '/v1/usage?group=day&group=day',
      '/v1/usage?from=2024-01-01T00:00:00Z&from=2024-01-01T00:00:00Z',
    ]
    for (const path of twice) expectProblem(await client.get(path), 422, 'invalid')
    for (const query of [
      '?__proto__=1',
      '?constructor=1&toString=2',
      '?limit[]=1',
      '?x',
      '?&&=&',
      `?${'a&'.repeat(2_000)}`,
    ]) {
      expect((await client.get(`/v1/conversations${query}`)).status).toBe(200)
    }
    await expectUnharmed(server)
  })
})

describe('a hostile request', () => {
  test('with headers without end is refused before it is read, and nobody else notices', async () => {
    await using server = await startTestServer()
    for (const more of [
      `X-Long: ${'x'.repeat(20_000)}\r\n`,
      'X-Many: x\r\n'.repeat(3_000),
      `Cookie: ${'a=b; '.repeat(5_000)}\r\n`,
    ]) {
      const said = await wire(server, head('GET /v1/conversations HTTP/1.1', more))
      expect(said).toMatch(/^HTTP\/1\.1 431 /)
      expect(said).toMatch(/\r\nX-Correlation-Id: [0-9a-f-]{36}\r\n/)
    }
    expect(await wire(server, head(`GET /v1/search?q=${'x'.repeat(20_000)} HTTP/1.1`))).toMatch(/^HTTP\/1\.1 431 /)
    await expectUnharmed(server)
  })

  test('that is not HTTP is told so in one sentence', async () => {
    await using server = await startTestServer()
    const odd = [
      'hello\r\n\r\n',
      '\u0016\u0003\u0001\u0002\u0000',
      head('BREW /v1/conversations HTTP/1.1'),
      head('GET /v1/conversations HTTP/9.9'),
    ]
    odd.push(head('POST /v1/conversations HTTP/1.1', 'Content-Length: -1\r\n'))
    odd.push(head('POST /v1/conversations HTTP/1.1', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'))
    odd.push(head('POST /v1/conversations HTTP/1.1', 'Content-Length: 1\r\nContent-Length: 2\r\n'))
    odd.push(head('GET /v1/conversations HTTP/1.1', 'X-Folded: a\r\n\u0000: b\r\n'), head('GET /v1/\u00ff HTTP/1.1'))
    for (const bytes of odd) {
      const said = await wire(server, Buffer.from(bytes, 'latin1'))
      expect(said).toMatch(/^HTTP\/1\.1 400 [^]*\{"error":"[^"]+","detail":"[^"]+","correlation_id":"[^"]+"\}$/)
    }
    await expectUnharmed(server)
  })

  test('that says in two ways which host it is for is refused (LESSONS 30)', async () => {
    await using server = await startTestServer()
    const ambiguous = [
      head('GET /v1/conversations HTTP/1.1', 'Host: localhost\r\n'),
      head('GET http://localhost/v1/conversations HTTP/1.1'),
      head('GET https://elsewhere.example/v1/conversations HTTP/1.1'),
      head('OPTIONS * HTTP/1.1'),
      'GET /v1/conversations HTTP/1.1\r\nConnection: close\r\n\r\n',
    ]
    for (const bytes of ambiguous) {
      expect(await wire(server, bytes)).toMatch(/^HTTP\/1\.1 400 [^]*"correlation_?[iI]d":"/)
    }
    const misdirected = [
      'GET /v1/conversations HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n',
      'GET /v1/conversations HTTP/1.0\r\n\r\n',
    ]
    for (const bytes of misdirected) expect(await wire(server, bytes)).toMatch(/^HTTP\/1\.1 421 /)
    await expectUnharmed(server)
  })

  test('in the header of a key, a cursor or a preference is refused or ignored', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    const run = (await client.ask(conversation, 'Hi')).json.run.id
    const odd = [
      '\u00ff\u00fe',
      '%00',
      '${jndi:ldap://x}',
      '{"a":1}',
      '0x10',
      'Infinity',
      `${run}:1e3`,
      `${run}:0x100001`,
      `${run}: 1`,
      ',,,',
      ';;q=x',
      '*',
    ]
    for (const value of odd) {
      const cursor = await client.get(`/v1/runs/${run}/events`, { headers: { 'last-event-id': value } })
      expectProblem(cursor, 400, 'cursor_mismatch')
      for (const name of [
        'accept',
        'prefer',
        'idempotency-key',
        'x-request-id',
        'traceparent',
        'cookie',
        'authorization',
      ]) {
        const headers = {
          [name]: value,
          ...(name !== 'idempotency-key' && { 'idempotency-key': `${name} ${encodeURIComponent(value)}` }),
        }
        expect((await client.ask(conversation, `${name} ${value}`, {}, headers)).status).toBe(200)
      }
    }
    await expectUnharmed(server)
  })

  test('that leaves in the middle of its body leaves nothing behind', async () => {
    await using server = await startTestServer()
    const { client, url } = server
    const conversation = await client.conversation()
    const { hostname, port } = new URL(url)
    const path = `/v1/conversations/${conversation}/messages`
    for (let i = 0; i < 5; i++) {
      const socket = connect(Number(port), hostname)
      const gone = new Promise((resolve) => socket.once('close', resolve))
      socket.write(
        head(`POST ${path} HTTP/1.1`, 'Content-Type: application/json\r\nContent-Length: 100\r\n') + '{"content":"half',
      )
      socket.end()
      socket.resume()
      await gone
    }
    expect(await client.messages(conversation)).toEqual([])
    await expectUnharmed(server)
  })
})
