import { describe, expect, test } from 'vitest'
import { type EmbeddingsIll, type FakeEmbeddings, startFakeEmbeddings, vectorOf } from '../../fake-embeddings.ts'
import { startTestServer, type TestOptions, type TestServer } from '../../harness.ts'
import { sdkFor } from './sdk.ts'

const embeddingModel = 'a-model'

interface World extends AsyncDisposable {
  server: TestServer
  fake: FakeEmbeddings
}

async function open(options: TestOptions = {}): Promise<World> {
  await using stack = new AsyncDisposableStack()
  const fake = stack.use(await startFakeEmbeddings())
  const model = { kind: 'openai', api: 'chat', baseUrl: fake.url } as const
  const server = stack.use(await startTestServer({ model, embeddingModel, ...options }))
  const owned = stack.move()
  return { server, fake, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

describe('texts become vectors', () => {
  test('in their order, in bytes as the SDK asks of its own accord, or in numbers', async () => {
    await using world = await open()
    const sdk = sdkFor(world.server)
    const input = ['dog and cat', 'violin']
    const inBytes = await sdk.embeddings.create({ model: embeddingModel, input })
    expect(inBytes).toMatchObject({ object: 'list', model: embeddingModel })
    expect(inBytes.data.map(({ index, object }) => [index, object])).toEqual([
      [0, 'embedding'],
      [1, 'embedding'],
    ])
    expect(inBytes.data.map(({ embedding }) => [...embedding])).toEqual(input.map(vectorOf))
    const inNumbers = await sdk.embeddings.create({ model: embeddingModel, input, encoding_format: 'float' })
    expect(inNumbers.data.map(({ embedding }) => embedding)).toEqual(input.map(vectorOf))
    const raw = await world.server.client.post('/openai/v1/embeddings', { input: 'dog', encoding_format: 'base64' })
    expect(raw.json.data[0].embedding).toMatch(/^[A-Za-z0-9+/=]+$/)
    expect(world.fake.requests.map(({ body }) => body)).toEqual([
      { model: embeddingModel, input },
      { model: embeddingModel, input },
      { model: embeddingModel, input: ['dog'] },
    ])
  })

  test('many of them, each in its place, though the model is asked for a few at once', async () => {
    await using world = await open()
    const input = Array.from({ length: 130 }, (_, i) => `word${'abcdefghij'[i % 10]}${i}`)
    const { data } = await sdkFor(world.server).embeddings.create({ model: embeddingModel, input })
    expect(data.map(({ embedding }) => [...embedding])).toEqual(input.map(vectorOf))
    expect(world.fake.requests.length).toBeGreaterThan(5)
  })

  test('as tokens and with so many numbers as is asked', async () => {
    await using world = await open()
    const { client } = world.server
    world.fake.distort((data) => data.map((one) => ({ ...one, embedding: [1, 2] })))
    const tokens = [[5, 6], [7]]
    const asked = await client.post('/openai/v1/embeddings', { input: ['dog'], model: embeddingModel, dimensions: 2 })
    expect(asked.json.data[0].embedding).toEqual([1, 2])
    expect(world.fake.requests[0]?.body).toEqual({ model: embeddingModel, input: ['dog'], dimensions: 2 })
    // Of these the other side of the test knows no words.
    world.fake.refuse(() => 400)
    await client.post('/openai/v1/embeddings', { input: tokens })
    expect(world.fake.requests[1]?.body).toEqual({ model: embeddingModel, input: tokens })
  })
})

describe('what it costs is counted', () => {
  test('for whoever asks, and not beyond their budget', async () => {
    await using world = await open({ tokenBudget: { tokens: 5, seconds: 3_600 } })
    const { client } = world.server
    const ask = () => client.post('/openai/v1/embeddings', { input: 'some words that cost more than five tokens' })
    const { status, json } = await ask()
    expect([status, json.usage]).toEqual([200, { prompt_tokens: 11, total_tokens: 11 }])
    const refused = await ask()
    expect(refused).toMatchObject({
      status: 429,
      headers: { 'x-should-retry': 'false' },
      json: { error: { code: 'insufficient_quota' } },
    })
    const { json: usage } = await client.get('/v1/usage?group=model')
    expect(usage.data).toMatchObject([{ model: embeddingModel, inputTokens: 11, outputTokens: 0 }])
    expect(world.fake.requests).toHaveLength(1)
  })

  test('and what failed costs nothing, and holds nothing back', async () => {
    await using world = await open({ tokenBudget: { tokens: 5, seconds: 3_600 } })
    const { client } = world.server
    const ask = () => client.post('/openai/v1/embeddings', { input: 'some words that cost more than five tokens' })
    world.fake.suffer(503)
    for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(503)
    world.fake.recover()
    expect((await ask()).status).toBe(200)
  })
})

test('an SDK that is told 503 asks again when it may, and has its vectors', async () => {
  await using world = await open()
  world.fake.suffer(503)
  const asked = sdkFor(world.server, 'any', 1).embeddings.create({ model: embeddingModel, input: 'dog' })
  await world.server.logged({ code: 'model_unavailable' })
  world.fake.recover()
  expect([...((await asked).data[0]?.embedding ?? [])]).toEqual(vectorOf('dog'))
  expect(world.fake.requests).toHaveLength(2)
})

describe('what fails is said, and never in the words of the provider', () => {
  test.each<[EmbeddingsIll, number, boolean]>([
    [429, 503, true],
    [503, 503, true],
    ['a cut inside the body', 503, true],
    [401, 503, false],
    ['garbage for JSON', 503, false],
    ['one too few', 503, false],
    ['one twice', 503, false],
    ['numbers that are none', 503, false],
    ['vectors of nothing', 503, false],
    ['twenty megabytes', 503, true],
  ])('%s', async (ill, status, mayBeAskedAgain) => {
    await using world = await open()
    world.fake.suffer(ill)
    const answer = await world.server.client.post('/openai/v1/embeddings', { input: ['dog', 'cat'] })
    expect([answer.status, answer.json.error.code]).toEqual([status, 'model_unavailable'])
    expect(answer.headers['x-should-retry']).toBe(mayBeAskedAgain ? undefined : 'false')
    expect(answer.text).not.toMatch(/canary|told nobody/)
    expect(world.server.lines.join('\n')).not.toMatch(/canary|told nobody/)
  })

  test('what the model does not take, what is too much, and another model', async () => {
    await using world = await open()
    const { client } = world.server
    const ask = (body: object) => client.post('/openai/v1/embeddings', { model: embeddingModel, input: 'dog', ...body })
    expect(await ask({ model: 'other' })).toMatchObject({ status: 404, json: { error: { code: 'model_not_found' } } })
    for (const input of ['', [], [[]], Array.from({ length: 513 }, () => 'x'), 'x'.repeat(65_537), [1.5], null])
      expect(await ask({ input })).toMatchObject({
        status: 400,
        json: {
          error: { param: expect.stringMatching(/^input/), message: expect.not.stringContaining('Invalid input. ') },
        },
      })
    expect(await ask({ encoding_format: 'hex' })).toMatchObject({
      status: 400,
      json: { error: { param: 'encoding_format' } },
    })
    expect(world.fake.requests).toHaveLength(0)
    world.fake.refuse(() => 400)
    expect(await ask({})).toMatchObject({ status: 400, json: { error: { type: 'invalid_request_error' } } })
  })

  test('that there is no model for it', async () => {
    await using server = await startTestServer()
    const error = await sdkFor(server)
      .embeddings.create({ model: 'text-embedding-3-small', input: 'dog' })
      .catch((failure: unknown) => failure)
    expect(error).toMatchObject({ status: 400, message: expect.stringContaining('EMBEDDING_MODEL') })
  })
})

test('the model that embeds is listed with the others', async () => {
  await using world = await open()
  const { data } = await sdkFor(world.server).models.list()
  expect(data.map(({ id }) => id)).toContain(embeddingModel)
})

test('whoever leaves is not paid for, and the model is not asked any more', async () => {
  await using world = await open()
  world.fake.suffer('nothing at all')
  const controller = new AbortController()
  const { signal } = controller
  const asked = sdkFor(world.server).embeddings.create({ model: embeddingModel, input: 'dog' }, { signal })
  asked.catch(() => {})
  await world.fake.waitForRequest(1)
  controller.abort()
  await world.server.logged({ event: 'request_refused', code: 'model_unavailable' })
  expect((await world.server.client.get('/v1/usage?group=model')).json.data).toEqual([])
})
