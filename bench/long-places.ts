import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { openPostgresStore } from '../src/adapters/postgres/store.ts'
import { openSqliteStore } from '../src/adapters/sqlite/store.ts'
import type { Store } from '../src/ports/store.ts'
import { startPostgres } from '../test/services/postgres-server.ts'

/** A database that can be filled before a server has it. */
export interface Place extends AsyncDisposable {
  name: string
  url: string
  open(): Promise<Store>
  run(statements: readonly string[]): Promise<void>
  /** Whether bytes of what was deleted are still there. */
  owesScrub(): Promise<boolean>
}

const owed = 'select wanted > done as owed from scrubs'

export function sqlitePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const path = join(folder, 'long.db')
  return {
    name: 'SQLite',
    url: `file:${path}`,
    open: () => openSqliteStore({ path, durability: 'normal', now: Date.now }),
    async run(statements) {
      using database = new DatabaseSync(path)
      for (const statement of statements) database.exec(statement)
    },
    async owesScrub() {
      using database = new DatabaseSync(path, { readOnly: true })
      return database.prepare(owed).get()?.['owed'] === 1
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Every commit of it is on the disk, and its tables have been looked at, as those of a server that has run for long. */
export async function postgresPlace(): Promise<Place> {
  const server = await startPostgres({ fsync: true })
  const url = await server.newDatabase()
  async function ask(statements: readonly string[]): Promise<unknown> {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      let rows: unknown[] = []
      for (const statement of statements) ({ rows } = await client.query(statement))
      return rows[0]
    } finally {
      await client.end()
    }
  }
  return {
    name: 'Postgres',
    url,
    open: () => openPostgresStore({ url, onTrouble: console.error }),
    run: async (statements) => void (await ask([...statements, 'vacuum analyze'])),
    owesScrub: async () => ((await ask([owed])) as { owed: boolean }).owed,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
