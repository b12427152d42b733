import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerProcess } from './server-process.ts'

/** A folder for a database, and a way in which nothing can be written there any more. */
export interface Disk extends Disposable {
  folder: string
  fill(server: ServerProcess, database: string): Promise<void>
  free(server: ServerProcess): void
}

const run = (command: string, ...args: string[]): unknown => execFileSync(command, args, { stdio: 'pipe' })

/**
 * Reads at one moment of the write-ahead log, as a backup does, and lets it grow past its old length: from then on every
 * write needs new room.
 */
async function pinLog({ client }: ServerProcess, path: string): Promise<DatabaseSync> {
  const reader = new DatabaseSync(path, { readOnly: true })
  using other = new DatabaseSync(path)
  for (;;) {
    await client.conversation()
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM conversations').get()
    // Refused: somebody reads what is in the log only.
    if (other.prepare('PRAGMA wal_checkpoint(RESTART)').get()?.busy === 1) break
    reader.exec('ROLLBACK')
  }
  const length = statSync(`${path}-wal`).size
  while (statSync(`${path}-wal`).size === length) await client.conversation()
  return reader
}

function openDisk(folder: string, undo: () => void): Pick<Disk, 'folder' | typeof Symbol.dispose> {
  mkdirSync(join(folder, 'data'))
  using stack = new DisposableStack()
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  stack.defer(undo)
  const owned = stack.move()
  return { folder: join(folder, 'data'), [Symbol.dispose]: () => owned.dispose() }
}

/** Four megabytes, in memory. */
export function smallDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-'))
  run('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder)
  const ballast = join(folder, 'ballast')
  let pin: DatabaseSync | undefined
  const unpin = (): void => {
    pin?.close()
    pin = undefined
  }
  return {
    ...openDisk(folder, () => {
      unpin()
      run('umount', '-l', folder)
    }),
    async fill(server, database) {
      pin = await pinLog(server, database)
      try {
        writeFileSync(ballast, Buffer.alloc(8 * 1024 * 1024))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return
        throw error
      }
      throw new Error('The disk is larger than it should be')
    },
    free() {
      rmSync(ballast)
      unpin()
    },
  }
}

/** The system takes no more bytes from the process that serves. */
export function forbiddenDisk(): Disk {
  const limit = (server: ServerProcess, bytes: string): unknown =>
    run('prlimit', '--pid', String(server.pid), `--fsize=${bytes}:`)
  return {
    ...openDisk(mkdtempSync(join(tmpdir(), 'colloquy-')), () => {}),
    async fill(server) {
      limit(server, '0')
    },
    free: (server) => void limit(server, 'unlimited'),
  }
}

function works(attempt: () => void): boolean {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}

export const canMount = works(() => smallDisk()[Symbol.dispose]())
export const canLimit = works(() => run('prlimit', '--version'))
