import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness.ts'
import { as, asAdmin, bearer, secondsFromNow, tokenFor, withAuth } from '../tokens.ts'

async function makeKey({ client }: TestServer, body: object): Promise<{ id: string; key: string }> {
  const made = await client.call('POST', '/v1/admin/keys', { body: { name: 'a key', ...body }, headers: asAdmin })
  expect(made.status).toBe(201)
  return made.json as { id: string; key: string }
}

const conversationsOf = ({ client }: TestServer, headers: Record<string, string>) =>
  client.call('GET', '/v1/conversations', { headers })

describe('while authentication is off', () => {
  test('S3-6: a token, a key and another name in a header change nothing', async () => {
    await using server = await startTestServer()
    const { client } = server
    const id = await client.conversation()
    for (const headers of [
      bearer('whatever'),
      await as('ann'),
      { 'x-user-id': 'ann' },
      { authorization: 'Basic YTpi' },
    ]) {
      expect((await client.get(`/v1/conversations/${id}`, { headers })).status).toBe(200)
    }
  })

  test('what is the operator’s does not exist without an ADMIN_KEY, and is open to it alone with one', async () => {
    await using closed = await startTestServer()
    expect((await closed.client.get('/v1/admin/keys', { headers: asAdmin })).status).toBe(404)
    expect((await closed.client.get('/openapi.json')).text).not.toContain('/v1/admin')

    await using server = await startTestServer({ adminKey: withAuth.adminKey })
    const { client } = server
    expect((await client.get('/v1/admin/keys', { headers: asAdmin })).status).toBe(200)
    for (const headers of [
      {},
      bearer('wrong'),
      await as('ann'),
      { authorization: asAdmin.authorization.slice(0, -1) },
    ]) {
      const refused = await client.get('/v1/admin/keys', { headers })
      expect(refused.status).toBe(401)
      expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect((await client.call('PUT', '/v1/admin/keys', { headers })).status).toBe(401)
    }
  })
})

