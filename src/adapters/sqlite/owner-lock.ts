import { existsSync, realpathSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

const busy = 5
const waitForDrainMs = 60_000

function tryLock(path: string): DatabaseSync | undefined {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === busy) return undefined
    throw error
  }
}

function holderDrains(path: string): boolean {
  if (!existsSync(path)) return false
  const database = new DatabaseSync(path, { readOnly: true, timeout: 1_000 })
  try {
    return database.prepare("SELECT 1 FROM nodes WHERE state = 'draining'").get() !== undefined
  } catch {
    return false // no tables yet: the holder has only just begun
  } finally {
    database.close()
  }
}

/**
 * One process owns a SQLite file, for as long as it holds an exclusive transaction on the file beside it: the system
 * frees that with the process, however it ends. While the owner is on its way out, the next one waits.
 */
export async function lockDatabase(path: string): Promise<Disposable> {
  // By whatever name: a link to a file is that file.
  const file = existsSync(path) ? realpathSync(path) : path
  const deadline = performance.now() + waitForDrainMs
  for (;;) {
    const lock = tryLock(file)
    if (lock) return { [Symbol.dispose]: () => lock.close() }
    if (!holderDrains(file) || performance.now() > deadline) {
      throw new Error(
        `Cannot start: another process serves the database ${path}. Stop it first, or set DATABASE_URL to another file.`,
      )
    }
    await delay(100)
  }
}
