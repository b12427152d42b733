import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Client, createClient } from '../client.ts'

export interface LogLine {
  event: string
  level: string
  detail?: string
  [field: string]: unknown
}

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

/** A process that was told to serve; it may yet refuse. */
export interface Spawned extends AsyncDisposable {
  readonly pid: number
  /** What it has logged so far. */
  readonly lines: readonly LogLine[]
  stdout(): string
  stderr(): string
  /** Resolves with the first line of this event, from the beginning. Rejects when the process ends without one. */
  line(event: string): Promise<LogLine>
  signal(name: NodeJS.Signals): void
  /** As a power cut for the process alone: no handler runs. Resolves when it is gone. */
  kill(): Promise<void>
  readonly exited: Promise<Exit>
}

/** A process that serves. */
export interface ServerProcess extends Spawned {
  readonly url: string
  readonly client: Client
}

export interface ProcessOptions {
  /** Where it is started: a relative path and `.env` begin here. */
  folder: string
  /** The whole environment, beside PATH. */
  env?: Record<string, string>
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

function parseLine(line: string): LogLine[] {
  try {
    return [JSON.parse(line) as LogLine]
  } catch {
    return []
  }
}

export function spawnServer({ folder, env = {} }: ProcessOptions): Spawned {
  const child: ChildProcess = spawn(process.execPath, [main], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = (): boolean => child.kill('SIGKILL')
  process.once('exit', end)
  const lines: LogLine[] = []
  let out = ''
  let err = ''
  let partial = ''
  let gone = false
  let watchers: (() => void)[] = []
  const changed = (): void => {
    const woken = watchers
    watchers = []
    for (const wake of woken) wake()
  }
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    out += chunk
    const whole = (partial + chunk).split('\n')
    partial = whole.pop() ?? ''
    for (const line of whole) lines.push(...parseLine(line))
    changed()
  })
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk
  })
  // 'close' and not 'exit': by then everything that it said has been read.
  const exited = once(child, 'close').then(([code, signal]): Exit => {
    gone = true
    process.off('exit', end)
    changed()
    return { code: code as Exit['code'], signal: signal as Exit['signal'] }
  })
  const change = (): Promise<void> => new Promise((resolve) => watchers.push(resolve))

  async function kill(): Promise<void> {
    end()
    await exited
  }

  return {
    pid: child.pid ?? 0,
    lines,
    stdout: () => out,
    stderr: () => err,
    async line(event) {
      for (;;) {
        const found = lines.find((line) => line.event === event)
        if (found) return found
        if (gone) throw new Error(`The process ended without "${event}". It said:\n${out}${err}`)
        await change()
      }
    },
    signal: (name) => void child.kill(name),
    kill,
    exited,
    [Symbol.asyncDispose]: kill,
  }
}

/** Waits until it serves. */
export async function ready(spawned: Spawned): Promise<ServerProcess> {
  const { detail = '' } = await spawned.line('application_started')
  const url = detail.slice(detail.indexOf('http'))
  const client = createClient(url)
  return {
    ...spawned,
    url,
    client,
    async [Symbol.asyncDispose]() {
      client.close()
      await spawned.kill()
    },
  }
}

/** As an operator would set it up for a model at `baseUrl`. */
export function environment(baseUrl: string, more: Record<string, string> = {}): Record<string, string> {
  return { HOST: '127.0.0.1', PORT: '0', DATABASE_URL: 'file:./colloquy.db', OPENAI_BASE_URL: baseUrl, ...more }
}
