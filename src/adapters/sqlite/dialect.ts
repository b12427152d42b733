import { setTimeout as delay } from 'node:timers/promises'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type SelectModifierNode,
  type SqliteDatabase,
  SqliteDialect,
  SqliteQueryCompiler,
} from 'kysely'
import { isBusy } from './database.ts'
import { createLockQueue, type LockQueue } from './lock-queue.ts'

/** One transaction at a time: what locks rows elsewhere has nothing to say here. */
class LocklessCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier === 'Distinct') super.visitSelectModifier(node)
  }
}

export const createQueryCompiler = (): SqliteQueryCompiler => new LocklessCompiler()

/** Whoever empties the log or cleans pages has the lock for a few milliseconds; who waits in vain tries again later. */
const patienceMs = 1_000
const againMs = 1

/** Waits for another's lock without holding up whatever else happens here. */
function patient(connection: DatabaseConnection, queue: LockQueue): DatabaseConnection {
  async function again<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const begun = performance.now()
    queue.enter()
    try {
      for (;;) {
        await delay(againMs)
        try {
          return await connection.executeQuery<Row>(query)
        } catch (error) {
          if (!isBusy(error) || performance.now() - begun > patienceMs) throw error
        }
      }
    } finally {
      queue.leave()
    }
  }

  return {
    async executeQuery<Row>(query: CompiledQuery) {
      try {
        return await connection.executeQuery<Row>(query)
      } catch (error) {
        if (!isBusy(error)) throw error
        return again<Row>(query)
      }
    },
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  }
}

function createDriver(driver: Driver, queue: LockQueue): Driver {
  let connection: DatabaseConnection | undefined
  return {
    init: () => driver.init(),
    acquireConnection: async () => (connection ??= patient(await driver.acquireConnection(), queue)),
    beginTransaction: (own, settings) => driver.beginTransaction(own, settings),
    commitTransaction: (own) => driver.commitTransaction(own),
    rollbackTransaction: (own) => driver.rollbackTransaction(own),
    releaseConnection: (own) => driver.releaseConnection(own),
    destroy: () => driver.destroy(),
  }
}

/** Kysely on SQLite. */
export function sqliteDialect(database: SqliteDatabase, queue: LockQueue = createLockQueue()): Dialect {
  const dialect = new SqliteDialect({ database })
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => createDriver(dialect.createDriver(), queue),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler,
  }
}
