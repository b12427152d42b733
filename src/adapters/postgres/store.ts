import { Kysely } from 'kysely'
import type { Store } from '../../ports/store.ts'
import type { Schema } from '../sql/schema.ts'
import { recallSteps } from '../sql/recall-queries.ts'
import { createRankTold } from '../sql/recall-told.ts'
import { createSqlStore } from '../sql/store.ts'
import { type Connections, createConnections } from './connections.ts'
import { postgresDialect } from './dialect.ts'
import { createFullText } from './full-text.ts'
import { openDatabase } from './open-database.ts'
import { createPool } from './pool.ts'
import { postgresParts } from './postgres-parts.ts'
import { recallIndex } from './recall-index.ts'
import { createScrub } from './scrub.ts'
import { createTransactions } from './transactions.ts'

export interface PostgresOptions {
  /** postgres://user:password@host:port/database */
  url: string
  /** What happens to the connections that nobody uses at the moment. */
  onTrouble(error: unknown): void
  /** How long a statement may take before its connection is given up. */
  statementMs?: number
}

/** How many connections serve people, how many more keep leases and the record, and how many read what takes long. */
const servers = 10
const keepers = 4
const readers = 2
/** So many are served in a second or so. */
const mayWait = 1_000
/** The server ends a statement of its own accord when nobody waits for it any more. */
const serverStatementMs = 30_000
/** Exports and searches may take so many times as long as anything else. */
const patience = 6

export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  const { url, onTrouble, statementMs = 10_000 } = options
  await openDatabase({ url, onTrouble })
  const connect = (size: number, ms: number, most?: number) =>
    createConnections(createPool({ url, size, serverStatementMs: ms, onTrouble }), most)
  const readMs = statementMs * patience
  const serving = connect(servers, serverStatementMs, mayWait)
  const keeping = connect(keepers, serverStatementMs)
  const reading = connect(readers, readMs)
  const kyselyOn = (connections: Connections, ms: number) =>
    new Kysely<Schema>({ dialect: postgresDialect(connections, ms) })
  const partsOn = (connections: Connections) =>
    postgresParts(kyselyOn(connections, statementMs), createTransactions(connections, statementMs))
  const reads = kyselyOn(reading, readMs)
  const { scrub, close: endScrub } = createScrub(url)
  const parts = partsOn(serving)
  return createSqlStore({
    ...parts,
    journal: partsOn(keeping),
    reads,
    index: createFullText(reads),
    recallIndex,
    rankTold: createRankTold(recallSteps(parts.db, recallIndex)),
    scrub,
    async close() {
      // Kysely would leave those open that it has asked nothing on itself.
      await Promise.all([endScrub(), serving.end(), keeping.end(), reading.end()])
    },
  })
}
