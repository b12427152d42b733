import { describe, expect, test } from 'vitest'
import { createClient } from '../../packages/client/src/create-client.ts'
import { startTestServer } from '../harness.ts'
import { as, secondsFromNow, withAuth } from '../tokens.ts'
import { startMeanProxy } from './mean-proxy.ts'
import { hasty, openWorld } from './open-world.ts'

describe('Lists', () => {
  test('are a page when they are awaited, and everything when they are gone through', async () => {
    await using world = await openWorld()
    const { client } = world
    for (const title of ['two', 'three']) await client.conversations.create({ title })
    const page = await client.conversations.list({ limit: 2 })
    expect(page.data.map(({ title }) => title)).toEqual(['three', 'two'])
    expect(page.nextCursor).toEqual(expect.any(String))
    const rest = await client.conversations.list({ limit: 2, cursor: page.nextCursor ?? '' })
    expect(rest).toMatchObject({ data: [{ title: null }], nextCursor: null })
    const titles: (string | null)[] = []
    for await (const { title } of client.conversations.list({ limit: 1 })) titles.push(title)
    expect(titles).toEqual(['three', 'two', null])
  })

  test('end where nobody goes on', async () => {
    await using world = await openWorld()
    const { client, proxy } = world
    await client.conversations.create()
    const before = proxy.passed.length
    for await (const _ of client.conversations.list({ limit: 1 })) break
    expect(proxy.passed).toHaveLength(before + 1)
  })
})

describe('Every route', () => {
  test('of a conversation', async () => {
    await using world = await openWorld()
    const { client, server } = world
    const made = await client.conversations.create({ title: 'Tea', persona: 'luma', metadata: { of: 'mine' } })
    expect(made).toMatchObject({ title: 'Tea', persona: 'luma', metadata: { of: 'mine' } })
    expect(await client.conversations.update(made.id, { title: null })).toMatchObject({ title: null })
    expect(await client.conversations.get(made.id)).toMatchObject({ id: made.id, title: null })
    expect(await client.conversations.run(made.id)).toBeNull()
    const steps = server.model.stepped(['Oolong'])
    const answer = client.send(made.id, { content: 'Which tea?' })
    const runId = await answer.runId
    expect(await client.conversations.run(made.id)).toMatchObject({ id: runId, state: 'running' })
    steps.releaseAll()
    const message = await answer.message
    expect(await client.run(runId)).toMatchObject({ state: 'completed', messageId: message.id })
    expect(await client.stop(runId)).toMatchObject({ state: 'completed' })
    const { data } = await client.conversations.messages(made.id, { order: 'desc' })
    expect(data.map(({ content }) => content)).toEqual(['Oolong', 'Which tea?'])
    expect(await client.search('oolong')).toMatchObject({
      data: [{ message: { id: message.id }, conversation: { id: made.id }, snippet: expect.any(String) as string }],
    })
    expect(await client.feedback(message.id, { rating: 'up', comment: 'Good' })).toMatchObject({ rating: 'up' })
    expect(await client.usage({ group: 'conversation' })).toMatchObject({
      data: [{ conversationId: made.id, runs: 1 }],
    })
    await client.conversations.delete(made.id)
    await expect(client.conversations.get(made.id)).rejects.toMatchObject({ status: 404 })
    const brought = await client.conversations.import({ title: 'Old', messages: [{ role: 'user', content: 'Hello' }] })
    expect(brought).toMatchObject({ title: 'Old' })
  })

  test('of a person', async () => {
    await using world = await openWorld()
    const { client } = world
    expect(await client.me.get()).toMatchObject({ userId: 'local', memory: true })
    expect(await client.me.update({ country: 'DE', memory: false })).toMatchObject({ country: 'DE', memory: false })
    await client.me.update({ memory: true })
    const memory = await client.memories.create({ text: 'I drink tea', importance: 0.9 })
    expect(await client.memories.list({ q: 'tea' })).toMatchObject({ data: [{ id: memory.id }] })
    const changed = await client.memories.update(memory.id, { text: 'I drink coffee', version: memory.version })
    expect(changed).toMatchObject({ text: 'I drink coffee' })
    const { items } = await client.memories.recall({ text: 'coffee?', limit: 1 })
    expect(items).toMatchObject([{ kind: 'fact', text: 'I drink coffee' }])
    expect(await client.me.export()).toMatchObject({ userId: 'local', memories: [{ id: memory.id }] })
    await client.memories.delete(memory.id)
    await client.memories.create({ text: 'I live in Bonn' })
    expect(await client.memories.clear()).toBe(1)
    expect((await client.personas()).data.map(({ id }) => id)).toContain('luma')
    expect((await client.models()).data.filter((model) => model.default)).toHaveLength(1)
    expect(await client.me.delete()).toMatchObject({ conversations: 1 })
  })

  test('of a tool that waits', async () => {
    await using world = await openWorld()
    const { client, proxy } = world
    proxy.manner = ({ path }) => (path.includes('/tools/') ? { respond: { status: 200, body: '{}' } } : {})
    await client.decideTool('r 1', 'call/2', { approve: false })
    expect(proxy.passed.at(-1)).toMatchObject({
      method: 'POST',
      path: '/v1/runs/r%201/tools/call%2F2',
      body: '{"approve":false}',
    })
  })

  test('is left with the signal of whoever asked', async () => {
    await using world = await openWorld()
    const { client, conversation, proxy } = world
    const leave = new AbortController()
    proxy.manner = () => {
      leave.abort(new Error('gone'))
      return { ending: 'stall', after: 1 }
    }
    await expect(client.conversations.get(conversation, { signal: leave.signal })).rejects.toThrow('gone')
  })
})

