import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts'
import type { Store } from '../../src/ports/store.ts'
import { sha256Hex } from '../../src/std/sha256-hex.ts'
import { aLesson, aSource, learn, textsOf } from '../contracts/memories-under-test.ts'
import { allSlices, ann } from '../contracts/store-under-test.ts'
import { temporaryFolder } from '../harness.ts'
import { ask, onePostgres, openAt } from './open-postgres.ts'

const postgres = onePostgres()

/** What the versions before had, with what they had learned: one thing from one message, and one from two. */
function before(engine: 'sqlite' | 'postgres', first: string): string {
  const folder = new URL(`../../migrations/${engine}/`, import.meta.url)
  const names = readdirSync(folder).filter((name) => name < first)
  const all = names.sort().map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
  return `
    CREATE TABLE migrations (name TEXT PRIMARY KEY, hash TEXT NOT NULL, at ${engine === 'sqlite' ? 'INTEGER' : 'BIGINT'} NOT NULL);
    ${all.map(({ name, text }) => `${text}; INSERT INTO migrations VALUES ('${name}', '${sha256Hex(text)}', 0);`).join('\n')}
    INSERT INTO people (number, user_id) VALUES (1, 'ann');
    INSERT INTO conversations (id, user_id, namespace, persona, metadata, next_seq, created_at, updated_at) VALUES
      ('c1', 'ann', 'v1', 'luma', '{}', 1, 1, 1), ('c2', 'ann', 'v1', 'luma', '{}', 1, 1, 1);
    INSERT INTO memories ("row", id, user_id, text, slot, importance, version, created_at, updated_at) VALUES
      (1001, 'm1', 'ann', 'Lives in Rome', 'home', 0.7, 1, 1, 1), (1002, 'm2', 'ann', 'Has a dog called Rex', NULL, 0.5, 2, 1, 1);
    INSERT INTO memory_sources (memory_id, message_id, conversation_id, quote) VALUES
      ('m1', 'x1', 'c1', 'I live in Rome'), ('m2', 'x1', 'c1', 'my dog'), ('m2', 'x2', 'c2', 'my Rex');
    INSERT INTO recall_docs ("row", person, size, asks) VALUES (-1001, 1, 2, 0), (-1002, 1, 2, 0);
    INSERT INTO recall_vectors ("row", person, model, vector) VALUES (-1001, 1, 'm', '\\x01'), (77, 1, 'm', '\\x02');`
}

async function forget(store: Store, conversationId: string): Promise<void> {
  await store.conversations.hide(ann, conversationId)
  await allSlices(() => store.upkeep.purge({ conversationId }))
}

async function goesOn(store: Store): Promise<void> {
  expect((await store.recall.vectors('ann', 'm', 9)).rows).toEqual([-1001])
  const source = await aSource(store)
  const street = aLesson('Lives in Rome, Via Appia', source)
  await learn(store, [street], ({ text }) => ({ kind: 'merge', id: 'm1', text }))
  await source.forget()
  expect((await textsOf(store)).sort()).toEqual(['Has a dog called Rex', 'Lives in Rome'])
  // Which of two messages said what is not known of what was learned before: the words of the one that is left are.
  await forget(store, 'c2')
  expect((await textsOf(store)).sort()).toEqual(['Lives in Rome', 'my dog'])
  await forget(store, 'c1')
  expect(await textsOf(store)).toEqual([])
}

test('what a SQLite database had learned before goes with what it was learned from', async () => {
  const folder = temporaryFolder()
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'test.db')
  const database = new DatabaseSync(path)
  database.exec(before('sqlite', '0006').replace(/'\\x(\d+)'/g, "x'$1'"))
  database.close()
  await using store = await openSqliteStore({ path, durability: 'normal', now: Date.now })
  await goesOn(store)
})

test('what a Postgres database had learned before goes with what it was learned from', async () => {
  const url = await postgres().newDatabase()
  await ask(url, before('postgres', '0003'))
  await using store = await openAt(url)
  await goesOn(store)
})
