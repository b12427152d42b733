import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { countRows, giveAway } from './another-person.ts'
import { expectProblem, withoutCorrelation } from './expect-problem.ts'

const day = 24 * 3_600_000

describe('PROTOCOL: GET /v1/me/export', () => {
  test('everything of a person is in one JSON document, and nothing of anybody else', async () => {
    await using server = await startTestServer()
    const { client } = server
    const theirs = await client.conversation({ title: 'Theirs' })
    await client.ask(theirs, 'Their words')
    giveAway(server.path, theirs)
    const mine = await client.conversation({ title: 'Mine', metadata: { a: 1 } })
    const { json } = await client.ask(mine, 'My words "quoted"\n🎈')
    await client.post(`/v1/messages/${json.message.id}/feedback`, { rating: 'up', comment: 'Good' })
    const imported = await client.post('/v1/conversations/import', {
      messages: Array.from({ length: 450 }, (_, i) => ({ role: 'user', content: `Imported ${i}`, name: 'Ann' })),
    })
    await client.call('PATCH', '/v1/me', { body: { country: 'AT', language: 'de' } })
    const exported = await client.get('/v1/me/export')
    expect(exported.status).toBe(200)
    expect(exported.headers['content-type']).toMatch(/^application\/json/)
    const all = exported.json
    expect(all.settings).toEqual({ country: 'AT', language: 'de', memory: true })
    expect(all.conversations.map(({ id }: { id: string }) => id)).toEqual([mine, imported.json.id])
    expect(all.conversations[0]).toMatchObject({ title: 'Mine', metadata: { a: 1 } })
    expect(all.messages.length).toBe(452)
    expect(all.messages.slice(0, 2)).toEqual([json.userMessage, json.message])
    expect(all.messages[2]).toMatchObject({ content: 'Imported 0', name: 'Ann' })
    expect(all.runs).toEqual([json.run])
    expect(all.feedback).toEqual([
      { messageId: json.message.id, rating: 'up', comment: 'Good', createdAt: expect.any(String) },
    ])
    expect(all.usage).toMatchObject([{ runId: json.run.id, ...countsOf(json.run.usage) }])
    expect(exported.text).not.toContain('Their words')
  })

  test('a person without anything has an export too', async () => {
    await using server = await startTestServer()
    const { json } = await server.client.get('/v1/me/export')
    expect(json).toMatchObject({
      settings: { country: null, language: null, memory: true },
      conversations: [],
      messages: [],
      runs: [],
      feedback: [],
      usage: [],
    })
  })
})

const countsOf = ({ inputTokens, outputTokens, estimated }: Record<string, unknown>): object => ({
  inputTokens,
  outputTokens,
  estimated,
})

describe('PROTOCOL: DELETE /v1/me', () => {
  test("all of a person is erased, and counted; what is another's stays", async () => {
    await using server = await startTestServer()
    const { client } = server
    const theirs = await client.conversation()
    await client.ask(theirs, 'Their words')
    giveAway(server.path, theirs)
    const before = countRows(server.path)
    const mine = await client.conversation()
    const { json } = await client.ask(mine, 'My words')
    await client.ask(mine, 'More of them')
    await client.post(`/v1/messages/${json.message.id}/feedback`, { rating: 'down' })
    await client.conversation()
    const erased = await client.call('DELETE', '/v1/me')
    expect(erased.status).toBe(200)
    expect(erased.json).toMatchObject({ erased: { conversations: 2, messages: 4, runs: 2, feedback: 1 } })
    expect(countRows(server.path)).toEqual(before)
    expect((await client.get('/v1/conversations')).json.data).toEqual([])
    expect((await client.get('/v1/usage')).json.data).toEqual([])
    expect((await client.get('/v1/search?q=words')).json.data).toEqual([])
    expectProblem(await client.get(`/v1/runs/${json.run.id}`), 404, 'not_found')
    const again = await client.call('DELETE', '/v1/me')
    expect(again.json).toMatchObject({ erased: { conversations: 0, messages: 0, runs: 0, feedback: 0 } })
    expect((await client.ask(await client.conversation(), 'Hello again')).status).toBe(200)
  })

  test('an answer in the making is stopped and leaves nothing behind', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Half', ' never'])
    const stream = await client.send(await client.conversation(), 'Hi')
    steps.release()
    await stream.until(({ type }) => type === 'delta')
    expect((await client.call('DELETE', '/v1/me')).status).toBe(200)
    expect((await stream.all()).at(-1)?.type).toBe('stopped')
    await model.requests[0]?.closed
    for (const [table, n] of Object.entries(countRows(server.path))) expect(`${table}: ${n}`).toBe(`${table}: 0`)
  })
})

