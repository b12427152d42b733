import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client as Database } from 'pg'
import { describe, onTestFinished } from 'vitest'
import { type FakeModel, startFakeModel } from '../fake-model.ts'
import { ready, type ServerProcess, spawnServer } from '../process/server-process.ts'
import { type PostgresServer, startPostgres } from '../services/postgres-server.ts'
import { describeWithOwnRedis } from '../services/describe-with-redis.ts'
import { type OwnRedis, ownRedis } from '../services/redis-server.ts'

/** Processes that serve one Postgres, as an operator would set them up, before a model that outlives them. */
export interface Cluster {
  readonly postgres: PostgresServer
  /** undefined where they have none. */
  readonly redis: OwnRedis | undefined
  readonly model: FakeModel
  readonly databaseUrl: string
  start(env?: Record<string, string>): Promise<ServerProcess>
  two(env?: Record<string, string>): Promise<[ServerProcess, ServerProcess]>
  /** Rows of its database. */
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>
}

/** `atEnd` is given what ends it; without one it ends with the test. A test that timed out never leaves its scope. */
export async function openCluster(
  { withRedis }: { withRedis: boolean },
  atEnd: (end: () => Promise<void>) => void = onTestFinished,
): Promise<Cluster> {
  await using stack = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-'))
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const postgres = stack.use(await startPostgres())
  const databaseUrl = await postgres.newDatabase()
  const redis = withRedis ? stack.use(await ownRedis()) : undefined
  await redis?.start()
  const model = stack.use(await startFakeModel())
  const owned = stack.move()
  atEnd(() => owned.disposeAsync())

  async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
    const spawned = spawnServer({
      folder,
      env: {
        HOST: '127.0.0.1',
        PORT: '0',
        OPENAI_BASE_URL: model.url,
        DATABASE_URL: databaseUrl,
        ...(redis && { REDIS_URL: redis.url() }),
        RATE_LIMIT_USER: 'off',
        RATE_LIMIT_SESSION: 'off',
        RATE_LIMIT_IP: 'off',
        ...env,
      },
    })
    owned.use(spawned)
    return owned.use(await ready(spawned))
  }

  return {
    postgres,
    redis,
    model,
    databaseUrl,
    start,
    two: (env) => Promise.all([start(env), start(env)]),
    async query<Row>(sql: string, values: unknown[] = []) {
      const database = new Database({ connectionString: databaseUrl })
      // It may be ended in between.
      database.on('error', () => {})
      await database.connect()
      try {
        return (await database.query(sql, values)).rows as Row[]
      } finally {
        await database.end()
      }
    },
  }
}

/** The suite once with a Redis between the nodes and once without. */
export function describeNodes(name: string, body: (options: { withRedis: boolean }) => void): void {
  describeWithOwnRedis(`${name}, with a Redis between them`, () => body({ withRedis: true }))
  describe(`${name}, with Postgres alone between them`, () => body({ withRedis: false }))
}
