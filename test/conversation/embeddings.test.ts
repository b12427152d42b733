import { expect, test } from 'vitest'
import { type FakeEmbeddings, startFakeEmbeddings } from '../fake-embeddings.ts'
import { startFakeModel } from '../fake-model.ts'
import { startTestServer, type TestServer } from '../harness.ts'

const pause = 11_000
const embeddingModel = 'a-model'

/** A server whose model makes vectors too. */
async function start() {
  await using stack = new AsyncDisposableStack()
  const fake = stack.use(await startFakeModel())
  const embeddings = stack.use(await startFakeEmbeddings(fake.url))
  const model = { kind: 'openai', api: 'chat', baseUrl: embeddings.url } as const
  const server = stack.use(await startTestServer({ fake, model, embeddingModel }))
  const owned = stack.move()
  return { server, embeddings, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

/** What is left to be done when a person has paused. */
async function rest(server: TestServer): Promise<void> {
  server.advance(pause)
  await server.tidy()
}

async function say(server: TestServer, text: string): Promise<string> {
  const conversation = await server.client.conversation()
  await server.client.ask(conversation, text)
  return conversation
}

interface Recalled {
  items: { text: string; why: string }[]
  degraded?: string
}

const recall = async ({ client }: TestServer, text: string): Promise<Recalled> =>
  (await client.post('/v1/memories/recall', { text })).json

/** Once everything was there in time, which on a busy machine it is not at first. */
async function recallInFull(server: TestServer, text: string): Promise<Recalled> {
  for (;;) {
    const recalled = await recall(server, text)
    if (recalled.degraded === undefined) return recalled
  }
}

const textsOf = ({ items }: { items: { text: string }[] }): string[] => items.map(({ text }) => text)
const inputs = ({ requests }: FakeEmbeddings): string[] => requests.flatMap(({ body }) => body.input)

test('what was said in other words is found, and an answer is told of it', async () => {
  await using t = await start()
  await say(t.server, 'The hound barked all night long')
  expect(inputs(t.embeddings)).not.toContain('The hound barked all night long')
  await rest(t.server)
  expect(inputs(t.embeddings)).toContain('The hound barked all night long')
  const found = await recallInFull(t.server, 'puppy noises')
  expect(found.items).toContainEqual(
    expect.objectContaining({ text: 'The hound barked all night long', why: 'It means something like it.' }),
  )
  await say(t.server, 'puppy noises')
  const { body } = t.server.model.requests.at(-1) ?? {}
  expect(JSON.stringify(body?.messages)).toContain('The hound barked all night long')
})

test('a message that was deleted does not come back by what it means', async () => {
  await using t = await start()
  const conversation = await say(t.server, 'The hound barked all night long')
  await rest(t.server)
  expect(textsOf(await recallInFull(t.server, 'puppy noises'))).toContain('The hound barked all night long')
  await t.server.client.call('DELETE', `/v1/conversations/${conversation}`)
  expect(textsOf(await recallInFull(t.server, 'puppy noises'))).toEqual([])
})

test('a server of vectors that hangs costs nobody what words have found', async () => {
  await using t = await start()
  await say(t.server, 'The violin lesson is on Monday')
  await rest(t.server)
  t.embeddings.suffer('nothing at all')
  const found = await recall(t.server, 'When is my violin lesson?')
  expect(textsOf(found)).toContain('The violin lesson is on Monday')
  expect(found.degraded).toBe('embeddings')
})

test('a server of vectors that fails is not asked at every message, and no log has its words', async () => {
  await using t = await start()
  await say(t.server, 'The violin lesson is on Monday')
  await rest(t.server)
  const before = t.embeddings.requests.length
  t.embeddings.suffer(500)
  for (let i = 0; i < 6; i++) await say(t.server, `Message ${i} of the violin`)
  expect(t.embeddings.requests.length - before).toBe(3)
  await rest(t.server)
  expect(t.embeddings.requests.length - before).toBeLessThan(20)
  for (const line of t.server.lines) {
    expect(line).not.toContain('canary')
    expect(line).not.toContain('told nobody')
    expect(line).not.toContain('violin')
  }
})

test('what could not be embedded has been learned all the same', async () => {
  await using t = await start()
  t.embeddings.suffer(503)
  await say(t.server, 'I live in Lyon.')
  await rest(t.server)
  const { json } = await t.server.client.get('/v1/memories')
  expect(textsOf({ items: json.data })).toEqual([expect.stringContaining('Lyon')])
  await t.server.logged({ reason: 'memory' })
})
