import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import type { Answer, Client, WireEvent } from '../../client.ts'
import type { FakeModel, Script } from '../../fake-model.ts'
import { startTestServer, type TestServer } from '../../harness.ts'
import { expectProblem } from './expect-problem.ts'

const day = { tokens: 1_000, seconds: 86_400 }
const dayMs = 86_400_000

const costing =
  (tokens: number): Script =>
  async (exchange) => {
    await exchange.token('Yes')
    await exchange.token('.')
    await exchange.finish('stop')
    await exchange.usage({ input: tokens - 2, output: 2 })
    await exchange.done()
  }

/** Nothing but what is spent holds the next send back: an answer is bounded by a few tokens. */
const spending = (tokenBudget = day) => startTestServer({ tokenBudget, limits: { answerTokens: 10 } })

/** Only one answer can be under way. */
const oneAtATime = () =>
  startTestServer({ tokenBudget: day, limits: { answerTokens: day.tokens }, retry: { attempts: 0 } })

async function spend({ client, model }: TestServer, tokens: number): Promise<Answer> {
  model.next(costing(tokens))
  const answered = await client.ask(await client.conversation(), 'So?')
  expect(answered.status).toBe(200)
  return answered
}

function rows(path: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }))
  } finally {
    database.close()
  }
}

const low = (events: readonly WireEvent[]) => events.filter(({ data }) => data.kind === 'budget_low')

describe('SETTLED 19: a budget that is spent', () => {
  test('is told apart by its error, with the time at which it is whole again, and nobody is to try before', async () => {
    await using server = await spending()
    await spend(server, 1_000)
    const conversation = await server.client.conversation()
    const refused = await server.client.ask(conversation, 'And now?')
    expectProblem(refused, 429, 'budget_spent')
    const seconds = Number(refused.headers['retry-after'])
    expect(seconds).toBeGreaterThan(86_000)
    expect(seconds).toBeLessThanOrEqual(86_400)
    expect(refused.headers['x-should-retry']).toBe('false')
    const { resetsAt, detail } = refused.json
    expect(detail).toContain('1000 tokens')
    expect(detail).toContain(resetsAt)
    expect(await server.client.messages(conversation)).toEqual([])
    expect(server.model.requests).toHaveLength(1)

    server.advance(dayMs)
    expect((await server.client.ask(conversation, 'And now?')).status).toBe(200)
  })

  test('and one that answers under way hold back are not the same: that passes in seconds', async () => {
    await using server = await oneAtATime()
    const { client, model } = server
    const steps = model.stepped(['Yes'])
    const first = await client.send(await client.conversation(), 'So?')
    const conversation = await client.conversation()
    const refused = await client.ask(conversation, 'And this?')
    expectProblem(refused, 429, 'budget_spent')
    expect(refused.headers['retry-after']).toBe('5')
    expect(refused.headers).not.toHaveProperty('x-should-retry')
    expect(refused.json.detail).toContain('under way')
    steps.releaseAll()
    await first.all()
    expect((await client.ask(conversation, 'And this?')).status).toBe(200)
  })

  const message = 'So?'
  const messages = [{ role: 'user', content: message }]
  const ways: [string, (client: Client, before: Answer) => Promise<Answer>][] = [
    ['a message', async (client) => client.ask(await client.conversation(), message)],
    [
      'a stream',
      (client, { json }) =>
        client.call('POST', `/v1/conversations/${json.run.conversationId}/messages`, {
          body: { content: message },
          headers: { accept: 'text/event-stream' },
        }),
    ],
    ['a queued message', (client, { json }) => client.ask(json.run.conversationId, message, { whileRunning: 'queue' })],
    [
      'a regeneration',
      (client, { json: { message: answer } }) =>
        client.post(`/v1/conversations/${answer.conversationId}/messages/${answer.id}/regenerate`),
    ],
    ['POST /chat', (client) => client.post('/chat', { message })],
    ['POST /chat of a session', (client) => client.post('/chat', { message, sessionId: 's' })],
    ['POST /chat/completion', (client) => client.post('/chat/completion', { messages })],
    ['POST /chat/stream', (client) => client.post('/chat/stream', { messages })],
    ['POST /api/chat', (client) => client.post('/api/chat', { message })],
    ['POST /api/chat of a user', (client) => client.post('/api/chat', { message, user_id: 'local' })],
    ['POST /api/chat/simple', (client) => client.post('/api/chat/simple', { message, user_id: 'local' })],
  ]

  test.each(ways)('stands against %s, which is paid from it as well', async (_name, way) => {
    await using server = await startTestServer({
      tokenBudget: day,
      limits: { answerTokens: 10 },
      assistant: { maxTokens: 10 },
      smartChatbot: { maxTokens: 10 },
    })
    const { client, model } = server
    const before = await spend(server, 400)
    model.next(costing(600))
    expect((await way(client, before)).status).toBe(200)
    expect(rows(server.path, 'SELECT user_id, spent FROM budgets')).toEqual([{ user_id: 'local', spent: 1_000 }])
    const refused = await way(client, before)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(86_000)
    expect(refused.headers['x-should-retry']).toBe('false')
    expect(refused.text).toMatch(/budget/)
    expect(model.requests).toHaveLength(2)
  })

  test('a contract of old tells it by its error', async () => {
    await using server = await spending()
    await spend(server, 1_000)
    const { json } = await server.client.post('/chat/completion', { messages })
    expect(json).toMatchObject({ error: 'Token budget exceeded' })
    expect(json.detail).toMatch(/^Your budget of 1000 tokens is spent until 20\S+Z\. /)
  })

  test('does not stand between a request and the answer that it has had', async () => {
    await using server = await spending()
    const { client, model } = server
    const key = { 'idempotency-key': 'k' }
    const conversation = await client.conversation()
    model.next(costing(1_000))
    const first = await client.ask(conversation, 'So?', {}, key)
    const again = await client.ask(conversation, 'So?', {}, key)
    expect(again.status).toBe(200)
    expect(again.json.run.id).toBe(first.json.run.id)
    expectProblem(await client.ask(conversation, 'So?', {}, { 'idempotency-key': 'l' }), 429, 'budget_spent')
    expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([{ spent: 1_000 }])
    expect(model.requests).toHaveLength(1)
  })

  test('leaves everything else to be read and done', async () => {
    await using server = await spending()
    const { json } = await spend(server, 1_000)
    const { client } = server
    expect((await client.get(`/v1/runs/${json.run.id}`)).status).toBe(200)
    expect(await client.messages(json.run.conversationId)).toHaveLength(2)
    expect((await client.call('DELETE', '/v1/me')).status).toBe(200)
    expectProblem(await client.ask(await client.conversation(), 'So?'), 429, 'budget_spent')
  })
})