describe('with authentication on', () => {
  test('S3-6: nobody gets anything but 401 on any path but the open ones, in the words of its contract', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    for (const path of [
      '/',
      '/health',
      '/healthz',
      '/readyz',
      '/docs/',
      '/docs/static/swagger-ui.css',
      '/openapi.json',
      '/api/health',
    ]) {
      expect([path, (await client.get(path)).status]).toEqual([path, 200])
    }
    const chats = {
      '/chat': { message: 'Hi' },
      '/chat/completion': { messages: [] },
      '/chat/stream': { messages: [] },
      '/api/chat': { message: 'Hi' },
      '/api/chat/simple': { user_id: 'ann', message: 'Hi' },
    }
    for (const [path, body] of Object.entries(chats)) {
      const refused = await client.call('POST', path, { body })
      expect([path, refused.status]).toEqual([path, 401])
      expect(refused.headers['www-authenticate']).toBe('Bearer realm="colloquy"')
      expect(refused.json).toEqual({
        error: 'Authentication required',
        detail:
          'This server wants to know who asks. Send "Authorization: Bearer <token>" with a token that it accepts.',
        correlation_id: refused.headers['x-correlation-id'],
      })
    }
    const unknown = [
      '/nothing',
      '/v1',
      '/v1/nothing',
      '/v1/admin/nothing',
      '/%',
      '/v1/%ff',
      '/docs2',
      '/health/x',
      '/docs/nothing',
      '/v1//me',
    ]
    for (const path of unknown) expect([path, (await client.get(path)).status]).toEqual([path, 401])
    for (const method of ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']) {
      expect([method, (await client.call(method, '/v1/conversations')).status]).toEqual([method, 401])
    }
    expect((await client.get('/api/health/detailed')).status).toBe(401)
    const native = await client.get('/v1/conversations')
    expect(native.json).toMatchObject({ status: 401, code: 'unauthenticated', title: 'Who asks is not known' })
  })

  test('a preflight passes, for a browser sends no token with it', async () => {
    await using server = await startTestServer(withAuth)
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'POST' }
    const asked = await server.client.call('OPTIONS', '/chat', { headers })
    expect([asked.status, asked.headers['access-control-allow-origin']]).toEqual([204, 'https://app.example'])
    const refused = await server.client.call('POST', '/chat', { headers: { origin: 'https://app.example' } })
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([401, 'https://app.example'])
  })

  test('the sub of a token is the user, and each has their own', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const made = await client.call('POST', '/v1/conversations', { body: {}, headers: await as('ann') })
    expect(made.status).toBe(201)
    expect((await conversationsOf(server, await as('ann'))).json.data).toHaveLength(1)
    expect((await conversationsOf(server, await as('bob'))).json.data).toEqual([])
    // Another may not say that he is her.
    const asAnother = { ...(await as('bob')), 'x-user-id': 'ann' }
    expect((await conversationsOf(server, asAnother)).json.data).toEqual([])
  })

  test('LESSONS 24: a token that is forged, expired, without end or in a URL is nobody’s', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const good = await tokenFor('ann')
    const [head = '', body = '', signature = ''] = good.split('.')
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`
    const payload = Buffer.from(JSON.stringify({ sub: 'bob', exp: secondsFromNow(60) })).toString('base64url')
    const forged = [
      none,
      `${head}.${payload}.${signature}`,
      `${head}.${body}.`,
      await tokenFor('ann', {}, 'another-secret-that-is-also-long-enough'),
      await tokenFor('ann', { exp: secondsFromNow(-1) }),
      await tokenFor('ann', { exp: undefined as never }),
      await tokenFor(''),
      'x',
      '..',
      'colloquy_',
      `colloquy_${'A'.repeat(43)}`,
    ]
    for (const token of forged) {
      const refused = await conversationsOf(server, bearer(token))
      expect(refused.status).toBe(401)
      expect(refused.headers['www-authenticate']).toBe('Bearer realm="colloquy", error="invalid_token"')
      expect(refused.text).not.toContain(token.slice(0, 20))
    }
    for (const authorization of [good, `Basic ${good}`, `Bearer`, `Bearer  `, `Bearer ${good} x`, `Bearer ${good},`]) {
      expect((await conversationsOf(server, { authorization })).status).toBe(401)
    }
    expect((await client.get(`/v1/conversations?token=${good}&access_token=${good}`)).status).toBe(401)
    expect((await client.get('/v1/conversations', { headers: { cookie: `token=${good}` } })).status).toBe(401)
    expect((await conversationsOf(server, { authorization: `bEaReR   ${good} ` })).status).toBe(200)
  })

  test('tokens are of no use where only keys are, nor keys where only tokens are', async () => {
    await using server = await startTestServer(withAuth)
    const { key } = await makeKey(server, { userId: 'ann' })
    await server.drain()
    const { path } = server
    {
      await using keys = await startTestServer({ ...withAuth, path, auth: { kinds: ['keys'] } })
      expect((await conversationsOf(keys, bearer(key))).status).toBe(200)
      expect((await conversationsOf(keys, await as('ann'))).status).toBe(401)
    }
    await using tokens = await startTestServer({ ...withAuth, path, auth: { ...withAuth.auth, kinds: ['jwt'] } })
    expect((await conversationsOf(tokens, bearer(key))).status).toBe(401)
    expect((await conversationsOf(tokens, await as('ann'))).status).toBe(200)
  })
})

describe('a key', () => {
  test('of a user is that user, whatever else a request says', async () => {
    await using server = await startTestServer(withAuth)
    const { key } = await makeKey(server, { userId: 'ann' })
    expect(key).toMatch(/^colloquy_[A-Za-z0-9_-]{43}$/)
    await server.client.call('POST', '/v1/conversations', { body: {}, headers: await as('ann') })
    expect((await conversationsOf(server, { ...bearer(key), 'x-user-id': 'bob' })).json.data).toHaveLength(1)
  })

  test('of a service must name the user, whoever that is', async () => {
    await using server = await startTestServer(withAuth)
    const { key } = await makeKey(server, {})
    for (const name of ['ann', 'Zoë 😀']) {
      const headers = { ...bearer(key), 'x-user-id': Buffer.from(name).toString('latin1') }
      // A text for a body would be sent together with the headers, and they in its encoding.
      await server.client.call('POST', '/v1/conversations', { raw: Buffer.from('{}'), headers })
      expect((await conversationsOf(server, headers)).json.data).toHaveLength(1)
      expect((await conversationsOf(server, await as(name))).json.data).toHaveLength(1)
    }
    for (const name of ['', ' ', 'x'.repeat(256), '\t']) {
      const refused = await conversationsOf(server, { ...bearer(key), 'x-user-id': name })
      expect(refused.status).toBe(401)
      expect(refused.json.detail).toContain('X-User-Id')
    }
    expect((await conversationsOf(server, bearer(key))).status).toBe(401)
  })

  test('is shown once, stored as its hash, and refused as soon as it is revoked or expired', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const soon = new Date(Date.now() + 60_000).toISOString()
    const one = await makeKey(server, { userId: 'ann', name: 'one' })
    const two = await makeKey(server, { userId: 'ann', name: 'two', expiresAt: soon })
    const listed = await client.get('/v1/admin/keys', { headers: asAdmin })
    const start = 'colloquy_'.length
    expect(listed.json.data.map(({ hint }: { hint: string }) => hint)).toEqual(
      [two, one].map(({ key }) => key.slice(start, start + 4)),
    )
    expect(listed.json.data.map(({ name }: { name: string }) => name)).toEqual(['two', 'one'])
    expect(listed.text).not.toContain(one.key)

    expect((await client.call('DELETE', `/v1/admin/keys/${one.id}`, { headers: asAdmin })).status).toBe(204)
    expect((await conversationsOf(server, bearer(one.key))).status).toBe(401)
    expect((await client.call('DELETE', `/v1/admin/keys/${one.id}`, { headers: asAdmin })).status).toBe(404)

    expect((await conversationsOf(server, bearer(two.key))).status).toBe(200)
    server.advance(61_000)
    const expired = await conversationsOf(server, bearer(two.key))
    expect([expired.status, expired.json.detail]).toEqual([401, expect.stringContaining('has expired')])
  })

  test('is not made of nonsense', async () => {
    await using server = await startTestServer(withAuth)
    const bad = [
      {},
      { name: '' },
      { name: 7 },
      { name: 'x', userId: '' },
      { name: 'x', userId: '\u0000' },
      { name: 'x', expiresAt: 'soon' },
      { name: 'x', expiresAt: '2020-01-01T00:00:00Z' },
    ]
    for (const body of bad) {
      const refused = await server.client.call('POST', '/v1/admin/keys', { body, headers: asAdmin })
      expect([body, refused.status, refused.json.code]).toEqual([body, 422, 'invalid'])
    }
  })
})

describe('the operator', () => {
  test('is nobody outside /v1/admin, and nobody else is inside', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const service = await makeKey(server, {})
    expect((await conversationsOf(server, asAdmin)).status).toBe(401)
    for (const headers of [await as('admin'), { ...bearer(service.key), 'x-user-id': 'admin' }]) {
      expect((await client.get('/v1/admin/keys', { headers })).status).toBe(401)
    }
    // The same path, written in another way.
    expect((await client.get('/v1/%61dmin/keys', { headers: await as('ann') })).status).toBe(401)
    expect((await client.get('/v1/admin/nothing', { headers: asAdmin })).status).toBe(404)
    expect((await client.call('PATCH', '/v1/admin/keys', { headers: asAdmin })).status).toBe(405)
  })

  test('finds every act of his in the audit log, and how often somebody was turned away', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const { id } = await makeKey(server, { userId: 'ann', name: 'for ann' })
    await client.call('DELETE', `/v1/admin/keys/${id}`, { headers: asAdmin })
    await client.call('POST', '/v1/conversations', { body: {}, headers: await as('ann') })
    await client.call('DELETE', '/v1/me', { headers: await as('ann') })
    // There is nothing left: who asks again and again fills no log.
    await client.call('DELETE', '/v1/me', { headers: await as('ann') })
    for (let i = 0; i < 25; i++) expect((await conversationsOf(server, bearer('x'))).status).toBe(401)
    await server.drain()
    await using after = await startTestServer({ ...withAuth, path: server.path })
    const { data } = (await after.client.get('/v1/admin/audit', { headers: asAdmin })).json
    expect(data).toMatchObject([
      { act: 'auth_failed', actor: 'nobody', count: 25, detail: { reason: 'malformed' } },
      { act: 'person_erased', actor: 'user', subject: 'ann', count: 1 },
      { act: 'key_revoked', actor: 'admin', subject: id },
      { act: 'key_created', actor: 'admin', subject: id, detail: { userId: 'ann' } },
    ])
    expect(JSON.stringify(data)).not.toContain('for ann')
  })
})
