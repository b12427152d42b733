import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { createSecret } from '../../src/config/secrets.ts'
import { startKeyServer } from '../adapters/jwt-key-server.ts'
import type { Answer, CallOptions } from '../client.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { bearer, secondsFromNow, tokenFor } from '../tokens.ts'

const adminKey = 'kanarienvogel-verwalter-mit-langem-schluessel'
const jwtSecret = 'kanarienvogel-geheimnis-mit-zweiunddreissig-zeichen'
const options = {
  auth: { kinds: ['jwt', 'keys'], jwt: { secret: createSecret(jwtSecret), algorithms: ['HS256'] } },
  adminKey: createSecret(adminKey),
  retry: { attempts: 0 },
} as const

const named = (canaries: Readonly<Record<string, string>>, text: string): string[] =>
  Object.entries(canaries).flatMap(([name, canary]) => (text.includes(canary) ? [name] : []))

/** Which canaries the log names, in whatever line; `user_id` may hold the id of a user, and nothing else may. */
function inLog({ lines }: TestServer, canaries: Readonly<Record<string, string>>, users: string[] = []): string[] {
  return lines.flatMap((line) => {
    const { user_id: user, ...rest } = JSON.parse(line) as { user_id?: string }
    const others = user === undefined || users.includes(user) ? rest : { ...rest, user }
    return named(canaries, JSON.stringify(others)).map((name) => `${name}: ${line}`)
  })
}

/** What all of a token gives away, and each part of it. */
const partsOf = (name: string, token: string): Record<string, string> => {
  const [, claims = '', signature = ''] = token.split('.')
  return { [`claims of the ${name} token`]: claims, [`signature of the ${name} token`]: signature }
}

type Operations = Record<string, Record<string, unknown>>

