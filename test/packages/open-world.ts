import {
  type Client,
  type ClientOptions,
  createClient,
  type Patience,
} from '../../packages/client/src/create-client.ts'
import { startTestServer, type TestOptions, type TestServer } from '../harness.ts'
import { type Manner, type MeanProxy, startMeanProxy } from './mean-proxy.ts'

/** A client that hardly waits: these tests ask what it waits for, not how long. */
export const hasty: Partial<Patience> = { firstDelayMs: 1, maxDelayMs: 4 }

export interface World extends AsyncDisposable {
  server: TestServer
  proxy: MeanProxy
  client: Client
  conversation: string
}

/** A client behind a proxy that is honest until it is told otherwise. */
export async function openWorld(options: ClientOptions = {}, serving: TestOptions = {}): Promise<World> {
  await using stack = new AsyncDisposableStack()
  const server = stack.use(await startTestServer({ keepaliveMs: 60, ...serving }))
  const proxy = stack.use(await startMeanProxy(server.url))
  const client = createClient({ baseUrl: proxy.url, patience: hasty, ...options })
  const { id: conversation } = await client.conversations.create()
  const owned = stack.move()
  return { server, proxy, client, conversation, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

/** For each stream in turn; what is no stream passes. */
export function inTurn(proxy: MeanProxy, ...manners: Manner[]): void {
  proxy.manner = ({ headers }) => (headers.accept === 'text/event-stream' ? (manners.shift() ?? {}) : {})
}
