import { expect, test } from 'vitest'
import type { Client } from '../../client.ts'
import { startTestServer, type TestServer } from '../../harness.ts'
import { chunksOf, messageOf } from './chunks.ts'
import { textOf } from './page.ts'

const body = (id = 'one') => ({ id, messages: [{ id: 'a', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] })
const blocksOf = (text: string): string[] => text.split(/(?<=\n\n)/).filter((block) => block.startsWith('data: {'))
const rest = async (client: Client, run: string, startIndex: number) => {
  const stream = await client.stream('GET', `/ai-sdk/chat/${run}/stream?startIndex=${startIndex}`)
  await stream.all()
  return stream
}

async function answered(server: TestServer, tokens: string[]): Promise<{ run: string; text: string }> {
  server.model.stepped(tokens).releaseAll()
  const stream = await server.client.stream('POST', '/ai-sdk/chat', { body: body() })
  await stream.all()
  return { run: String(stream.headers['x-workflow-run-id']), text: stream.text() }
}

/** The text that a page has that had so much of a stream, and then this. */
const textAfter = async (had: readonly string[], text: string): Promise<string> => {
  const message = await messageOf(await chunksOf(had.join('') + text))
  return message ? textOf(message) : ''
}

test('a run is told from any chunk on, during the answer, after it, and by the next server', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  const steps = model.stepped(['One', ' two', ' three'])
  const stream = await client.stream('POST', '/ai-sdk/chat', { body: body() })
  const run = String(stream.headers['x-workflow-run-id'])
  steps.release(2)
  await stream.untilText((text) => text.includes(' two'))
  const early = await Promise.all(
    [0, 1, 2, 3, 4, 5, 6].map((i) => client.stream('GET', `/api/chat/${run}/stream?startIndex=${i}`)),
  )
  steps.releaseAll()
  await stream.all()
  const blocks = blocksOf(stream.text())
  expect(blocks).toHaveLength(7)
  for (const [i, one] of early.entries()) {
    await one.all()
    expect([i, blocksOf(one.text())]).toEqual([i, blocks.slice(i)])
  }
  await server.drain()
  await using next = await startTestServer({ path: server.path })
  for (const i of blocks.keys()) expect(blocksOf((await rest(next.client, run, i)).text())).toEqual(blocks.slice(i))
})

test('a number below zero counts from the end, and the reply says where that is', async () => {
  await using server = await startTestServer()
  const { run, text } = await answered(server, ['One', ' two', ' three'])
  const blocks = blocksOf(text)
  for (const i of [-1, -3, -7, -100]) {
    const stream = await rest(server.client, run, i)
    expect(stream.headers['x-workflow-stream-tail-index']).toBe(String(blocks.length - 1))
    expect([i, blocksOf(stream.text())]).toEqual([i, blocks.slice(i)])
  }
  const { status, json } = await server.client.get(`/ai-sdk/chat/${run}/stream?startIndex=x`)
  expect([status, json.detail]).toEqual([422, expect.stringMatching(/^query\.startIndex: /)])
})

test('whoever comes back for a log that was put together has the whole text before them, once', async () => {
  await using server = await startTestServer({ log: { compactAfterMs: 1 } })
  const { run, text } = await answered(server, ['One', ' two', ' three'])
  server.advance(60_000)
  await server.tidy()
  const blocks = blocksOf(text)
  for (const i of blocks.keys()) {
    const { text: read } = await server.client.get(`/ai-sdk/chat/${run}/stream?startIndex=${i}`)
    expect([i, await textAfter(blocks.slice(0, i), read)]).toEqual([i, 'One two three'])
    expect(read).toMatch(/"type":"finish"[^\n]*\n\ndata: \[DONE\]\n\n$/)
  }
})

test('whoever has counted what a lost server said has the next one’s text before them, and nothing else', async () => {
  await using server = await startTestServer({ drainMs: 0 })
  const { client, model } = server
  const steps = model.stepped(['Half', ' an', ' answer'])
  const stream = await client.stream('POST', '/ai-sdk/chat', { body: body() })
  steps.release(2)
  await stream.untilText((text) => text.includes(' an'))
  const blocks = blocksOf(stream.text())
  const run = String(stream.headers['x-workflow-run-id'])
  await server.drain()
  model.stepped(['Anew', ' and', ' whole']).releaseAll()
  await using next = await startTestServer({ path: server.path, fake: model })
  for (const more of [[], ['data: {"type":"text-delta","id":"text-1","delta":" never stored"}\n\n'.repeat(9)]]) {
    const had = blocksOf(blocks.join('') + more.join(''))
    for (let i = 0; i <= had.length; i++) {
      const read = (await rest(next.client, run, i)).text()
      expect([i, await textAfter(had.slice(0, i), read)]).toEqual([i, 'Anew and whole'])
    }
  }
})

test('a reader who counts is let go without a word when the server goes down: it comes back by itself', async () => {
  await using server = await startTestServer({ drainMs: 0 })
  const steps = server.model.stepped(['Half', ' an answer'])
  const stream = await server.client.stream('POST', '/ai-sdk/chat', { body: body() })
  steps.release()
  await stream.untilText((text) => text.includes('Half'))
  const run = String(stream.headers['x-workflow-run-id'])
  const counting = await server.client.stream('GET', `/ai-sdk/chat/${run}/stream?startIndex=0`)
  await counting.untilText((text) => text.includes('Half'))
  await server.drain()
  await Promise.all([stream.all(), counting.all()])
  expect(blocksOf(counting.text())).toHaveLength(3)
  expect(blocksOf(stream.text())).toHaveLength(4)
})

test('what is no run of one’s own has nothing to be read', async () => {
  await using server = await startTestServer()
  const { client } = server
  const foreign = await client.ask(await client.conversation(), 'Hi')
  const { run } = await answered(server, ['One'])
  for (const id of [
    foreign.json.run.id,
    foreign.json.run.conversationId,
    'x',
    '01a1fe53-dffc-79c5-8fbc-465d2908aca8',
  ]) {
    const { status, text } = await client.get(`/ai-sdk/chat/${id}/stream?startIndex=0`)
    expect([id, status, text]).toEqual([id, 204, ''])
    expect((await client.call('POST', `/ai-sdk/chat/${id}/stop`)).status).toBe(204)
  }
  expect((await client.get(`/ai-sdk/chat/${run}/stream`)).status).toBe(200)
})
