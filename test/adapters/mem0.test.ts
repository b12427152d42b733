import { describe, expect, test } from 'vitest'
import { createMem0Client } from '../../src/adapters/memory/mem0-client.ts'
import type { Mem0Client } from '../../src/adapters/memory/mem0-client.ts'
import type { Mem0Added, Mem0Change } from '../../src/adapters/memory/mem0-replies.ts'
import { startMem0Server } from './mem0-server.ts'
import type { Mem0Server, Mem0ServerOptions } from './mem0-server.ts'

const ANN = 'p_2c26b46b68ffc68f'
const BOB = 'p_fcde2b2edba56bf4'
const { signal } = new AbortController()
const said = { at: Date.parse('2026-03-01T08:30:00.700Z'), metadata: { source: 'conversation' } }
const user = (content: string) => ({ role: 'user' as const, content })
const refused = expect.objectContaining({ name: 'Mem0Error', code: 'refused', retryable: false })

const kinds: [name: string, options: Mem0ServerOptions][] = [
  ['the platform', { hosted: true }],
  ['the platform, when it keeps at once', { hosted: true, atOnce: true }],
  ['a server of one’s own', { hosted: false }],
  ['a server of one’s own from the published image', { hosted: false, legacy: true }],
]

async function open(options: Mem0ServerOptions) {
  const stack = new AsyncDisposableStack()
  const server = stack.use(await startMem0Server(options))
  const client = stack.use(createMem0Client({ baseUrl: server.url, apiKey: server.key, hosted: options.hosted }))
  return { server, client, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** Lets the server work off what is pending, and asks what became of it. */
async function outcome(added: Mem0Added, server: Mem0Server, client: Mem0Client): Promise<Mem0Change[]> {
  if (added.kind === 'done') return added.memories
  await expect(client.outcome(added.event, signal)).resolves.toEqual(added)
  server.settle()
  const end = await client.outcome(added.event, signal)
  if (end.kind !== 'done') throw new Error(`The add is ${end.kind}`)
  return end.memories
}

describe.each(kinds)('Mem0, %s', (_, options) => {
  test('what was learned is told by id, so that a mirror of it can be kept', async () => {
    await using world = await open(options)
    const { server, client } = world
    const added = await client.add(ANN, [user('I live in Porto'), user('I have two cats')], said, signal)
    expect(added.kind).toBe(options.hosted ? 'pending' : 'done')
    const memories = await outcome(added, server, client)
    expect(memories.map(({ text, event }) => [text, event])).toEqual([
      ['I live in Porto', 'ADD'],
      ['I have two cats', 'ADD'],
    ])
    const listed = await client.list(ANN, 1, signal)
    expect(listed.memories.map(({ id }) => id)).toEqual(memories.map(({ id }) => id))
  })

  test('when it was said and what we call it arrive with it', async () => {
    await using world = await open(options)
    await world.client.add(ANN, [user('I live in Porto')], said, signal)
    const body = world.server.requests[0]?.body
    expect(body).toEqual({
      messages: [{ role: 'user', content: 'I live in Porto' }],
      user_id: ANN,
      infer: true,
      ...(options.hosted
        ? { timestamp: 1_772_353_800, metadata: { source: 'conversation' } }
        : { metadata: { source: 'conversation', said_at: '2026-03-01T08:30:00.700Z' } }),
    })
  })

  test('nothing learned is no failure', async () => {
    await using world = await open(options)
    const { server, client } = world
    server.put(ANN, 'I live in Porto')
    const added = await client.add(ANN, [user('I live in Porto')], said, signal)
    await expect(outcome(added, server, client)).resolves.toEqual([])
  })

  test('what a person writes down is not to be inferred from', async () => {
    await using world = await open(options)
    const { server, client } = world
    const added = await client.create(ANN, 'Call me Ann', { source: 'person' }, signal)
    expect(server.requests[0]?.body).toMatchObject({ infer: false, user_id: ANN, metadata: { source: 'person' } })
    const [memory] = await outcome(added, server, client)
    // The published image does not know `infer`, and puts it into words of its own.
    expect(memory?.text).toBe(options.legacy ? 'User: Call me Ann' : 'Call me Ann')
    expect(server.texts(ANN)).toEqual([memory?.text])
  })

  test('a search finds what is this person’s, best first, and no more than was asked for', async () => {
    await using world = await open(options)
    const { server, client } = world
    server.put(ANN, 'likes green tea', 'likes green tea with honey in winter', 'lives in Porto', 'drinks tea')
    server.put(BOB, 'likes green tea and tells nobody')
    const hits = await client.search(ANN, 'green tea with honey', 2, signal)
    expect(hits).toEqual([
      expect.objectContaining({ text: 'likes green tea with honey in winter', score: 1 }),
      expect.objectContaining({ text: 'likes green tea', score: 0.5 }),
    ])
    expect(hits[0]).toMatchObject({ createdAt: '2026-01-15T10:30:00.630Z' })
    expect(hits[0]).not.toHaveProperty('updatedAt')
  })

  test('a server that answers with more than was asked for does not fill the context', async () => {
    await using world = await open(options)
    const row = { memory: 'tea', score: 1, user_id: ANN }
    world.server.say({ status: 200, body: { results: Array.from({ length: 9 }, (_, i) => ({ ...row, id: `m${i}` })) } })
    await expect(world.client.search(ANN, 'tea', 3, signal)).resolves.toHaveLength(3)
  })

  test('an empty question asks nothing', async () => {
    await using world = await open(options)
    await expect(world.client.search(ANN, ' \0\n', 5, signal)).resolves.toEqual([])
    await expect(world.client.search(ANN, 'tea', 0, signal)).resolves.toEqual([])
    expect(world.server.requests).toEqual([])
  })

  test('text that a store cannot hold, and text without end, are not sent as they are', async () => {
    await using world = await open(options)
    const { server, client } = world
    await client.search(ANN, `te\0a \ud83d ${'long '.repeat(100_000)}`, 5, signal)
    const query = String(server.requests[0]?.body?.['query'])
    expect(query.startsWith('tea \ufffd long')).toBe(true)
    expect(query.length).toBeLessThanOrEqual(2_000)
    await client.add(ANN, [user('a\0b\udc00')], said, signal)
    expect(server.requests[1]?.body?.['messages']).toEqual([{ role: 'user', content: 'ab\ufffd' }])
  })

  test('a long list comes page by page, each memory once', async () => {
    await using world = await open(options)
    const { server, client } = world
    const texts = Array.from({ length: 230 }, (_, i) => `fact ${i}`)
    server.put(BOB, 'another')
    server.put(ANN, ...texts)
    const found: string[] = []
    for (let page = 1, more = true; more; page++) {
      const listed = await client.list(ANN, page, signal)
      found.push(...listed.memories.map(({ text }) => text))
      more = listed.more
    }
    // The published image shows a hundred and does not say that there are others.
    expect(found).toEqual(options.legacy ? texts.slice(0, 100) : texts)
  })

  test('a list carries what we noted beside each memory', async () => {
    await using world = await open(options)
    const { server, client } = world
    await client.add(ANN, [user('I live in Porto')], said, signal)
    server.settle()
    const { memories } = await client.list(ANN, 1, signal)
    expect(memories).toEqual([
      expect.objectContaining({ metadata: expect.objectContaining({ source: 'conversation' }) }),
    ])
  })

  test('a correction stands in place of what was there', async () => {
    await using world = await open(options)
    const { server, client } = world
    const [row] = server.put(ANN, 'lives in Porto')
    await client.update(row?.id ?? '', 'lives in Braga', signal)
    expect(server.texts(ANN)).toEqual(['lives in Braga'])
    const { memories } = await client.list(ANN, 1, signal)
    expect(memories[0]).toMatchObject({ text: 'lives in Braga', updatedAt: '2026-02-01T00:00:00.000Z' })
  })

  test('one memory is removed, and again without complaint', async () => {
    await using world = await open(options)
    const { server, client } = world
    const [row] = server.put(ANN, 'lives in Porto', 'likes tea')
    await client.remove(row?.id ?? '', signal)
    await client.remove(row?.id ?? '', signal)
    expect(server.texts(ANN)).toEqual(['likes tea'])
  })

  test('a person is forgotten to the last memory, and nobody else is', async () => {
    await using world = await open(options)
    const { server, client } = world
    server.put(ANN, ...Array.from({ length: 230 }, (_, i) => `fact ${i}`))
    server.put(BOB, 'likes tea')
    await client.removeAll(ANN, signal)
    server.settle()
    expect(server.texts(ANN)).toEqual([])
    expect(server.texts(BOB)).toEqual(['likes tea'])
    await client.removeAll(ANN, signal)
  })

  test('without a person, or for everybody, nothing is sent', async () => {
    await using world = await open(options)
    const { server, client } = world
    server.put(ANN, 'likes tea')
    for (const nobody of [
      '',
      '*',
      ' ',
      'a b',
      '../x',
      'a&user_id=*',
      'a'.repeat(256),
      undefined as unknown as string,
    ]) {
      await expect(client.add(nobody, [user('tea')], said, signal)).rejects.toEqual(refused)
      await expect(client.create(nobody, 'tea', {}, signal)).rejects.toEqual(refused)
      await expect(client.search(nobody, 'tea', 5, signal)).rejects.toEqual(refused)
      await expect(client.search(nobody, '', 5, signal)).rejects.toEqual(refused)
      await expect(client.list(nobody, 1, signal)).rejects.toEqual(refused)
      await expect(client.removeAll(nobody, signal)).rejects.toEqual(refused)
    }
    expect(server.requests).toEqual([])
  })

  test('without an id, the path of one memory never becomes that of all', async () => {
    await using world = await open(options)
    const { server, client } = world
    for (const none of ['', '.', '..', '../memories', 'a/b', 'a?user_id=b', '%2e%2e', undefined as unknown as string]) {
      await expect(client.update(none, 'tea', signal)).rejects.toEqual(refused)
      await expect(client.remove(none, signal)).rejects.toEqual(refused)
      await expect(client.outcome(none, signal)).rejects.toEqual(refused)
    }
    expect(server.requests).toEqual([])
  })

  test('every request is about one memory, one event, or one person', async () => {
    await using world = await open(options)
    const { server, client } = world
    const [row] = server.put(ANN, 'lives in Porto')
    const added = await client.add(ANN, [user('I like tea')], said, signal)
    await outcome(added, server, client)
    await client.create(ANN, 'Call me Ann', {}, signal)
    await client.search(ANN, 'tea', 5, signal)
    await client.list(ANN, 1, signal)
    await client.list(ANN, 2, signal)
    await client.update(row?.id ?? '', 'lives in Braga', signal)
    await client.remove(row?.id ?? '', signal)
    await client.remove(row?.id ?? '', signal)
    await client.removeAll(ANN, signal)
    const persons = server.requests
      .filter(({ path }) => !/^(\/v1\/event\/[\w-]+\/|(\/v1)?\/memories\/[\w-]+\/?)$/.test(path))
      .map(
        ({ body, query }) =>
          (body?.['filters'] as typeof body)?.['user_id'] ?? body?.['user_id'] ?? query.get('user_id'),
      )
    expect(persons.length).toBeGreaterThanOrEqual(6)
    expect(new Set(persons)).toEqual(new Set([ANN]))
  })

  test('a base with a path and a slash at its end leads to the same places', async () => {
    await using server = await startMem0Server(options)
    const { hosted } = options
    await using client = createMem0Client({ baseUrl: `${server.url}/behind/a/gateway/`, apiKey: server.key, hosted })
    await expect(client.list(ANN, 1, signal)).rejects.toEqual(refused)
    expect(server.requests[0]?.path).toBe(`/behind/a/gateway${hosted ? '/v3/memories/' : '/memories'}`)
  })

  test('the key is shown in the header that this server reads, and in no other', async () => {
    await using world = await open(options)
    await world.client.search(ANN, 'tea', 5, signal)
    const headers = Object.entries(world.server.requests[0]?.headers ?? {})
    expect(headers.filter(([, value]) => String(value).includes(world.server.key))).toEqual([
      options.hosted ? ['authorization', `Token ${world.server.key}`] : ['x-api-key', world.server.key],
    ])
  })

  test('a connection is used again, so that the next search has time for its answer', async () => {
    await using world = await open(options)
    const { server, client } = world
    for (let i = 0; i < 5; i++) await client.search(ANN, 'tea', 5, signal)
    // One is still being put away when the next request comes.
    expect(server.connections).toBeLessThanOrEqual(2)
  })
})

test('a server of one’s own without a key is asked without one', async () => {
  await using server = await startMem0Server({ hosted: false })
  await using client = createMem0Client({ baseUrl: server.url, hosted: false })
  await expect(client.search(ANN, 'tea', 5, signal)).rejects.toMatchObject({ code: 'denied', retryable: false })
  expect(server.requests[0]?.headers).not.toHaveProperty('x-api-key')
})

test('a server of one’s own that has no events is not asked for one', async () => {
  await using world = await open({ hosted: false })
  await expect(world.client.outcome('e1', signal)).rejects.toEqual(refused)
  expect(world.server.requests).toEqual([])
})

test('a list that is longer than a server of one’s own can show comes to its end all the same', async () => {
  await using world = await open({ hosted: false })
  world.server.put(ANN, ...Array.from({ length: 1_050 }, (_, i) => `fact ${i}`))
  await expect(world.client.list(ANN, 10, signal)).resolves.toMatchObject({ memories: { length: 100 } })
  await expect(world.client.list(ANN, 11, signal)).resolves.toEqual({ memories: [], more: false })
})
