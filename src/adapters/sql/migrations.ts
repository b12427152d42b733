import { readdirSync, readFileSync } from 'node:fs'
import { sha256Hex } from '../../std/sha256-hex.ts'

export interface Migration {
  name: string
  text: string
  hash: string
}

/** Those in a folder that are not applied yet. Refuses a database that a newer version, or another hand, has changed. */
export function pendingMigrations(folder: URL, applied: readonly { name: string; hash: string }[]): Migration[] {
  const hashes = new Map(applied.map(({ name, hash }) => [name, hash]))
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const unknown = [...hashes.keys()].find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new Error(
      `Cannot open the database: it was written by a newer version (${unknown}). Start that version, or restore a backup.`,
    )
  }
  return names.flatMap((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const hash = sha256Hex(text)
    const known = hashes.get(name)
    if (known === hash) return []
    if (known === undefined) return [{ name, text, hash }]
    throw new Error(`Cannot open the database: its migration ${name} is not the one that ships with this version.`)
  })
}
