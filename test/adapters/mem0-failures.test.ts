import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { createMem0Client } from '../../src/adapters/memory/mem0-client.ts'
import type { Mem0Client, Mem0Timeouts } from '../../src/adapters/memory/mem0-client.ts'
import { Mem0Error } from '../../src/adapters/memory/mem0-error.ts'
import { ills, startMem0Server } from './mem0-server.ts'
import type { Mem0Ill, Mem0Said, Mem0Server } from './mem0-server.ts'

const ANN = 'p_2c26b46b68ffc68f'
const ID = '00000000-0000-4000-8000-000000000001'
const CANARY = 'm0-canary-8h2Kq0Zx'
const { signal: never } = new AbortController()
const said = { at: 0, metadata: {} }

type Call = (client: Mem0Client, signal: AbortSignal) => Promise<unknown>

const calls: Record<string, Call> = {
  add: (client, signal) => client.add(ANN, [{ role: 'user', content: 'tea' }], said, signal),
  search: (client, signal) => client.search(ANN, 'tea', 5, signal),
  list: (client, signal) => client.list(ANN, 1, signal),
  create: (client, signal) => client.create(ANN, 'tea', {}, signal),
  update: (client, signal) => client.update(ID, 'tea', signal),
  remove: (client, signal) => client.remove(ID, signal),
  removeAll: (client, signal) => client.removeAll(ANN, signal),
}
const outcome: Call = (client, signal) => client.outcome('e1', signal)

const codes: Record<Mem0Ill, Mem0Error['code']> = {
  'nothing at all': 'timeout',
  'headers and nothing else': 'timeout',
  'a cut before the headers': 'unreachable',
  'a cut inside the body': 'unreachable',
  'no HTTP': 'garbled',
  500: 'unavailable',
  502: 'unavailable',
  429: 'rate_limited',
  401: 'denied',
  'an error without end': 'unavailable',
  'a page': 'garbled',
  'garbage for JSON': 'garbled',
  'no UTF-8': 'garbled',
  'a nest without end': 'garbled',
  'a list': 'garbled',
  nothing: 'garbled',
  'ten megabytes': 'garbled',
  'ten megabytes, bit by bit': 'garbled',
  "another person's memories": 'garbled',
  'another place': 'refused',
}

const kinds = [
  ['the platform', true],
  ['a server of one’s own', false],
] as const

