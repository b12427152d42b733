import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts'
import { aConversation, ann } from '../contracts/store-under-test.ts'
import { temporaryFolder } from '../harness.ts'

interface Database extends Disposable {
  path: string
  change(sql: string): void
}

/** A database that this version has made, with a conversation in it. */
async function existing(): Promise<Database> {
  const folder = temporaryFolder()
  const path = join(folder, 'test.db')
  await using store = await openSqliteStore({ path, durability: 'normal', now: Date.now })
  await aConversation(store)
  return {
    path,
    change(sql) {
      const database = new DatabaseSync(path)
      database.exec(sql)
      database.close()
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const open = (path: string) => openSqliteStore({ path, durability: 'full', now: Date.now })

test('a database is opened again as it was', async () => {
  using database = await existing()
  await using store = await open(database.path)
  expect((await store.conversations.list(ann, { limit: 9 })).items).toHaveLength(1)
})

test('a database that a newer version has written is refused, and left as it is', async () => {
  using database = await existing()
  database.change("INSERT INTO migrations (name, hash, at) VALUES ('9999_future.sql', 'x', 0)")
  const refusal = 'Cannot open the database: it was written by a newer version (9999_future.sql).'
  await expect(open(database.path)).rejects.toThrow(refusal)
  // The refusal lets go of the lock: it can be tried again.
  await expect(open(database.path)).rejects.toThrow(refusal)
  database.change("DELETE FROM migrations WHERE name = '9999_future.sql'")
  await using store = await open(database.path)
  expect((await store.conversations.list(ann, { limit: 9 })).items).toHaveLength(1)
})

test('STYLE: migrations are immutable: one that is not as it was applied is refused', async () => {
  using database = await existing()
  database.change("UPDATE migrations SET hash = 'another' WHERE name LIKE '0001%'")
  await expect(open(database.path)).rejects.toThrow('is not the one that ships with this version')
})

test('a file that is no database is refused and not overwritten', async () => {
  using database = await existing()
  const other = `${database.path}.txt`
  copyFileSync(new URL(import.meta.url), other)
  await expect(open(other)).rejects.toThrow()
  await expect(open(other)).rejects.toThrow()
})

test('LESSONS 36: a second owner of one file is refused in one clear sentence', async () => {
  using database = await existing()
  await using store = await open(database.path)
  await expect(open(database.path)).rejects.toThrow('another process serves the database')
  expect((await store.conversations.list(ann, { limit: 9 })).items).toHaveLength(1)
})
