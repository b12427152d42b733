import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Child {
  process: ChildProcess
  pid: number
  /** The end of what it has said, for the case that it fails. */
  said(): string
  /** Rejects when it ends without having been asked to. */
  failure: Promise<never>
  end(): Promise<void>
}

export interface Cores {
  target: number
  load: number
}

const SAID_MAX = 4000
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

/** The two cores to run on: one for the target, one for what asks and answers it; null where they cannot be chosen. */
export const chooseCores = (): Cores | null => {
  if (process.platform !== 'linux' || spawnSync('taskset', ['--version']).status !== 0) return null
  const list = /^Cpus_allowed_list:\s+(\S+)$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? ''
  const allowed = list.split(',').flatMap((range) => {
    const [from = 0, to = from] = range.split('-').map(Number)
    return Array.from({ length: to - from + 1 }, (_, index) => from + index)
  })
  const [target, load] = allowed
  return target === undefined || load === undefined ? null : { target, load }
}

/** Starts a file with this same Node, on one core where that can be had; one that talks has a channel for messages. */
export const startChild = (file: string, env: Record<string, string>, core: number | null, talks: boolean): Child => {
  const node = [process.execPath, file]
  const [command = '', ...rest] = core === null ? node : ['taskset', '-c', String(core), ...node]
  const child = spawn(command, rest, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(talks ? (['ipc'] as const) : [])],
  })
  running.add(child)
  let said = ''
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-SAID_MAX)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)

  const gone = Promise.withResolvers<void>()
  const failure = Promise.withResolvers<never>()
  let ending = false
  failure.promise.catch(() => {})
  const ended = (why: string): void => {
    running.delete(child)
    gone.resolve()
    if (!ending) failure.reject(new Error(`${file} ${why}. It said:\n${said}`))
  }
  child.on('error', (error) => ended(`could not be started: ${error.message}`))
  child.on('exit', (code, signal) => ended(`ended with ${code ?? signal}`))

  return {
    process: child,
    pid: child.pid ?? 0,
    said: () => said,
    failure: failure.promise,
    end: async () => {
      ending = true
      // what a target would still do for its own sake is no part of a figure
      child.kill('SIGKILL')
      await gone.promise
    },
  }
}
