import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createRelayEmbeddings } from '../../src/adapters/embeddings/relay-embeddings.ts'

const timeouts = { connectMs: 10_000, replyMs: 10_000 }

/** What a server that counts in this way is said to have counted for one text. */
async function countedOf(usage: unknown): Promise<number | null> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ data: [{ index: 0, embedding: [1, 2] }], usage }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  await using relay = createRelayEmbeddings({ baseUrl, model: 'a-model', timeouts })
  const outcome = await relay.ask({ input: ['dog'] }, new AbortController().signal)
  if (outcome.kind !== 'embedded') throw new Error(outcome.kind)
  return outcome.tokens
}

test('what was counted is told', async () => {
  expect(await countedOf({ prompt_tokens: 3, total_tokens: 3 })).toBe(3)
})

test.each([
  { prompt_tokens: 0, total_tokens: 0 },
  { prompt_tokens: -1 },
  { prompt_tokens: 1.5 },
  { prompt_tokens: '3' },
  {},
  null,
  undefined,
])('LESSONS 16: what was not counted is unknown, and not nothing: %j', async (usage) => {
  expect(await countedOf(usage)).toBeNull()
})
