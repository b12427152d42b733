import { Worker } from 'node:worker_threads'
import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
} from 'kysely'
import { workerUrl } from '../../std/worker-url.ts'
import type { Asked as AskedToRank, RankTold } from '../sql/recall-told.ts'
import type { Schema } from '../sql/schema.ts'
import { createQueryCompiler } from './dialect.ts'
import { heldBack } from './held-back.ts'
import { recallStatements, type RecallStatements } from './recall-statements.ts'

interface Answer {
  id: number
  rows?: readonly unknown[]
  error?: Error
}

type Question =
  | { kind: 'read'; sql: string; parameters: readonly unknown[] }
  | { kind: 'rank'; asked: AskedToRank }
  | { kind: 'checkpoint'; sql: string }
  | { kind: 'clean' }

interface Asked {
  resolve(rows: readonly unknown[]): void
  reject(error: Error): void
}

/** How often the log in front of the database file is moved into it, off the thread that serves. */
const checkpointMs = 1_000

/** A thread of its own for what takes long: SQLite cannot be interrupted, and no stream waits for it. */
function startReader(path: string, file: number, recall: () => RecallStatements) {
  const asked = new Map<number, Asked>()
  let worker: Worker | undefined
  let lastId = 0

  const fail = (error: Error): void => {
    worker = undefined
    for (const { reject } of asked.values()) reject(error)
    asked.clear()
  }

  const start = (): Worker => {
    const started = new Worker(workerUrl('./reader-worker.ts', import.meta.url), {
      workerData: { path, file, checkpointMs, recall: recall() },
    })
    started.unref()
    started.on('error', (error) => fail(error as Error))
    started.on('exit', () => fail(new Error('The reading thread has ended')))
    started.on('message', ({ id, rows, error }: Answer) => {
      const waiting = asked.get(id)
      asked.delete(id)
      if (error) waiting?.reject(error)
      else waiting?.resolve(rows ?? [])
    })
    return started
  }

  return {
    start(): void {
      worker ??= start()
    },
    ask(question: Question): Promise<readonly unknown[]> {
      worker ??= start()
      const id = ++lastId
      const { promise, resolve, reject } = Promise.withResolvers<readonly unknown[]>()
      asked.set(id, { resolve, reject })
      worker.postMessage({ id, ...question })
      return promise
    },
    async stop(): Promise<void> {
      await worker?.terminate()
    },
  }
}

export interface Reader {
  db: Kysely<Schema>
  rankTold: RankTold
  start(): void
  /** Empties the log in front of the database file. */
  truncate(): Promise<void>
  /** Takes a slice of what is left in pages of the file that nothing reads; whether more is left. */
  cleanPages(): Promise<boolean>
  stop(): Promise<void>
}

/** A read-only Kysely whose queries run in the reading thread. */
export function createReader(path: string, file: number): Reader {
  const reader = startReader(path, file, () => recallStatements(db))
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      return { rows: (await reader.ask({ kind: 'read', sql, parameters })) as Row[] }
    },
    streamQuery() {
      throw new Error('The reading thread answers whole pages')
    },
  }
  const refuse = async (): Promise<void> => {
    throw new Error('The reading thread has no transactions')
  }
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () =>
        new (class extends SqliteAdapter {
          override get supportsMultipleConnections(): boolean {
            return true
          }
        })(),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => connection,
        beginTransaction: refuse,
        commitTransaction: refuse,
        rollbackTransaction: refuse,
        releaseConnection: async () => {},
        destroy: () => reader.stop(),
      }),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler,
    },
  })
  return {
    db,
    // A question of many steps, and one way there and back.
    rankTold: async (asked) => (await reader.ask({ kind: 'rank', asked })) as Awaited<ReturnType<RankTold>>,
    start: reader.start,
    stop: reader.stop,
    async truncate() {
      // Most of the work is done before writers have to wait.
      await reader.ask({ kind: 'checkpoint', sql: 'PRAGMA wal_checkpoint(PASSIVE)' })
      const [found] = await reader.ask({ kind: 'checkpoint', sql: 'PRAGMA wal_checkpoint(TRUNCATE)' })
      if ((found as { busy: number }).busy !== 0) throw new Error(heldBack)
    },
    async cleanPages() {
      const [{ more } = { more: false }] = (await reader.ask({ kind: 'clean' })) as { more: boolean }[]
      return more
    },
  }
}
