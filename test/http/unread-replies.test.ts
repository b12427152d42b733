import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness.ts'
import { asAdmin, bearer, withAuth } from '../tokens.ts'
import { askUnread } from './watched-response.ts'

// More than the two ends of a loopback connection hold between them: 14 MB, for each character is told in six bytes.
const piece = '\u0001'.repeat(20_000)
const pieces = 120

const keyFor = async ({ client }: TestServer) =>
  (await client.call('POST', '/v1/admin/keys', { body: { name: 'x', userId: 'ann' }, headers: asAdmin })).json as {
    id: string
    key: string
  }

/** A run that has ended with more than fits, and where to begin so that its end is told all at once. */
async function longRun({ client, model }: TestServer, headers: Record<string, string> = {}) {
  model.next(async (exchange) => {
    for (let i = 0; i < pieces; i++) await exchange.token(piece)
    await exchange.finish()
    await exchange.done()
  })
  const id = (await client.call('POST', '/v1/conversations', { body: {}, headers })).json.id as string
  const body = { content: 'Everything, please' }
  const stream = await client.stream('POST', `/v1/conversations/${id}/messages`, { body, headers })
  const events = await stream.all()
  const last = events.findLast(({ type }) => type === 'delta')
  return { path: `/v1/runs/${String(stream.headers['x-run-id'])}/events`, after: { 'last-event-id': String(last?.id) } }
}

/** A conversation whose page of messages is 24 MB in JSON. */
async function longPage({ client }: TestServer): Promise<string> {
  const messages = Array.from({ length: 4 }, () => ({ role: 'user', content: '\u0001'.repeat(1_000_000) }))
  const { json } = await client.post('/v1/conversations/import', { messages })
  return `/v1/conversations/${(json as { id: string }).id}/messages`
}

describe('LESSONS 8: who does not read what he was told', () => {
  test('is cut off though his stream has ended', async () => {
    await using server = await startTestServer({ limits: { slowReaderMs: 100 } })
    const { path, after } = await longRun(server)
    using unread = await askUnread(server.url, path, after)
    await unread.closed
    expect(unread.response.writableEnded).toBe(true)
    expect(unread.response.writableFinished).toBe(false)
  })

  test('keeps the place of his stream until nothing of it is on its way', async () => {
    await using server = await startTestServer({
      ...withAuth,
      limits: { streamsPerUser: 1 },
      rateLimits: { user: { requests: 1_000, seconds: 60 } },
    })
    const { client } = server
    const headers = bearer((await keyFor(server)).key)
    const { path, after } = await longRun(server, headers)
    const ended = (): number => server.lines.filter((line) => line.includes('"stream_completed"')).length
    const before = ended()
    using unread = await askUnread(server.url, path, { ...headers, ...after })
    while (ended() === before) await client.get('/healthz')
    expect((await client.call('GET', path, { headers })).status).toBe(429)
    unread.socket.destroy()
    await unread.closed
    expect((await client.call('GET', path, { headers: { ...headers, ...after } })).status).toBe(200)
  })

  test('is cut off when his rights end, whether his stream has ended or not', async () => {
    await using server = await startTestServer({ ...withAuth, limits: { slowReaderBytes: 1e9 } })
    const { client } = server
    const { id, key } = await keyFor(server)
    const headers = bearer(key)
    const { path, after } = await longRun(server, headers)
    using ended = await askUnread(server.url, path, { ...headers, ...after })
    using open = await askUnread(server.url, path, headers)
    for (let told = 0; told < 3;) {
      await client.get('/healthz')
      told = server.lines.filter((line) => line.includes('"stream_started"')).length
    }
    await client.call('DELETE', `/v1/admin/keys/${id}`, { headers: asAdmin })
    await Promise.all([ended.closed, open.closed])
    expect(ended.response.writableFinished).toBe(false)
    expect(open.response.writableFinished).toBe(false)
  })

  test('is told that his rights have ended, and not first what waited for its turn', async () => {
    await using server = await startTestServer({ ...withAuth, limits: { slowReaderBytes: 1e9 } })
    const { client, model } = server
    const { id, key } = await keyFor(server)
    const flood = Promise.withResolvers<void>()
    const flooded = Promise.withResolvers<void>()
    model.next(async (exchange) => {
      await exchange.token('First')
      await flood.promise
      for (let i = 0; i < pieces; i++) await exchange.token(piece)
      flooded.resolve()
      await exchange.stall()
    })
    const body = { message: 'Hi', sessionId: 's', userId: 'ann' }
    const stream = await client.stream('POST', '/chat', { body, headers: bearer(key) })
    await stream.untilText((text) => text.includes('First'))
    stream.response.pause()
    flood.resolve()
    await flooded.promise
    await client.call('DELETE', `/v1/admin/keys/${id}`, { headers: asAdmin })
    await server.logged({ event: 'stream_withdrawn' })
    stream.response.resume()
    await stream.all()
    expect(stream.text()).toMatch(/data: \{"error": "What let you in has expired[^\n]+\n\n$/)
  })

  test('is cut off in the middle of a whole reply', async () => {
    await using server = await startTestServer({ limits: { slowReaderMs: 100 } })
    using unread = await askUnread(server.url, await longPage(server))
    await unread.closed
    expect(unread.response.writableFinished).toBe(false)
  })

  test('is cut off in the middle of a document', async () => {
    await using server = await startTestServer({ limits: { slowReaderMs: 100 } })
    await longPage(server)
    using unread = await askUnread(server.url, '/v1/me/export')
    await unread.closed
    expect(unread.response.writableFinished).toBe(false)
  })

  test('is not he who reads slowly: whatever he takes is taken for reading', async () => {
    await using server = await startTestServer({ limits: { slowReaderMs: 400 } })
    const path = await longPage(server)
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    let bytes = 0
    let length = 0
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      bytes += chunk.length
      length ||= Number(/content-length: (\d+)/i.exec(chunk.toString('latin1'))?.[1])
      // So long does it take him.
      for (let i = 0; i < 3; i++) await server.client.get('/healthz')
    }
    expect(length).toBeGreaterThan(20_000_000)
    expect(bytes).toBeGreaterThan(length)
  })
})

test('LESSONS 23: an answer is not for him whose right to it ended while he waited', async () => {
  await using server = await startTestServer(withAuth)
  const { client, model } = server
  const { id, key } = await keyFor(server)
  const headers = bearer(key)
  const steps = model.stepped(['Hello'])
  const conversation = (await client.call('POST', '/v1/conversations', { body: {}, headers })).json.id as string
  const path = `/v1/conversations/${conversation}/messages`
  const answer = client.call('POST', path, { body: { content: 'Hi' }, headers })
  await model.waitForRequest(1)
  await client.call('DELETE', `/v1/admin/keys/${id}`, { headers: asAdmin })
  steps.releaseAll()
  const { status, text } = await answer
  expect(status).toBe(401)
  expect(text).not.toContain('Hello')
  const other = bearer((await keyFor(server)).key)
  const { data } = (await client.call('GET', path, { headers: other })).json as { data: { content: string }[] }
  expect(data.map(({ content }) => content)).toEqual(['Hi', 'Hello'])
})
