import { existsSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { pendingMigrations } from '../adapters/sql/migrations.ts'
import { lockDatabase } from '../adapters/sqlite/owner-lock.ts'
import { MoveError } from './move-error.ts'
import type { Row, Value } from './row.ts'
import type { Table, Words } from './tables.ts'

export interface Source extends Disposable {
  columns(table: Table): string[]
  /** In the order of the table's key; only those that come after one. */
  rows(table: Table, after?: Row): Iterable<Row>
  /** The rows that a full-text index has words of. */
  indexedRows(index: Words): Iterable<Row>
  /** Among whose words those of a message are, if they are in the index at all. */
  ownerOfWords(row: number): { userId: string; namespace: string } | undefined
  /** What recall has words of, if they are in its index at all; a memory's row is below zero. */
  remembered(row: number): Remembered | undefined
  /** What its schema was made by. */
  migrations: readonly string[]
}

export interface Remembered {
  person: number
  text: string
  name: string | null
  /** null of a memory: it is not found by a day. */
  at: number | null
}

const folder = new URL('../../migrations/sqlite/', import.meta.url)

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

async function lock(path: string): Promise<Disposable> {
  if (!existsSync(path)) throw new MoveError(`Cannot move ${path}: there is no such file. Correct --from.`)
  try {
    return await lockDatabase(path)
  } catch (error) {
    if ((error as { errcode?: number }).errcode !== undefined) throw error
    throw new MoveError(
      `Cannot move ${path}: a server is running on it. Stop that server, and give the command again.`,
      {
        cause: error,
      },
    )
  }
}

function appliedMigrations(database: DatabaseSync, path: string): string[] {
  const isOurs = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'").get() !== undefined
  if (!isOurs) throw new MoveError(`Cannot move ${path}: it is not a database of this server. Correct --from.`)
  const applied = database.prepare('SELECT name, hash FROM migrations ORDER BY name').all() as {
    name: string
    hash: string
  }[]
  if (pendingMigrations(folder, applied).length > 0) {
    throw new MoveError(
      `Cannot move ${path}: an older version has written it. Start this version on it once, stop it, and give the command again.`,
    )
  }
  return applied.map(({ hash }) => hash)
}

function explain(path: string, error: unknown): unknown {
  if ((error as { errcode?: number }).errcode === undefined) return error
  const reason = (error as Error).message
  return new MoveError(`Cannot move ${path}: SQLite cannot read it (${reason}). Correct that, or restore a backup.`, {
    cause: error,
  })
}

/** The file as it is: nobody writes it meanwhile, and neither does this. */
export async function openSource(path: string): Promise<Source> {
  using stack = new DisposableStack()
  try {
    stack.use(await lock(path))
    const database = stack.adopt(new DatabaseSync(path, { readOnly: true }), (open) => open.close())
    // One state of it for all that is read from here on, should somebody not heed the lock.
    database.exec('BEGIN')
    const migrations = appliedMigrations(database, path)
    return createSource(database, migrations, stack.move())
  } catch (error) {
    throw explain(path, error)
  }
}

function createSource(database: DatabaseSync, migrations: readonly string[], opened: Disposable): Source {
  const arrays = (text: string): StatementSync => {
    const statement = database.prepare(text)
    statement.setReturnArrays(true)
    return statement
  }
  const iterate = (text: string, values: Row = []): Iterable<Row> =>
    arrays(text).iterate(...(values as SQLInputValue[])) as unknown as Iterable<Row>

  const columns = (table: Table): string[] =>
    database
      .prepare('SELECT name FROM pragma_table_info(?)')
      .all(table.name)
      .map(({ name }) => String(name))

  const owner = database.prepare(`
    SELECT conversations.user_id AS userId, conversations.namespace AS namespace FROM messages_search
    JOIN messages ON messages.row = messages_search.rowid
    JOIN conversations ON conversations.id = messages.conversation_id
    WHERE messages_search.rowid = ?`)
  const turn = database.prepare(`
    SELECT recall_docs.person AS person, messages.content AS text, messages.name AS name, messages.created_at AS at FROM recall_docs
    JOIN recall_terms ON recall_terms.rowid = recall_docs.row
    JOIN messages ON messages.row = recall_docs.row
    WHERE recall_docs.row = ?`)
  const fact = database.prepare(`
    SELECT recall_docs.person AS person, memories.text AS text, NULL AS name, NULL AS at FROM recall_docs
    JOIN recall_terms ON recall_terms.rowid = recall_docs.row
    JOIN memories ON memories.row = -recall_docs.row
    WHERE recall_docs.row = ?`)

  /** Bytes as Postgres writes them. */
  const selected = ({ bytes }: Table, name: string): string =>
    bytes?.includes(name) ? `'\\x' || lower(hex("${name}")) AS "${name}"` : `"${name}"`

  return {
    columns,
    migrations,
    rows(table, after) {
      const key = list(table.key)
      const rest = after ? `WHERE (${key}) > (${table.key.map(() => '?').join(', ')})` : ''
      const all = columns(table).map((name) => selected(table, name))
      return iterate(`SELECT ${all.join(', ')} FROM ${table.name} ${rest} ORDER BY ${key}`, after)
    },
    indexedRows: (index) => iterate(`SELECT rowid FROM ${index}`),
    ownerOfWords: (row: Value) => owner.get(row) as { userId: string; namespace: string } | undefined,
    remembered: (row) => (row > 0 ? turn : fact).get(row) as Remembered | undefined,
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  }
}
