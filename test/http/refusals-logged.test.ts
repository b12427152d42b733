import { describe, expect, test } from 'vitest'
import { startKeyServer } from '../adapters/jwt-key-server.ts'
import { createSigner } from '../adapters/jwt-signer.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { as, asAdmin, bearer, secondsFromNow, tokenFor, withAuth } from '../tokens.ts'

const address = '127.0.0.1'

async function refusal({ client, logged }: TestServer, path: string, headers: Record<string, string>) {
  const refused = await client.get(path, { headers })
  const line = await logged({ event: 'request_refused', correlation_id: refused.headers['x-correlation-id'] })
  return { refused, line }
}

describe('the log of whoever is refused', () => {
  test('says why and from where, and whoever asked is told no more than before', async () => {
    await using server = await startTestServer({
      ...withAuth,
      auth: { ...withAuth.auth, jwt: { ...withAuth.auth.jwt, issuer: 'https://id.example', audience: 'us' } },
    })
    const made = await server.client.call('POST', '/v1/admin/keys', { body: { name: 'x' }, headers: asAdmin })
    const ours = { iss: 'https://id.example', aud: 'us' }
    const cases: [string, Record<string, string>][] = [
      ['missing', {}],
      ['malformed', bearer('x')],
      ['expired', await as('ann', { ...ours, exp: secondsFromNow(-9) })],
      ['signature', bearer(await tokenFor('ann', ours, 'another-secret-that-is-also-long-enough'))],
      ['issuer', await as('ann', { ...ours, iss: 'https://else.example' })],
      ['audience', await as('ann', { ...ours, aud: 'them' })],
      ['not_yet', await as('ann', { ...ours, nbf: secondsFromNow(99) })],
      ['claims', await as('', ours)],
      ['unknown_key', bearer(`colloquy_${'A'.repeat(43)}`)],
      ['unnamed_user', bearer(made.json.key)],
    ]
    for (const [reason, headers] of cases) {
      const { refused, line } = await refusal(server, '/v1/conversations', headers)
      expect([refused.status, line]).toMatchObject([401, { reason, address, code: 'unauthenticated' }])
      expect(line).not.toHaveProperty('user_id')
      expect(refused.text + JSON.stringify(refused.headers)).not.toMatch(/unknown_key|unnamed_user|not_yet|"claims"/)
    }
    const { line } = await refusal(server, '/v1/admin/keys', bearer('guessed'))
    expect(line).toMatchObject({ reason: 'admin_key', address })
  })

  test('names whoever sends too much', async () => {
    await using server = await startTestServer({
      ...withAuth,
      rateLimits: { user: { requests: 1, seconds: 60 }, session: 'off', address: 'off' },
    })
    const headers = await as('ann')
    for (const status of [200, 429]) {
      const said = await server.client.call('POST', '/chat', { body: { message: 'Hi' }, headers })
      expect(said.status).toBe(status)
    }
    expect(await server.logged({ event: 'request_refused' })).toMatchObject({ status: 429, user_id: 'ann', address })
  })

  test('shows no key of ours, wherever somebody has put it', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const { key } = (await client.call('POST', '/v1/admin/keys', { body: { name: 'x' }, headers: asAdmin })).json
    for (const path of [`/v1/runs/${key}`, `/${key}`, `/v1/conversations/x${key}/messages`]) {
      await client.get(path, { headers: { ...(await as('ann')), 'x-correlation-id': key } })
    }
    await server.drain()
    expect(server.lines.filter((line) => line.includes('[redacted]')).length).toBeGreaterThanOrEqual(6)
    expect(server.lines.join('')).not.toContain(key.slice(-20))
  })
})

test('a provider of keys that is away fills no log, however many knock', async () => {
  await using provider = await startKeyServer()
  provider.say('', 503)
  const jwt = { jwksUrl: provider.url, algorithms: ['ES256'] }
  await using server = await startTestServer({ auth: { kinds: ['jwt'], jwt } })
  const token = createSigner('ES256', 'first').sign({ sub: 'ann', exp: secondsFromNow(60) })
  for (let i = 0; i < 5; i++) {
    server.advance(10_000)
    expect((await server.client.get('/v1/conversations', { headers: bearer(token) })).status).toBe(503)
  }
  expect(provider.hits).toBe(5)
  const told = server.lines
    .filter((line) => line.includes('"access_problem"'))
    .map((line) => JSON.parse(line) as object)
  expect(told).toMatchObject([
    { reason: 'jwks', count: 1, detail: expect.stringContaining('could not be fetched') },
    { reason: 'jwks', count: 1, detail: expect.stringContaining('cannot be checked') },
  ])
})

describe('a proxy that TRUST_PROXY does not name', () => {
  const warnings = ({ lines }: TestServer): unknown[] =>
    lines.map((line) => JSON.parse(line) as { event: string }).filter(({ event }) => event === 'proxy_not_trusted')

  test('is told of once, with what to set', async () => {
    await using server = await startTestServer()
    await server.client.get('/health')
    expect(warnings(server)).toEqual([])
    const headers = { 'x-forwarded-for': '192.0.2.7' }
    for (let i = 0; i < 3; i++) await server.client.get('/health', { headers })
    expect(warnings(server)).toMatchObject([
      { level: 'warning', address, detail: expect.stringContaining('set TRUST_PROXY to its address') },
    ])
  })

  test('is none where it is named', async () => {
    await using server = await startTestServer({ trustProxy: ['loopback'] })
    await server.client.get('/health', { headers: { 'x-forwarded-for': '192.0.2.7' } })
    expect(warnings(server)).toEqual([])
  })
})
