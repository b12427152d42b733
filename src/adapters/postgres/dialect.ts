import { type Dialect, type Driver, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { Pool } from 'pg'
import { storeUnavailable } from '../sql/store-unavailable.ts'
import { createSession, type Session } from './session.ts'

const refuse = async (): Promise<never> => {
  throw new Error('Transactions are begun elsewhere')
}

function createDriver(pool: Pool, statementMs: number): Driver {
  return {
    init: async () => {},
    async acquireConnection() {
      try {
        return createSession(await pool.connect(), statementMs)
      } catch (error) {
        throw storeUnavailable(error)
      }
    },
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async (session) => (session as Session).release(),
    destroy: () => pool.end(),
  }
}

/** Kysely on a pool of connections; a statement without an answer costs its connection. */
export const postgresDialect = (pool: Pool, statementMs: number): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => createDriver(pool, statementMs),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})
