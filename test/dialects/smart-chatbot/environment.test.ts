import { join } from 'node:path'
import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { startServer } from '../../../src/boot.ts'
import { configFrom, createConfig } from '../../../src/config/config.ts'
import { readEnv } from '../../../src/config/env.ts'
import { createLogger } from '../../../src/observe/logger.ts'
import { createClient } from '../../client.ts'
import { startFakeModel } from '../../fake-model.ts'
import { startTestServer, temporaryFolder, type TestServer } from '../../harness.ts'
import { chat, simple } from './talk.ts'

/** A server as these variables configure it, but for where it listens and whom it asks. */
function serverWith(environment: Record<string, string>): Promise<TestServer> {
  const { smartChatbot, appName, debug, defaultModel } = configFrom(readEnv(environment))
  return startTestServer({ smartChatbot, appName, debug, defaultModel })
}

describe('S1-7: the environment', () => {
  test('when it says nothing, the defaults of the document reach the model, in both manners of asking', async () => {
    await using server = await serverWith({})
    const { client, model } = server
    await chat(client, 'u', 'Hi')
    await simple(client, 'u', 'Hi')
    expect(model.requests.length).toBe(2)
    for (const { body } of model.requests) {
      expect(body).toMatchObject({ model: 'gpt-3.5-turbo', temperature: 0.7, max_tokens: 1000 })
      expect(body.messages?.[0]?.content).toMatch(/^You are a helpful, friendly assistant\./)
    }
    expect((await client.get('/api/health/detailed')).json).toMatchObject({
      app_name: 'Smart Chatbot',
      debug_mode: false,
      openai_model: 'gpt-3.5-turbo',
      openai_config: { model: 'gpt-3.5-turbo', temperature: 0.7, max_tokens: 1000 },
    })
  })

  test('each variable reaches the model and health, a temperature of 0 too', async () => {
    await using server = await serverWith({
      OPENAI_MODEL: 'gpt-4o',
      OPENAI_TEMPERATURE: '0',
      OPENAI_MAX_TOKENS: '77',
      APP_NAME: 'Our bot',
      DEBUG: 'true',
      SYSTEM_PROMPT: 'Speak like a pirate.',
    })
    const { client, model } = server
    await chat(client, 'u', 'Hi')
    expect(model.requests[0]?.body).toMatchObject({ model: 'gpt-4o', temperature: 0, max_tokens: 77 })
    expect(model.requests[0]?.body.messages).toEqual([
      { role: 'system', content: 'Speak like a pirate.' },
      { role: 'user', content: 'Hi' },
    ])
    expect((await client.get('/api/health')).json).toMatchObject({ app_name: 'Our bot', openai_model: 'gpt-4o' })
    expect((await client.get('/api/health/detailed')).json).toMatchObject({
      app_name: 'Our bot',
      debug_mode: true,
      openai_model: 'gpt-4o',
      openai_config: { model: 'gpt-4o', temperature: 0, max_tokens: 77 },
    })
  })

  test.each([
    ['OPENAI_TEMPERATURE', ['1.1', '-0.1', 'warm'], ['0', '1', '0.25']],
    ['OPENAI_MAX_TOKENS', ['0', '-1', '1.5', 'many'], ['1', '4000']],
    ['DEBUG', ['maybe'], ['true', 'false']],
  ])('%s has bounds, and is refused by name outside of them', (name, wrong, right) => {
    for (const value of wrong) expect(readEnv({ [name]: value }).problems).toEqual([expect.stringContaining(name)])
    for (const value of right) expect(readEnv({ [name]: value }).problems).toEqual([])
  })

  test('SETTLED 18: temperature, tokens and prompt of this contract touch no other, whose model is gpt-4', async () => {
    await using server = await serverWith({
      OPENAI_TEMPERATURE: '0.2',
      OPENAI_MAX_TOKENS: '77',
      SYSTEM_PROMPT: 'Speak like a pirate.',
    })
    const { client, model } = server
    const messages = [{ role: 'user', content: 'Hi' }]
    const others: [path: string, body: object, temperature: number | undefined, maxTokens: number | undefined][] = [
      ['/chat/completion', { messages }, 0.7, 1000],
      ['/chat', { message: 'Hi' }, undefined, 2000],
      ['/chat', { message: 'Hi', sessionId: 's' }, undefined, undefined],
      ['/api/chat', { message: 'Hi' }, 0.7, undefined],
      [`/v1/conversations/${await client.conversation()}/messages`, { content: 'Hi' }, undefined, undefined],
    ]
    for (const [path, body, temperature, maxTokens] of others) {
      expect((await client.post(path, body)).status).toBe(200)
      const asked = model.requests.at(-1)?.body
      expect([path, asked?.model, asked?.temperature, asked?.max_tokens]).toEqual([
        path,
        'gpt-4',
        temperature,
        maxTokens,
      ])
      expect(asked?.messages?.[0]?.role).toBe('system')
      expect(asked?.messages?.[0]?.content).not.toContain('pirate')
    }
    expect(model.requests.length).toBe(others.length)
  })

  test('the system prompt can be changed in code, and the next answer follows it', async () => {
    const folder = temporaryFolder()
    await using model = await startFakeModel()
    const config = createConfig({
      host: '127.0.0.1',
      port: 0,
      model: { kind: 'openai', api: 'chat', baseUrl: model.url },
      database: { path: join(folder, 'test.db') },
    })
    const server = await startServer(config, { log: createLogger({ level: 'error', write() {} }) })
    const client = createClient(server.url)
    await chat(client, 'u', 'Before')
    server.personas.setSystemPrompt('smart-chatbot', 'Speak like a pirate.')
    await chat(client, 'u', 'After')
    await server.drain()
    rmSync(folder, { recursive: true })
    const prompts = model.requests.map(({ body }) => body.messages?.[0]?.content)
    expect(prompts).toEqual([expect.stringMatching(/^You are a helpful, friendly/), 'Speak like a pirate.'])
  })
})
