import { describe, expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'
import { as, asAdmin, bearer, secondsFromNow, withAuth } from '../tokens.ts'

const keyFor = async (server: Awaited<ReturnType<typeof startTestServer>>, userId: string) =>
  (await server.client.call('POST', '/v1/admin/keys', { body: { name: 'x', userId }, headers: asAdmin })).json as {
    id: string
    key: string
  }

describe('LESSONS 23: rights that end while a stream is open', () => {
  test('end the stream of an expired token, and not the answer', async () => {
    await using server = await startTestServer(withAuth)
    const { client, model } = server
    const headers = await as('ann', { exp: secondsFromNow(60) })
    const later = await as('ann', { exp: secondsFromNow(600) })
    const conversation = (await client.call('POST', '/v1/conversations', { body: {}, headers })).json.id
    const finish = Promise.withResolvers<void>()
    model.next(async (exchange) => {
      await exchange.token('One')
      await finish.promise
      await exchange.token(' two')
      await exchange.finish()
      await exchange.done()
    })
    const stream = await client.stream('POST', `/v1/conversations/${conversation}/messages`, {
      body: { content: 'Hi' },
      headers,
    })
    const other = await client.stream('GET', `/v1/runs/${stream.headers['x-run-id'] as string}/events`, {
      headers: later,
    })
    await stream.until(({ type }) => type === 'delta')
    await other.until(({ type }) => type === 'delta')
    server.advance(61_000)
    const told = await stream.all()
    expect(told.map(({ type }) => type)).toEqual(['started', 'delta'])
    expect(stream.text()).not.toContain('retry:')
    await server.logged({ event: 'stream_withdrawn' })
    finish.resolve()
    expect((await other.all()).at(-1)).toMatchObject({ type: 'completed', data: { message: { content: 'One two' } } })
  })

  test('end the streams of a revoked key and of nobody else, in each contract’s words', async () => {
    await using server = await startTestServer(withAuth)
    const { client, model } = server
    const gone = await keyFor(server, 'ann')
    const stays = await keyFor(server, 'ann')
    const paths = {
      '/chat': { message: 'Hi' },
      '/chat/stream': { messages: [{ role: 'user', content: 'Hi' }] },
      '/api/chat': { user_id: 'ann', message: 'Hi' },
    }
    for (const [path, body] of Object.entries(paths)) {
      model.next(async (exchange) => {
        await exchange.token('Well')
        await exchange.stall()
      })
      const stream = await client.stream('POST', path, { body, headers: bearer(gone.key) })
      await stream.untilText((text) => text.includes('Well'))
    }
    model.next(async (exchange) => {
      await exchange.token('Well')
      await exchange.stall()
    })
    const session = { message: 'Hi', sessionId: 's', userId: 'ann' }
    const mine = await client.stream('POST', '/chat', { body: session, headers: bearer(gone.key) })
    await mine.untilText((text) => text.includes('Well'))
    model.next(async (exchange) => {
      await exchange.token('Well')
      await exchange.stall()
    })
    const yours = await client.stream('POST', '/chat', { body: { message: 'Hi' }, headers: bearer(stays.key) })
    await yours.untilText((text) => text.includes('Well'))

    await client.call('DELETE', `/v1/admin/keys/${gone.id}`, { headers: asAdmin })
    await mine.all()
    expect(mine.text()).toMatch(
      /^data: \{"content": "Well"\}\n\ndata: \{"error": "What let you in has expired or was taken back[^"]+It will be finished and stored[^"]+"\}\n\n$/,
    )
    for (let i = 0; i < 4; i++) await server.logged({ event: 'stream_withdrawn' })
    expect(server.lines.filter((line) => line.includes('"stream_withdrawn"'))).toHaveLength(4)
    expect(yours.response.complete).toBe(false)
    // Nobody waits for what was not stored any more.
    yours.leave()
  })
})