describe('PROTOCOL: GET /v1/usage', () => {
  test("usage is grouped by day, model and conversation, and nobody else's is counted", async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const ask = async (conversation: string, more: object, input: number, output: number): Promise<void> => {
      model.reply('ok', { input, output })
      expect((await client.ask(conversation, 'Hi', more)).status).toBe(200)
    }
    const [one, other, theirs] = [await client.conversation(), await client.conversation(), await client.conversation()]
    const first = new Date().toISOString().slice(0, 10)
    await ask(one, {}, 10, 1)
    await ask(theirs, {}, 1_000, 1_000)
    giveAway(server.path, theirs)
    server.advance(day)
    const second = new Date(Date.parse(first) + day).toISOString().slice(0, 10)
    await ask(one, { model: 'gpt-3.5-turbo' }, 20, 2)
    await ask(other, {}, 40, 4)

    const usage = async (query: string): Promise<unknown> => (await client.get(`/v1/usage${query}`)).json
    const line = (runs: number, inputTokens: number, outputTokens: number): object => ({
      runs,
      inputTokens,
      outputTokens,
      totalTokens: inputTokens + outputTokens,
      estimated: false,
    })
    const days = {
      data: [
        { day: first, ...line(1, 10, 1), costUsd: 0.00036 },
        { day: second, ...line(2, 60, 6), costUsd: 0.001453 },
      ],
      nextCursor: null,
    }
    expect(await usage('')).toEqual(days)
    expect(await usage('?group=day')).toEqual(days)
    expect(await usage('?group=model')).toMatchObject({
      data: [
        { model: 'gpt-3.5-turbo', ...line(1, 20, 2) },
        { model: 'gpt-4', ...line(2, 50, 5) },
      ],
    })
    // Ids that were made in the same millisecond are in no order.
    const byConversation = [
      { conversationId: one, ...line(2, 30, 3) },
      { conversationId: other, ...line(1, 40, 4) },
    ].toSorted((a, b) => (a.conversationId < b.conversationId ? -1 : 1))
    expect(await usage('?group=conversation')).toMatchObject({ data: byConversation })
    const midnight = `${second}T00:00:00Z`
    expect(await usage(`?from=${midnight}`)).toMatchObject({ data: [{ day: second }] })
    expect(await usage(`?to=${midnight}`)).toMatchObject({ data: [{ day: first }] })
    expect(await usage(`?from=${midnight}&to=${midnight}`)).toMatchObject({ data: [] })
  })

  test('ranges that meet count an answer at their border once', async () => {
    await using server = await startTestServer()
    const { client } = server
    const { json } = await client.ask(await client.conversation(), 'Hi')
    const at = encodeURIComponent(json.run.endedAt)
    expect((await client.get(`/v1/usage?to=${at}`)).json.data).toEqual([])
    expect((await client.get(`/v1/usage?from=${at}`)).json.data).toMatchObject([{ runs: 1 }])
  })

  test('what a stop cost is in the sum, and makes it an estimate (LESSONS 16)', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.stepped(['Never'])
    const running = await client.sendAsync(await client.conversation(), 'Hi')
    await model.waitForRequest(1)
    const stopped = await client.post(`/v1/runs/${running.json.id}/stop`)
    const [line] = (await client.get('/v1/usage')).json.data
    expect(line).toMatchObject({ ...stopped.json.usage, runs: 1, estimated: true })
    expect(line.inputTokens).toBeGreaterThan(0)
  })

  test('what was spent is not forgotten with the conversation', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    await client.ask(conversation, 'Hi')
    const before = (await client.get('/v1/usage')).json
    await client.call('DELETE', `/v1/conversations/${conversation}`)
    expect((await client.get('/v1/usage')).json).toEqual(before)
  })

  test('a range or group that means nothing is refused', async () => {
    await using server = await startTestServer()
    for (const query of [
      'group=week',
      'group=',
      'from=yesterday',
      'to=1',
      'from=2024-13-01T00:00:00Z',
      'from=',
      'group=day&group=model',
    ]) {
      expectProblem(await server.client.get(`/v1/usage?${query}`), 422, 'invalid')
    }
  })
})

