import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'

/** A Redis, and keys in it that are nobody else's. */
export interface TestRedis {
  url(): string
  /** Another one each time. */
  prefix(): string
}

/** One of our own, with which anything may be done. */
export interface OwnRedis extends TestRedis, AsyncDisposable {
  /** Ends it as a power cut does; it keeps nothing. */
  kill(): Promise<void>
  /** On the port that it had before. */
  start(): Promise<void>
  pause(): void
  resume(): void
}

/** Of keys that nobody else has. */
export const prefix = (): string => `test:${randomUUID()}:`

function findServer(): string | undefined {
  const paths = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'redis-server'))
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Where the program is; undefined where this machine has none. */
export const server = findServer()

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** Not started yet. Another setting of the server's is a pair, as `['requirepass', 'secret']`. */
export async function ownRedis(settings: readonly (readonly [string, string])[] = []): Promise<OwnRedis> {
  if (!server) throw new Error('There is no redis-server on the PATH')
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  let running: { child: ChildProcess; watcher: ChildProcess } | undefined

  async function kill(): Promise<void> {
    if (!running) return
    const { child, watcher } = running
    running = undefined
    for (const process of [watcher, child]) {
      if (process.exitCode !== null || process.signalCode !== null) continue
      const gone = once(process, 'exit')
      process.kill('SIGKILL')
      await gone
    }
  }

  return {
    url: () => `redis://127.0.0.1:${port}`,
    prefix,
    kill,

    async start() {
      const given = [
        ['port', String(port)],
        ['bind', '127.0.0.1'],
        ['save', ''],
        ['appendonly', 'no'],
        ['dir', folder],
      ]
      const args = [...given, ...settings].flatMap(([name, value]) => [`--${name}`, value ?? ''])
      const child = spawn(server, args, { stdio: 'ignore' })
      await once(child, 'spawn')
      // A runner that is killed closes this pipe too, and leaves no server behind.
      const watching = ['-c', 'read -r _; kill -9 "$0"', String(child.pid)]
      running = { child, watcher: spawn('/bin/sh', watching, { stdio: ['pipe', 'ignore', 'ignore'] }) }
      while (!(await isListening(port))) {
        if (child.exitCode !== null) throw new Error(`redis-server has ended with ${child.exitCode}`)
        await pause(10)
      }
    },

    pause: () => void running?.child.kill('SIGSTOP'),
    resume: () => void running?.child.kill('SIGCONT'),

    async [Symbol.asyncDispose]() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
