import { startFakeEmbeddings } from './fake-embeddings.ts'
import { startFakeModel } from './fake-model.ts'
import { startTestServer, type TestOptions, type TestServer } from './harness.ts'

/** A whole server whose model's server embeds as well. */
export async function startWithEmbeddings(options: TestOptions = {}): Promise<TestServer> {
  await using stack = new AsyncDisposableStack()
  const fake = stack.use(await startFakeModel())
  const { url: baseUrl } = stack.use(await startFakeEmbeddings(fake.url))
  const model = { kind: 'openai', api: 'chat', baseUrl } as const
  const server = stack.use(await startTestServer({ embeddingModel: 'a-model', ...options, fake, model }))
  const owned = stack.move()
  return { ...server, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