describe('PROTOCOL: POST /v1/messages/{id}/feedback', () => {
  test('an answer is rated once: a second rating replaces the first', async () => {
    await using server = await startTestServer()
    const { client } = server
    const { json } = await client.ask(await client.conversation(), 'Hi')
    const path = `/v1/messages/${json.message.id}/feedback`
    const first = await client.post(path, { rating: 'down', comment: 'Too short' })
    expect(first.status).toBe(200)
    expect(first.json).toMatchObject({ messageId: json.message.id, rating: 'down', comment: 'Too short' })
    expect((await client.post(path, { rating: 'up' })).json).toMatchObject({ rating: 'up', comment: null })
    expect((await client.get('/v1/me/export')).json.feedback).toMatchObject([{ rating: 'up', comment: null }])
  })

  test("only an answer of one's own can be rated, and only up or down", async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    const { json } = await client.ask(conversation, 'Hi')
    const path = `/v1/messages/${json.message.id}/feedback`
    for (const body of [
      {},
      { rating: 'good' },
      { rating: 1 },
      { rating: 'up', comment: 7 },
      { rating: 'up', comment: 'x'.repeat(4_001) },
      null,
    ]) {
      expectProblem(await client.post(path, body), 422, 'invalid')
    }
    expectProblem(await client.post(`/v1/messages/${json.userMessage.id}/feedback`, { rating: 'up' }), 422, 'invalid')
    const unknown = await client.post('/v1/messages/nothing/feedback', { rating: 'up' })
    expectProblem(unknown, 404, 'not_found')
    giveAway(server.path, conversation)
    const foreign = await client.post(path, { rating: 'up' })
    expect(withoutCorrelation(foreign)).toBe(withoutCorrelation(unknown))
    expect(countRows(server.path).feedback).toBe(0)
  })
})

describe('PROTOCOL: GET /v1/models', () => {
  test('the list is what a send takes', async () => {
    await using server = await startTestServer({ defaultModel: 'mine', allowedModels: ['other', 'mine'] })
    const { client } = server
    const { data } = (await client.get('/v1/models')).json
    expect(data).toMatchObject([{ id: 'mine' }, { id: 'other' }])
    for (const { id } of data)
      expect((await client.ask(await client.conversation(), 'Hi', { model: id })).status).toBe(200)
  })

  test('without a provider the offline model answers whoever asks for one that there would be', async () => {
    await using server = await startTestServer({ model: { kind: 'offline' }, offline: { wordMs: 0 } })
    const { client } = server
    const { data } = (await client.get('/v1/models')).json
    expect(data[0]).toEqual({ id: 'offline', default: true })
    for (const { id } of [...data, { id: undefined }]) {
      const answer = await client.ask(await client.conversation(), 'Hello', { model: id })
      expect(answer.json.message).toMatchObject({ model: 'offline', status: 'completed' })
    }
    expectProblem(await client.ask(await client.conversation(), 'Hi', { model: 'gpt-17' }), 422, 'invalid')
  })
})
