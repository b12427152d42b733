import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { expectProblem } from './expect-problem.ts'
import { patch, pin, recall, remember, wasTold } from './remembered.ts'

const restMs = 11_000

describe('PROTOCOL: POST /v1/memories/recall', () => {
  test('shows what helps with a text, with its reason, and nothing that has nothing to do with it', async () => {
    await using server = await startTestServer()
    const { client } = server
    await remember(client, 'Ann is allergic to peanuts')
    await remember(client, 'Ann drives a tractor')
    const answer = await client.post('/v1/memories/recall', { text: 'Is there something with peanuts in this cake?' })
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.json).sort()).toEqual(['items', 'tookMs'])
    expect(answer.json.tookMs).toBeGreaterThanOrEqual(0)
    expect(answer.json.items).toEqual([
      {
        kind: 'fact',
        text: 'Ann is allergic to peanuts',
        score: expect.any(Number),
        why: expect.stringContaining('peanuts'),
        messageId: null,
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ])
  })

  test('finds a turn as soon as it is answered, by the id of its message, in every other conversation', async () => {
    await using server = await startTestServer()
    const { client } = server
    const { json } = await client.ask(await client.conversation(), 'My sister Petra keeps bees')
    const items = await recall(client, 'What does my sister keep?')
    expect(items.find(({ messageId }) => messageId === json.userMessage.id)).toEqual({
      kind: 'turn',
      text: 'My sister Petra keeps bees',
      score: expect.any(Number),
      why: expect.stringContaining('sister'),
      messageId: json.userMessage.id,
      createdAt: json.userMessage.createdAt,
    })
    await client.ask(await client.conversation(), 'What does my sister keep?')
    expect(wasTold(server.model, 'My sister Petra keeps bees')).toBe(true)
  })

  test('gives no more than was asked for, in number and in tokens', async () => {
    await using server = await startTestServer()
    const { client } = server
    for (let i = 0; i < 8; i++) await remember(client, `Ann has a cat of the number ${i}`)
    expect(await recall(client, 'Which cat?')).toHaveLength(8)
    expect(await recall(client, 'Which cat?', { limit: 3 })).toHaveLength(3)
    expect(await recall(client, 'Which cat?', { budgetTokens: 1 })).toEqual([])
    const some = await recall(client, 'Which cat?', { budgetTokens: 50 })
    expect(some.length).toBeGreaterThan(0)
    expect(some.length).toBeLessThan(8)
  })

  test('a question that cannot be asked is refused', async () => {
    await using server = await startTestServer()
    const { client } = server
    const bad = [
      null,
      {},
      { text: '' },
      { text: 7 },
      { text: 'x\0' },
      { text: 'x'.repeat(32_001) },
      { text: 'x', limit: 0 },
      { text: 'x', limit: 51 },
      { text: 'x', limit: 1.5 },
      { text: 'x', limit: '1' },
      { text: 'x', budgetTokens: 0 },
      { text: 'x', budgetTokens: 8_001 },
      { text: 'x', budgetTokens: 'many' },
    ]
    for (const body of bad) expectProblem(await client.post('/v1/memories/recall', body), 422, 'invalid')
    for (const text of ['x'.repeat(32_000), ' ', '"', 'OR', '🎈', '%', 'a*']) await recall(client, text)
  })

  test('does not make a memory of what was asked', async () => {
    await using server = await startTestServer()
    const { client } = server
    await recall(client, 'My name is Ann and I live in Oslo')
    server.advance(restMs)
    await server.tidy()
    expect((await client.get('/v1/memories')).json.data).toEqual([])
  })
})

describe('SETTLED 1: a person who does not want to be remembered', () => {
  test('is neither told of before nor learned from, and loses nothing', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await pin(client, 'Ann is allergic to peanuts')
    await client.ask(await client.conversation(), 'Hello')
    expect(wasTold(model, 'peanuts')).toBe(true)
    await patch(client, '/v1/me', { memory: false })
    await client.ask(await client.conversation(), 'My name is Ann and I like peanuts')
    expect(wasTold(model, 'peanuts')).toBe(false)
    server.advance(restMs)
    await server.tidy()
    expect(await recall(client, 'peanuts')).toEqual([])
    expect((await client.get('/v1/memories')).json.data).toHaveLength(1)
    await patch(client, '/v1/me', { memory: true })
    expect((await recall(client, 'peanuts')).map(({ text }) => text)).toEqual(['Ann is allergic to peanuts'])
  })

  test('of one conversation keeps that one out, in both directions', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await pin(client, 'Ann is allergic to peanuts')
    const apart = await client.conversation({ metadata: { memory: false } })
    await client.ask(apart, 'My sister Petra keeps bees')
    expect(wasTold(model, 'peanuts')).toBe(false)
    expect((await recall(client, 'Petra and her bees')).map(({ kind }) => kind)).not.toContain('turn')
    await client.ask(await client.conversation(), 'Hello')
    expect(wasTold(model, 'peanuts')).toBe(true)
  })
})
