import { type Dialect, type Driver, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { Connections } from './connections.ts'
import { createSession, type Session } from './session.ts'

const refuse = async (): Promise<never> => {
  throw new Error('Transactions are begun elsewhere')
}

const createDriver = (connections: Connections, statementMs: number): Driver => ({
  init: async () => {},
  acquireConnection: async () => createSession(await connections.take(), statementMs),
  beginTransaction: refuse,
  commitTransaction: refuse,
  rollbackTransaction: refuse,
  releaseConnection: async (session) => (session as Session).release(),
  destroy: async () => {},
})

/** Kysely on connections that others end; a statement without an answer costs its connection. */
export const postgresDialect = (connections: Connections, statementMs: number): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => createDriver(connections, statementMs),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})
