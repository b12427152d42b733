import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { startChild, type Child } from './child.ts'
import { monotonicMicroseconds } from './clock.ts'
import type { Post } from './load-job.ts'

export interface Target {
  name: string
  file: string
  /** `directory` is its own and is removed after it. */
  env(port: number, modelUrl: string, directory: string): Record<string, string>
  /** The path that answers 200 once it is ready; without one, a port that listens is. */
  ready: string | null
  open: Post | null
  send(content: string): Post
}

export interface RunningTarget {
  target: Target
  port: number
  pid: number
  startSeconds: number
  child: Child
  end(): Promise<void>
}

const atRoot = (path: string): string => join(import.meta.dirname, '..', path)

const bareProxy: Target = {
  name: 'bare-proxy',
  file: atRoot('bench/bare-proxy.ts'),
  env: (port, modelUrl) => ({ PORT: String(port), MODEL_URL: modelUrl }),
  ready: null,
  open: null,
  send: (content) => ({ path: '/', headers: {}, body: JSON.stringify({ content }) }),
}

const colloquy: Target = {
  name: 'colloquy',
  file: atRoot('src/main.ts'),
  env: (port, modelUrl, directory) => ({
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: `file:${join(directory, 'bench.db')}`,
    OPENAI_API_KEY: 'sk-bench',
    OPENAI_BASE_URL: modelUrl,
    OPENAI_MODEL: 'as-asked',
    LOG_LEVEL: 'WARNING',
    RATE_LIMIT_USER: 'off',
    RATE_LIMIT_SESSION: 'off',
    RATE_LIMIT_IP: 'off',
  }),
  ready: '/readyz',
  open: { path: '/v1/conversations', headers: {}, body: '{}' },
  send: (content) => ({
    path: '/v1/conversations/{id}/messages',
    headers: { Accept: 'text/event-stream' },
    body: JSON.stringify({ content }),
  }),
}

export const targets: Record<string, Target> = { [bareProxy.name]: bareProxy, [colloquy.name]: colloquy }
export const floor = bareProxy

const START_LIMIT_S = 20
const POLL_MS = 3

export const startTarget = async (target: Target, modelUrl: string, core: number | null): Promise<RunningTarget> => {
  const port = await findFreePort()
  const directory = mkdtempSync(join(tmpdir(), 'bench-'))
  const began = monotonicMicroseconds()
  const child = startChild(target.file, target.env(port, modelUrl, directory), core, false)
  const end = async (): Promise<void> => {
    await child.end()
    rmSync(directory, { recursive: true, force: true })
  }
  const seconds = (): number => (monotonicMicroseconds() - began) / 1e6
  const untilReady = async (): Promise<void> => {
    while (!(await isReady(port, target.ready))) {
      if (seconds() > START_LIMIT_S) {
        throw new Error(`${target.name} was not ready after ${START_LIMIT_S} seconds. It said:\n${child.said()}`)
      }
      await after(POLL_MS)
    }
  }
  try {
    await Promise.race([untilReady(), child.failure])
  } catch (error) {
    await end()
    throw error
  }
  return { target, port, pid: child.pid, startSeconds: seconds(), child, end }
}

const isReady = async (port: number, path: string | null): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ port, host: '127.0.0.1' })
  socket.setTimeout(1000, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('close', () => resolve(false))
  socket.on('connect', () => {
    if (path === null) resolve(true)
    else socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)
  })
  socket.on('data', (head) => resolve(head.toString('latin1').startsWith('HTTP/1.1 200 ')))
  const ready = await promise
  socket.destroy()
  return ready
}

const findFreePort = async (): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer()
  server.on('error', reject)
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    server.close(() => resolve(port))
  })
  return promise
}
