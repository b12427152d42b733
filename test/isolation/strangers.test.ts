import { describe, expect, test } from 'vitest'
import { dialects } from '../../src/dialects/registry.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { startWithEmbeddings } from '../start-with-embeddings.ts'
import { as, asAdmin, bearer, secondsFromNow, withAuth } from '../tokens.ts'
import { alike, ask, nobodysIds, pathOf, uuidsIn } from './ask.ts'
import { ann, type Belongings, canaries, exportOf, type Ids, settleIn } from './belongings.ts'
import { type Registered, watchRoutes } from './registered-routes.ts'
import { type Case, whatRoutesDo } from './what-routes-do.ts'

type Headers = Record<string, string>

interface Asked {
  method: string
  path: string
  one: Case
}

const placeOf = ({ method, path }: Registered): string => `${method} ${path}`
/** The documentation, and the chat page: files, and whoever opens them has nothing yet. */
const isPage = ({ path }: Registered): boolean => /^\/(?:docs|app)(?:\/|$)/.test(path)

/** Written out by hand: a path that opens by mistake is not in it. */
const openPaths = ['/', '/health', '/healthz', '/readyz', '/openapi.json', '/api/health', '/v1/safety/protocol']
const everyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']
const statusOf = { refused: 404, nothing: 204, open: 200, operator: 401 } as const

/** Every route with every request that the table has for it; those that destroy come last. */
function everyRequest(ids: Ids): Asked[] {
  const all = Object.entries(whatRoutesDo).flatMap(([name, cases]) => {
    const [, method = '', path = ''] = name.split(' ')
    return cases(ids).map((one) => ({ method, path, one }))
  })
  const rank = ({ method, path }: Asked): number => Number(method === 'DELETE') + Number(path === '/v1/me')
  return all.sort((a, b) => rank(a) - rank(b))
}

/** Each of these ids in each place of each path: one of another kind opens nothing either. */
function everyIdEverywhere(ids: Ids, every: readonly string[]): Asked[] {
  const named = everyRequest(ids).filter(({ one }) => one.isNobodys !== true)
  return named.flatMap((asked) =>
    Object.keys(asked.one.params ?? {}).flatMap((name) =>
      every.map((id) => ({ ...asked, one: { ...asked.one, params: { ...asked.one.params, [name]: id } } })),
    ),
  )
}

/** As somebody who has nothing of hers, and as somebody else who names what nobody has. */
async function walkAsStrangers(
  { client }: TestServer,
  [bob, carol]: [{ name: string; headers: Headers }, { name: string; headers: Headers }],
  [hers, nobodys]: [Asked[], Asked[]],
  secrets: readonly string[],
): Promise<void> {
  for (const [i, { method, path, one }] of hers.entries()) {
    const other = nobodys[i]?.one ?? one
    const expected = one.another === 'own' ? undefined : statusOf[one.another]
    const what = `${method} ${pathOf(path, one)} as ${bob.name}`
    const heard = await ask(client, method, path, one, bob.headers, expected)
    const unknown = await ask(client, method, path, other, carol.headers, expected)
    const leaked = secrets.filter((secret) => `${heard.headers}${heard.text}`.includes(secret))
    expect([what, leaked]).toEqual([what, []])
    expect([what, alike(heard, bob.name)]).toEqual([what, alike(unknown, carol.name)])
    const isAsExpected = expected === undefined ? heard.status < 300 : heard.status === expected
    expect([what, heard.status, isAsExpected]).toEqual([what, heard.status, true])
  }
}

async function keyFor({ client }: TestServer, userId: string | null): Promise<string> {
  const made = await client.call('POST', '/v1/admin/keys', { body: { name: 'a key', userId }, headers: asAdmin })
  expect(made.status).toBe(201)
  return made.json.key as string
}