describe('LESSONS 15: what is under way is counted before it is spent', () => {
  const turn = 300

  /** Fifty at once: of three people, over several conversations, in dialects with a store and without. */
  async function burst({ client }: TestServer): Promise<Answer[]> {
    const conversations = await Promise.all(Array.from({ length: 6 }, () => client.conversation()))
    const messages = [{ role: 'user', content: 'So?' }]
    const sends = Array.from({ length: 50 }, (_, i) => {
      if (i % 5 === 0) return client.post('/chat/completion', { messages, user_id: 'ann' })
      if (i % 5 === 1) return client.post('/api/chat/simple', { message: 'So?', user_id: 'bob' })
      if (i % 5 === 2) return client.post('/chat', { message: 'So?' })
      return client.ask(conversations[i % 6] ?? '', 'So?', { whileRunning: 'queue' })
    })
    return Promise.all(sends)
  }

  const totals = (path: string) =>
    rows(
      path,
      'SELECT user_id, sum(input_tokens + output_tokens) AS spent FROM usage GROUP BY user_id ORDER BY user_id',
    )

  test('fifty sends at once overspend by less than one answer, and each that is refused is told when to come back', async () => {
    await using server = await startTestServer({
      tokenBudget: day,
      limits: { answerTokens: turn },
      assistant: { maxTokens: turn },
      smartChatbot: { maxTokens: turn },
    })
    const { client, model, path } = server
    model.script(costing(turn))
    let refusals = 0
    // What was refused for what is under way alone may come again; in the end it is spent.
    for (let round = 0; round < 6; round++) {
      for (const { status, headers, json } of await burst(server)) {
        if (status === 200) continue
        expect(status).toBe(429)
        expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(5)
        expect(`${json.detail} ${json.resetsAt ?? ''}`).toMatch(/budget of 1000 tokens|messages wait/)
        refusals++
      }
      for (const { spent } of totals(path)) expect(spent).toBeLessThan(day.tokens + turn)
    }
    expect(refusals).toBeGreaterThan(200)
    const each = ['ann', 'bob', 'local'].map((user_id) => ({ user_id, spent: 4 * turn }))
    expect(totals(path)).toEqual(each)
    expect(rows(path, 'SELECT user_id, spent FROM budgets ORDER BY user_id')).toEqual(each)
    expectProblem(await client.ask(await client.conversation(), 'So?'), 429, 'budget_spent')
  })

  const script: [string, (model: FakeModel) => void][] = [
    ['fails', (model) => model.fail(400)],
    ['breaks off', (model) => model.next((exchange) => exchange.cut())],
  ]

  test.each(script)('an answer that %s gives back what it held', async (_name, play) => {
    await using server = await oneAtATime()
    const { client, model } = server
    const conversation = await client.conversation()
    play(model)
    expect((await client.ask(conversation, 'So?')).status).toBe(503)
    expect((await client.ask(conversation, 'So?')).status).toBe(200)
  })

  test('an answer that is stopped, or left by its last reader, pays for what it told and gives the rest back', async () => {
    await using server = await oneAtATime()
    const { client, model } = server
    const conversation = await client.conversation()
    model.stepped(['Yes', '.']).release()
    const stream = await client.send(conversation, 'So?')
    await stream.until(({ type }) => type === 'delta')
    await client.post(`/v1/runs/${String(stream.headers['x-run-id'])}/stop`)
    const stopped = (await stream.all()).find(({ type }) => type === 'usage')
    const spent = Number(stopped?.data.totalTokens)
    expect(spent).toBeGreaterThan(0)
    expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([{ spent }])

    model.stepped(['Yes', '.']).release()
    const left = await client.stream('POST', '/chat/stream', { body: { messages: [{ role: 'user', content: 'So?' }] } })
    await left.untilText((text) => text.includes('Yes'))
    left.leave()
    await server.logged({ event: 'stream_left' })
    for (;;) {
      const { status } = await client.ask(conversation, 'So?')
      if (status === 200) break
      expect(status).toBe(429)
    }
  })

  test('an answer is bounded, so that what is held back for it is enough', async () => {
    await using server = await spending()
    const { client, model } = server
    const conversation = await client.conversation()
    await client.ask(conversation, 'So?')
    await client.ask(conversation, 'So?', { maxTokens: 7 })
    await client.post('/chat/completion', { messages: [{ role: 'user', content: 'So?' }] })
    // A persona that is bounded already stays so.
    expect(model.requests.map(({ body }) => body['max_tokens'])).toEqual([10, 7, 1_000])
  })

  test('without a budget nothing is bounded, held back or counted', async () => {
    await using server = await startTestServer()
    const { client, model, path } = server
    await client.ask(await client.conversation(), 'So?')
    expect(model.requests[0]?.body).not.toHaveProperty('max_tokens')
    expect(rows(path, 'SELECT reserved FROM runs')).toEqual([{ reserved: null }])
    expect(rows(path, 'SELECT * FROM budgets')).toEqual([])
  })

  test.each([
    ['ASCII', 'word '.repeat(600), 1_000],
    ['another script', '你好吗'.repeat(300), 1_350],
    ['astral characters', '🌙'.repeat(300), 450],
  ])('what is asked in %s is held back for at what it may cost', async (_name, content, tokens) => {
    await using server = await spending({ tokens: 100_000, seconds: 60 })
    const { client, model, path } = server
    const conversation = await client.conversation()
    await client.ask(conversation, 'a')
    model.next(costing(500))
    const first = await client.ask(conversation, 'a')
    await client.ask(conversation, content)
    await client.ask(conversation, content, { parentId: first.json.message.id })
    await client.post('/chat/completion', { messages: [{ role: 'user', content: 'a' }] })
    await client.post('/chat/completion', {
      messages: [
        { role: 'user', content },
        { role: 'assistant', content: 'a' },
      ],
    })
    const held = rows(path, 'SELECT reserved FROM runs ORDER BY created_at, id').map(({ reserved }) => Number(reserved))
    expect((held[2] ?? 0) - (held[0] ?? 0)).toBe(tokens - 1 + 500)
    expect(held[3]).toBe(held[2])
    expect((held[5] ?? 0) - (held[4] ?? 0)).toBe(tokens + 1 + 4 - 1)
  })
})

