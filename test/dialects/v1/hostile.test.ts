import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../harness.ts'
import { countRows } from './another-person.ts'
import { expectProblem } from './expect-problem.ts'
import { expectRefusal, expectUnharmed, head, wire } from './under-attack.ts'

/** Every route that takes a body. */
async function bodyRoutes({ client }: TestServer): Promise<[string, string][]> {
  const conversation = await client.conversation()
  const { json } = await client.ask(conversation, 'Hi')
  return [
    ['POST', '/v1/conversations'],
    ['PATCH', `/v1/conversations/${conversation}`],
    ['POST', '/v1/conversations/import'],
    ['POST', `/v1/conversations/${conversation}/messages`],
    ['POST', `/v1/conversations/${conversation}/messages/${json.message.id}/regenerate`],
    ['POST', `/v1/messages/${json.message.id}/feedback`],
  ]
}

describe('a hostile body', () => {
  test('is not taken for JSON when it is none', async () => {
    await using server = await startTestServer()
    const texts = [
      '{',
      '}',
      '[1,]',
      'nul',
      'NaN',
      "{'content':'x'}",
      '{"content":"x"',
      '{"content":"x"}{"content":"y"}',
      '{"a":\u0000}',
      '\u0000',
      '"\n"',
      '{"content":"\\x"}',
      '{"content":"\\ud8"}',
      '//',
      '\ufeff',
    ]
    const odd = [
      Buffer.from([0xff, 0xfe]),
      Buffer.from('{"content":"x"}', 'utf16le'),
      Buffer.from('{"content":"é"}', 'latin1'),
    ]
    odd.push(Buffer.from([...Buffer.from('{"content":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')]))
    odd.push(Buffer.from([...Buffer.from('{"content":"'), 0xc0, 0xaf, ...Buffer.from('"}')]))
    for (const [method, path] of await bodyRoutes(server)) {
      for (const raw of [...texts, ...odd]) {
        const refused = await server.client.call(method, path, { raw })
        expectProblem(refused, 400, 'malformed_json')
        expect(refused.headers['x-should-retry']).toBe('false')
      }
    }
    await expectUnharmed(server)
  })

  test('does not kill what walks through it when it is 100,000 deep (LESSONS 29)', async () => {
    await using server = await startTestServer()
    const arrays = '['.repeat(100_000)
    const objects = '{"a":'.repeat(100_000)
    const bodies = [arrays, objects, `${arrays}${']'.repeat(100_000)}`, `${objects}1${'}'.repeat(100_000)}`]
    bodies.push(
      `{"metadata":${arrays}${']'.repeat(100_000)}}`,
      `{"content":"x","extra":${'['.repeat(64)}${']'.repeat(64)}}`,
    )
    for (const [method, path] of await bodyRoutes(server)) {
      for (const raw of bodies) expectProblem(await server.client.call(method, path, { raw }), 400, 'malformed_json')
    }
    const brackets = '[{'.repeat(15_000)
    const answer = await server.client.ask(await server.client.conversation(), brackets)
    expect(answer.json.userMessage.content).toBe(brackets)
    await expectUnharmed(server)
  })

  test('of three megabytes is refused, with its length told or not, and read no further', async () => {
    await using server = await startTestServer()
    const body = JSON.stringify({ content: 'x'.repeat(3_000_000) })
    for (const [method, path] of await bodyRoutes(server)) {
      const refused = await server.client.call(method, path, { raw: body })
      if (path.endsWith('/import')) expectProblem(refused, 422, 'invalid')
      else expectProblem(refused, 413, 'too_large')
    }
    const chunk = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
    const more = 'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n'
    expect(await wire(server, head('POST /v1/conversations HTTP/1.1', more) + chunk)).toMatch(
      /^HTTP\/1\.1 413 [^]*too_large/,
    )
    const claim = 'Content-Type: application/json\r\nContent-Length: 99999999999\r\n'
    expect(await wire(server, head('POST /v1/conversations HTTP/1.1', claim))).toMatch(/^HTTP\/1\.1 413 /)
    await expectUnharmed(server)
  })

  test('cannot change what every object inherits (LESSONS 26)', async () => {
    await using server = await startTestServer()
    const bodies = [
      '{"__proto__":{"polluted":1}}',
      '{"content":"x","__proto__":null}',
      '{"metadata":{"a":{"__proto__":{"polluted":1}}}}',
      '{"constructor":{"prototype":{"polluted":1}}}',
      '{"\\u005f_proto__":{"polluted":1}}',
    ]
    for (const [method, path] of await bodyRoutes(server)) {
      for (const raw of bodies) expectProblem(await server.client.call(method, path, { raw }), 400, 'malformed_json')
    }
    expect({}).not.toHaveProperty('polluted')
    await expectUnharmed(server)
  })

  test('of odd types, on any field, is refused or understood, and never a failure', async () => {
    await using server = await startTestServer()
    const { client } = server
    const values = [null, 0, -1, 1.5, 1e308, true, '', ' ', 'x', '__proto__', [], [null], {}, { a: 1 }, [[[]]]]
    const fields = [
      'content',
      'parentId',
      'model',
      'temperature',
      'maxTokens',
      'whileRunning',
      'title',
      'persona',
      'metadata',
      'messages',
      'createdAt',
      'rating',
      'comment',
    ]
    const valid = { content: 'Hi', rating: 'up', messages: [{ role: 'user', content: 'Hi' }] }
    for (const [method, path] of await bodyRoutes(server)) {
      for (const field of fields) {
        for (const value of values) {
          const body = { ...valid, [field]: value }
          const answer = await client.call(method, path, { body, headers: { prefer: 'respond-async' } })
          if (answer.status >= 300) expectRefusal(answer)
        }
      }
      for (const value of values) {
        const answer = await client.call(method, path, { body: value, headers: { prefer: 'respond-async' } })
        if (answer.status >= 300) expectRefusal(answer)
      }
    }
    for (const field of ['role', 'content', 'name', 'createdAt']) {
      for (const value of values) {
        const answer = await client.post('/v1/conversations/import', {
          messages: [{ role: 'user', content: 'Hi', [field]: value }],
        })
        if (answer.status !== 201) expectProblem(answer, 422, 'invalid')
      }
    }
    await expectUnharmed(server)
  })

  test('of half characters or NUL is refused on every text, for no store can hold it', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    const { json } = await client.ask(conversation, 'Hi')
    const before = countRows(server.path)
    for (const text of ['\\ud83d', 'a\\udc00b', '\\ude00\\ud83d', '\\u0000', 'a\\u0000']) {
      const bodies: [string, string, string][] = [
        ['POST', `/v1/conversations/${conversation}/messages`, `{"content":"${text}"}`],
        ['POST', '/v1/conversations', `{"title":"${text}"}`],
        ['POST', '/v1/conversations', `{"metadata":{"a":["${text}"]}}`],
        ['POST', '/v1/conversations', `{"metadata":{"${text}":1}}`],
        ['PATCH', `/v1/conversations/${conversation}`, `{"title":"${text}"}`],
        ['PATCH', `/v1/conversations/${conversation}`, `{"metadata":{"a":"${text}"}}`],
        ['POST', '/v1/conversations/import', `{"messages":[{"role":"user","content":"${text}"}]}`],
        ['POST', '/v1/conversations/import', `{"messages":[{"role":"user","content":"x","name":"${text}"}]}`],
        ['POST', `/v1/messages/${json.message.id}/feedback`, `{"rating":"up","comment":"${text}"}`],
      ]
      for (const [method, path, raw] of bodies) expectProblem(await client.call(method, path, { raw }), 422, 'invalid')
      const parent = await client.call('POST', `/v1/conversations/${conversation}/messages`, {
        raw: `{"content":"x","parentId":"${text}"}`,
      })
      expectProblem(parent, 404, 'not_found')
    }
    expect(countRows(server.path)).toEqual(before)
    await expectUnharmed(server)
  })

  test('of another type than JSON is 415, and an empty one on a route that needs none is fine (SETTLED 20)', async () => {
    await using server = await startTestServer()
    const { client } = server
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/jsonx',
      'application/vnd.api+json',
      'text/json',
      'x',
      'application/json;',
      'a/b;c=d;e',
    ]
    for (const [method, path] of await bodyRoutes(server)) {
      for (const type of types) {
        const answer = await client.call(method, path, { raw: '<x/>', headers: { 'content-type': type } })
        if (type === 'application/json;') expectRefusal(answer)
        else expectProblem(answer, 415, 'unsupported_media_type')
      }
    }
    const untyped = await wire(server, `${head('POST /v1/conversations HTTP/1.1', 'Content-Length: 2\r\n')}{}`)
    expect(untyped).toMatch(/^HTTP\/1\.1 415 /)
    for (const type of ['text/plain', 'application/json', 'application/json; charset=utf-8']) {
      const empty = await client.call('POST', '/v1/conversations', { raw: '', headers: { 'content-type': type } })
      expect(empty.status).toBe(201)
    }
    const run = (await client.ask(await client.conversation(), 'Hi')).json.run.id
    for (const options of [{}, { body: {} }, { body: null }, { raw: '' }]) {
      expect((await client.call('POST', `/v1/runs/${run}/stop`, options)).status).toBe(200)
    }
    await expectUnharmed(server)
  })

  test('in another alphabet than UTF-8, or compressed, is 415 and not read as what it is not', async () => {
    await using server = await startTestServer()
    const odd: Record<string, string>[] = [
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-type': 'application/json; charset="iso-8859-1"' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    ]
    for (const headers of odd) {
      const answer = await server.client.call('POST', '/v1/conversations', { raw: '{}', headers })
      expectProblem(answer, 415, 'unsupported_media_type')
    }
    const plain = { 'content-type': 'application/json; charset="UTF-8"', 'content-encoding': 'identity' }
    expect((await server.client.call('POST', '/v1/conversations', { raw: '{}', headers: plain })).status).toBe(201)
    await expectUnharmed(server)
  })

  test('that is missing where one is needed is refused', async () => {
    await using server = await startTestServer()
    for (const [method, path] of await bodyRoutes(server)) {
      if (path === '/v1/conversations' || path.endsWith('/regenerate')) continue
      for (const options of [{}, { raw: '' }, { body: null }]) {
        expectProblem(await server.client.call(method, path, options), 422, 'invalid')
      }
    }
    await expectUnharmed(server)
  })
})
