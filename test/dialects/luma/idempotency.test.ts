import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

const body = { user_id: 'anna', messages: [{ role: 'user', content: 'Hi' }] }
const other = { user_id: 'anna', messages: [{ role: 'user', content: 'Ho' }] }
const headers = { 'idempotency-key': 'k' }
const gone = {
  error: 'The answer is not kept any more',
  detail:
    'This Idempotency-Key came with this request before, and its answer is not kept any more. Use a new key to have it answered again.',
  correlation_id: expect.any(String),
}
const reused = { error: 'The Idempotency-Key was used before' }

function openRuns(path: string): unknown[] {
  using database = new DatabaseSync(path, { readOnly: true })
  return database.prepare("SELECT id FROM runs WHERE ended_at IS NULL OR state IN ('queued', 'running')").all()
}

describe("SETTLED 6: an Idempotency-Key on Luma's paths", () => {
  test('gets the same answer after its end, and costs nothing', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const ask = (path: string, key: string) => client.call('POST', path, { body, headers: { 'idempotency-key': key } })
    const [first, again] = [await ask('/chat/completion', 'whole'), await ask('/chat/completion', 'whole')]
    expect(first.json).toEqual({ response: 'You said: Hi' })
    expect([again.status, again.text]).toEqual([200, first.text])
    const [stream, replay] = [await ask('/chat/stream', 'stream'), await ask('/chat/stream', 'stream')]
    expect(stream.text).toContain('{"token": " Hi", "content": " Hi", "done": false}')
    expect([replay.status, replay.text]).toEqual([200, stream.text])
    expect(model.requests).toHaveLength(2)
  })

  test('joins an answer that is being made, from its start', async () => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['One', ' two'])
    const first = await server.client.stream('POST', '/chat/stream', { body, headers })
    steps.release()
    const begun = await first.untilText((text) => text !== '')
    const raw = JSON.stringify(body, null, 2)
    const second = await server.client.stream('POST', '/chat/stream', { raw, headers })
    expect(await second.untilText((text) => text !== '')).toBe(begun)
    steps.releaseAll()
    await Promise.all([first.all(), second.all()])
    expect(first.text()).toContain('"token": " two"')
    expect(second.text()).toBe(first.text())
    expect(server.model.requests).toHaveLength(1)
  })

  test('is refused with another body or on another path, while the answer is made and after it', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['One'])
    const first = await client.stream('POST', '/chat/stream', { body, headers })
    const refuse = async () => {
      for (const [path, asked] of [
        ['/chat/stream', other],
        ['/chat/completion', body],
      ] as const) {
        const answer = await client.call('POST', path, { body: asked, headers })
        expect([answer.status, answer.json]).toMatchObject([409, reused])
      }
    }
    await refuse()
    steps.releaseAll()
    await first.all()
    await refuse()
    expect(first.text()).toContain('"done": true')
    expect(model.requests).toHaveLength(1)
  })

  test("of one person is not another's", async () => {
    await using server = await startTestServer()
    const ask = (user: string) =>
      server.client.call('POST', '/chat/completion', { body: { ...body, user_id: user }, headers })
    await ask('anna')
    expect((await ask('berta')).status).toBe(200)
    expect(server.model.requests).toHaveLength(2)
  })

  test('asks anew after its only reader has left: half an answer would pass for the whole', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Half', ' of it'])
    const first = await client.stream('POST', '/chat/stream', { body, headers })
    steps.release()
    await first.untilText((text) => text !== '')
    first.leave()
    await model.requests[0]?.closed
    steps.releaseAll()
    model.reply('Whole')
    const again = await client.call('POST', '/chat/stream', { body, headers })
    expect(again.text).toBe(
      'data: {"token": "Whole", "content": "Whole", "done": false}\n\n' +
        'data: {"token": "", "content": "", "done": true}\n\n',
    )
    expect(model.requests).toHaveLength(2)
  })
})

describe('SETTLED 5: a restart', () => {
  test('keeps no answer, and says so to whoever comes back with its key', async () => {
    await using server = await startTestServer()
    await server.client.call('POST', '/chat/completion', { body, headers })
    await server.drain()
    await using next = await startTestServer({ path: server.path, fake: server.model })
    const again = await next.client.call('POST', '/chat/completion', { body, headers })
    expect([again.status, again.json]).toEqual([409, gone])
    const changed = await next.client.call('POST', '/chat/completion', { body: other, headers })
    expect([changed.status, changed.json]).toMatchObject([409, reused])
    const anew = await next.client.call('POST', '/chat/completion', { body, headers: { 'idempotency-key': 'new' } })
    expect(anew.json).toEqual({ response: 'You said: Hi' })
    expect(server.model.requests).toHaveLength(2)
  })

  test('ends what ran: its reader hears of it, nobody takes it up again, and its key asks anew', async () => {
    await using server = await startTestServer({ drainMs: 0 })
    const { client, model } = server
    const steps = model.stepped(['One', ' two'])
    const stream = await client.stream('POST', '/chat/stream', { body, headers })
    steps.release()
    await stream.untilText((text) => text !== '')
    expect(openRuns(server.path)).toHaveLength(1)
    await server.drain()
    await stream.all()
    expect(stream.text()).toBe(
      'data: {"token": "One", "content": "One", "done": false}\n\n' +
        'data: {"error": "The server is going down before the answer is complete. Send the message again in a few seconds.", "token": "", "content": "", "done": false}\n\n' +
        'data: {"token": "", "content": "", "done": true}\n\n',
    )
    await model.requests[0]?.closed
    steps.releaseAll()
    await using next = await startTestServer({ path: server.path, fake: model })
    expect(openRuns(server.path)).toEqual([])
    const again = await next.client.call('POST', '/chat/completion', { body, headers })
    expect([again.status, again.json]).toEqual([200, { response: 'You said: Hi' }])
    expect(model.requests).toHaveLength(2)
  })

  test('answers whoever waits for a whole answer, instead of leaving it alone with a dead socket', async () => {
    await using server = await startTestServer({ drainMs: 0 })
    server.model.next((exchange) => exchange.stall())
    const waiting = server.client.call('POST', '/chat/completion', { body })
    await server.model.waitForRequest(1)
    await server.drain()
    const answer = await waiting
    expect([answer.status, answer.json.error, answer.headers['retry-after']]).toEqual([503, 'Service unavailable', '5'])
    expect(answer.json.detail).toContain('going down')
    await using next = await startTestServer({ path: server.path, fake: server.model })
    expect(openRuns(next.path)).toEqual([])
    expect(server.model.requests).toHaveLength(1)
  })
})