/** Her reads, as she sees them; that she sees them proves that the ids are good. */
async function whatSheReads(server: TestServer, ids: Ids): Promise<string[]> {
  const headers = await as(ids.user)
  const reads = [
    `/v1/conversations/${ids.conversation}`,
    `/v1/conversations/${ids.conversation}/messages`,
    `/v1/conversations/${ids.busy}/messages`,
    `/v1/conversations/${ids.imported}/messages`,
    `/v1/conversations/${ids.busy}/run`,
    `/v1/runs/${ids.run}`,
    `/v1/runs/${ids.run}/events`,
    `/v1/runs/${ids.running}`,
    `/v1/runs/${ids.queued}`,
    `/v1/runs/${ids.chatbotRun}/events`,
    `/v1/runs/${ids.therapyRun}/events`,
    '/v1/conversations',
    ...['day', 'model', 'conversation'].map((group) => `/v1/usage?group=${group}`),
    '/v1/memories',
    '/v1/me',
    `/api/chat/history/${ids.user}`,
    '/api/chat/sessions',
    `/api/chat/sessions/${ids.guideSession}/messages`,
    ...[ids.response, ids.alone].map((id) => `/openai/v1/responses/${id}`),
    `/openai/v1/responses/${ids.response}?stream=true`,
    `/openai/v1/conversations/${ids.talk}`,
    `/openai/v1/conversations/${ids.talk}/items`,
    `/openai/v1/conversations/${ids.talk}/items/${ids.item}`,
  ]
  const texts = []
  for (const path of reads) {
    const read = await server.client.get(path, { headers })
    expect([path, read.status]).toEqual([path, 200])
    texts.push(read.text)
  }
  texts.push(await exportOf(server, headers))
  return texts
}

async function expectHersUntouched({ client }: TestServer, { ids, steps }: Belongings): Promise<void> {
  const headers = await as(ids.user)
  const stateOf = async (id: string): Promise<string> => (await client.get(`/v1/runs/${id}`, { headers })).json.state
  expect([await stateOf(ids.running), await stateOf(ids.queued)]).toEqual(['running', 'queued'])
  steps.releaseAll()
  for (const [id, content] of [
    [ids.running, `${canaries.streaming} to its end`],
    [ids.queued, `You said: ${canaries.waiting}`],
  ] as const) {
    const last = (await (await client.stream('GET', `/v1/runs/${id}/events`, { headers })).all()).at(-1)
    expect(last).toMatchObject({ type: 'completed', data: { message: { content } } })
  }
}

