import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts'
import type { OpenStore } from '../contracts/store-under-test.ts'
import { temporaryFolder } from '../harness.ts'

export const openSqlite: OpenStore = async () => {
  const folder = temporaryFolder()
  const store = await openSqliteStore({ path: join(folder, 'test.db'), durability: 'normal', now: Date.now })
  return {
    ...store,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
