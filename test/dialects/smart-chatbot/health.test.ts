import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, clear, counts, simple } from './talk.ts'

const stats = { total_users: 0, total_conversations: 0, max_memories_per_user: 50, mem0_integration: 'inactive' }
const basic = {
  status: 'healthy',
  timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/) as unknown,
  app_name: 'Smart Chatbot',
  version: expect.stringMatching(/^\d+\.\d+\.\d+/) as unknown,
  memory_stats: stats,
  openai_model: 'gpt-3.5-turbo',
}

describe('S1-5: health', () => {
  test('GET /api/health has exactly the keys of the contract', async () => {
    await using server = await startTestServer()
    const { status, json } = await server.client.get('/api/health')
    expect([status, json]).toEqual([200, basic])
  })

  test('GET /api/health/detailed has those and its own, and no key or path among them', async () => {
    await using server = await startTestServer()
    const { status, json } = await server.client.get('/api/health/detailed')
    expect(status).toBe(200)
    expect(json).toEqual({
      ...basic,
      debug_mode: false,
      openai_config: { model: 'gpt-3.5-turbo', temperature: 0.7, max_tokens: 1000 },
      endpoints: {
        chat_stream: '/api/chat',
        chat_simple: '/api/chat/simple',
        chat_history: '/api/chat/history/{user_id}',
        health: '/api/health',
      },
      system: {
        node: process.version,
        platform: process.platform,
        uptime_seconds: expect.any(Number),
        memory_mb: expect.any(Number),
      },
    })
  })

  test('counts people and exchanges as they come and go, the same in both', async () => {
    await using server = await startTestServer()
    const { client } = server
    await chat(client, 'a', 'One')
    await simple(client, 'a', 'Two')
    await simple(client, 'b', 'One')
    await chat(client, 'c', 'One')
    expect(await counts(client)).toEqual([3, 4])
    const detailed = await client.get('/api/health/detailed')
    expect(detailed.json.memory_stats).toEqual({ ...stats, total_users: 3, total_conversations: 4 })
    await clear(client, 'a')
    expect(await counts(client)).toEqual([2, 2])
    await clear(client, 'a')
    expect(await counts(client)).toEqual([2, 2])
  })

  test('does not count what was said in other contracts', async () => {
    await using server = await startTestServer()
    const { client } = server
    expect((await client.post('/api/chat', { message: 'To the guide' })).status).toBe(200)
    expect((await client.post('/chat', { message: 'To the bot', sessionId: 's', userId: 'u' })).status).toBe(200)
    expect((await client.ask(await client.conversation(), 'Hello')).status).toBe(200)
    expect(await counts(client)).toEqual([0, 0])
  })
})