describe('LESSONS 22: every route that there is', () => {
  test('says what it does with the ids of another', async () => {
    using watched = watchRoutes()
    await using server = await startTestServer(withAuth)
    const offered = dialects.flatMap(({ name, routes }) => routes.map((one) => `${name} ${placeOf(one)}`))
    const ofHttp = Object.keys(whatRoutesDo).filter((name) => name.startsWith('http '))
    const known = Object.keys(whatRoutesDo)
    const sentence = 'Add these to whatRoutesDo, with what they do where the ids that they are given are another’s'
    expect(
      offered.filter((name) => !known.includes(name)),
      sentence,
    ).toEqual([])
    expect(
      known.filter((name) => ![...offered, ...ofHttp].includes(name)),
      'These are gone: take them out',
    ).toEqual([])

    const places = new Set(known.map((name) => name.slice(name.indexOf(' ') + 1)))
    const documented = Object.entries((await server.client.get('/openapi.json')).json.paths as Record<string, object>)
    const inDocument = documented.flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(
      inDocument.filter((place) => !places.has(place)),
      sentence,
    ).toEqual([])
    expect(inDocument.length).toBeGreaterThan(40)

    // Whatever else is registered refuses everybody, or shows a page.
    const others = watched.routes.filter((one) => !places.has(placeOf(one)) && !isPage(one))
    const bob = await as('bob')
    const answering = []
    for (const { method, path } of others) {
      const caller = path.startsWith('/v1/admin/') ? asAdmin : bob
      const { status, headers } = await ask(server.client, method, path, {}, caller, 405)
      if (status !== 405 || !headers.includes('"allow"')) answering.push(`${method} ${path} answers ${status}`)
    }
    expect(answering, sentence).toEqual([])
    expect(watched.routes.length).toBeGreaterThan(300)
  })

  test('gives a stranger nothing of hers, and touches nothing of hers', async () => {
    await using server = await startWithEmbeddings(withAuth)
    const belongings = await settleIn(server)
    const { ids } = belongings
    const nobodys = nobodysIds(ids)
    const before = await whatSheReads(server, ids)
    const everyId = [...new Set([...uuidsIn(before.join()), ...Object.values(ids)])]
    const secrets = [...Object.values(canaries), ...everyId]
    expect(everyId.length).toBeGreaterThan(30)

    const service = bearer(await keyFor(server, null))
    const pairs: [string, (name: string) => Promise<Headers>][] = [
      ['bob', (name) => as(name)],
      ['bob', async (name) => ({ ...(await as(name)), 'x-user-id': name === 'carol' ? nobodys.user : ids.user })],
      ['bob', async (name) => ({ ...service, 'x-user-id': name })],
      ['ben', async (name) => ({ ...bearer(await keyFor(server, name)), 'x-user-id': ids.user })],
    ]
    const requests: [Asked[], Asked[]] = [everyRequest(ids), everyRequest(nobodys)]
    for (const [name, headersOf] of pairs) {
      const stranger = async (one: string) => ({ name: one, headers: await headersOf(one) })
      await walkAsStrangers(server, [await stranger(name), await stranger('carol')], requests, secrets)
    }
    const bob = { name: 'bob', headers: await as('bob') }
    const carol = { name: 'carol', headers: await as('carol') }
    const nobodysEvery = everyId.map((_, i) => Object.values(nobodys)[i] ?? nobodys.run)
    const everywhere: [Asked[], Asked[]] = [everyIdEverywhere(ids, everyId), everyIdEverywhere(nobodys, nobodysEvery)]
    await walkAsStrangers(server, [bob, carol], everywhere, secrets)

    expect(await whatSheReads(server, ids)).toEqual(before)
    await expectHersUntouched(server, belongings)

    // The same requests are good when they are hers: they were refused for that alone.
    let shown = ''
    for (const { method, path, one } of everyRequest(ids)) {
      if (one.another === 'operator') continue
      const { status, text } = await ask(server.client, method, path, one, await as(ann))
      expect([method, pathOf(path, one), status < 300]).toEqual([method, pathOf(path, one), true])
      shown += text
    }
    const seen = Object.values(canaries).filter((canary) => canary !== canaries.session)
    expect(seen.filter((canary) => !shown.includes(canary))).toEqual([])
  })

  test('wants to know who asks, on every method of every path but the open ones', async () => {
    using watched = watchRoutes()
    await using server = await startTestServer(withAuth)
    const { client } = server
    const belongings = await settleIn(server)
    const { ids } = belongings
    const before = await whatSheReads(server, ids)
    const secrets = [...Object.values(canaries), ...uuidsIn(before.join()), ids.user]
    const byPath = new Map(everyRequest(ids).map(({ path, one }) => [path, one]))
    const service = bearer(await keyFor(server, null))
    const callers: Record<string, Headers> = {
      nobody: {},
      'an expired token of hers': await as(ann, { exp: secondsFromNow(-1) }),
      'a service that names nobody': service,
      'a service that names a blank': { ...service, 'x-user-id': ' ' },
      'the operator': asAdmin,
      'her name alone': { 'x-user-id': ann },
    }
    const paths = new Set(watched.routes.filter((one) => !isPage(one)).map(({ path }) => path))
    expect(openPaths.filter((path) => !paths.has(path))).toEqual([])
    for (const path of paths) {
      for (const method of everyMethod) {
        const sent = byPath.get(path) ?? {}
        for (const [name, headers] of Object.entries(callers)) {
          if (name === 'the operator' && path.startsWith('/v1/admin/')) continue
          const heard = await ask(client, method, path, sent, headers, 401)
          const what = `${method} ${path} as ${name}`
          const isOpen = openPaths.includes(path)
          expect([what, isOpen ? [200, 405].includes(heard.status) : heard.status]).toEqual([what, isOpen || 401])
          const leaked = secrets.filter((secret) => `${heard.headers}${heard.text}`.includes(secret))
          expect([what, leaked]).toEqual([what, []])
        }
      }
    }
    expect(await whatSheReads(server, ids)).toEqual(before)
    await expectHersUntouched(server, belongings)
  })

  test('shows the operator who and how much, and never what was said', async () => {
    await using server = await startTestServer(withAuth)
    const belongings = await settleIn(server)
    const { ids } = belongings
    const before = await whatSheReads(server, ids)
    for (const { method, path, one } of everyRequest(ids)) {
      if (one.another !== 'operator') continue
      const { status, text } = await ask(server.client, method, path, one, asAdmin)
      const said = Object.values(canaries).filter((canary) => text.includes(canary))
      expect([method, path, status < 300, said]).toEqual([method, path, true, []])
    }
    expect(await whatSheReads(server, ids)).toEqual(before)
    await expectHersUntouched(server, belongings)
  })
})
