import { closeSync, constants, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely } from 'kysely'
import type { Store } from '../../ports/store.ts'
import type { Schema } from '../sql/schema.ts'
import { createSqlStore } from '../sql/store.ts'
import { asKyselyDatabase, type Durability, openDatabase } from './database.ts'
import { sqliteDialect } from './dialect.ts'
import { createFullText } from './full-text.ts'
import { createLockQueue } from './lock-queue.ts'
import { migrate } from './migrate.ts'
import { lockDatabase } from './owner-lock.ts'
import { rankHereOr } from './rank-here.ts'
import { createReader } from './reader.ts'
import { recallIndex } from './recall-index.ts'
import { createScrub } from './scrub.ts'
import { sqliteParts } from './sqlite-parts.ts'

const ownersFolder = 0o700
const ownersFile = 0o600

export interface SqliteOptions {
  path: string
  durability: Durability
  now(): number
}

const unwritable = 'its folder or its file cannot be written'
const full = 'the disk is full'

/** By SQLite's own numbers. */
const reasons = new Map([
  [8, unwritable],
  [10, unwritable],
  [11, 'it is damaged'],
  [13, full],
  [14, unwritable],
  [26, 'the file is something else'],
])

/** For whoever starts the server: what the system has refused, in a sentence. */
function explain(path: string, error: unknown): unknown {
  const { errcode, code, syscall } = error as NodeJS.ErrnoException & { errcode?: number }
  const refused = code === 'ENOSPC' ? full : unwritable
  const reason = syscall === undefined ? reasons.get((errcode ?? 0) & 0xff) : refused
  if (reason === undefined) return error
  const advice = 'Correct that, or set DATABASE_URL to another file.'
  return new Error(`Cannot open the database ${path}: ${reason}. ${advice}`, { cause: error })
}

export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  try {
    return await open(options)
  } catch (error) {
    throw explain(options.path, error)
  }
}

async function open({ path, durability, now }: SqliteOptions): Promise<Store> {
  mkdirSync(dirname(path), { recursive: true, mode: ownersFolder })
  const lock = await lockDatabase(path)
  let file: number | undefined
  try {
    // What people say is nobody else's on this machine; the files beside it are as this one is.
    const handle = (file = openSync(path, constants.O_RDWR | constants.O_CREAT, ownersFile))
    const database = openDatabase(path, durability)
    migrate(database, now())
    // Whoever held a lease here is gone: the lock says so.
    database.exec('DELETE FROM nodes')
    database.exec('PRAGMA busy_timeout = 0')
    const queue = createLockQueue()
    const db = new Kysely<Schema>({ dialect: sqliteDialect(asKyselyDatabase(database), queue) })
    const reader = createReader(path, handle)
    reader.start()
    const cleanPages = (): Promise<boolean> => queue.empty().then(reader.cleanPages)
    const scrub = createScrub({ database, truncate: reader.truncate, cleanPages })
    return createSqlStore({
      ...sqliteParts(db, now),
      reads: reader.db,
      index: createFullText(reader.db),
      recallIndex,
      rankTold: rankHereOr(reader.rankTold, db),
      scrub: async () => ((await scrub()) ? 'more' : 'done'),
      async close() {
        await reader.stop()
        await db.destroy()
        if (database.isOpen) database.close()
        // Not before: to close any handle of a file takes the locks of the whole process from it.
        closeSync(handle)
        lock[Symbol.dispose]()
      },
    })
  } catch (error) {
    if (file !== undefined) closeSync(file)
    lock[Symbol.dispose]()
    throw error
  }
}
