import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { storeUnavailable } from '../sql/store-unavailable.ts'

export type Durability = 'normal' | 'full'

/** While it is being opened nothing else goes on here; from then on nothing that waits may stop the rest. */
const openingMs = 500

/** Statements that are asked for again and again; what falls out is compiled anew. */
const keptStatements = 300

/** SQLite's own numbers: busy, readonly, I/O error, full, cannot open. They pass; the data is as it was. */
const passing = new Set([5, 8, 10, 13, 14])

const busy = 5

/** Another has the lock. */
export function isBusy(error: unknown): boolean {
  const { cause } = error as { cause?: { errcode?: number } }
  return cause?.errcode !== undefined && (cause.errcode & 0xff) === busy
}

function translate(error: unknown): unknown {
  const code = (error as { errcode?: number }).errcode
  return code === undefined || !passing.has(code & 0xff) ? error : storeUnavailable(error)
}

function attempt<Result>(act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    throw translate(error)
  }
}

export function openDatabase(path: string, durability: Durability): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: openingMs })
  database.exec('PRAGMA journal_mode = WAL')
  database.exec(`PRAGMA synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`)
  // What is deleted is overwritten; a checkpoint waits on the disk, so the worker does it and this is only the last resort.
  database.exec('PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 60000')
  database.exec('PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864')
  return database
}

/** What Kysely expects of a SQLite driver, on node:sqlite. */
export function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  const wrap = (sql: string, statement: StatementSync): SqliteStatement => {
    const bind = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
    // A failed write may have ended its transaction already.
    const settled = sql === 'rollback' ? () => !database.isTransaction : () => false
    const reader = statement.columns().length > 0
    // `run` tells the last row's id, and a tombstone of the full-text index has one that no number holds.
    if (!reader) statement.setReadBigInts(true)
    return {
      reader,
      all: (parameters) => attempt(() => statement.all(...bind(parameters))),
      run: (parameters) =>
        attempt(() => (settled() ? { changes: 0, lastInsertRowid: 0 } : statement.run(...bind(parameters)))),
      iterate: (parameters) => statement.iterate(...bind(parameters)),
    }
  }
  return {
    close: () => database.close(),
    prepare(sql) {
      const kept = statements.get(sql)
      if (kept) return kept
      // A transaction that begins by reading may find, at its first write, that the log was emptied under it.
      const begun = sql === 'begin' ? 'begin immediate' : sql
      const statement = attempt(() => wrap(sql, database.prepare(begun)))
      if (statements.size >= keptStatements) statements.delete(statements.keys().next().value ?? '')
      statements.set(sql, statement)
      return statement
    },
  }
}
