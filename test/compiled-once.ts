import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from './harness.ts'
import { environment, ready, spawnServer } from './process/server-process.ts'

/** Where servers leave what they have compiled. */
const compiled = fileURLToPath(new URL('../node_modules/.cache/colloquy', import.meta.url))

/** Once before all tests, and on a new checkout only: else each of the servers that are killed in them would compile everything. */
export async function setup(): Promise<void> {
  if (existsSync(compiled)) return
  const first = await ready(spawnServer({ folder: temporaryFolder(), env: environment('http://127.0.0.1:1') }))
  first.signal('SIGTERM')
  await first.exited
  first.client.close()
}
