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

const colloquy = (name: string, open: Post | null, send: (content: string) => Post): Target => ({
  name,
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
  open,
  send,
})

const posting =
  (path: string, bodyOf: (content: string) => object, headers = {}) =>
  (content: string): Post => ({ path, headers, body: JSON.stringify(bodyOf(content)) })

const events = { Accept: 'text/event-stream' }

const native = colloquy(
  'colloquy',
  { path: '/v1/conversations', headers: {}, body: '{}' },
  posting('/v1/conversations/{id}/messages', (content) => ({ content }), events),
)

/** The same server, asked in the words of the older contracts. */
const older = [
  colloquy(
    'luma',
    null,
    posting('/chat/stream', (content) => ({ messages: [{ role: 'user', content }] })),
  ),
  colloquy(
    'smart-chatbot',
    null,
    posting('/api/chat', (message) => ({ user_id: '{id}', message })),
  ),
  colloquy(
    'personal-assistant',
    null,
    posting('/chat', (message) => ({ message })),
  ),
  colloquy(
    'therapy-bot',
    null,
    posting('/chat', (message) => ({ sessionId: '{id}', message })),
  ),
  colloquy(
    'domain-guide',
    null,
    posting('/api/chat', (message) => ({ message }), events),
  ),
]

export const dialects: readonly Target[] = [native, ...older]
export const targets: Record<string, Target> = Object.fromEntries(
  [bareProxy, ...dialects].map((target) => [target.name, target]),
)
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
