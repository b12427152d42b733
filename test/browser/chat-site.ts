import { rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { type FakeModel, startFakeModel } from '../fake-model.ts'
import { temporaryFolder } from '../harness.ts'
import { environment, ready, type ServerProcess, spawnServer } from '../process/server-process.ts'
import { sendHome } from './visit.ts'

/** A server of its own process, at one address for as long as it is here, however often it dies. */
export interface ChatSite extends AsyncDisposable {
  readonly url: string
  /** Outlives every process. */
  readonly model: FakeModel
  /** The process that serves, or did last; with a client that asks without a browser. */
  process(): ServerProcess
  /** As a power cut for the process alone. */
  kill(): Promise<void>
  /** After `kill`: the next process, with the same database, at the same port. */
  start(): Promise<void>
}

/** Of those that the system gives to nobody who does not name one: while the server is dead, nobody else gets it. */
async function choosePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const server = createServer()
    const isFree = once(server.listen(port, '127.0.0.1'), 'listening').then(
      () => true,
      () => false,
    )
    if (!(await isFree)) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

const withoutLimits = { RATE_LIMIT_USER: 'off', RATE_LIMIT_SESSION: 'off', RATE_LIMIT_IP: 'off' }

/** With `OPENAI_BASE_URL: ''` the offline model answers. */
export async function startChatSite(more: Record<string, string> = {}): Promise<ChatSite> {
  await using stack = new AsyncDisposableStack()
  const folder = temporaryFolder()
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const model = stack.use(await startFakeModel())
  const PORT = String(await choosePort())
  const env = environment(model.url, { ...withoutLimits, ...more, PORT })
  let serving: ServerProcess
  const start = async (): Promise<void> => {
    serving = await ready(spawnServer({ folder, env }))
  }
  await start()
  stack.defer(() => serving[Symbol.asyncDispose]())
  const url = `http://127.0.0.1:${PORT}`
  stack.defer(sendHome)
  const owned = stack.move()
  return {
    url,
    model,
    process: () => serving,
    async kill() {
      serving.client.close()
      await serving.kill()
    },
    start,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
