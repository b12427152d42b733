import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { memoriesOf, pin, wasTold } from '../v1/remembered.ts'
import { chat, clear, simple } from './talk.ts'

const fact = 'Ann is allergic to peanuts'
const restMs = 11_000

describe('S1-8: Smart Chatbot remembers', () => {
  test('what is known of a person, in both of its ways to answer, and nobody else’s', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await pin(client, fact)
    for (const ask of [chat, simple]) {
      expect((await ask(client, 'local', 'Hello')).status).toBe(200)
      expect(wasTold(model, fact)).toBe(true)
      await ask(client, 'bob', 'Hello')
      expect(wasTold(model, fact)).toBe(false)
    }
  })

  test('what a person has said, with the words that it was learned from, and forgets it with the history', async () => {
    await using server = await startTestServer()
    const { client } = server
    await simple(client, 'local', 'My name is Annabel.')
    server.advance(restMs)
    await server.tidy()
    const [learned, ...others] = await memoriesOf(client)
    expect(learned).toMatchObject({
      text: expect.stringContaining('Annabel'),
      source: { messageId: expect.any(String), quote: expect.stringContaining('Annabel') },
    })
    expect(others).toEqual([])
    await clear(client, 'local')
    expect(await memoriesOf(client)).toEqual([])
  })

  test('more than its last five exchanges: what is older comes back when it is asked for', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await simple(client, 'ann', 'My sister Petra keeps bees.')
    for (let i = 0; i < 6; i++) await simple(client, 'ann', `Something else, number ${i}`)
    await simple(client, 'ann', 'What does my sister keep?')
    expect(wasTold(model, 'Petra keeps bees')).toBe(true)
  })
})

describe('S1-5: health', () => {
  test('says that Mem0 is there where one is configured, without asking it', async () => {
    const mem0 = { baseUrl: 'http://127.0.0.1:9', hosted: false }
    await using server = await startTestServer({ mem0 })
    const { json } = await server.client.get('/api/health')
    expect(json.memory_stats.mem0_integration).toBe('active')
    const detailed = await server.client.get('/api/health/detailed')
    expect(detailed.json.memory_stats.mem0_integration).toBe('active')
  })
})
