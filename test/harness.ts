import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../src/boot.ts'
import { type ConfigOverrides, createConfig } from '../src/config/config.ts'
import { createLogger } from '../src/observe/logger.ts'
import type { Model } from '../src/ports/model.ts'
import type { OwnTool } from '../src/ports/tools.ts'
import { createClient, type Client } from './client.ts'
import { type FakeModel, startFakeModel } from './fake-model.ts'

export interface TestServer extends AsyncDisposable {
  url: string
  client: Client
  model: FakeModel
  /** Every line that was logged. */
  lines: string[]
  /** The first line that says all of this, as soon as it is logged. */
  logged(fields: Record<string, unknown>): Promise<Record<string, unknown>>
  /** Where the database is, for a server that comes after this one. */
  path: string
  /** Moves the server's clock. */
  advance(ms: number): void
  tidy(): Promise<void>
  drain(): Promise<void>
}

export interface TestOptions extends ConfigOverrides {
  /** A database that another server has left. */
  path?: string
  /** Instead of an adapter that speaks to the fake model. */
  answering?: Model
  /** Beside the one that answers to every other name. */
  models?: Readonly<Record<string, Model>>
  tools?: readonly OwnTool[]
  /** Answers of another test's fake model. */
  fake?: FakeModel
}

export function temporaryFolder(): string & Partial<Disposable> {
  return mkdtempSync(join(tmpdir(), 'colloquy-'))
}

/** A whole server on a socket, with a scripted model behind it. */
export async function startTestServer(options: TestOptions = {}): Promise<TestServer> {
  const { path, answering, models = {}, tools = [], fake, ...overrides } = options
  await using stack = new AsyncDisposableStack()
  let file = path
  if (file === undefined) {
    const folder = temporaryFolder()
    stack.defer(() => rmSync(folder, { recursive: true, force: true }))
    file = join(folder, 'test.db')
  }
  const model = fake ?? stack.use(await startFakeModel())
  const lines: string[] = []
  let watchers: (() => void)[] = []
  const write = (line: string): void => {
    lines.push(line)
    const woken = watchers
    watchers = []
    for (const wake of woken) wake()
  }
  async function logged(fields: Record<string, unknown>): Promise<Record<string, unknown>> {
    for (let i = 0; ; i++) {
      while (i === lines.length) await new Promise<void>((resolve) => watchers.push(resolve))
      const line = JSON.parse(lines[i] ?? '{}') as Record<string, unknown>
      if (Object.entries(fields).every(([name, value]) => line[name] === value)) return line
    }
  }
  let ahead = 0
  const config = createConfig({
    host: '127.0.0.1',
    port: 0,
    model: { kind: 'openai', api: 'chat', baseUrl: model.url },
    drainMs: 5_000,
    rightsMs: 50,
    ...overrides,
    // Many a test sends more in a second than a person does in a minute.
    rateLimits: { user: 'off', session: 'off', address: 'off', ...overrides.rateLimits },
    database: { path: file, durability: 'normal', ...overrides.database },
    log: { flushMs: 20, ...overrides.log },
  })
  const server = await startServer(config, {
    log: createLogger({ level: 'debug', write }),
    now: () => Date.now() + ahead,
    models: new Map(Object.entries(models)),
    tools,
    ...(answering && { model: answering }),
  })
  let drained: Promise<void> | undefined
  const drain = (): Promise<void> => (drained ??= server.drain())
  stack.defer(drain)
  const owned = stack.move()
  return {
    url: server.url,
    client: createClient(server.url),
    model,
    lines,
    logged,
    path: file,
    advance: (ms) => (ahead += ms),
    tidy: server.tidy,
    drain,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
