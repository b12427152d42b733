import { expect, test } from 'vitest'
import { foldEvents } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { scripted } from './scripted-model.ts'

const retry = { attempts: 0, baseMs: 1, maxMs: 1, maxRetryAfterMs: 1 }

test('an answer of a model that stands in says whose it is, everywhere, and is paid for as theirs', async () => {
  const backup = scripted({ says: ['Hello from me.'] })
  await using server = await startTestServer({
    models: { 'gpt-4o-mini': backup },
    modelFallbacks: ['gpt-4o-mini'],
    retry,
  })
  const { client, model } = server
  model.fail(503)
  const conversation = await client.conversation()
  const events = await (await client.send(conversation, 'Hello', { model: 'gpt-4' })).all()
  expect(foldEvents(events)).toBe('Hello from me.')
  expect(events[0]?.data).toMatchObject({ model: 'gpt-4' })
  const end = events.at(-1)
  expect(end?.data['message']).toMatchObject({ model: 'gpt-4o-mini', content: 'Hello from me.' })
  expect((await client.messages(conversation)).at(-1)).toMatchObject({ model: 'gpt-4o-mini' })
  expect((await client.get(`/v1/runs/${String(events[0]?.data['runId'])}`)).json.model).toBe('gpt-4o-mini')
  const usage = await client.get('/v1/usage?group=model')
  expect(usage.json.data).toEqual([expect.objectContaining({ model: 'gpt-4o-mini', inputTokens: 10, outputTokens: 2 })])
  expect((await client.get('/v1/models')).json.data.map(({ id }: { id: string }) => id)).toContain('gpt-4o-mini')
})

test('a half answer is not glued to another', async () => {
  const backup = scripted()
  await using server = await startTestServer({ models: { backup }, modelFallbacks: ['backup'], retry })
  server.model.next(async (exchange) => {
    await exchange.token('Half an')
    exchange.cut()
  })
  const events = await (await server.client.send(await server.client.conversation(), 'Hello')).all()
  expect(foldEvents(events)).toBe('Half an')
  expect(events.at(-1)).toMatchObject({ type: 'failed', data: { error: { code: 'model_interrupted' } } })
  expect(backup.requests).toHaveLength(0)
})
