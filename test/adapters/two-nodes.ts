import { Client } from 'pg'
import type { Store } from '../../src/ports/store.ts'
import type { PostgresServer } from '../services/postgres-server.ts'
import { openAt } from './open-postgres.ts'

export interface TwoNodes extends AsyncDisposable {
  url: string
  one: Store
  two: Store
}

/** Two processes on one database, as far as the database can tell. */
export async function twoNodes(server: PostgresServer): Promise<TwoNodes> {
  const url = await server.newDatabase()
  const [one, two] = await Promise.all([openAt(url), openAt(url)])
  return {
    url,
    one,
    two,
    async [Symbol.asyncDispose]() {
      await one[Symbol.asyncDispose]()
      await two[Symbol.asyncDispose]()
    },
  }
}

/** Holds what a statement locks, as a process does that stands still in the middle of a transaction. */
export async function holding(url: string, statement: string): Promise<{ release(): Promise<void> }> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('begin')
  await client.query(statement)
  return {
    async release() {
      await client.query('commit')
      await client.end()
    },
  }
}
