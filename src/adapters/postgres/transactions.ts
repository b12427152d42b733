import { type DatabaseConnection, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { Queryable } from '../sql/prepared.ts'
import type { Schema } from '../sql/schema.ts'
import type { Connections } from './connections.ts'
import { createSession, type Session } from './session.ts'

const refuse = async (): Promise<never> => {
  throw new Error('A transaction has none of its own')
}

/** Every statement goes out as it is asked: Kysely's own transactions send none before the one before is answered. */
const onConnection = (connection: DatabaseConnection): Queryable =>
  new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => connection,
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

/**
 * One transaction's hold on its connection. What a branch of its work still asks after its end would be done outside of
 * any transaction, or in the next one's.
 */
function createTurn({ executeQuery, streamQuery }: Session) {
  let over = false
  const trx = onConnection({
    streamQuery,
    async executeQuery(query) {
      if (over) throw new Error('A statement was asked in a transaction that is over')
      return executeQuery(query)
    },
  })
  return { trx, end: () => void (over = true) }
}

/** Runs work in transactions, each on a connection that nobody else has meanwhile. */
export function createTransactions(connections: Connections, statementMs: number) {
  return async function inTransaction<Result>(work: (trx: Queryable) => Promise<Result>): Promise<Result> {
    const session = createSession(await connections.take(), statementMs)
    const { trx, end } = createTurn(session)
    try {
      session.begin()
      const result = await work(trx)
      end()
      await session.commit()
      return result
    } catch (error) {
      end()
      await session.rollback()
      throw error
    } finally {
      session.release()
    }
  }
}
