import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSecret } from '../../src/config/secrets.ts'
import { onePostgres, openAt } from '../adapters/open-postgres.ts'
import { startTestServer, temporaryFolder } from '../harness.ts'
import { startCuttingProxy } from './cutting-proxy.ts'
import { fillDatabase } from './fill-database.ts'
import { moved, spawnMove } from './spawn-move.ts'

const postgres = onePostgres()
const folder = temporaryFolder()
const at = (name: string): string => join(folder, name)
const size = { conversations: 20, messagesOfEach: 100, eventsOfEach: 100 }

beforeAll(() => fillDatabase(at('source.db'), size))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query<object>(text)).rows
  } finally {
    await client.end()
  }
}

/** A database that holds half of it. */
async function halfMoved(path: string): Promise<string> {
  const url = await postgres().newDatabase()
  await using proxy = await startCuttingProxy(url)
  const cut = proxy.cutAfter(2_000_000)
  const move = spawnMove(['--from', `file:${path}`, '--to', proxy.url])
  await Promise.race([cut, move.ended])
  move.signal('SIGKILL')
  await move.ended
  return url
}

const lastLine = ({ code, stderr }: { code: number | null; stderr: string }) => [code, stderr.trim().split('\n').at(-1)]

describe('a move is refused', () => {
  test('while a server runs on the SQLite file', async () => {
    await using server = await startTestServer()
    expect(lastLine(await moved(server.path, await postgres().newDatabase()))).toEqual([
      1,
      `Cannot move ${server.path}: a server is running on it. Stop that server, and give the command again.`,
    ])
  })

  test('while a server runs on that Postgres, and into what such a server has kept', async () => {
    const url = await postgres().newDatabase()
    const server = await startTestServer({ databaseUrl: createSecret(url) })
    expect(lastLine(await moved(at('source.db'), url))).toEqual([
      1,
      'Cannot move: a server is running on that Postgres database, or was until seconds ago. Stop it, and give the command again.',
    ])
    await server.client.conversation()
    await server[Symbol.asyncDispose]()
    await ask(url, 'update nodes set lease_until = 0')
    const refused = await moved(at('source.db'), url)
    expect(lastLine(refused)).toEqual([
      1,
      'Cannot move: that Postgres database holds data already (in conversations). Create an empty database, and move into that.',
    ])
    await using again = await startTestServer({ databaseUrl: createSecret(url) })
    await again.client.conversation()
  })

  test('where another was begun or has ended, and the other can still be finished', async () => {
    const path = at('other.db')
    await fillDatabase(path, { ...size, conversations: 1 })
    const url = await halfMoved(at('source.db'))
    expect(lastLine(await moved(path, url))).toEqual([
      1,
      expect.stringContaining('Cannot move: that Postgres database holds the beginning of another move'),
    ])
    expect(await moved(at('source.db'), url)).toMatchObject({ code: 0 })
    expect(lastLine(await moved(path, url))).toEqual([
      1,
      'Cannot move: another SQLite database was moved into that Postgres database. Create an empty database, and move into that.',
    ])
  })

  test('where the SQLite file has changed since it was begun', async () => {
    const path = at('changed.db')
    await fillDatabase(path, size)
    const url = await halfMoved(path)
    await using server = await startTestServer({ path })
    await server.drain()
    await using again = await startTestServer({ path })
    await again.client.conversation()
    await again.drain()
    expect(lastLine(await moved(path, url))).toEqual([1, expect.stringContaining('before the SQLite file was changed')])
  })

  test('of what an older version has written, of what is no database, and of what is not there', async () => {
    const url = await postgres().newDatabase()
    await fillDatabase(at('older.db'), { ...size, conversations: 1 })
    using older = new DatabaseSync(at('older.db'))
    older.exec('DELETE FROM migrations WHERE name = (SELECT max(name) FROM migrations)')
    writeFileSync(at('text.db'), 'Not a database. '.repeat(1_000))
    using foreign = new DatabaseSync(at('foreign.db'))
    foreign.exec('CREATE TABLE messages (id)')
    const said = async (name: string) => lastLine(await moved(at(name), url))
    expect([await said('older.db'), await said('text.db'), await said('foreign.db'), await said('none.db')]).toEqual([
      [1, expect.stringContaining('an older version has written it. Start this version on it once')],
      [1, expect.stringContaining('SQLite cannot read it (file is not a database)')],
      [1, expect.stringContaining('it is not a database of this server. Correct --from.')],
      [1, expect.stringContaining('there is no such file. Correct --from.')],
    ])
  })

  test('of what is not said, with a word of how to say it', async () => {
    const from = ['--from', `file:${at('source.db')}`]
    const runs = [[], from, ['--from', 'colloquy.db'], [...from, '--to', 'mysql://host/db'], [...from, '--force']]
    const said = await Promise.all(runs.map((args) => spawnMove(args).ended))
    expect(said.map(({ code, stderr }) => [code, stderr.split('\n', 1)[0]])).toEqual([
      [1, expect.stringContaining('Moves everything')],
      [1, 'Where to? --to is missing, and DATABASE_URL names no Postgres.'],
      [1, expect.stringContaining('--from must be file: and the path')],
      [1, expect.stringContaining('--to must be postgres://')],
      [1, expect.stringContaining('Moves everything')],
    ])
  })
})

test('a server that is to start on half a database says why it does not', async () => {
  const url = await halfMoved(at('source.db'))
  await expect(startTestServer({ databaseUrl: createSecret(url) })).rejects.toThrow(
    'Cannot start: a move from SQLite into this database has not finished.',
  )
})

test('what somebody else writes meanwhile is found at the end, and no server starts on it', async () => {
  const url = await halfMoved(at('source.db'))
  await ask(url, 'update messages set content = content || \'!\' where "row" = 7')
  await ask(url, "insert into tallies values ('v1', 1, 1)")
  const { code, stdout, stderr } = await moved(at('source.db'), url)
  expect([
    code,
    stdout
      .split('\n')
      .filter((line) => line.endsWith('DIFFERENT'))
      .map((line) => line.split(' ', 1)[0]),
  ]).toEqual([1, ['messages', 'tallies']])
  expect(stderr).toContain('The two sides differ in messages, tallies')
  await using store = await openAt(url)
  await expect(store.journal.renew('a server', 'serving', 10_000)).rejects.toThrow('has not finished')
})

test('of two moves at once the second waits for the first', async () => {
  const url = await postgres().newDatabase()
  const first = spawnMove(['--from', `file:${at('source.db')}`, '--to', url])
  const path = at('same.db')
  new DatabaseSync(at('source.db'), { readOnly: true }).exec(`VACUUM INTO '${path}'`)
  const ends = await Promise.all([first.ended, moved(path, url)])
  expect(ends.map(({ code }) => code)).toEqual([0, 0])
  expect(ends.map(({ stdout }) => stdout).join('')).toContain('moved already')
})

test('the target may come from the environment, or a file that it names', async () => {
  const url = await postgres().newDatabase()
  const file = at('url.txt')
  writeFileSync(file, `${url}\n`)
  const from = ['--from', `file:${at('source.db')}`]
  expect(await spawnMove(from, { DATABASE_URL_FILE: file }).ended).toMatchObject({ code: 0 })
  expect(await spawnMove(from, { DATABASE_URL: url }).ended).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('moved already'),
  })
})
