import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { withNul } from '../../src/adapters/postgres/nul.ts'

type Everything = Record<string, unknown[]>

const left = new Set(['nodes', 'scrubs', 'migrations', 'moves'])
const indexes = ['messages_search', 'recall_terms']
const isCopied = (name: string): boolean => !left.has(name) && !indexes.some((index) => name.startsWith(index))

const asText = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  return typeof value === 'number' ? String(value) : value
}

/** Whatever two engines call a row: its columns by name, and its numbers and bytes as text. */
const toRow = (row: object): string =>
  JSON.stringify(
    Object.entries(row)
      .map(([name, value]: [string, unknown]) => [name, asText(value)])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  )

const sorted = (rows: readonly object[]): string[] => rows.map(toRow).sort()

const asWritten = (row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' ? withNul(value) : value,
    ]),
  )

/** Every row of every table that a SQLite file has, and the rows of its full-text indexes. */
export function everythingInSqlite(path: string): Everything {
  using database = new DatabaseSync(path, { readOnly: true })
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  const names = tables.map(({ name }) => String(name)).filter(isCopied)
  const rows = names.map((name) => [name, sorted(database.prepare(`SELECT * FROM ${name}`).all())])
  const indexed = indexes.map((name) => [name, sorted(database.prepare(`SELECT rowid AS "row" FROM ${name}`).all())])
  return { ...Object.fromEntries(rows), ...Object.fromEntries(indexed) }
}

/** The same of a Postgres database. */
export async function everythingInPostgres(url: string): Promise<Everything> {
  const client = new Client(url)
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
    )
    const found: Everything = {}
    for (const { name } of tables.rows) {
      if (isCopied(name))
        found[name] = sorted((await client.query<object>(`select * from ${name}`)).rows.map(asWritten))
    }
    for (const name of indexes) found[name] = sorted((await client.query<object>(`select "row" from ${name}`)).rows)
    return found
  } finally {
    await client.end()
  }
}
