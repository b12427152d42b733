import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../test/services/free-port.ts'

/** A Redis of the soak's own, as the tests have one, outside of a runner of tests. */
export interface RedisProcess extends AsyncDisposable {
  readonly port: number
  start(): Promise<void>
  kill(): Promise<void>
  pause(): void
  resume(): void
}

async function listens(port: number): Promise<boolean> {
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

export async function startRedis(): Promise<RedisProcess> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  let running: ChildProcess | undefined
  const killNow = (): void => void running?.kill('SIGKILL')
  process.once('exit', killNow)

  async function start(): Promise<void> {
    const settings = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
    ]
    const child = spawn('redis-server', settings, { stdio: 'ignore' })
    await once(child, 'spawn')
    running = child
    while (!(await listens(port))) {
      if (child.exitCode !== null) throw new Error(`redis-server has ended with ${child.exitCode}`)
      await pause(10)
    }
  }

  async function kill(): Promise<void> {
    const child = running
    running = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  await start()
  return {
    port,
    start,
    kill,
    pause: () => void running?.kill('SIGSTOP'),
    resume: () => void running?.kill('SIGCONT'),
    async [Symbol.asyncDispose]() {
      await kill()
      process.off('exit', killNow)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
