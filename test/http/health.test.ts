import { expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'

test('CONTRACTS: /health is the body that both its clients know', async () => {
  await using server = await startTestServer()
  const { status, json, headers } = await server.client.get('/health')
  expect(status).toBe(200)
  expect(headers['content-type']).toMatch(/^application\/json/)
  expect(json).toEqual({ status: 'healthy', timestamp: expect.any(String), service: 'TherapyBot API' })
  expect(json.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/)
})

test('SETTLED 16: /health says what is unusual: that the model is the built-in one', async () => {
  await using server = await startTestServer({ model: { kind: 'offline' } })
  expect((await server.client.get('/health')).json.checks).toEqual({ model: 'offline' })
})

test('/healthz and /readyz of a server that is well', async () => {
  await using server = await startTestServer()
  const [alive, ready] = await Promise.all([server.client.get('/healthz'), server.client.get('/readyz')])
  expect([alive.status, alive.json]).toEqual([200, { status: 'alive' }])
  expect([ready.status, ready.json]).toEqual([200, { status: 'ready' }])
})

test.each(['/health', '/healthz', '/readyz', '/openapi.json', '/v1/conversations'])(
  '%s refuses what it does not take, and says what it does',
  async (path) => {
    await using server = await startTestServer()
    const { status, headers } = await server.client.call('PUT', path)
    expect(status).toBe(405)
    expect(headers.allow).toContain('GET')
  },
)
