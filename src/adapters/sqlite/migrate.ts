import type { DatabaseSync } from 'node:sqlite'
import { pendingMigrations } from '../sql/migrations.ts'
import { ownedTerms } from './full-text.ts'

const folder = new URL('../../../migrations/sqlite/', import.meta.url)

/** Brings the schema up to date; refuses a database that a newer version, or another hand, has changed. */
export function migrate(database: DatabaseSync, now: number): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
  )
  // How words are folded is beyond SQL.
  database.function('owned_terms', (userId, namespace, text) =>
    ownedTerms(String(userId), String(namespace), String(text)),
  )
  const applied = database.prepare('SELECT name, hash FROM migrations').all() as { name: string; hash: string }[]
  for (const { name, text, hash } of pendingMigrations(folder, applied)) {
    database.exec('BEGIN IMMEDIATE')
    try {
      database.exec(text)
      database.prepare('INSERT INTO migrations (name, hash, at) VALUES (?, ?, ?)').run(name, hash, now)
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }
}
