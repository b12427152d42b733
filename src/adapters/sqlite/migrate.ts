import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

const folder = new URL('../../../migrations/sqlite/', import.meta.url)

/** Brings the schema up to date; refuses a database that a newer version, or another hand, has changed. */
export function migrate(database: DatabaseSync, now: number): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
  )
  const rows = database.prepare('SELECT name, hash FROM migrations').all() as { name: string; hash: string }[]
  const applied = new Map(rows.map(({ name, hash }) => [name, hash]))
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const unknown = [...applied.keys()].find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new Error(
      `Cannot open the database: it was written by a newer version (${unknown}). Start that version, or restore a backup.`,
    )
  }
  for (const name of names) {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const hash = createHash('sha256').update(text).digest('hex')
    const known = applied.get(name)
    if (known === hash) continue
    if (known !== undefined)
      throw new Error(`Cannot open the database: its migration ${name} is not the one that ships with this version.`)
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
