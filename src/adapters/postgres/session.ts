import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { PoolClient } from 'pg'
import { storeUnavailable } from '../sql/store-unavailable.ts'
import { collisions, sqlState, troubleOf } from './errors.ts'
import { withoutNul } from './nul.ts'

/** A connection of the pool, in one caller's hands. */
export interface Session extends DatabaseConnection {
  /** Goes out with the first statement; what is wrong with it, that one meets too. */
  begin(): void
  commit(): Promise<void>
  rollback(): Promise<void>
  release(): void
}

const commit = 'commit'
const writes = /^(insert|update|delete)/i
const counted = new Set(['INSERT', 'UPDATE', 'DELETE'])

const written = (value: unknown): unknown => (typeof value === 'string' ? withoutNul(value) : value)

export function createSession(client: PoolClient, statementMs: number): Session {
  let broken = false
  let inTransaction = false

  function translate(error: unknown, text: string): unknown {
    const trouble = troubleOf(error)
    broken ||= trouble.broken
    const uncertain = trouble.broken && (text === commit || (!inTransaction && writes.test(text)))
    // In a transaction it is for whoever began that to do it again.
    const alone = !inTransaction && collisions.has(sqlState(error) ?? '')
    return trouble.passes || alone ? storeUnavailable(error, uncertain) : error
  }

  /** A server that stands still, or a network that swallows everything, is not waited for. */
  async function ask(text: string, parameters: readonly unknown[] = []) {
    const { promise: never, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      reject(new Error(`The database did not answer within ${statementMs} ms`))
    }, statementMs)
    try {
      return await Promise.race([client.query(text, parameters.map(written)), never])
    } catch (error) {
      throw translate(error, text)
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const { command, rowCount, rows } = await ask(sql, parameters)
      return { rows: rows as Row[], ...(counted.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }) }
    },

    streamQuery() {
      throw new Error('Every query here has an end: none is streamed')
    },

    begin() {
      ask('begin isolation level read committed').catch(() => {})
      inTransaction = true
    },

    async commit() {
      const { command } = await ask(commit)
      inTransaction = false
      if (command !== 'COMMIT') throw new Error('A transaction in which a statement had failed was to be committed')
    },

    async rollback() {
      try {
        if (!broken) await ask('rollback')
      } catch {
        // What made the transaction fail is what its caller hears.
        broken = true
      }
      inTransaction = false
    },

    release: () => client.release(broken),
  }
}