describe('PROTOCOL: the notice budget_low', () => {
  test('comes once: with the answer that leaves less than a fifth, and first of all with those after it', async () => {
    await using server = await spending()
    const { client, model } = server
    const conversation = await client.conversation()
    const turns: WireEvent[][] = []
    for (const tokens of [790, 10, 100, 99]) {
      model.next(costing(tokens))
      turns.push(await (await client.send(conversation, 'So?')).all())
    }
    expect(turns.map((events) => low(events).map(({ data }) => data.spent))).toEqual([[], [800], [800], [900]])
    const types = turns.map((events) => events.map(({ type }) => type))
    expect(types[1]).toEqual(['started', 'delta', 'delta', 'notice', 'usage', 'completed'])
    expect(types[2]).toEqual(['started', 'notice', 'delta', 'delta', 'usage', 'completed'])
    const { resetsAt, ...rest } = low(turns[2] ?? [])[0]?.data ?? {}
    expect(rest).toEqual({ kind: 'budget_low', tokens: 1_000, spent: 800 })
    expect(resetsAt).toMatch(/^20\d\d-.*Z$/)
    server.advance(dayMs)
    expect(low(await (await client.send(conversation, 'So?')).all())).toEqual([])
  })

  test('is told to the next in a queue by what is spent when its turn comes', async () => {
    await using server = await spending()
    const { client, model } = server
    const conversation = await client.conversation()
    const steps = model.stepped(['Yes'], { input: 880, output: 5 })
    await client.sendAsync(conversation, 'So?')
    model.next(costing(50))
    const queued = await client.send(conversation, 'And?', { whileRunning: 'queue' })
    steps.releaseAll()
    expect(low(await queued.all()).map(({ data }) => data.spent)).toEqual([885])
  })

  test('is not told of a budget that is whole again when the answer ends', async () => {
    await using server = await spending()
    const { client, model } = server
    await spend(server, 700)
    const steps = model.stepped(['Yes'], { input: 195, output: 5 })
    const late = await client.send(await client.conversation(), 'So?')
    server.advance(dayMs)
    steps.releaseAll()
    expect(low(await late.all())).toEqual([])
    expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([{ spent: 200 }])
  })

  test('stands where it stood when the log is compacted, and no cursor goes back', async () => {
    await using server = await spending()
    const { client, model } = server
    model.next(costing(900))
    const live = await client.send(await client.conversation(), 'So?')
    const before = await live.all()
    server.advance(2 * dayMs)
    await server.tidy()
    const run = String(live.headers['x-run-id'])
    for (const { id } of [{ id: undefined }, ...before]) {
      const seqs = (await (await client.events(run, id)).all()).map(({ seq }) => seq)
      expect(seqs).toEqual([...new Set(seqs)].toSorted((one, other) => one - other))
    }
    const after = await (await client.events(run)).all()
    expect(after.map(({ type }) => type)).toEqual(['started', 'delta', 'notice', 'usage', 'completed'])
    expect(low(after)[0]?.raw).toBe(low(before)[0]?.raw)
  })

  test('is not told to contracts that have no word for it', async () => {
    await using server = await spending()
    await spend(server, 900)
    const { text } = await server.client.post('/chat/stream', { messages: [{ role: 'user', content: 'So?' }] })
    expect(text).not.toContain('budget')
    expect(text).toContain('"done": true')
  })
})

test('a budget of whom nothing is spent any more is forgotten by housekeeping', async () => {
  await using server = await spending()
  await spend(server, 100)
  await server.tidy()
  expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([{ spent: 100 }])
  server.advance(dayMs)
  await server.tidy()
  expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([])
})
