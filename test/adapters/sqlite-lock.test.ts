import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTick } from 'node:timers/promises'
import { Kysely, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Schema } from '../../src/adapters/sql/schema.ts'
import { asKyselyDatabase, openDatabase } from '../../src/adapters/sqlite/database.ts'
import { sqliteDialect } from '../../src/adapters/sqlite/dialect.ts'
import { createLockQueue } from '../../src/adapters/sqlite/lock-queue.ts'
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts'
import { aConversation, now } from '../contracts/store-under-test.ts'
import { temporaryFolder } from '../harness.ts'

function aPath(): string {
  const folder = temporaryFolder()
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'test.db')
}

test('whoever waits for the lock of another holds up nothing else', async () => {
  const path = aPath()
  await using store = await openSqliteStore({ path, durability: 'normal', now: () => now })
  using other = new DatabaseSync(path)
  other.exec('BEGIN IMMEDIATE')
  const writing = aConversation(store)
  // In this very thread: where the wait stopped it, nobody would ever let go.
  await nextTick()
  other.exec('ROLLBACK')
  expect(await store.conversations.named({ userId: 'ann', namespace: 'v1' }, 'x')).toBeUndefined()
  expect(await writing).toBeTypeOf('string')
})

test('whoever locks again and again is told of those who wait, and when none does any more', async () => {
  const path = aPath()
  const database = openDatabase(path, 'normal')
  database.exec('CREATE TABLE texts (text TEXT) STRICT; PRAGMA busy_timeout = 0')
  const queue = createLockQueue()
  const db = new Kysely<Schema>({ dialect: sqliteDialect(asKyselyDatabase(database), queue) })
  onTestFinished(() => db.destroy())
  await queue.empty()
  using other = new DatabaseSync(path)
  other.exec('BEGIN IMMEDIATE')
  const writing = db.transaction().execute((trx) => sql`insert into texts values ('mint')`.execute(trx))
  await nextTick()
  const told: string[] = []
  const emptied = queue.empty().then(() => told.push('empty'))
  await nextTick()
  told.push('unlocked')
  other.exec('ROLLBACK')
  await Promise.all([emptied, writing])
  expect(told).toEqual(['unlocked', 'empty'])
})
