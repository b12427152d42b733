import type { Client, QueryResult } from 'pg'
import { connect } from '../adapters/postgres/connect.ts'
import { sqlState } from '../adapters/postgres/errors.ts'
import { withoutNul } from '../adapters/postgres/nul.ts'
import { openDatabase } from '../adapters/postgres/open-database.ts'
import { MoveError } from './move-error.ts'

/** The one connection on which all of a move happens. */
export interface Target extends AsyncDisposable {
  ask<Result extends object>(text: string, values?: readonly unknown[]): Promise<Result[]>
  askForArrays(text: string): Promise<unknown[][]>
  /** Compiled once: a statement that is asked again and again. */
  run(name: string, text: string, values: readonly unknown[]): Promise<void>
  transaction<Result>(work: () => Promise<Result>, isolation?: string): Promise<Result>
}

const statementMs = 600_000
/** A move that was killed holds it until Postgres has noticed. */
const lockMs = 30_000
const lockNotAvailable = '55P03'

const safe = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(safe)
  return typeof value === 'string' ? withoutNul(value) : value
}

function explain(error: unknown): MoveError {
  const state = sqlState(error)
  if (state === lockNotAvailable) {
    return new MoveError(
      'Cannot move: another move into this database is under way, or was until a moment ago. Give the command again when it has ended.',
      { cause: error },
    )
  }
  const reason = state === undefined ? 'the connection to Postgres was lost' : `Postgres refused (its code is ${state})`
  return new MoveError(
    `The move has stopped: ${reason}. What was copied is kept. Correct that, and give the same command again.`,
    { cause: error },
  )
}

function createTarget(client: Client): Target {
  async function attempt<Result>(query: Promise<Result>): Promise<Result> {
    try {
      return await query
    } catch (error) {
      throw explain(error)
    }
  }
  const query = <Result extends object>(text: string, values: readonly unknown[] = []): Promise<QueryResult<Result>> =>
    attempt(client.query<Result>(text, values.map(safe)))

  return {
    ask: async (text, values) => (await query<never>(text, values)).rows,
    askForArrays: async (text) => (await attempt(client.query<unknown[]>({ text, rowMode: 'array' }))).rows,
    async run(name, text, values) {
      await attempt(client.query({ name, text, values: values.map(safe) }))
    },
    async transaction(work, isolation = 'read committed') {
      await query(`begin isolation level ${isolation}`)
      try {
        const result = await work()
        await query('commit')
        return result
      } catch (error) {
        // What made it fail is what counts; the connection ends with the move.
        await query('rollback').catch(() => {})
        throw error
      }
    },
    // It has done its work, or has failed already: how it ends changes nothing.
    [Symbol.asyncDispose]: () => client.end().catch(() => {}),
  }
}

/** Waits until the database answers, brings its schema up to date, and keeps other moves out of it. */
export async function openTarget(url: string, onTrouble: (error: unknown) => void): Promise<Target> {
  await openDatabase({ url, onTrouble })
  await using stack = new AsyncDisposableStack()
  const target = stack.use(createTarget(await connect(url, statementMs)))
  await target.ask(`set lock_timeout = ${lockMs}`)
  await target.ask('select pg_advisory_lock(4041505, 3)')
  stack.move()
  return target
}
