import { describe, expect, test } from 'vitest'
import type { Answer, Client } from '../../client.ts'
import type { FakeModel, FakeRequest } from '../../fake-model.ts'
import { startTestServer, type TestServer } from '../../harness.ts'
import { expectProblem } from './expect-problem.ts'
import { costing, day, dayMs, oneAtATime, rows, spend, spending } from './budgeted.ts'

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
    ['ASCII', 'word '.repeat(600), 1_500],
    ['another alphabet', 'привет'.repeat(100), 600],
    ['another script', '你好吗'.repeat(300), 1_800],
    ['astral characters', '🌙'.repeat(300), 600],
  ])('what is asked in %s is held back for at what it may cost', async (_name, content, tokens) => {
    await using server = await spending({ tokens: 100_000, seconds: 60 })
    const { client, model, path } = server
    await client.call('PATCH', '/v1/me', { body: { memory: false } })
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
    const a = 2
    const overhead = 8
    expect((held[2] ?? 0) - (held[0] ?? 0)).toBe(tokens - a + 500)
    expect(held[3]).toBe(held[2])
    expect((held[5] ?? 0) - (held[4] ?? 0)).toBe(tokens + overhead)
  })
})

describe('what nobody has counted', () => {
  /** A budget that one turn of these does not spend. */
  const plenty = { tokens: 1_000_000, seconds: 60 }
  const long = '漢'.repeat(30_000)

  /** By a model to which each of these characters is a token and more. */
  const charged = (request: FakeRequest | undefined): number => {
    const texts = (request?.body.messages ?? []).map(({ content, name = '' }) => content + name)
    return texts.join('').replaceAll(/[^\u4e00-\u9fff]/g, '').length * 1.5
  }

  type Said = { role: string; content: string; name?: string }[]
  async function imported({ client }: TestServer, messages: Said): Promise<string> {
    const { status, json } = await client.post('/v1/conversations/import', { messages })
    expect(status).toBe(201)
    return json.id as string
  }
  async function regenerate({ client }: TestServer, conversation: string): Promise<Answer> {
    const answer = (await client.messages(conversation)).at(-1)
    return client.post(`/v1/conversations/${conversation}/messages/${String(answer?.id)}/regenerate`)
  }
  async function stopAfterItsFirstWord({ client, model }: TestServer, conversation: string, content: string) {
    model.stepped(['好', '。']).release()
    const stream = await client.send(conversation, content)
    await stream.until(({ type }) => type === 'delta')
    await client.post(`/v1/runs/${String(stream.headers['x-run-id'])}/stop`)
    return stream.all()
  }

  const pair = (content: string, name?: string): Said => [
    { role: 'user', content, ...(name !== undefined && { name }) },
    { role: 'assistant', content },
  ]
  const hundred = Array.from({ length: 50 }, () => pair('漢'.repeat(100))).flat()
  const ways: [string, (server: TestServer) => Promise<unknown>][] = [
    [
      'an imported question that is answered again',
      async (server) => regenerate(server, await imported(server, pair(long))),
    ],
    [
      'an imported question with a name',
      async (server) => regenerate(server, await imported(server, pair('Hm?', '漢'.repeat(255)))),
    ],
    ['an imported history', async (server) => server.client.ask(await imported(server, hundred), 'So?')],
    [
      'a history of names',
      async (server) => {
        const names = Array.from({ length: 200 }, () => pair('Hm?', '漢'.repeat(255))).flat()
        await server.client.ask(await imported(server, names), 'So?')
      },
    ],
    [
      'what follows an answer that was stopped',
      async (server) => {
        const conversation = await imported(server, hundred)
        await stopAfterItsFirstWord(server, conversation, '漢'.repeat(100))
        await server.client.ask(conversation, 'So?')
      },
    ],
  ]

  test.each(ways)('is held back for at what it may cost: %s', async (_name, way) => {
    await using server = await spending(plenty)
    await way(server)
    const run = rows(server.path, 'SELECT reserved FROM runs ORDER BY created_at DESC, id DESC').at(0)
    const asked = charged(server.model.requests.at(-1))
    expect(asked).toBeGreaterThan(380)
    expect(run?.['reserved']).toBeGreaterThan(asked)
  })

  test('LESSONS 15: a burst of second answers to imported questions overspends by one answer at most', async () => {
    await using server = await spending()
    const { client, model } = server
    const conversations: string[] = []
    for (let i = 0; i < 8; i++) conversations.push(await imported(server, pair('word '.repeat(1_000))))
    const steps = model.stepped(['Yes'], { input: 1_300, output: 1 })
    const first = regenerate(server, conversations[0] ?? '')
    await model.waitForRequest(1)
    const others = await Promise.all(conversations.slice(1).map((id) => regenerate(server, id)))
    for (const refused of others) expectProblem(refused, 429, 'budget_spent')
    steps.releaseAll()
    expect((await first).status).toBe(200)
    expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([{ spent: 1_301 }])
    expect((await client.ask(conversations[1] ?? '', 'So?')).status).toBe(429)
  })

  test('is paid for at what it is in its script: to stop an answer does not make its question cheap', async () => {
    await using server = await spending(plenty, { defaultModel: 'gpt-4o' })
    const events = await stopAfterItsFirstWord(server, await server.client.conversation(), long)
    const usage = events.find(({ type }) => type === 'usage')?.data
    expect(usage).toMatchObject({ estimated: true, outputTokens: 1 })
    expect(usage?.inputTokens).toBeGreaterThan(long.length)
    expect(usage?.inputTokens).toBeLessThan(long.length + 200)
    expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([{ spent: usage?.totalTokens }])
  })

  test('is paid for by a model that never counts as well', async () => {
    await using server = await spending(plenty)
    const { client, model } = server
    model.reply(`${'привет '.repeat(100)}${'字'.repeat(100)}`, null)
    const { json } = await client.ask(await client.conversation(), 'So?')
    const { outputTokens, totalTokens } = json.run.usage
    expect(outputTokens).toBe((600 * 2 + 100) / 4 + 100)
    expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([{ spent: totalTokens }])
  })
})
