import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openPostgresStore } from '../../src/adapters/postgres/store.ts'
import { aConversation, ann } from '../contracts/store-under-test.ts'
import { startPostgres } from '../services/postgres-server.ts'
import { ask, onePostgres, openAt } from './open-postgres.ts'

const postgres = onePostgres()

test('of ten processes that start at once on an empty database one makes the schema, and all of them serve', async () => {
  const url = await postgres().newDatabase()
  const stores = await Promise.all(Array.from({ length: 10 }, () => openAt(url)))
  for (const store of stores) await aConversation(store)
  expect((await stores[0]?.conversations.list(ann, { limit: 99 }))?.items).toHaveLength(10)
  const shipped = readdirSync(new URL('../../migrations/postgres/', import.meta.url)).sort()
  expect(await ask(url, 'select name from migrations order by name')).toEqual(shipped.map((name) => ({ name })))
  await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()))
})

test('a database that a newer version has written is refused, and left as it is', async () => {
  const url = await postgres().newDatabase()
  await (await openAt(url))[Symbol.asyncDispose]()
  await ask(url, "insert into migrations (name, hash, at) values ('9999_future.sql', 'x', 0)")
  await expect(openAt(url)).rejects.toThrow('it was written by a newer version (9999_future.sql)')
  await ask(url, "delete from migrations where name = '9999_future.sql'")
  await (await openAt(url))[Symbol.asyncDispose]()
})

test('STYLE: migrations are immutable: one that is not as it was applied is refused', async () => {
  const url = await postgres().newDatabase()
  await (await openAt(url))[Symbol.asyncDispose]()
  await ask(url, "update migrations set hash = 'another'")
  await expect(openAt(url)).rejects.toThrow('is not the one that ships with this version')
})

test('who starts the server is told what is wrong, in a sentence without the password', async () => {
  const url = new URL(await postgres().newDatabase())
  await ask(url.href, 'create role stranger login')
  const refusalOf = async (change: (url: URL) => void) => {
    const changed = new URL(url)
    changed.password = 'top-secret'
    change(changed)
    const error: unknown = await openAt(changed.href).then(undefined, (reason: unknown) => reason)
    expect(String(error)).not.toContain('top-secret')
    return String(error)
  }
  const place = `Cannot open the database 127.0.0.1:${url.port}`
  expect(await refusalOf((its) => (its.pathname = '/nowhere'))).toContain(
    `${place}/nowhere: there is no such database.`,
  )
  expect(await refusalOf((its) => (its.username = 'nobody'))).toContain(': it refuses the user.')
  expect(await refusalOf((its) => (its.username = 'stranger'))).toContain(': the user may not create tables in it.')
  await expect(openAt('postgres://ann:top-secret@host:port/x')).rejects.toThrow(
    /^Cannot open the database: DATABASE_URL/,
  )
})

test.for([
  'ann:/canary@db',
  'ann:7/canary@db/talk',
  'db/talk/canary',
  'ann:7?canary@db',
  'ann:7#canary@db',
  'a:b/canary@db',
])(
  'a password that holds what belongs into addresses is taken neither for a database nor for a port: %s',
  async (rest) => {
    const opening = openAt(`postgres://${rest}`)
    await expect(opening).rejects.toThrow(/^Cannot open the database: DATABASE_URL.*@ and \/ written as %40/)
    await expect(opening).rejects.not.toThrow('canary')
  },
)

test('of a database only a plain name is shown', async () => {
  const url = new URL(await postgres().newDatabase())
  url.pathname = '/canary%40host%2Fdb'
  await expect(openAt(url.href)).rejects.toThrow(
    new RegExp(`^Cannot open the database 127\\.0\\.0\\.1:${url.port}: there is no such database`),
  )
})

test('a database that is not up yet is waited for, and said so once', async () => {
  await using server = await startPostgres()
  const url = await server.newDatabase()
  await server.stop()
  const troubles: unknown[] = []
  const { promise: refused, resolve } = Promise.withResolvers<void>()
  const opening = openPostgresStore({
    url,
    onTrouble(error) {
      troubles.push(error)
      resolve()
    },
  })
  await refused
  await server.start()
  await using store = await opening
  await store.check()
  expect(troubles).toHaveLength(1)
  expect(troubles).toMatchObject([{ code: 'ECONNREFUSED' }])
})
