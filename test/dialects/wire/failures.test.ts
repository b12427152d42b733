import { describe, expect, test } from 'vitest'
import type { Script } from '../../fake-model.ts'
import { startTestServer, type TestServer } from '../../harness.ts'
import { open, said, storedStreams, streams, texts, whole } from './streams.ts'

const unreachable =
  "The model could not be reached. No connection to the model's server came about. Send the message again in a moment."
const refused =
  "The model refused the request. The model's server does not accept this request as it is. " +
  'The operator of this server finds the reason in its log.'
const failed = "The model failed. The model's server reported a failure of its own. Send the message again in a moment."
const garbled =
  "The answer was unreadable. The model's server sent something that is no answer. " +
  'The operator of this server finds the reason in its log.'
const brokeOff =
  "The answer broke off. The model's server closed the connection before the answer was complete. " +
  'Send the message again in a moment.'

const failures: readonly [title: string, fail: (server: TestServer) => unknown, sentence: string][] = [
  ['that cannot be reached', ({ model }) => model[Symbol.asyncDispose](), unreachable],
  ['that refuses the key', ({ model }) => model.fail(401, {}, '{"error":{"message":"Bad key sk-123"}}'), refused],
  ['that fails', ({ model }) => model.fail(500), failed],
  ['that talks nonsense', ({ model }) => model.next((exchange) => exchange.frame('<html>{')), garbled],
]

const noRetries = { retry: { attempts: 0 } }

describe.each(streams)('W6: on $title', (row) => {
  test.each(failures)('a model %s is a 200, and its failure is told in the stream', async (_title, fail, sentence) => {
    await using server = await startTestServer(noRetries)
    const ask = await row.prepare(server.client)
    await fail(server)
    const stream = await open(server.client, ask('Hi'))
    expect(stream.status).toBe(200)
    await stream.all()
    expect(said(row, stream)).toBe(row.failure(JSON.stringify(sentence)))
  })

  test('a model that breaks off after its first words ends the stream as a failure', async () => {
    await using server = await startTestServer(noRetries)
    const ask = await row.prepare(server.client)
    const breakOff: Script = async (exchange) => {
      for (const token of ['Half', ' an']) await exchange.token(token)
      await exchange.end()
    }
    server.model.next(breakOff)
    const stream = await open(server.client, ask('Hi'))
    await stream.all()
    expect(said(row, stream)).toBe(texts(row, ['Half', ' an']) + row.failure(JSON.stringify(brokeOff)))
  })
})

test.each(storedStreams)('W9: an answer that is stopped ends $title as a success', async (row) => {
  await using server = await startTestServer()
  const { client, model } = server
  const ask = await row.prepare(client)
  const steps = model.stepped(['Half', ' an', ' answer'])
  const stream = await open(client, ask('Hi'))
  steps.release(2)
  await stream.untilText(() => said(row, stream) === texts(row, ['Half', ' an']))
  const { status } = await client.post(`/v1/runs/${String(stream.headers['x-run-id'])}/stop`)
  expect(status).toBe(200)
  await stream.all()
  expect(said(row, stream)).toBe(row.stopped ? texts(row, ['Half', ' an']) + row.stopped : whole(row, ['Half', ' an']))
})
