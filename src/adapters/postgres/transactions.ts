import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import type { Queryable } from '../sql/prepared.ts'
import type { Schema } from '../sql/schema.ts'
import { storeUnavailable } from '../sql/store-unavailable.ts'
import { createSession, type Session } from './session.ts'

interface Held {
  session: Session
  trx: Queryable
}

const refuse = async (): Promise<never> => {
  throw new Error('A transaction has none of its own')
}

/** Every statement goes out as it is asked: Kysely's own transactions send none before the one before is answered. */
const onSession = (session: Session): Queryable =>
  new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => session,
        beginTransaction: refuse,
        commitTransaction: refuse,
        rollbackTransaction: refuse,
        releaseConnection: async () => {},
        destroy: async () => {},
      }),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })

/** Runs work in transactions, each on a connection that nobody else has meanwhile. */
export function createTransactions(pool: Pool, statementMs: number) {
  const known = new WeakMap<PoolClient, Held>()

  async function acquire(): Promise<Held> {
    let client: PoolClient
    try {
      client = await pool.connect()
    } catch (error) {
      throw storeUnavailable(error)
    }
    const found = known.get(client)
    if (found) return found
    const session = createSession(client, statementMs)
    const held = { session, trx: onSession(session) }
    known.set(client, held)
    return held
  }

  return async function inTransaction<Result>(work: (trx: Queryable) => Promise<Result>): Promise<Result> {
    const { session, trx } = await acquire()
    try {
      session.begin()
      const result = await work(trx)
      await session.commit()
      return result
    } catch (error) {
      await session.rollback()
      throw error
    } finally {
      session.release()
    }
  }
}
