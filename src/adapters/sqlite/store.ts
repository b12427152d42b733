import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import type { Store } from '../../ports/store.ts'
import type { Schema } from '../sql/schema.ts'
import { createSqlStore } from '../sql/store.ts'
import { asKyselyDatabase, type Durability, openDatabase } from './database.ts'
import { createFullText } from './full-text.ts'
import { migrate } from './migrate.ts'
import { lockDatabase } from './owner-lock.ts'
import { createReader } from './reader.ts'
import { createScrub } from './scrub.ts'

export interface SqliteOptions {
  path: string
  durability: Durability
  now(): number
}

export async function openSqliteStore({ path, durability, now }: SqliteOptions): Promise<Store> {
  mkdirSync(dirname(path), { recursive: true })
  const lock = await lockDatabase(path)
  try {
    const database = openDatabase(path, durability)
    migrate(database, now())
    // Whoever held a lease here is gone: the lock says so.
    database.exec('DELETE FROM nodes')
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: asKyselyDatabase(database) }) })
    const reader = createReader(path)
    reader.start()
    return createSqlStore({
      db,
      reads: reader.db,
      index: createFullText(reader.db),
      scrub: createScrub(database, reader.truncate),
      async close() {
        await reader.stop()
        await db.destroy()
        if (database.isOpen) database.close()
        lock[Symbol.dispose]()
      },
    })
  } catch (error) {
    lock[Symbol.dispose]()
    throw error
  }
}
