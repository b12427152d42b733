import { Client } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { openPostgresStore } from '../../src/adapters/postgres/store.ts'
import type { Store } from '../../src/ports/store.ts'
import type { OpenStore } from '../contracts/store-under-test.ts'
import { type PostgresServer, startPostgres } from '../services/postgres-server.ts'

/** One server for all tests of a file. */
export function onePostgres(): () => PostgresServer {
  let server: PostgresServer | undefined
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.[Symbol.asyncDispose]())
  return () => {
    if (!server) throw new Error('Postgres is not there yet')
    return server
  }
}

/** Trouble that no test expects is in its output. */
export const openAt = (url: string, statementMs?: number): Promise<Store> =>
  openPostgresStore({ url, onTrouble: console.error, ...(statementMs !== undefined && { statementMs }) })

export async function ask<Row extends object>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

/** Deletes every row: a database costs much more to make than to empty. */
const empty = `
  do $$
  declare name text;
  begin
    set local session_replication_role = replica;
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not in ('migrations', 'scrubs')
    loop
      execute format('delete from %I', name);
    end loop;
    update scrubs set wanted = 0, done = 0, resting_until = 0;
  end $$`

/** A store on a database that nobody else uses meanwhile, and that is as good as new. */
export function storeOn(server: () => PostgresServer): OpenStore {
  const free: string[] = []
  return async () => {
    const url = free.pop() ?? (await server().newDatabase())
    const store = await openAt(url)
    return {
      ...store,
      async [Symbol.asyncDispose]() {
        await store[Symbol.asyncDispose]()
        await ask(url, empty)
        free.push(url)
      },
    }
  }
}
