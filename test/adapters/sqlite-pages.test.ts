import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createCleanPages } from '../../src/adapters/sqlite/clean-pages.ts'
import { gapOf } from '../../src/adapters/sqlite/page-gap.ts'
import { openDatabase } from '../../src/adapters/sqlite/database.ts'
import { temporaryFolder } from '../harness.ts'

const gone = 'whisper'
const stays = 'proclaim'

/** Numbers that look like chance and are the same each time. */
function createDice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** A database whose pages were divided and joined many times, by rows that stay and rows that go. */
function openWorn(seed: number) {
  const folder = temporaryFolder()
  const path = join(folder, 'test.db')
  const database = openDatabase(path, 'normal')
  database.exec('CREATE TABLE scrubs (cleanings INTEGER NOT NULL) STRICT; INSERT INTO scrubs VALUES (0)')
  database.exec('CREATE TABLE texts (id TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT')
  const insert = database.prepare('INSERT INTO texts VALUES (?, ?)')
  const lengthen = database.prepare("UPDATE texts SET text = text || ' ' || text WHERE id = ?")
  const roll = createDice(seed)
  const ids: string[] = []
  for (let i = 0; i < 3_000; i++) {
    const word = i % 2 === 0 ? gone : stays
    ids.push(`${roll(1e9)}-${i}`)
    insert.run(ids.at(-1) ?? '', `${word} `.repeat(1 + roll(60)).trim())
    if (i % 5 === 0) lengthen.run(ids[roll(ids.length)] ?? '')
  }
  const file = openSync(path, 'r+')
  const cleaner = new DatabaseSync(path, { timeout: 1_000 })
  onTestFinished(() => {
    cleaner.close()
    database.close()
    closeSync(file)
    rmSync(folder, { recursive: true, force: true })
  })
  const forget = database.prepare(`DELETE FROM texts WHERE text LIKE '%${gone}%'`)
  /** What others do between the emptying of the log and the lock. */
  let meanwhile: () => void = () => {}
  const cleanPages = createCleanPages({
    database: {
      prepare: (sql) => cleaner.prepare(sql),
      exec(sql) {
        if (sql === 'BEGIN IMMEDIATE') meanwhile()
        cleaner.exec(sql)
      },
      get isTransaction() {
        return cleaner.isTransaction
      },
    },
    path,
    file,
  })
  return {
    path,
    database,
    forget: () => forget.run(),
    checkpoint: () => cleaner.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all(),
    cleanPages,
    whileLocking: (act: () => void) => (meanwhile = act),
    holds: (word: string) => readFileSync(path).includes(word) || readFileSync(`${path}-wal`).includes(word),
    /** What a reader finds, and whether all of it hangs together. */
    content: () => ({
      texts: database.prepare('SELECT * FROM texts ORDER BY id').all(),
      check: database.prepare('PRAGMA integrity_check').all(),
    }),
  }
}

describe('pages that were divided', () => {
  test.each([1, 2, 3, 4, 5])('keep what was deleted, until they are cleaned (%i)', (seed) => {
    const worn = openWorn(seed)
    worn.forget()
    worn.checkpoint()
    expect(worn.holds(gone)).toBe(true)
    const before = worn.content()
    while (worn.cleanPages());
    expect(worn.holds(gone)).toBe(false)
    expect(worn.holds(stays)).toBe(true)
    expect(worn.content()).toEqual(before)
    expect(before.check).toEqual([{ integrity_check: 'ok' }])
  })

  test('are not written back by a connection that has read them before, and lose nothing that is written meanwhile', () => {
    const worn = openWorn(7)
    worn.forget()
    worn.checkpoint()
    const { database } = worn
    // Every page is in its cache now, with all that is left on it.
    worn.content()
    const change = database.prepare("UPDATE texts SET text = upper(text) WHERE id LIKE ? || '%'")
    const insert = database.prepare('INSERT INTO texts VALUES (?, ?)')
    let more = true
    for (let i = 0; more; i++) {
      change.run(String(i % 10))
      insert.run(`new ${i}`, `${stays} `.repeat(i % 50))
      more = worn.cleanPages()
    }
    for (let i = 0; i < 10; i++) change.run(String(i))
    const before = worn.content()
    expect(before.check).toEqual([{ integrity_check: 'ok' }])
    worn.checkpoint()
    expect(worn.holds(gone)).toBe(false)
    expect(worn.content()).toEqual(before)
  })

  test('are cleaned of what comes into the log, or into a cache, at the last moment', () => {
    const worn = openWorn(9)
    worn.forget()
    worn.checkpoint()
    worn.content()
    const change = worn.database.prepare('UPDATE texts SET text = substr(text, 2) || substr(text, 1, 1)')
    let times = 0
    worn.whileLocking(() => {
      if (++times % 2 === 1) change.run()
      else worn.content()
    })
    while (worn.cleanPages());
    worn.whileLocking(() => {})
    change.run()
    worn.checkpoint()
    expect(worn.holds(gone)).toBe(false)
    expect(worn.content().check).toEqual([{ integrity_check: 'ok' }])
  })

  test('are known by their headers, the first one too', () => {
    const { path, checkpoint } = openWorn(10)
    checkpoint()
    const first = readFileSync(path).subarray(0, 4096)
    expect(gapOf(first, true)).toMatchObject({ start: expect.any(Number) })
    expect(gapOf(first, true)?.start).toBeGreaterThan(108)
    expect(gapOf(first, false)).toBeUndefined()
    expect(gapOf(Buffer.alloc(4096), false)).toBeUndefined()
    const full = Buffer.alloc(4096)
    full.set([13, 0, 0, 0, 9, 0, 20])
    expect(gapOf(full, false)).toBeUndefined()
  })

  test('wait while somebody reads what was before', () => {
    const worn = openWorn(8)
    worn.forget()
    worn.checkpoint()
    const reader = new DatabaseSync(worn.path)
    const reading = reader.prepare('SELECT * FROM texts').iterate()
    reading.next()
    worn.database.exec("INSERT INTO texts VALUES ('one', 'more')")
    const clean = () => {
      while (worn.cleanPages());
    }
    expect(clean).toThrow('another process is reading it')
    reading.return?.()
    reader.close()
    clean()
    worn.checkpoint()
    expect(worn.holds(gone)).toBe(false)
  })
})
