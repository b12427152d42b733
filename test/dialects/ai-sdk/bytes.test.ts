import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g
const body = {
  id: 'pg6Ea4KsnVeQxtBM',
  messages: [{ parts: [{ type: 'text', text: 'Say "hi"' }], id: 'a5ZPgRzjTtk3lCVu', role: 'user' }],
  trigger: 'submit-message',
}

/** The ids of run and message as they come first, for those that differ each time. */
function named(text: string): string {
  const names = ['message', 'run']
  const known = new Map<string, string>()
  return text.replaceAll(uuid, (id) => {
    const name = known.get(id) ?? `<${names[known.size]}>`
    known.set(id, name)
    return name
  })
}

test.each(['/api/chat', '/ai-sdk/chat'])('%s: one exchange, as it stands on the wire', async (path) => {
  await using server = await startTestServer({ keepaliveMs: 60_000 })
  server.model.stepped(['“Hi”,\n', ' you 👋']).releaseAll()
  const stream = await server.client.stream('POST', path, { body })
  await stream.all()
  expect(stream.status).toBe(200)
  expect(stream.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
    'x-vercel-ai-ui-message-stream': 'v1',
    'x-run-id': expect.stringMatching(uuid),
    'x-workflow-run-id': stream.headers['x-run-id'],
  })
  expect(named(stream.text())).toBe(
    'data: {"type":"start","messageId":"<message>","messageMetadata":{"runId":"<run>","model":"gpt-4"}}\n\n' +
      'data: {"type":"text-start","id":"text-1"}\n\n' +
      'data: {"type":"text-delta","id":"text-1","delta":"“Hi”,\\n"}\n\n' +
      'data: {"type":"text-delta","id":"text-1","delta":" you 👋"}\n\n' +
      'data: {"type":"text-end","id":"text-1"}\n\n' +
      'data: {"type":"finish","finishReason":"stop","messageMetadata":{"runId":"<run>","state":"completed",' +
      '"usage":{"inputTokens":7,"outputTokens":2,"totalTokens":9,"estimated":false,"costUsd":0.00033}}}\n\n' +
      'data: [DONE]\n\n',
  )
})

test('one failure, as it stands on the wire', async () => {
  await using server = await startTestServer()
  server.model.fail(400)
  const stream = await server.client.stream('POST', '/api/chat', { body })
  await stream.all()
  expect(named(stream.text())).toBe(
    'data: {"type":"start","messageId":"<message>","messageMetadata":{"runId":"<run>","model":"gpt-4"}}\n\n' +
      'data: {"type":"error","errorText":"The model refused the request. The model\'s server does not accept this ' +
      'request as it is. The operator of this server finds the reason in its log."}\n\n' +
      'data: {"type":"finish","finishReason":"error","messageMetadata":{"runId":"<run>","state":"failed"}}\n\n' +
      'data: [DONE]\n\n',
  )
})

test('a stream that says nothing for a while says that it is there', async () => {
  await using server = await startTestServer({ keepaliveMs: 40 })
  const steps = server.model.stepped(['Hi'])
  const stream = await server.client.stream('POST', '/api/chat', { body })
  await stream.untilText((text) => text.includes('\n\n: ping\n\n'))
  steps.releaseAll()
  await stream.all()
  expect(stream.text()).toContain('"delta":"Hi"')
})

test('the same request with the same key is answered once, for everybody who asks', async () => {
  await using server = await startTestServer()
  const headers = { 'idempotency-key': 'once' }
  const steps = server.model.stepped(['Hi', ' you'])
  const first = await server.client.stream('POST', '/api/chat', { body, headers })
  steps.release()
  await first.untilText((text) => text.includes('"delta":"Hi"'))
  const second = await server.client.stream('POST', '/api/chat', { body, headers })
  steps.releaseAll()
  await Promise.all([first.all(), second.all()])
  const third = await server.client.stream('POST', '/api/chat', { body, headers })
  await third.all()
  expect([second.text(), third.text()]).toEqual([first.text(), first.text()])
  expect(server.model.requests).toHaveLength(1)
  const other = await server.client.post('/api/chat', { ...body, id: 'another' }, headers)
  expect([other.status, other.json.detail]).toEqual([409, expect.stringMatching(/^This Idempotency-Key came .*\.$/)])
})

test('whose a body at the shared path is, is said by the body', async () => {
  await using server = await startTestServer()
  const { client } = server
  const chatbot = await client.post('/api/chat', { ...body, user_id: 'ann', message: 'Hi' })
  expect(chatbot.text).toMatch(/^data: \{"content": /)
  for (const messages of [undefined, null, 'x', {}]) {
    const guide = await client.post('/api/chat', { message: 'Hi', messages })
    expect(Object.keys(guide.json)).toEqual(['message', 'sessionId', 'messageId'])
  }
  const ours = await client.post('/api/chat', { message: 'Hi', messages: [] })
  expect(ours).toMatchObject({ status: 422, json: { detail: expect.stringMatching(/^body\.id: /) } })
})
