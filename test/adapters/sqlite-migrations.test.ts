import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts'
import { aConversation, aFirstRun, ann, finish, jobIn, started } from '../contracts/store-under-test.ts'
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

/** A database as the first migration alone has made it: a turn that was answered, and one that was cut short. */
function ofTheFirstVersion(): Disposable & { path: string; applied(): unknown[] } {
  const folder = temporaryFolder()
  const path = join(folder, 'test.db')
  const name = '0001_ground.sql'
  const text = readFileSync(new URL(`../../migrations/sqlite/${name}`, import.meta.url), 'utf8')
  const hash = '6a34259e2d7e72d5bedd95f5bd104eb23f21774f43087821151bc7949e1d4845'
  const database = new DatabaseSync(path)
  database.exec(`
    CREATE TABLE migrations (name TEXT PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
    INSERT INTO migrations VALUES ('${name}', '${hash}', 0);
    ${text}
    INSERT INTO conversations (id, user_id, namespace, persona, metadata, next_seq, created_at, updated_at)
      VALUES ('c', 'ann', 'v1', 'personal-assistant', '{}', 5, 1, 2);
    INSERT INTO messages (id, conversation_id, seq, parent_id, role, content, status, run_id, created_at) VALUES
      ('m1', 'c', 1, NULL, 'user', 'Which tea?', 'completed', 'r1', 1),
      ('m2', 'c', 2, 'm1', 'assistant', 'Peppermint', 'completed', 'r1', 1),
      ('m3', 'c', 3, 'm2', 'user', 'And now?', 'completed', 'r2', 2),
      ('m4', 'c', 4, 'm3', 'assistant', '', 'streaming', 'r2', 2);
    INSERT INTO messages_search (rowid, owner, terms) VALUES (1, 'o1', 'Which tea?'), (2, 'o1', 'Peppermint');
    INSERT INTO runs (id, user_id, conversation_id, dialect, persona, user_message_id, message_id, position,
        request_hash, request, state, owner, model, created_at, ended_at) VALUES
      ('r1', 'ann', 'c', 'v1', 'luma', 'm1', 'm2', 2, 'h', '{"model":"m"}', 'completed', NULL, 'm', 1, 1),
      ('r2', 'ann', 'c', 'v1', 'luma', 'm3', 'm4', 4, 'h', '{"model":"m"}', 'running', 'dead', 'm', 2, NULL);
  `)
  database.close()
  return {
    path,
    applied() {
      const reader = new DatabaseSync(path, { readOnly: true })
      const rows = reader.prepare('SELECT name FROM migrations ORDER BY name').all()
      reader.close()
      return rows.map((row) => row['name'])
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

test('a database of the first version is opened with all that is in it, and goes on', async () => {
  using database = ofTheFirstVersion()
  expect(database.applied()).toEqual(['0001_ground.sql'])
  {
    await using store = await open(database.path)
    const { conversations, journal } = store
    const { items } = await conversations.exchanges(ann, 'c', { limit: 9, order: 'asc', ended: ['completed'] })
    expect(items).toMatchObject([{ question: { content: 'Which tea?' }, answer: { content: 'Peppermint' } }])
    const search = async (text: string) => (await store.search.search(ann, text, { limit: 9 })).items
    expect(await search('pepp')).toMatchObject([{ message: { id: 'm2' } }])
    expect(await search('which tea')).toMatchObject([{ message: { id: 'm1' } }])
    const [job] = await journal.takeOver('node-2', 'expired', 9)
    expect(job).toMatchObject({ run: { id: 'r2' }, attempt: 2, request: { model: 'm' } })
    if (job) await finish(store, job, 'Chamomile', { tallyUpTo: 50 })
  }
  expect(database.applied()).toEqual(expect.arrayContaining(['0001_ground.sql', '0002_dialects.sql']))
  await using store = await open(database.path)
  const { conversations, runs } = store
  await finish(store, await started(store, 'c'), 'Again', { tallyUpTo: 50 })
  jobIn(await runs.start(ann, aFirstRun('s1')))
  expect(await conversations.tally('v1')).toEqual({ conversations: 1, exchanges: 2 })
  const told = await conversations.messages(ann, 'c', { limit: 9, order: 'asc' })
  expect(told.items.map(({ content }) => content)).toEqual([
    'Which tea?',
    'Peppermint',
    'And now?',
    'Chamomile',
    'Hello',
    'Again',
  ])
  expect(await conversations.hide(ann, 'c')).toBe(true)
  expect(await conversations.tally('v1')).toEqual({ conversations: 0, exchanges: 0 })
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
