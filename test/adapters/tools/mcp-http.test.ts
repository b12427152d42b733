import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { McpToolboxOptions } from '../../../src/adapters/tools/mcp-toolbox.ts'
import { codeOf, meanPlace, openWorld } from './mcp-world.ts'
import { answer, type Mood, said, startMeanHttp } from './mean-http-server.ts'
import { type SdkHttpKind, startSdkHttp } from './sdk-http-server.ts'

const ok = (text: string) => ({ text, failed: false })

const place = (url: string) => ({ kind: 'http', url, headers: { authorization: 'Bearer canary-2' } }) as const

async function openMean(timings: McpToolboxOptions['timings'] = {}, callMs = 1e6) {
  const stack = new AsyncDisposableStack()
  const server = stack.use(await startMeanHttp())
  const world = stack.use(openWorld({ place: place(server.url), callMs }, timings))
  return { server, world, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

const count = (asked: readonly string[], one: string): number => asked.filter((other) => other === one).length

test.for<SdkHttpKind>(['streams', 'JSON', 'no sessions'])(
  'the tools of a real server of %s are found and used',
  async (kind) => {
    await using server = await startSdkHttp(kind)
    await using world = openWorld({ place: place(server.url) })
    expect(await world.names()).toContain('it__echo')
    expect(await world.use('it__echo', { text: 'Grüße 🎻' })).toEqual(ok('Grüße 🎻'))
    expect(await world.use('it__progress')).toEqual(ok('Done at last'))
    expect(await world.use('it__fail')).toEqual({ text: 'There is no such letter', failed: true })
    expect(world.troubles).toEqual([])
  },
)

test('each request says who asks, in which session and in which version, and the session is given back', async () => {
  await using server = await startSdkHttp()
  const world = openWorld({ place: place(server.url) })
  await world.names()
  await world.use('it__echo', { text: 'a' })
  await world[Symbol.asyncDispose]()
  const [first, ...more] = server.requests
  expect(first).toMatchObject({ asked: 'initialize', headers: { authorization: 'Bearer canary-2' } })
  expect(first?.headers).not.toHaveProperty('mcp-session-id')
  expect(more.map(({ method, asked }) => asked ?? method)).toEqual(
    expect.arrayContaining(['notifications/initialized', 'GET', 'tools/list', 'tools/call', 'DELETE']),
  )
  for (const { headers } of more) {
    expect(headers).toMatchObject({ authorization: 'Bearer canary-2', 'mcp-protocol-version': '2025-11-25' })
    expect(headers['mcp-session-id']).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test('a server that was started anew is given a new session, and the use that found out is done once', async () => {
  await using server = await startSdkHttp()
  await using world = openWorld({ place: place(server.url) })
  await world.names()
  server.forget()
  expect(await world.use('it__echo', { text: 'Still there' })).toEqual(ok('Still there'))
  expect(server.requests.filter(({ asked }) => asked === 'initialize')).toHaveLength(2)
  expect(world.troubles).toEqual([])
})

test('a tool that comes later is offered once the server has said so, unasked', async () => {
  await using server = await startSdkHttp()
  await using world = openWorld({ place: place(server.url) })
  await world.names()
  await expect.poll(() => server.requests.some(({ method }) => method === 'GET')).toBe(true)
  await world.use('it__grow')
  await expect.poll(() => world.names()).toContain('it__grown')
})

test('a use that nobody waits for is taken back, and the server hears it', async () => {
  await using server = await startSdkHttp()
  await using world = openWorld({ place: place(server.url) })
  await world.names()
  const { text: before } = await world.use('it__cancelled')
  const stop = new AbortController()
  const waiting = world.use('it__wait', {}, stop.signal)
  await expect.poll(() => server.requests.filter(({ asked }) => asked === 'tools/call').length).toBe(2)
  stop.abort(new Error('Stopped'))
  await expect(waiting).rejects.toThrow('Stopped')
  await expect.poll(async () => Number((await world.use('it__cancelled')).text)).toBe(Number(before) + 1)
})

test('who waits for the tools of a server that hangs does not wait long, and those of others are there', async () => {
  await using server = await startSdkHttp('JSON')
  await using world = openWorld([{ place: meanPlace('mute') }, { place: place(server.url), tools: ['echo'] }], {
    waitMs: 1_000,
  })
  await expect.poll(() => world.names()).toEqual(['it-1__echo'])
})

test('a reply that is broken off is read on where it was, and nothing is done twice', async () => {
  await using t = await openMean()
  await t.world.names()
  let call: { id?: number } = {}
  t.server.turn((asked, response, request) => {
    if (asked.method === 'tools/call') {
      call = asked
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end('id: 7\nretry: 100\ndata:\n\n')
      return true
    }
    if (request.method !== 'GET') return false
    expect(request.headers['last-event-id']).toBe('7')
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(`data: ${JSON.stringify({ jsonrpc: '2.0', id: call.id, result: said('The rest') })}\n\n`)
    return true
  })
  expect(await t.world.use('it__it')).toEqual(ok('The rest'))
  expect(count(t.server.asked, 'POST tools/call')).toBe(1)
})

test('a reply whose rest is not known any more is lost, and its use is not done again', async () => {
  await using t = await openMean()
  await t.world.names()
  t.server.turn((asked, response, request) => {
    if (request.method === 'GET') return Boolean(response.writeHead(404).end())
    if (asked.method !== 'tools/call') return false
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end('id: 7\nretry: 100\ndata:\n\n')
    return true
  })
  expect(await codeOf(t.world.use('it__it'))).toBe('unavailable')
  expect(count(t.server.asked, 'POST tools/call')).toBe(1)
})

test('no redirect is followed, with whatever credentials', async () => {
  let visits = 0
  const other = createServer((_request, response) => {
    visits += 1
    response.end()
  })
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
  const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
  await using t = await openMean()
  t.server.turn((_asked, response) => Boolean(response.writeHead(307, { location }).end()))
  expect(await t.world.names()).toEqual([])
  expect(t.world.troubles).toMatchObject([{ error: { code: 'refused', cause: { status: 307 } } }])
  expect(visits).toBe(0)
  await new Promise((closed) => other.close(closed))
})

/** Ends every call with this. */
const every =
  (end: (response: Parameters<Mood>[1], asked: Parameters<Mood>[0]) => unknown): Mood =>
  (asked, response) => {
    if (asked.method !== 'tools/call') return false
    end(response, asked)
    return true
  }

const events = { 'content-type': 'text/event-stream' }
const json = { 'content-type': 'application/json' }
const long = 'x'.repeat(5 << 20)
const replyOf = ({ id }: { id?: number }, text = 'Well'): string =>
  JSON.stringify({ jsonrpc: '2.0', id, result: said(text) })

const ills: Readonly<Record<string, [code: string, mood: Mood]>> = {
  'a page': ['garbled', every((r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>'))],
  'no content': ['garbled', every((r) => r.writeHead(202).end())],
  'broken JSON': ['garbled', every((r) => r.writeHead(200, json).end('{"jsonrpc": '))],
  'a nest without end': ['garbled', every((r) => r.writeHead(200, json).end('['.repeat(100_000)))],
  'the reply to another': ['garbled', every((r) => answer(r, { id: 9_999 }, said('Not yours')))],
  'JSON that is zipped': [
    'garbled',
    every((r, a) => r.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(replyOf(a))),
  ],
  'five megabytes': ['garbled', every((r, a) => r.writeHead(200, json).end(replyOf(a, long)))],
  'an event of five megabytes': [
    'garbled',
    every((r, a) => r.writeHead(200, events).end(`data: ${replyOf(a, long)}\n\n`)),
  ],
  'a stream without the reply': ['garbled', every((r) => r.writeHead(200, events).end(': nothing\n\n'))],
  'an event that is no JSON': ['garbled', every((r) => r.writeHead(200, events).end('data: canary\n\n'))],
  'a cut before the headers': ['unreachable', every((r) => r.destroy())],
  'a cut in the body': [
    'unreachable',
    every((r) => r.writeHead(200, { ...json, 'content-length': 99 }).write('{', () => r.destroy())),
  ],
  'a wrong key': ['denied', every((r) => r.writeHead(401).end('canary'))],
  'too many requests': ['unavailable', every((r) => r.writeHead(429).end())],
  'a failure': ['unavailable', every((r) => r.writeHead(500).end('canary'))],
  'a session that it does not know, in its own words': ['refused', every((r) => r.writeHead(400).end())],
}

test.for(Object.entries(ills))(
  '%s: the use fails, is not done again, and the next one is done',
  async ([, [code, mood]]) => {
    await using t = await openMean()
    await t.world.names()
    t.server.turn(mood)
    const failure = t.world.use('it__it')
    expect(await codeOf(failure)).toBe(code)
    expect(count(t.server.asked, 'POST tools/call')).toBe(1)
    const error: unknown = await failure.catch((error: unknown) => error)
    expect(inspect([error, t.world.troubles], { depth: Infinity, showHidden: true })).not.toMatch(/canary|127\.0\.0\.1/)
    t.server.turn(undefined)
    t.world.pass(1_000)
    expect(await t.world.names()).toEqual(['it__it'])
    expect(await t.world.use('it__it')).toEqual(ok('Well'))
  },
)

test('a server that refuses is given a new session: its own way to say that it does not know this one', async () => {
  await using t = await openMean()
  await t.world.names()
  t.server.turn(every((response) => response.writeHead(400).end()))
  expect(await codeOf(t.world.use('it__it'))).toBe('refused')
  t.server.turn(undefined)
  expect(await t.world.names()).toEqual(['it__it'])
  expect(count(t.server.asked, 'POST initialize')).toBe(2)
})

test('a server that only fails is left alone after a while, and found again', async () => {
  await using t = await openMean()
  await t.world.names()
  t.server.turn((_asked, response) => Boolean(response.writeHead(503).end()))
  for (let i = 0; i < 3; i += 1) expect(await codeOf(t.world.use('it__it'))).toBe('unavailable')
  expect(await t.world.names()).toEqual([])
  expect(await codeOf(t.world.use('it__it'))).toBe('resting')
  t.server.turn(undefined)
  t.world.pass(1_000)
  expect(await t.world.names()).toEqual(['it__it'])
})

test('what others use goes on where one use finds the server out of reach', async () => {
  await using t = await openMean()
  await t.world.names()
  const { promise: isAsked, resolve } = Promise.withResolvers<() => void>()
  t.server.turn((asked, response) => {
    if (asked.method !== 'tools/call') return false
    resolve(() => answer(response, asked, said('At last')))
    return true
  })
  const slow = t.world.use('it__it')
  const finish = await isAsked
  t.server.turn(every((response) => response.destroy()))
  expect(await codeOf(t.world.use('it__it'))).toBe('unreachable')
  expect(await t.world.names()).toEqual([])
  finish()
  expect(await slow).toEqual(ok('At last'))
  await expect.poll(() => count(t.server.asked, 'DELETE')).toBe(1)
})

test('a server that says nothing costs one use its time, and is begun anew', async () => {
  await using t = await openMean({ pingMs: 200 }, 200)
  await t.world.names()
  t.server.turn(() => true)
  expect(await codeOf(t.world.use('it__it'))).toBe('timeout')
  await t.world.troubled(1)
  t.server.turn(undefined)
  t.world.pass(1_000)
  expect(await t.world.names()).toEqual(['it__it'])
})

test('a server that does not hear of the end does not keep this one from it', async () => {
  const t = await openMean({ killMs: 200 })
  await t.world.names()
  t.server.turn(() => true)
  await t.world[Symbol.asyncDispose]()
  expect(count(t.server.asked, 'DELETE')).toBe(1)
  await t[Symbol.asyncDispose]()
})

test('what has changed unsaid is seen after a while, and nobody waits for it', async () => {
  await using t = await openMean()
  expect(await t.world.names()).toEqual(['it__it'])
  const { promise: isAsked, resolve } = Promise.withResolvers<() => void>()
  t.server.turn((asked, response) => {
    if (asked.method !== 'tools/list') return false
    resolve(() => answer(response, asked, { tools: [{ name: 'other', inputSchema: { type: 'object' } }] }))
    return true
  })
  t.world.pass(300_001)
  expect(await t.world.names()).toEqual(['it__it'])
  const finish = await isAsked
  expect(await t.world.names()).toEqual(['it__it'])
  finish()
  await expect.poll(() => t.world.names()).toEqual(['it__other'])
  expect(count(t.server.asked, 'POST tools/list')).toBe(2)
})

test('a server that never takes a notice is one that does not answer', async () => {
  await using t = await openMean({ replyMs: 200 })
  t.server.turn((asked) => asked.method === 'notifications/initialized')
  expect(await t.world.names()).toEqual([])
  expect(t.world.troubles).toMatchObject([{ error: { code: 'timeout' } }])
})

test('what tells of changes is asked for again where it broke, from where it was', async () => {
  await using t = await openMean()
  const { promise: isAsked, resolve } = Promise.withResolvers<string>()
  let streams = 0
  t.server.turn((asked, response, request) => {
    if (asked.method === 'initialize')
      return answer(response, asked, { protocolVersion: '2025-11-25', capabilities: { tools: { listChanged: true } } })
    if (request.method !== 'GET') return false
    streams += 1
    if (streams === 2) return Boolean(response.writeHead(503).end())
    if (streams === 3) resolve(String(request.headers['last-event-id']))
    response.writeHead(200, events).end('id: 4\ndata: {}\n\n')
    return true
  })
  await t.world.names()
  expect(await isAsked).toBe('4')
})

test('a name of a session that no header can carry is none', async () => {
  await using t = await openMean()
  t.server.turn((asked, response) => {
    if (asked.method === 'initialize') response.setHeader('mcp-session-id', 'a b')
    return asked.method === 'initialize' && answer(response, asked, { protocolVersion: '2025-11-25', capabilities: {} })
  })
  expect(await t.world.names()).toEqual([])
  expect(t.world.troubles).toMatchObject([{ error: { code: 'garbled' } }])
})
