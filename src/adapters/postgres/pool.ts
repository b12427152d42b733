import { type ClientConfig, type CustomTypesConfig, Pool, types as known } from 'pg'
import { withNul } from './nul.ts'

export interface PoolOptions {
  url: string
  size: number
  /** What the server itself ends; 0 is never. */
  serverStatementMs: number
  onTrouble(error: unknown): void
}

export const connectMs = 5_000
const lockMs = 5_000
/** A process that stands still with a transaction open keeps its locks no longer. */
const idleInTransactionMs = 10_000

const { INT8, NUMERIC, TEXT } = known.builtins

/** Numbers as numbers, and text as it was given. */
const parsers = new Map<number, (text: string) => unknown>([
  [INT8, Number],
  [NUMERIC, Number],
  [TEXT, withNul],
])

const types: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    parsers.get(oid) ?? known.getTypeParser(oid, format)) as CustomTypesConfig['getTypeParser'],
}

/** What every connection has in common. */
export const connectionOptions = (url: string): ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: connectMs,
  keepAlive: true,
  application_name: 'colloquy',
  types,
})

export function createPool({ url, size, serverStatementMs, onTrouble }: PoolOptions): Pool {
  const pool = new Pool({
    ...connectionOptions(url),
    max: size,
    pipeline: true,
    statement_timeout: serverStatementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  })
  pool.on('error', onTrouble)
  // A connection can break between two statements too, where the pool no longer listens: the next one meets it.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