async function open(hosted: boolean, timeouts: Partial<Mem0Timeouts> = {}) {
  const stack = new AsyncDisposableStack()
  const server = stack.use(await startMem0Server({ hosted, key: CANARY }))
  const client = stack.use(createMem0Client({ baseUrl: server.url, apiKey: CANARY, hosted, timeouts }))
  return { server, client, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

async function failureOf(promise: Promise<unknown>): Promise<Mem0Error> {
  const error: unknown = await promise.then(
    (value) => new Error(`It came to ${inspect(value)}`),
    (error: unknown) => error,
  )
  if (!(error instanceof Mem0Error)) throw error
  return error
}

/** All that a log could ever print of it. */
const printed = (error: Mem0Error): string =>
  inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error) + error.stack

/** Whose memories they are is told by rows, which only a search and a list are answered with. */
const illsOf = (name: string): Mem0Ill[] =>
  (Object.keys(ills) as Mem0Ill[]).filter(
    (ill) => ill !== "another person's memories" || name === 'search' || name === 'list',
  )

describe.each(kinds)('Mem0, %s', (_, hosted) => {
  const asked = { ...calls, ...(hosted && { outcome }) }

  describe.each(Object.entries(asked))('%s', (name, call) => {
    test.each(illsOf(name))('%s is one error, that says nothing of the other side', async (ill) => {
      const timeoutMs = codes[ill] === 'timeout' ? 50 : 10_000
      await using world = await open(hosted, { searchMs: timeoutMs, addMs: timeoutMs, callMs: timeoutMs })
      const { server, client } = world
      server.suffer(ill)
      const error = await failureOf(call(client, never))
      expect(error).toMatchObject({ code: codes[ill], retryable: !/refused|denied/.test(codes[ill]) })
      expect(error.retryAfterMs).toBe(String(ill) === '429' ? 7_000 : undefined)
      expect(printed(error)).not.toMatch(
        new RegExp(`${CANARY}|127\\.0\\.0\\.1|10\\.0\\.0\\.7|expired|slow down|Sign in`),
      )
      // A redirect is not followed, and nothing that broke is sent again by itself.
      const isChecked = name === 'remove' && codes[ill] === 'unavailable' && !hosted
      const { length } = server.requests
      // With so little time it may be over before it has come there.
      if (codes[ill] === 'timeout') expect(length).toBeLessThanOrEqual(1)
      else expect(length).toBe(isChecked ? 2 : 1)
    })

    test('whoever asks can leave at any time', async () => {
      await using world = await open(hosted)
      const { server, client } = world
      const controller = new AbortController()
      const left = failureOf(call(client, controller.signal))
      server.suffer('nothing at all')
      await server.asked()
      controller.abort(new Error(CANARY))
      const error = await left
      expect(error).toMatchObject({ code: 'timeout', retryable: true })
      expect(printed(error)).not.toContain(CANARY)
    })

    test('whoever has left already asks nothing', async () => {
      await using world = await open(hosted)
      expect(await failureOf(call(world.client, AbortSignal.abort()))).toMatchObject({ code: 'timeout' })
      expect(world.server.requests).toEqual([])
    })

    test('nobody at home is an error without an address', async () => {
      const server = await startMem0Server({ hosted })
      await server[Symbol.asyncDispose]()
      await using client = createMem0Client({ baseUrl: server.url, apiKey: CANARY, hosted })
      const error = await failureOf(call(client, never))
      expect(error).toMatchObject({ code: 'unreachable', retryable: true, cause: { reason: 'ECONNREFUSED' } })
      expect(printed(error)).not.toMatch(/127\.0\.0\.1/)
      expect(printed(error)).not.toContain(new URL(server.url).port)
    })

    test('a wrong key is denied, and a key that is no header never leaves', async () => {
      await using server = await startMem0Server({ hosted })
      await using wrong = createMem0Client({ baseUrl: server.url, apiKey: CANARY, hosted })
      expect(await failureOf(call(wrong, never))).toMatchObject({ code: 'denied', cause: { status: 401 } })
      await using broken = createMem0Client({ baseUrl: server.url, apiKey: `${CANARY}\r\nx: y`, hosted })
      const error = await failureOf(call(broken, never))
      expect(error.code).toBe('refused')
      expect(printed(error)).not.toContain(CANARY)
      expect(server.requests).toHaveLength(1)
    })

    test('a client that is gone lets go of who waits', async () => {
      await using server = await startMem0Server({ hosted, key: CANARY })
      const client = createMem0Client({ baseUrl: server.url, apiKey: CANARY, hosted })
      server.suffer('nothing at all')
      const asked = server.asked()
      const error = failureOf(call(client, never))
      await asked
      await client[Symbol.asyncDispose]()
      expect(await error).toMatchObject({ code: 'unreachable' })
    })

    test('it works again once the server does', async () => {
      await using world = await open(hosted)
      const { server, client } = world
      server.suffer('a cut inside the body', 1)
      await failureOf(call(client, never))
      server.put(ANN, 'tea')
      if (name === 'outcome') server.say({ status: 200, body: { status: 'SUCCEEDED', results: [] } })
      await call(client, never)
    })
  })

  test('a row of another person spoils the whole answer, not only itself', async () => {
    await using world = await open(hosted)
    const mine = { id: 'm1', memory: 'tea', score: 1, user_id: ANN }
    const results = [mine, { ...mine, id: 'm2', user_id: 'somebody-else' }]
    world.server.say({ status: 200, body: { results } })
    expect(await failureOf(world.client.search(ANN, 'tea', 1, never))).toMatchObject({ code: 'garbled' })
    expect(await failureOf(world.client.list(ANN, 1, never))).toMatchObject({ code: 'garbled' })
  })

  test('a row that does not say whose it is, and fields that nobody knows, are fine', async () => {
    await using world = await open(hosted)
    const row = { id: 'm1', memory: 'tea', score: 1, user_id: null, created_at: 'long ago', metadata: null, extra: {} }
    world.server.say({ status: 200, body: { results: [row], relations: [] } })
    await expect(world.client.search(ANN, 'tea', 1, never)).resolves.toEqual([
      { id: 'm1', text: 'tea', metadata: {}, score: 1 },
    ])
    const listed = await world.client.list(ANN, 1, never)
    expect(listed).toEqual({ memories: [{ id: 'm1', text: 'tea', metadata: {} }], more: false })
  })

  test('as many memories as may be, of all that each may say, are no flood', async () => {
    await using world = await open(hosted)
    const row = { memory: '🎻'.repeat(800), user_id: ANN, metadata: { claimKey: 'k'.repeat(64) } }
    world.server.say({
      status: 200,
      body: { results: Array.from({ length: 1_000 }, (_, i) => ({ ...row, id: `m${i}` })) },
    })
    const { memories } = await world.client.list(ANN, 1, never)
    expect(memories.length).toBeGreaterThanOrEqual(100)
  })

  test('what of an add changed nothing is not told', async () => {
    await using world = await open(hosted)
    const results = [
      { id: 'm1', memory: 'tea', event: 'NONE' },
      { id: 'm2', memory: 'tea', event: 'UPDATE', previous_memory: 'coffee' },
      { id: 'm3', event: 'DELETE' },
      { id: 'm4', data: { memory: 'milk' } },
    ]
    world.server.say({ status: 200, body: { results } })
    await expect(calls['add']?.(world.client, never)).resolves.toEqual({
      kind: 'done',
      memories: [
        { id: 'm2', text: 'tea', event: 'UPDATE' },
        { id: 'm3', text: '', event: 'DELETE' },
        { id: 'm4', text: 'milk', event: 'ADD' },
      ],
    })
  })

  const row = { id: 'm1', memory: 'tea', score: 1 }
  const misshapen: [name: keyof typeof calls, what: string, body: unknown][] = [
    ['search', 'no list', { memories: [row] }],
    ['search', 'a list of no objects', { results: ['tea'] }],
    ['search', 'an id that is none', { results: [{ ...row, id: 7 }] }],
    ['search', 'an id that leads elsewhere', { results: [{ ...row, id: '../m1' }] }],
    ['search', 'no text', { results: [{ ...row, memory: null }] }],
    ['search', 'no score', { results: [{ ...row, score: null }] }],
    ['search', 'an owner that is no name', { results: [{ ...row, user_id: { in: [ANN] } }] }],
    ['list', 'a list that is null', { results: null }],
    ['list', 'no id', { results: [{ memory: 'tea' }] }],
    ['add', 'neither an event nor results', { message: 'ok' }],
    ['add', 'an event that leads elsewhere', { event_id: '../memories', status: 'PENDING' }],
    ['add', 'a kind that nobody knows', { results: [{ ...row, event: 'MERGE' }] }],
    ['add', 'a result without a text', { results: [{ id: 'm1', event: 'ADD' }] }],
    ['add', 'a result without an id', { results: [{ memory: 'tea', event: 'DELETE' }] }],
    ['update', 'null', null],
    ['removeAll', 'null', null],
    ['search', 'a forbidden key', JSON.parse('{"results":[],"__proto__":{"a":1}}')],
  ]
  test.each(misshapen)('%s: %s is no answer', async (name, _what, body) => {
    await using world = await open(hosted)
    world.server.say({ status: 200, body })
    expect(await failureOf(calls[name]?.(world.client, never) ?? Promise.resolve())).toMatchObject({ code: 'garbled' })
  })

  test('a removal is believed from Mem0 alone, not from a gateway that has no such place', async () => {
    await using world = await open(hosted)
    const { server, client } = world
    server.put(ANN, 'tea')
    server.say({ status: 404, body: 'no such host' })
    expect(await failureOf(client.remove(ID, never))).toMatchObject({ code: 'garbled' })
    server.say({ status: 404, body: { detail: 'Not found.' } })
    await client.remove(ID, never)
    expect(await failureOf(client.update(ID, 'tea', never))).toMatchObject({ code: 'refused', cause: { status: 404 } })
  })

  const statuses: [status: number, headers: Record<string, string>, code: string, retryAfterMs?: number][] = [
    [400, {}, 'refused'],
    [403, {}, 'denied'],
    [422, {}, 'refused'],
    [301, { location: '/elsewhere' }, 'refused'],
    [408, {}, 'unavailable'],
    [503, { 'retry-after': '30' }, 'unavailable', 30_000],
    [503, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 'unavailable', 0],
    [429, { 'retry-after': '-5' }, 'rate_limited'],
    [429, { 'retry-after': 'soon' }, 'rate_limited'],
  ]
  test.each(statuses)('status %i %o means %s', async (status, headers, code, retryAfterMs) => {
    await using world = await open(hosted)
    const reply: Mem0Said = { status, headers, body: {} }
    world.server.say(reply)
    const error = await failureOf(world.client.search(ANN, 'tea', 5, never))
    expect([error.code, error.retryAfterMs, error.cause.status]).toEqual([code, retryAfterMs, status])
  })
})

async function eventOf(server: Mem0Server, client: Mem0Client, body: unknown): Promise<unknown> {
  server.say({ status: 200, body })
  return client.outcome('e1', never)
}

test('an event of the platform ends in one of three ways, and none is taken for another', async () => {
  await using world = await open(true)
  const { server, client } = world
  const pending = { kind: 'pending', event: 'e1' }
  await expect(eventOf(server, client, { id: 'e1', status: 'PENDING', results: null })).resolves.toEqual(pending)
  await expect(eventOf(server, client, { id: 'e1', status: 'RUNNING', results: [] })).resolves.toEqual(pending)
  await expect(eventOf(server, client, { id: 'e1', status: 'FAILED' })).resolves.toEqual({ kind: 'failed' })
  for (const body of [{ status: 'SUCCEEDED' }, { status: 'SUCCEEDED', results: {} }, { status: 'DONE' }, {}]) {
    expect(await failureOf(eventOf(server, client, body))).toMatchObject({ code: 'garbled' })
  }
})

test('an add that is under way is not done, whatever list comes with it', async () => {
  await using world = await open(true)
  world.server.say({ status: 200, body: { event_id: 'e1', status: 'RUNNING', results: [] } })
  await expect(calls['add']?.(world.client, never)).resolves.toEqual({ kind: 'pending', event: 'e1' })
})

test('a server of one’s own that asks to wait for an event is not waited for', async () => {
  await using world = await open(false)
  world.server.say({ status: 200, body: { event_id: 'e1', status: 'PENDING' } })
  expect(await failureOf(calls['add']?.(world.client, never) ?? Promise.resolve())).toMatchObject({ code: 'garbled' })
})

test('a server of one’s own that says it removed all, and never does, is not believed', async () => {
  await using world = await open(false)
  world.server.put(ANN, 'tea')
  world.server.say({
    status: 200,
    body: { message: 'All relevant memories deleted', results: [{ id: 'm1', memory: 'tea' }] },
  })
  expect(await failureOf(world.client.removeAll(ANN, never))).toMatchObject({ code: 'unavailable', retryable: true })
})

test('a memory that could not be removed, and is still there, is not taken for gone', async () => {
  await using world = await open(false)
  world.server.put(ANN, 'tea')
  world.server.suffer(500, 1)
  expect(await failureOf(world.client.remove(ID, never))).toMatchObject({ code: 'unavailable' })
})

test('a memory that could not be removed, and is not there, is gone', async () => {
  await using world = await open(false)
  world.server.suffer(500, 1)
  world.server.say({ status: 404, body: { detail: 'Memory not found' } })
  await world.client.remove(ID, never)
  expect(world.server.requests.map(({ method }) => method)).toEqual(['DELETE', 'GET'])
})
