import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { errorCode } from '../../src/std/error-code.ts'
import { type Client, createClient } from '../client.ts'
import { temporaryFolder } from '../harness.ts'
import { contextOf } from './build-context.ts'
import { buildImage, type Image, saidLast } from './image.ts'

const run = promisify(execFile)
const checkout = fileURLToPath(new URL('../../', import.meta.url))
const isRoot = process.getuid?.() === 0

let image: Image
const stack = new DisposableStack()

beforeAll(async () => {
  image = stack.use(await buildImage(checkout))
}, 240_000)
afterAll(() => stack.dispose())

const command = (word: string): string[] =>
  JSON.parse(saidLast(image, word)[0]?.replace(/^[^[]*/, '') ?? '[]') as string[]

/** As ENV has it, but that nobody else is let in while we test. */
const environment = (port: string): Record<string, string> => ({
  PATH: `${image.bin}:/usr/bin:/bin`,
  HOST: '127.0.0.1',
  PORT: port,
})

function identity(): { uid?: number; gid?: number } {
  const [uid, gid] = saidLast(image, 'USER')[0]?.split(':').map(Number) ?? []
  return isRoot && uid !== undefined && gid !== undefined ? { uid, gid } : {}
}

const place = (): string => join(image.root, saidLast(image, 'WORKDIR')[0] ?? '')

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

interface Container {
  port: string
  client: Client
  stop(): Promise<unknown[]>
}

/** Runs what CMD says, as the user that USER says. */
async function start(): Promise<Container> {
  const [name = '', ...rest] = command('CMD')
  const child = spawn(name, rest, {
    cwd: place(),
    env: environment('0'),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    ...identity(),
  })
  const gone = once(child, 'exit')
  // All of its group: what CMD starts may have put a shell in between.
  const end = (): void => void (child.pid !== undefined && endGroup(child.pid))
  process.once('exit', end)
  onTestFinished(async () => {
    process.off('exit', end)
    end()
    await gone
  })
  for await (const line of createInterface(child.stdout)) {
    const { event, detail } = JSON.parse(line) as { event: string; detail: string }
    if (event !== 'application_started') continue
    const port = /:(\d+)$/.exec(detail)?.[1] ?? ''
    child.stdout.resume()
    const client = createClient(`http://127.0.0.1:${port}`)
    onTestFinished(() => client.close())
    return {
      port,
      client,
      stop() {
        child.kill('SIGTERM')
        return gone
      },
    }
  }
  throw new Error('The server has ended before it served.')
}

/** How its health check ends for a server on this port. */
function health(port: string): Promise<number> {
  const [name = '', ...rest] = command('HEALTHCHECK')
  return run(name, rest, { cwd: place(), env: environment(port), ...identity() }).then(
    () => 0,
    (error: unknown) => Number((error as { code: unknown }).code),
  )
}

describe('S2-8: the image', () => {
  test('is of several stages of one base, is not root, tells its port, and runs the server without anything in between', () => {
    expect(image.stages.length).toBeGreaterThan(1)
    expect(new Set(image.stages.map(({ base }) => base))).toEqual(new Set(['node:26-slim']))
    expect(saidLast(image, 'USER')).toEqual(['1000:1000'])
    expect(saidLast(image, 'ENV')).toEqual(['HOST=0.0.0.0'])
    expect(saidLast(image, 'EXPOSE')).toEqual(['8000'])
    expect(saidLast(image, 'VOLUME')).toEqual(['/app/data'])
    expect(command('CMD')[0]).toBe('node')
    expect(command('HEALTHCHECK')[0]).toBe('node')
  })

  test('has what runs and nothing else: no source, no tool, no second Node', () => {
    expect(readdirSync(place()).toSorted()).toEqual(
      ['LICENSE', 'data', 'dist', 'health-check.mjs', 'migrations', 'node_modules', 'package.json', 'web'].toSorted(),
    )
    expect(readdirSync(join(place(), 'web'))).toEqual(['dist'])
    const { packages } = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean }>
    }
    const kept = Object.keys(packages).filter((path) => path !== '' && existsSync(join(place(), path)))
    expect(kept.filter((path) => packages[path]?.dev === true)).toEqual([])
    expect(kept).toContain('node_modules/fastify')
    expect(kept.filter((path) => /\/node(-bin.*)?$/.test(path))).toEqual([])
    expect(existsSync(join(place(), 'node_modules/.bin/node'))).toBe(false)
    // Of packages beside the server, and of their peers, not even a link that leads nowhere.
    expect(lstatSync(join(place(), 'node_modules/@colloquy'), { throwIfNoEntry: false })).toBeUndefined()
    expect(kept).not.toContain('node_modules/react')
  })

  test('is made of nothing that nobody named: no secret, no history, no data', () => {
    const folder = temporaryFolder()
    onTestFinished(() => rmSync(folder, { recursive: true }))
    cpSync(join(checkout, '.dockerignore'), join(folder, '.dockerignore'))
    const page = ['web/index.html', 'web/src/main.tsx', 'packages/client/package.json']
    const wanted = [
      'package.json',
      'src/main.ts',
      'migrations/sqlite/0001_ground.sql',
      'deploy/health-check.mjs',
      ...page,
    ]
    const others = ['.env', 'src/.env', 'src/a.pem', '.git/config', 'node_modules/a/package.json', 'data/colloquy.db']
    const built = ['web/dist/index.html', 'web/node_modules/a.js', 'packages/client/dist/a.js', 'web/.env.local']
    const more = ['test/a.test.ts', 'deploy/secret.yaml', 'migrations/a.db-wal', 'id_rsa', 'src/.cache/a.ts']
    for (const path of [...wanted, ...others, ...built, ...more]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), '')
    }
    expect(contextOf(folder).toSorted()).toEqual(wanted.toSorted())
  })

  test('serves as its user, is healthy only then, stops when it is asked to, and keeps its data in the volume', async () => {
    const container = await start()
    const conversation = await container.client.conversation()
    expect((await container.client.ask(conversation, 'Hello')).status).toBe(200)
    expect(await health(container.port)).toBe(0)
    const page = await container.client.get('/app/')
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    const [, script = ''] = /<script [^>]*src="\.\/([^"]+)"/.exec(page.text) ?? []
    expect((await container.client.get(`/app/${script}`)).headers['content-type']).toContain('text/javascript')
    expect(await container.stop()).toEqual([0, null])
    expect(await health(container.port)).toBe(1)

    const data = join(image.root, saidLast(image, 'VOLUME')[0] ?? '')
    expect(readdirSync(data)).toContain('colloquy.db')
    if (isRoot) expect(statSync(join(data, 'colloquy.db')).uid).toBe(1000)
    const next = await start()
    const messages = await next.client.get(`/v1/conversations/${conversation}/messages`)
    expect(messages.json.data).toHaveLength(2)
    expect(await next.stop()).toEqual([0, null])
  })

  test.skipIf(!isRoot)('SETTLED 16: can write its data and nothing of itself', async () => {
    const [uid = 0, gid = 0] = Object.values(identity())
    const touch = (path: string): Promise<unknown> => run('touch', [join(place(), path)], { uid, gid })
    await touch('data/a')
    for (const path of ['dist/main.js', 'package.json', 'new']) await expect(touch(path)).rejects.toThrow('Permission')
  })
})
