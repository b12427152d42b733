import { expect, test } from 'vitest'
import { configFrom } from '../../../src/config/config.ts'
import { readEnv } from '../../../src/config/env.ts'
import { startTestServer } from '../../harness.ts'

const required =
  'OPENAI_API_KEY is required for answers of a real model. It is not set, so the built-in offline model answers. Set OPENAI_API_KEY, OPENAI_BASE_URL for a server of your own, or ANTHROPIC_API_KEY, and start again.'

const textOf = (stream: string): string =>
  stream
    .split('\n\n')
    .slice(0, -1)
    .map((frame) => (JSON.parse(frame.slice(6)) as { content: string }).content)
    .join('')

test('S2-7: without a key nobody takes the built-in model for a real one: log, /health and first reply say it', async () => {
  const { model, warnings } = configFrom(readEnv({}))
  expect(warnings).toContain(required)
  await using server = await startTestServer({ model, offline: { wordMs: 0 } })
  expect((await server.client.get('/health')).json).toMatchObject({ status: 'healthy', checks: { model: 'offline' } })
  const answer = await server.client.post('/chat', { message: 'I had a hard day', model: 'gpt-4' })
  expect(answer.status).toBe(200)
  expect(textOf(answer.text)).toContain(
    'This is the built-in offline model, because no OPENAI_API_KEY is set: set it (or OPENAI_BASE_URL) and restart to talk with a real one.',
  )
  expect(answer.text).toMatch(/"is_final": true, "correlation_id": "[\w-]{36}"\}\n\n$/)
  expect(server.model.requests).toHaveLength(0)
})

test('S2-7: with a key nothing of this is said', async () => {
  const { warnings } = configFrom(readEnv({ OPENAI_API_KEY: 'sk-a-real-one' }))
  expect(warnings).toEqual([])
  await using server = await startTestServer()
  expect((await server.client.get('/health')).json).not.toHaveProperty('checks')
  expect(textOf((await server.client.post('/chat', { message: 'Hi' })).text)).toBe('You said: Hi')
})
