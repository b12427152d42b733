import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeModel, type FakeModel } from '../test/fake-model.ts'
import { type PostgresServer, startPostgres } from '../test/services/postgres-server.ts'
import { type OwnRedis, ownRedis } from '../test/services/redis-server.ts'
import type { SoakOptions } from './options.ts'
import { type Proxy, startProxy } from './proxy.ts'
import { type SoakNode, startNode } from './soak-node.ts'

/** Everything that a soak runs, and nothing that others do. */
export interface Field extends AsyncDisposable {
  readonly nodes: readonly SoakNode[]
  readonly postgres: PostgresServer
  readonly redis: OwnRedis | undefined
  readonly model: FakeModel
  /** Of the database itself, past every proxy. */
  readonly databaseUrl: string
}

async function proxyTo(port: number, stack: AsyncDisposableStack): Promise<Proxy> {
  const proxy = stack.use(await startProxy())
  proxy.lead(port)
  return proxy
}

export async function openField(
  { nodes: count, redis: withRedis }: SoakOptions,
  onProblem: (problem: string) => void,
): Promise<Field> {
  await using stack = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-'))
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const wake = (): void => postgres.resume()
  const postgres = stack.use(await startPostgres())
  // What stands still when the soak is broken off would stand there for ever.
  process.prependOnceListener('exit', wake)
  stack.defer(() => void process.off('exit', wake))
  const databaseUrl = await postgres.newDatabase()
  const redis = withRedis ? stack.use(await ownRedis()) : undefined
  await redis?.start()
  const model = stack.use(await startFakeModel())
  const databasePort = Number(new URL(databaseUrl).port)

  const nodes: SoakNode[] = []
  for (let i = 0; i < count; i++) {
    const front = stack.use(await startProxy())
    const toDatabase = await proxyTo(databasePort, stack)
    const toRedis = redis && (await proxyTo(Number(new URL(redis.url()).port), stack))
    const url = new URL(databaseUrl)
    url.port = String(toDatabase.port)
    const env = {
      HOST: '127.0.0.1',
      PORT: '0',
      OPENAI_BASE_URL: model.url,
      DATABASE_URL: url.href,
      ...(toRedis && { REDIS_URL: `redis://127.0.0.1:${toRedis.port}` }),
      RATE_LIMIT_USER: 'off',
      RATE_LIMIT_SESSION: 'off',
      RATE_LIMIT_IP: 'off',
      TOKEN_BUDGET_USER: '1000000000/86400',
      KEEPALIVE_SECONDS: '2',
      DRAIN_SECONDS: '4',
    }
    nodes.push(stack.use(await startNode({ name: `n${i + 1}`, folder, env, front, toDatabase, toRedis, onProblem })))
  }
  const owned = stack.move()
  return { nodes, postgres, redis, model, databaseUrl, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
