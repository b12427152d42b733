import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/adapters/sqlite/database.ts'
import { migrate } from '../../src/adapters/sqlite/migrate.ts'
import { createScrub } from '../../src/adapters/sqlite/scrub.ts'
import { temporaryFolder } from '../harness.ts'

const messages = 8_000
const slice = 100

const wordOf = (n: number): string => (Math.imul(n, 2_654_435_761) >>> 0).toString(36)
const textOf = (row: number): string => Array.from({ length: 12 }, (_, i) => wordOf(row * 12 + i)).join(' ')

/** An index of many texts whose words are all different, and what is deleted of it in slices, as conversations are. */
function openFilled(table: 'messages_search' | 'recall_terms') {
  const folder = temporaryFolder()
  const database = openDatabase(join(folder, 'test.db'), 'normal')
  onTestFinished(() => {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  migrate(database, 0)
  const insert = database.prepare(`insert into ${table} (rowid, terms) values (?, ?)`)
  for (let from = 1; from <= messages; from += slice) {
    database.exec('begin')
    for (let row = from; row < from + slice; row++) insert.run(row, textOf(row))
    database.exec('commit')
  }
  const count = database.prepare('select total_changes() as n')
  /** How many rows of the index's own tables this writes. */
  function written(act: () => void): number {
    const before = Number(count.get()?.['n'])
    act()
    return Number(count.get()?.['n']) - before
  }
  const removeUpTo = (last: number): number[] =>
    Array.from({ length: last / slice }, (_, i) => {
      const rows = Array.from({ length: slice }, (_row, at) => i * slice + at + 1).join(', ')
      return written(() => database.exec(`delete from ${table} where rowid in (${rows})`))
    })
  return { database, written, removeUpTo }
}

test.each(['messages_search', 'recall_terms'] as const)('whoever deletes merges nothing: %s', (table) => {
  const slices = openFilled(table).removeUpTo(messages)
  // Of each a mark, its length and its place; the first may find something to be merged that is older.
  expect(Math.max(...slices.slice(1))).toBeLessThan(3.5 * slice)
})

test('what was deleted is merged away in small slices', async () => {
  const { database, written, removeUpTo } = openFilled('messages_search')
  removeUpTo(messages / 2)
  const nothing = async (): Promise<boolean> => false
  const scrub = createScrub({ database, truncate: async () => {}, cleanPages: nothing })
  const slices: number[] = []
  let more = true
  while (more) {
    let step: Promise<boolean> | undefined
    slices.push(
      written(() => {
        step = scrub()
      }),
    )
    more = (await step) === true
  }
  expect(slices.length).toBeGreaterThan(10)
  // The one that lets go of what has been merged is as large as that was.
  expect(slices.sort((a, b) => b - a)[1]).toBeLessThan(60)
})
