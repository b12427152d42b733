import { expect, test } from 'vitest'
import type { TestOptions } from '../harness.ts'
import { startTestServer } from '../harness.ts'
import { startMute } from '../mute-server.ts'

const apis = ['chat', 'responses'] as const
/** Longer than any test. */
const ever = { connectMs: 1e6, headersMs: 1e6, gapMs: 1e6, runMs: 1e6 }

/** A server whose model accepts a connection and says no word of TLS. */
async function start(api: (typeof apis)[number], more: TestOptions = {}) {
  await using stack = new AsyncDisposableStack()
  const mute = stack.use(await startMute())
  const model = { kind: 'openai', api, baseUrl: `${mute.url}/v1` } as const
  const server = stack.use(await startTestServer({ model, timeouts: ever, ...more }))
  const { client } = server
  const conversation = await client.conversation()
  const stream = await client.send(conversation, 'Hello')
  await mute.called()
  const owned = stack.move()
  return { server, client, conversation, stream, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

test.each(apis)('a stop while the model (%s) is being connected to ends the answer at once', async (api) => {
  await using t = await start(api)
  const { status, json } = await t.client.post(`/v1/runs/${String(t.stream.headers['x-run-id'])}/stop`)
  expect([status, json.state, json.error]).toEqual([200, 'stopped', null])
  const events = await t.stream.all()
  expect(events.map(({ type }) => type)).toEqual(['started', 'usage', 'stopped'])
  const messages = await t.client.messages(t.conversation)
  expect(messages.map(({ role, status: state }) => [role, state])).toEqual([
    ['user', 'completed'],
    ['assistant', 'stopped'],
  ])
})

test.each(apis)('an answer (%s) may take no longer because it still connects', async (api) => {
  await using t = await start(api, { timeouts: { ...ever, runMs: 100 } })
  const events = await t.stream.all()
  expect(events.map(({ type }) => type)).toEqual(['started', 'failed'])
  expect(events.at(-1)?.data).toMatchObject({ error: { code: 'model_timeout' } })
})

test.each(apis)('a conversation that is deleted while its answer (%s) still connects is gone', async (api) => {
  await using t = await start(api)
  expect((await t.client.call('DELETE', `/v1/conversations/${t.conversation}`)).status).toBe(204)
  expect((await t.stream.all()).at(-1)?.type).toBe('stopped')
  expect((await t.client.get(`/v1/conversations/${t.conversation}`)).status).toBe(404)
})