describe('An id', () => {
  test.each(['', '.', '..'])('that would make a request another one is refused: "%s"', async (id) => {
    await using world = await openWorld()
    const { client, proxy } = world
    const before = proxy.passed.length
    expect(() => client.memories.delete(id)).toThrow(TypeError)
    expect(() => client.conversations.delete(id)).toThrow(`Cannot ask for "${id}"`)
    expect(() => client.send(id, { content: 'Hi' })).toThrow(TypeError)
    expect(proxy.passed).toHaveLength(before)
  })

  test('cannot reach out of its place', async () => {
    await using world = await openWorld()
    const { client, proxy } = world
    await expect(client.conversations.get('../me?x#y')).rejects.toMatchObject({ status: 404 })
    expect(proxy.passed.at(-1)?.path).toBe('/v1/conversations/..%2Fme%3Fx%23y')
  })
})

describe('The token', () => {
  const tokenOf = async (seconds: number): Promise<string> =>
    ((await as('ann', { exp: secondsFromNow(seconds) })).authorization ?? '').slice('Bearer '.length)

  test('is asked for anew when a stream ends with its rights, and stands in one header alone', async () => {
    await using server = await startTestServer(withAuth)
    await using proxy = await startMeanProxy(server.url)
    const tokens = [await tokenOf(60), await tokenOf(60), await tokenOf(600)]
    const used = [...tokens]
    const client = createClient({ baseUrl: `${proxy.url}/`, token: async () => used.shift() ?? '', patience: hasty })
    const { id } = await client.conversations.create()
    const steps = server.model.stepped(['One ', 'two'])
    const answer = client.send(id, { content: 'Hi' })
    steps.release(1)
    for await (const event of answer) if (event.type === 'delta') break
    server.advance(61_000)
    for await (const event of answer) if (event.type === 'resumed') break
    steps.releaseAll()
    expect(await answer.text).toBe('One two')
    expect(proxy.passed.map(({ headers }) => headers.authorization)).toEqual(tokens.map((token) => `Bearer ${token}`))
    for (const { path, headers, body } of proxy.passed)
      for (const token of tokens)
        expect(JSON.stringify([path, { ...headers, authorization: '' }, body])).not.toContain(token)
  })

  test('that cannot be had is the error of whoever looks for it', async () => {
    const reason = new Error('signed out')
    const client = createClient({ baseUrl: 'http://127.0.0.1:9', token: () => Promise.reject(reason) })
    await expect(client.me.get()).rejects.toBe(reason)
    await expect(client.send('x', { content: 'Hi' }).text).rejects.toBe(reason)
  })

  test('that is wrong is an error in the words of the server', async () => {
    await using server = await startTestServer(withAuth)
    const client = createClient({ baseUrl: server.url, token: 'wrong', headers: { 'x-correlation-id': 'mine' } })
    await expect(client.me.get()).rejects.toMatchObject({ status: 401, retryable: false, correlationId: 'mine' })
  })
})
