import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { createOpenAiEmbeddings } from '../../src/adapters/embeddings/openai-embeddings.ts'
import { type EmbeddingsIll, type FakeEmbeddings, ills, startFakeEmbeddings, vectorOf } from '../fake-embeddings.ts'
import { startMute } from '../mute-server.ts'

const CANARY = 'sk-canary-9Q'
const said = 'I have told nobody but you'
const { signal: never } = new AbortController()

async function open(
  timeouts: Partial<{ connectMs: number; replyMs: number }> = {},
  apiKey: string | undefined = CANARY,
) {
  const stack = new AsyncDisposableStack()
  const server = stack.use(await startFakeEmbeddings())
  const embedder = stack.use(
    createOpenAiEmbeddings({
      baseUrl: `${server.url}/`,
      apiKey,
      model: 'a-model',
      timeouts: { connectMs: 10_000, replyMs: 10_000, ...timeouts },
    }),
  )
  return { server, embedder, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const error: unknown = await promise.then(
    (value) => new Error(`It came to ${inspect(value)}`),
    (error: unknown) => error,
  )
  if (!(error instanceof Error) || error.name !== 'EmbeddingError') throw error
  return error
}

const printed = (error: Error): string => inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error)

const asVectors = (vectors: readonly Float32Array[]) =>
  vectors.map((one) => [...one].map((n) => Math.round(n * 1e4) / 1e4))
const lengthOf = (vector: Float32Array | undefined) => Math.hypot(...(vector ?? []))
const inputs = ({ requests }: FakeEmbeddings) => requests.map(({ body }) => body.input)

function expected(text: string): number[] {
  const vector = vectorOf(text)
  return vector.map((one) => Math.round((one / Math.hypot(...vector)) * 1e4) / 1e4)
}

test('a question is asked as all who imitate OpenAI understand it', async () => {
  await using t = await open()
  const vectors = await t.embedder.embed(['a dog', 'a violin'], never)
  expect(asVectors(vectors)).toEqual([expected('a dog'), expected('a violin')])
  expect(lengthOf(vectors[0])).toBeCloseTo(1)
  const [asked] = t.server.requests
  expect(asked?.path).toBe('/v1/embeddings')
  expect(asked?.headers['authorization']).toBe(`Bearer ${CANARY}`)
  // Some refuse fields that they do not know.
  expect(asked?.body).toEqual({ model: 'a-model', input: ['a dog', 'a violin'] })
})

test('a server without a key is sent no empty one', async () => {
  await using t = await open({}, '')
  await t.embedder.embed(['a dog'], never)
  expect(t.server.requests[0]?.headers['authorization']).toBeUndefined()
})

test('vectors that come in another order are not given to other texts', async () => {
  await using t = await open()
  t.server.distort((data) => data.toReversed())
  expect(asVectors(await t.embedder.embed(['a dog', 'a violin'], never))).toEqual([
    expected('a dog'),
    expected('a violin'),
  ])
})

test('vectors without a place are taken in their order', async () => {
  await using t = await open()
  t.server.distort((data) => data.map(({ embedding }) => ({ embedding })))
  expect(asVectors(await t.embedder.embed(['a dog', 'a violin'], never))).toEqual([
    expected('a dog'),
    expected('a violin'),
  ])
})

test('no text is empty, half a letter or endless when it is sent', async () => {
  await using t = await open()
  await t.embedder.embed(['', 'a\0\ud800b', '🐕'.repeat(9_000)], never)
  const [empty, odd, long] = t.server.requests[0]?.body.input ?? []
  expect(empty).toBe(' ')
  expect(odd).toBe('a\ufffdb')
  expect(long).toBe('🐕'.repeat(6_000))
})

test('more texts than a server takes at once are asked for in portions', async () => {
  await using t = await open()
  const texts = Array.from({ length: 70 }, (_, i) => `dog ${'abcdefghij'[i % 10]?.repeat(4)}`)
  expect(asVectors(await t.embedder.embed(texts, never))).toEqual(texts.map(expected))
  expect(inputs(t.server).map(({ length }) => length)).toEqual([32, 32, 6])
})

test('nothing is asked for no text', async () => {
  await using t = await open()
  expect(await t.embedder.embed([], never)).toEqual([])
  expect(t.server.requests).toEqual([])
})

test.each([400, 413, 422])('a server that takes fewer at once and says %i gets fewer', async (status) => {
  await using t = await open()
  t.server.refuse((input) => (input.length > 10 ? status : undefined))
  const texts = Array.from({ length: 32 }, (_, i) => `dog ${'abcdefghij'[i % 10]?.repeat(4)}`)
  expect(asVectors(await t.embedder.embed(texts, never))).toEqual(texts.map(expected))
})

