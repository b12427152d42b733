import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { messagesOf } from './check-record.ts'
import { createReader, runOf } from './reader.ts'
import type { ServerProcess } from './server-process.ts'
import { openWorkplace } from './workplace.ts'

/** A folder for the database, and two ways in which nothing can be written there any more. */
interface Disk extends Disposable {
  folder: string
  fill(server: ServerProcess): void
  free(server: ServerProcess): void
}

/** A test that timed out never leaves its scope, so it is undone after it too. */
function once(undo: () => void): () => void {
  using stack = new DisposableStack()
  stack.defer(undo)
  const owned = stack.move()
  return () => owned.dispose()
}

const run = (command: string, ...args: string[]): unknown => execFileSync(command, args, { stdio: 'pipe' })

function smallDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-'))
  run('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder)
  const ballast = join(folder, 'ballast')
  return {
    folder: join(folder, 'data'),
    fill() {
      expect(() => writeFileSync(ballast, Buffer.alloc(8 * 1024 * 1024))).toThrow('ENOSPC')
    },
    free: () => rmSync(ballast),
    [Symbol.dispose]: once(() => {
      run('umount', '-l', folder)
      rmSync(folder, { recursive: true, force: true })
    }),
  }
}

function forbiddenDisk(): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'colloquy-'))
  const limit = (server: ServerProcess, bytes: string): unknown =>
    run('prlimit', '--pid', String(server.pid), `--fsize=${bytes}:`)
  return {
    folder: join(folder, 'data'),
    fill: (server) => void limit(server, '0'),
    free: (server) => void limit(server, 'unlimited'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function prepare(open: () => Disk): Disk {
  const disk = open()
  onTestFinished(() => disk[Symbol.dispose]())
  mkdirSync(disk.folder)
  return disk
}

function possible(open: () => Disk): boolean {
  try {
    using disk = open()
    return disk.folder !== ''
  } catch {
    return false
  }
}

const hasLimits = (): boolean => {
  try {
    run('prlimit', '--version')
    return true
  } catch {
    return false
  }
}

const disks = [
  { what: 'a full disk', open: smallDisk, works: possible(smallDisk), needs: 'needs the right to mount' },
  { what: 'a disk that takes no more bytes', open: forbiddenDisk, works: hasLimits(), needs: 'needs prlimit' },
]

describe.for(disks)('LESSONS 35, SETTLED 21: $what', ({ open, works, needs }) => {
  test('what cannot be stored is not accepted, what runs is kept, and there is service again when there is room', async ({
    skip,
  }) => {
    if (!works) skip(needs)
    using disk = prepare(open)
    await using work = await openWorkplace(disk.folder)
    const server = await work.start()
    const { client } = server
    const conversation = await client.conversation()
    const other = await client.conversation()
    const steps = work.model.stepped(['Kept ', 'in ', 'mind'])
    const stream = await client.send(conversation, 'Hello')
    const reader = createReader(runOf(stream))
    steps.release(1)
    await work.untilStored(runOf(stream), 'Kept ')
    expect((await client.get('/readyz')).status).toBe(200)

    disk.fill(server)
    expect(await client.get('/readyz')).toMatchObject({
      status: 503,
      json: { missing: ['database'] },
      headers: { 'retry-after': '5' },
    })
    expect((await client.get('/healthz')).status).toBe(200)
    const key = { 'idempotency-key': 'the-same' }
    for (const ask of [client.ask, client.sendAsync]) {
      const refused = await ask(other, 'Me too', {}, key)
      expect(refused).toMatchObject({
        status: 503,
        json: { code: 'store_unavailable' },
        headers: { 'retry-after': '5' },
      })
      expect(refused.headers['x-should-retry']).toBeUndefined()
    }
    expect((await client.post('/v1/conversations', {})).status).toBe(503)
    expect(await messagesOf(client, other)).toEqual([])
    steps.releaseAll()
    await stream.until(({ data }) => data.text === 'mind')
    await server.line('engine_problem')
    expect(stream.events().at(-1)?.type).toBe('delta')
    expect((await client.get(`/v1/runs/${runOf(stream)}`)).json.state).toBe('running')

    disk.free(server)
    reader.keep(await stream.all())
    expect(reader.types().at(-1)).toBe('completed')
    expect(reader.text()).toBe('Kept in mind')
    expect((await client.get('/readyz')).status).toBe(200)
    const accepted = await client.ask(other, 'Me too', {}, key)
    expect(accepted).toMatchObject({ status: 200, json: { message: { content: 'You said: Me too' } } })
    await server.kill()
    const next = await work.start()
    expect(await messagesOf(next.client, conversation)).toMatchObject([
      { content: 'Hello' },
      { content: 'Kept in mind', status: 'completed' },
    ])
    expect(await messagesOf(next.client, other)).toHaveLength(2)
    const again = createReader(runOf(stream))
    await again.readOn(next.client)
    expect(again.seen).toEqual(reader.seen)
  })

  test('a stop signal in the meantime loses nothing: what runs is written when there is room', async ({ skip }) => {
    if (!works) skip(needs)
    using disk = prepare(open)
    await using work = await openWorkplace(disk.folder)
    const server = await work.start()
    const conversation = await server.client.conversation()
    const steps = work.model.stepped(['Kept ', 'in mind'])
    const stream = await server.client.send(conversation, 'Hello')
    steps.release(1)
    await work.untilStored(runOf(stream), 'Kept ')
    disk.fill(server)
    server.signal('SIGTERM')
    await server.line('application_draining')
    steps.releaseAll()
    await server.line('engine_problem')
    expect((await server.client.get('/readyz')).json.missing).toEqual(['draining', 'database'])
    disk.free(server)
    expect((await stream.all()).at(-1)?.type).toBe('completed')
    expect(await server.exited).toEqual({ code: 0, signal: null })
  })
})

test('LESSONS 35: a start on a full disk is refused with the reason, and works when there is room', async ({
  skip,
}) => {
  if (!disks[0]?.works) skip(disks[0]?.needs)
  using disk = prepare(smallDisk)
  await using work = await openWorkplace(disk.folder)
  const server = await work.start()
  const conversation = await server.client.conversation()
  await server.kill()
  disk.fill(server)
  const refused = work.spawn()
  expect(await refused.exited).toEqual({ code: 1, signal: null })
  expect(refused.stderr()).toMatch(/^Cannot open the database \S+: the disk is full\. [^\n]+\n$/)
  disk.free(server)
  const next = await work.start()
  expect((await next.client.get(`/v1/conversations/${conversation}`)).status).toBe(200)
})
