import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts'
import { aConversation } from '../contracts/store-under-test.ts'
import { temporaryFolder } from '../harness.ts'

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)

test('nobody else on the machine can read what people say', async () => {
  const folder = temporaryFolder()
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'data', 'colloquy.db')
  await using store = await openSqliteStore({ path, durability: 'normal', now: Date.now })
  await aConversation(store)
  expect(mode(join(folder, 'data'))).toBe('700')
  const files = readdirSync(join(folder, 'data')).filter((name) => !name.includes('.lock'))
  expect(files.toSorted()).toEqual(['colloquy.db', 'colloquy.db-shm', 'colloquy.db-wal'])
  for (const name of files) expect([name, mode(join(folder, 'data', name))]).toEqual([name, '600'])
})