test.each([400, 413, 500])(
  'a text too long for a model that says %i is shortened, and the others are not',
  async (status) => {
    await using t = await open()
    t.server.refuse((input) => (input.some((text) => text.length > 2_000) ? status : undefined))
    const long = 'puppy '.repeat(2_000)
    const vectors = await t.embedder.embed(['a dog', long, 'a violin'.padEnd(1_900, ' dog')], never)
    expect(vectors.map(lengthOf)).toEqual([expect.closeTo(1), expect.closeTo(1), expect.closeTo(1)])
    const taken = inputs(t.server).flat()
    expect(taken).toContain(long.slice(0, 1_500))
    expect(taken).toContain('a violin'.padEnd(1_900, ' dog'))
  },
)

test('one text that a server never takes has no vector, and the others have theirs', async () => {
  await using t = await open()
  t.server.refuse((input) => (input.includes('poison') ? 500 : undefined))
  const texts = ['a dog', 'poison', 'a violin', 'nuts']
  const vectors = await t.embedder.embed(texts, never)
  expect(asVectors(vectors)).toEqual([expected('a dog'), [], expected('a violin'), expected('nuts')])
})

test('one text of which a model makes no numbers has no vector, and the others have theirs', async () => {
  await using t = await open()
  t.server.distort((data) => data.map((one, i) => (i === 1 ? { ...one, embedding: [null, null] } : one)))
  const vectors = await t.embedder.embed(['a dog', 'odd', 'nuts'], never)
  expect(asVectors(vectors)).toEqual([expected('a dog'), [], expected('nuts')])
})

test('a server that takes nothing is not asked for every text', async () => {
  await using t = await open()
  t.server.refuse(() => 400)
  await failureOf(
    t.embedder.embed(
      Array.from({ length: 64 }, () => 'puppy '.repeat(2_000)),
      never,
    ),
  )
  expect(t.server.requests.length).toBeLessThan(20)
})

test.each(['401', '404', '429', '503', 'another place'] as const)('%s is not asked again', async (ill) => {
  await using t = await open()
  t.server.suffer((ill === 'another place' ? ill : Number(ill)) as EmbeddingsIll)
  await failureOf(t.embedder.embed(['a dog', 'a violin'], never))
  expect(t.server.requests.map(({ path }) => path)).toEqual(['/v1/embeddings'])
})

const endless: ReadonlySet<string> = new Set(['nothing at all', 'headers and nothing else'])

test.each(Object.keys(ills))('whatever comes (%s), it rejects, and says nothing of what was said', async (ill) => {
  await using t = await open(endless.has(ill) ? { replyMs: 50 } : {})
  t.server.suffer((Number(ill) || ill) as EmbeddingsIll)
  const error = await failureOf(t.embedder.embed([said, 'a dog', 'a violin'], never))
  for (const text of [CANARY, said, 'canary', 'told']) expect(printed(error)).not.toContain(text)
  t.server.recover()
  // With so little time it may be late again.
  if (!endless.has(ill)) expect(await t.embedder.embed(['a dog'], never)).toHaveLength(1)
})

test('nobody waits longer than they want to for an answer', async () => {
  await using t = await open()
  t.server.suffer('nothing at all')
  const leaving = new AbortController()
  const asked = t.embedder.embed(['a dog'], leaving.signal)
  await t.server.waitForRequest(1)
  leaving.abort()
  await failureOf(asked)
})

test('nobody waits longer than they want to for the end of an error', async () => {
  await using t = await open()
  t.server.suffer('an error without end')
  await failureOf(t.embedder.embed(['a dog'], never))
})

const mute = (url: string, timeouts: { connectMs: number; replyMs: number }) =>
  createOpenAiEmbeddings({ baseUrl: `${url}/v1`, model: 'a-model', timeouts })

test('nobody waits longer than they want to for a connection', async () => {
  await using server = await startMute()
  await using embedder = mute(server.url, { connectMs: 1e6, replyMs: 1e6 })
  const leaving = new AbortController()
  const asked = embedder.embed(['a dog'], leaving.signal)
  await server.called()
  leaving.abort()
  await failureOf(asked)
})

test('an answer that may take so long may take no longer where it still connects', async () => {
  await using server = await startMute()
  await using embedder = mute(server.url, { connectMs: 1e6, replyMs: 20 })
  await failureOf(embedder.embed(['a dog'], never))
})

test('who has left before asking asks nothing', async () => {
  await using t = await open()
  await failureOf(t.embedder.embed(['a dog'], AbortSignal.abort()))
  expect(t.server.requests).toEqual([])
})

test('a server that is not there is a failure like any other', async () => {
  await using t = await open()
  await t.server[Symbol.asyncDispose]()
  const error = await failureOf(t.embedder.embed(['a dog'], never))
  expect(printed(error)).not.toContain('127.0.0.1')
})
