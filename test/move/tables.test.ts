import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts'
import { tables } from '../../src/move/tables.ts'
import { onePostgres, openAt } from '../adapters/open-postgres.ts'
import { temporaryFolder } from '../harness.ts'

const postgres = onePostgres()

/** What is of one engine, or of one process. */
const stays = new Set(['nodes', 'scrubs', 'migrations', 'messages_search', 'recall_terms'])

type Columns = Record<string, string[]>

function ofSqlite(path: string): Columns {
  using database = new DatabaseSync(path, { readOnly: true })
  const rows = database
    .prepare(
      `SELECT s.name AS name, group_concat(c.name, ' ' ORDER BY c.name) AS columns FROM sqlite_schema s, pragma_table_info(s.name) c
       WHERE s.type = 'table' AND s.name NOT GLOB 'messages_search_*' AND s.name NOT GLOB 'recall_terms_*' GROUP BY s.name`,
    )
    .all()
  return Object.fromEntries(rows.map(({ name, columns }) => [String(name), String(columns).split(' ')]))
}

async function ofPostgres(url: string): Promise<Columns> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query<{ name: string; columns: string }>(
    `select table_name as name, string_agg(column_name, ' ' order by column_name collate "C") as columns
     from information_schema.columns where table_schema = 'public' group by 1`,
  )
  await client.end()
  return Object.fromEntries(rows.map(({ name, columns }) => [name, columns.split(' ')]))
}

test('a migration that brings a table or a column to one engine brings it to the other, and to a move', async () => {
  const folder = temporaryFolder()
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'test.db')
  await (await openSqliteStore({ path, durability: 'normal', now: Date.now }))[Symbol.asyncDispose]()
  const url = await postgres().newDatabase()
  await (await openAt(url))[Symbol.asyncDispose]()

  const [sqlite, server] = [ofSqlite(path), await ofPostgres(url)]
  const moved = (columns: Columns) => Object.fromEntries(Object.entries(columns).filter(([name]) => !stays.has(name)))
  expect(moved(server)).toEqual(moved(sqlite))
  expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(moved(sqlite)).sort())
})
