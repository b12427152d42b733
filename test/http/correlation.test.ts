import { expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

test.each([
  ['GET', '/v1/runs/no-such', 404],
  ['GET', '/v1/no-such-path', 404],
  ['PUT', '/v1/conversations', 405],
  ['POST', '/v1/conversations/no-such/messages', 422],
])('PROTOCOL: what a refusal of %s %s says, its header and the log say alike', async (method, path, status) => {
  await using server = await startTestServer()
  const headers = { 'x-correlation-id': 'a.client-s:own_1' }
  const answer = await server.client.call(method, path, { headers, ...(method === 'POST' && { body: {} }) })
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(answer.json).toMatchObject({
    status,
    correlationId: 'a.client-s:own_1',
    title: expect.any(String),
    detail: expect.any(String),
  })
  expect(answer.headers['x-correlation-id']).toBe('a.client-s:own_1')
  const line = await server.logged({ correlation_id: 'a.client-s:own_1', status })
  expect(line).toMatchObject({ method, path })
})

test('outside of the dialects a refusal names the id in its own envelope', async () => {
  await using server = await startTestServer()
  const { status, json, headers } = await server.client.get('/nothing/here')
  expect(status).toBe(404)
  expect(json).toEqual({ error: 'Not found', detail: expect.any(String), correlation_id: headers['x-correlation-id'] })
})

test.each(['', 'a b', 'x'.repeat(129), 'ü', '"', '{"level":"error"}'])(
  'an id like %j is not let into the log: a new one takes its place',
  async (id) => {
    await using server = await startTestServer()
    const bytes = Buffer.from(id).toString('latin1')
    const answer = await server.client.call('GET', '/v1/runs/no-such', { headers: { 'x-correlation-id': bytes } })
    expect(answer.json.correlationId).toMatch(uuid)
    expect(answer.headers['x-correlation-id']).toBe(answer.json.correlationId)
    await server.logged({ correlation_id: answer.json.correlationId })
  },
)

test('two requests have two ids', async () => {
  await using server = await startTestServer()
  const ids = [await server.client.get('/healthz'), await server.client.get('/healthz')].map(
    ({ headers }) => headers['x-correlation-id'],
  )
  expect(new Set(ids).size).toBe(2)
})

test('a stream can be found in the log by its id and by its run', async () => {
  await using server = await startTestServer()
  const { client } = server
  const stream = await client.send(await client.conversation(), 'Hi', {}, { 'x-correlation-id': 'mine' })
  await stream.all()
  const run = stream.headers['x-run-id']
  await server.logged({ event: 'stream_started', correlation_id: 'mine', run_id: run })
  await server.logged({ event: 'stream_completed', run_id: run, state: 'completed' })
})
