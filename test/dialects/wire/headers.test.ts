import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { open, said, streams } from './streams.ts'

test.each(streams)('W5: the headers of $title are there before the first token, and exact', async (row) => {
  await using server = await startTestServer()
  const { client, model } = server
  const ask = await row.prepare(client)
  const steps = model.stepped(['Hello'])
  const asked = ask('Hi')
  const stream = await open(client, { ...asked, headers: { ...asked.headers, 'accept-encoding': 'gzip, br' } })
  expect(said(row, stream)).toBe('')
  expect(stream.status).toBe(200)
  const { date, vary: _, ...headers } = stream.headers
  expect(date).toBeDefined()
  expect(headers).toEqual({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
    'x-correlation-id': 'abc-123',
    'transfer-encoding': 'chunked',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(row.stored && { 'x-run-id': expect.stringMatching(/^[0-9a-f-]{36}$/) }),
  })
  steps.releaseAll()
  await stream.all()
})