describe('LESSONS 28: no secret of a request is in any line at DEBUG, nor in any refusal', () => {
  test('tokens, keys, cookies, queries and ids that clients choose, on every path, let in and refused', async () => {
    await using server = await startTestServer(options)
    const { client, model } = server
    const person = 'kanarienvogel-person'
    const tokens = {
      good: await tokenFor('ann', {}, jwtSecret),
      expired: await tokenFor('ann', { exp: secondsFromNow(-60) }, jwtSecret),
      forged: await tokenFor('ann', {}, 'another-secret-that-nobody-has-given-away'),
      unsigned: `${btoa('{"alg":"none"}').replaceAll('=', '')}.${btoa('{"sub":"ann"}').replaceAll('=', '')}.`,
      garbled: 'kanarienvogel-token',
      key: 'colloquy_kanarienvogel-schluessel-den-es-nicht-gibt',
      operator: adminKey,
      'wrong operator': adminKey.toUpperCase(),
    }
    const made = await client.call('POST', '/v1/admin/keys', {
      body: { name: 'kanarienvogel-name-eines-schluessels' },
      headers: bearer(adminKey),
    })
    const key = made.json.key as string
    const headersOf = {
      cookie: 'sid=kanarienvogel-keks',
      'idempotency-key': 'kanarienvogel-einmal',
      'last-event-id': 'kanarienvogel-zuletzt:1',
      'x-api-key': 'kanarienvogel-andrer-schluessel',
      'proxy-authorization': 'Basic kanarienvogel-stellvertreter',
      referer: 'https://example.org/kanarienvogel-herkunft',
      'user-agent': 'kanarienvogel-browser',
      prefer: 'kanarienvogel-wunsch',
      accept: 'text/kanarienvogel-art',
    }
    const canaries = {
      ...headersOf,
      ...Object.fromEntries(
        Object.entries(headersOf).map(([name, value]) => [name, /kanarienvogel-\w+/.exec(value)?.[0] ?? value]),
      ),
      ...tokens,
      ...partsOf('good', tokens.good),
      ...partsOf('expired', tokens.expired),
      ...partsOf('forged', tokens.forged),
      'secret of the tokens': jwtSecret,
      'key that was made': key,
      'middle of that key': key.slice(16, 32),
      'name of a key': 'kanarienvogel-name',
      person,
      query: 'kanarienvogel-frage',
      session: 'kanarienvogel-sitzung',
      body: 'kanarienvogel-inhalt',
    }

    const answers: Answer[] = []
    const call = async (method: string, path: string, more: CallOptions = {}): Promise<Answer> => {
      const answer = await client.call(method, path, { ...more, headers: { ...headersOf, ...more.headers } })
      answers.push(answer)
      return answer
    }
    const { paths } = (await client.get('/openapi.json')).json as { paths: Operations }
    const query =
      '?q=kanarienvogel-frage&limit=kanarienvogel-frage&cursor=kanarienvogel-frage&message=kanarienvogel-frage'
    for (const [path, operations] of Object.entries(paths)) {
      const at = path.replaceAll(/\{\w+\}/g, '019a0000-0000-7000-8000-000000000000') + query
      for (const method of [...Object.keys(operations), 'trace'].map((name) => name.toUpperCase())) {
        const body = ['POST', 'PUT', 'PATCH'].includes(method)
          ? { 'kanarienvogel-inhalt': 'kanarienvogel-inhalt' }
          : undefined
        await call(method, at, { body, headers: bearer(tokens.good) })
        await call(method, at, { body })
      }
    }
    for (const token of Object.values(tokens)) {
      for (const path of ['/v1/conversations', '/v1/admin/keys', '/chat', '/no-such-path']) {
        await call('GET', `${path}${query}`, { headers: bearer(token) })
        await call('GET', path, { headers: { authorization: token } })
      }
    }

    // A service's key, which names a person; then it is gone.
    const service = { ...bearer(key), 'x-user-id': person }
    const { id } = (await call('POST', '/v1/conversations', { body: {}, headers: service })).json
    expect((await call('POST', '/v1/conversations', { headers: bearer(key) })).status).toBe(401)
    model.script(async (exchange) => {
      await exchange.token(`${key} ${tokens.good} kanarienvogel-inhalt`)
      await exchange.error({
        type: exchange.request.headers.authorization,
        code: 'kanarienvogel-inhalt, as it was said',
        message: key,
      })
    })
    const body = { content: 'kanarienvogel-inhalt' }
    expect((await call('POST', `/v1/conversations/${id}/messages`, { body, headers: service })).status).toBe(503)
    const session = { message: 'kanarienvogel-inhalt', sessionId: 'kanarienvogel-sitzung' }
    await call('POST', '/chat', { body: session, headers: { ...service, 'idempotency-key': 'kanarienvogel-einmal 2' } })
    expect(
      (
        await call('POST', '/api/chat', {
          body: session,
          headers: { ...service, 'idempotency-key': 'kanarienvogel-einmal 3' },
        })
      ).status,
    ).toBe(404)
    await call('DELETE', '/v1/me', { headers: service })
    expect((await call('DELETE', `/v1/admin/keys/${made.json.id}`, { headers: bearer(adminKey) })).status).toBe(204)
    expect((await call('GET', '/v1/conversations', { headers: service })).status).toBe(401)
    await server.drain()

    const statuses = new Set(answers.map(({ status }) => status))
    for (const status of [200, 401, 404, 405, 422, 503]) expect(statuses).toContain(status)
    expect(server.lines.length).toBeGreaterThan(answers.length)
    expect(inLog(server, canaries, [person])).toEqual([])
    const refused = answers.filter(({ status }) => status >= 400)
    expect(refused.flatMap(({ text, headers }) => named(canaries, text + JSON.stringify(headers)))).toEqual([])
    expect(server.lines.some((line) => JSON.parse(line).user_id === person)).toBe(true)
  })

  test('whoever sends too much, too fast or twice is refused without a word of it', async () => {
    const rate = { requests: 2, seconds: 60 }
    await using server = await startTestServer({
      ...options,
      rateLimits: { session: rate },
      limits: { bodyBytes: 4_096 },
    })
    const { client } = server
    const canaries = { message: 'kanarienvogel-inhalt', session: 'kanarienvogel-sitzung', key: 'kanarienvogel-einmal' }
    const headers = { ...bearer(await tokenFor('ann', {}, jwtSecret)), 'idempotency-key': canaries.key }
    const send = (message: string, more: object = {}) =>
      client.call('POST', '/chat', { body: { message, sessionId: canaries.session, ...more }, headers })
    expect((await send(canaries.message)).status).toBe(200)
    const refused = [
      await send(`${canaries.message} again`),
      await send(canaries.message),
      await send(canaries.message.repeat(1_000)),
    ]
    const raw = { raw: canaries.message, headers: { ...headers, 'content-type': `text/${canaries.message}` } }
    refused.push(await client.call('POST', '/chat', raw))
    refused.push(await client.get(`/chat/%ff?${canaries.message}`, { headers }))
    expect(refused.map(({ status }) => status)).toEqual([409, 429, 413, 415, 404])
    await server.drain()
    expect(refused.flatMap(({ text }) => named(canaries, text))).toEqual([])
    expect(inLog(server, canaries)).toEqual([])
  })

  test('keys of whoever signs that cannot be had are told without where they were to be had', async () => {
    await using signer = await startKeyServer()
    const canaries = { query: 'kanarienvogel-adresse', body: 'kanarienvogel-schluesselbund' }
    const away = `http://127.0.0.1:9/keys?from=${canaries.query}`
    const there = `${signer.url}?from=${canaries.query}`
    const answered: (() => void)[] = [
      () => signer.say(canaries.body, 500),
      () => signer.say(canaries.body),
      () => signer.say(JSON.stringify({ keys: canaries.body })),
      () => signer.answer((_, response) => void response.writeHead(302, { location: `/${canaries.body}` }).end()),
      () => signer.answer((request) => request.socket.destroy()),
    ]
    const [header] = btoa('{"alg":"RS256"}').split('=')
    for (const [jwksUrl, answer] of [[away, () => {}], ...answered.map((one) => [there, one] as const)] as const) {
      answer()
      await using server = await startTestServer({ auth: { kinds: ['jwt'], jwt: { jwksUrl, algorithms: ['RS256'] } } })
      const refused = await server.client.get('/v1/me/export', { headers: bearer(`${header}.e30.kanarienvogel`) })
      expect(refused.status).toBe(503)
      expect(await server.logged({ event: 'access_problem' })).toMatchObject({ reason: 'jwks' })
      await server.drain()
      expect(named(canaries, refused.text)).toEqual([])
      expect(inLog(server, { ...canaries, token: 'e30.kanarienvogel' })).toEqual([])
    }
    expect(signer.hits).toBe(answered.length)
  })

  test('a database that is away, damaged or another than it was is told without what is in it', async () => {
    await using server = await startTestServer(options)
    const { client, path } = server
    const canaries = {
      message: 'kanarienvogel-inhalt',
      key: 'kanarienvogel-einmal',
      stored: 'kanarienvogel-vorrat',
      damaged: 'zeisig',
    }
    const token = bearer(await tokenFor('ann', {}, jwtSecret))
    let keys = 0
    const call = (method: string, at: string, body?: object) =>
      client.call(method, at, { body, headers: { ...token, 'idempotency-key': `${canaries.key} ${keys++}` } })
    const { id } = (await call('POST', '/v1/conversations', { title: canaries.stored })).json
    const send = () => call('POST', `/v1/conversations/${id}/messages`, { content: canaries.message })
    const everywhere = async (): Promise<Answer[]> => [
      await call('GET', '/v1/conversations'),
      await send(),
      await call('POST', '/api/chat/simple', { user_id: 'ann', message: canaries.message }),
      await call('POST', '/chat', { message: canaries.message, sessionId: canaries.message }),
      await call('POST', '/v1/conversations/import', { messages: [{ role: 'user', content: canaries.message }] }),
      await call('PATCH', `/v1/conversations/${id}`, { title: canaries.message, metadata: { [canaries.message]: 1 } }),
      await call('GET', `/v1/search?q=${canaries.message}`),
    ]
    using other = new DatabaseSync(path, { timeout: 5_000 })
    other.exec('BEGIN IMMEDIATE')
    const away = await send()
    expect(away.status).toBe(503)
    other.exec('ROLLBACK')
    // A parser quotes no more than the first ten characters.
    other.prepare('UPDATE conversations SET metadata = ?').run(canaries.damaged)
    const damaged = await everywhere()
    for (const table of ['messages_search', 'feedback', 'run_events', 'usage']) other.exec(`DROP TABLE ${table}`)
    const changed = await everywhere()
    await server.drain()

    const failed = [away, ...damaged, ...changed].filter(({ status }) => status >= 500)
    expect(failed.length).toBeGreaterThan(4)
    expect(failed.flatMap(({ text }) => named(canaries, text))).toEqual([])
    expect(server.lines.filter((line) => line.includes('"request_failed"')).length).toBeGreaterThan(4)
    expect(inLog(server, canaries)).toEqual([])
  })
})
