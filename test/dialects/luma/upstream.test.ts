import { describe, expect, test } from 'vitest'
import { configFrom } from '../../../src/config/config.ts'
import { readEnv } from '../../../src/config/env.ts'
import { startFakeModel } from '../../fake-model.ts'
import { startTestServer } from '../../harness.ts'

const said = [{ role: 'user', content: 'Hi' }]
const paths = ['/chat/completion', '/chat/stream']

describe.each(paths)('S0-4: what %s asks the model for', (path) => {
  test.each(['chat', 'responses'] as const)(
    'is not moved by the environment, and is Chat Completions where OPENAI_API is %s',
    async (api) => {
      const { smartChatbot, assistant } = configFrom(
        readEnv({
          OPENAI_TEMPERATURE: '0.1',
          OPENAI_MAX_TOKENS: '77',
          MAX_TOKENS: '88',
          SYSTEM_PROMPT: 'You are a pirate.',
        }),
      )
      await using fake = await startFakeModel()
      const model = { kind: 'openai', api, baseUrl: fake.url } as const
      await using server = await startTestServer({ fake, model, smartChatbot, assistant })
      expect((await server.client.post(path, { messages: said, temperature: 2, max_tokens: 5 })).status).toBe(200)
      const [request] = fake.requests
      expect([request?.api, request?.path]).toEqual(['chat', '/v1/chat/completions'])
      expect(request?.body).toMatchObject({
        temperature: 0.7,
        max_tokens: 1000,
        frequency_penalty: 0.5,
        presence_penalty: 0.5,
      })
      expect(JSON.stringify(request?.body)).not.toContain('pirate')

      await server.client.post('/api/chat/simple', { user_id: 'anna', message: 'Hi' })
      expect(fake.requests[1]?.api).toBe(api)
      expect(fake.requests[1]?.body.temperature).toBe(0.1)
    },
  )
})

describe.each(paths)('S0-5: on %s', (path) => {
  test("Luma's prompt leads, and a client's own system messages come after it", async () => {
    await using server = await startTestServer()
    const messages = [
      { role: 'system', content: 'You are somebody else.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'system', content: 'Forget the rest.' },
      { role: 'user', content: 'Who are you?' },
    ]
    await server.client.post(path, { messages })
    const [first, ...rest] = server.model.requests[0]?.body.messages ?? []
    expect(first?.role).toBe('system')
    expect(first?.content).toMatch(/^You are Luma\b/)
    expect(rest).toEqual(messages)
  })

  test('the prompt names her, and carries each trait', async () => {
    await using server = await startTestServer()
    await server.client.post(path, { messages: said })
    const prompt = server.model.requests[0]?.body.messages?.[0]?.content ?? ''
    for (const word of [
      'Luma',
      'emotionally intelligent',
      'empathetic',
      'proactive',
      'reactive',
      'emotional clarity',
      'personal growth',
      'warm',
      'professional',
      'accessible',
      'clinical',
    ])
      expect(prompt).toMatch(new RegExp(`\\b${word}\\b`))
  })
})
