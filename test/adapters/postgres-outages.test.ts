import { Client } from 'pg'
import { afterEach, expect, test } from 'vitest'
import { openPostgresStore } from '../../src/adapters/postgres/store.ts'
import type { Store } from '../../src/ports/store.ts'
import { aConversation, ann, deltas, entry, finish, readAll, started } from '../contracts/store-under-test.ts'
import { type PostgresServer, startPostgres } from '../services/postgres-server.ts'
import { ask } from './open-postgres.ts'

const unavailable = { code: 'store_unavailable', retryable: true, retryAfterSeconds: 5 }

let server: PostgresServer | undefined
afterEach(async () => {
  await server?.[Symbol.asyncDispose]()
  server = undefined
})

async function opened(statementMs?: number) {
  const started = (server = await startPostgres())
  const url = await started.newDatabase()
  const troubles: unknown[] = []
  const store = await openPostgresStore({
    url,
    onTrouble: (error) => troubles.push(error),
    ...(statementMs !== undefined && { statementMs }),
  })
  return { server: started, store, troubles, url }
}

const lists = ({ conversations }: Store, times: number) =>
  Array.from({ length: times }, () => conversations.list(ann, { limit: 9 }))

test('LESSONS 33: a database that dies and comes back ends no process, and is served again', async () => {
  const { server, store } = await opened()
  const id = await aConversation(store)
  const job = await started(store, id)
  await Promise.all(lists(store, 8))
  await server.kill()
  for (const outcome of await Promise.allSettled([
    ...lists(store, 12),
    store.check(),
    store.journal.commit([entry(job, deltas(job, job.next, 'Half'))]),
    store.search.search(ann, 'tea', { limit: 1 }),
    aConversation(store),
  ]))
    expect(outcome).toMatchObject({ status: 'rejected', reason: unavailable })
  await server.start()
  await store.check()
  const events = await finish(store, job, 'Whole')
  expect(await readAll(store, job.run.id)).toEqual(events)
  await store[Symbol.asyncDispose]()
})

test('what is under way when the database dies is refused as what can be tried again', async () => {
  const { server, store, url } = await opened()
  const id = await aConversation(store)
  // Whoever holds the row keeps the others waiting.
  const holder = new Client({ connectionString: url })
  holder.on('error', () => {})
  await holder.connect()
  await holder.query('begin')
  await holder.query('select from conversations for update')
  const sent = started(store, id).then(undefined, (error: unknown) => error)
  const waits = "select 1 from pg_stat_activity where wait_event_type = 'Lock'"
  while ((await ask(url, waits)).length === 0);
  await server.kill()
  expect(await sent).toMatchObject(unavailable)
  await server.start()
  await started(store, id)
  await store[Symbol.asyncDispose]()
})

test('a database that stands still is not waited for, and its connections are not used again', async () => {
  const { server, store } = await opened(300)
  const id = await aConversation(store)
  const job = await started(store, id)
  await Promise.all(lists(store, 4))
  await server.pause()
  const calls = [...lists(store, 3), store.journal.commit([entry(job, deltas(job, job.next, 'Half'))])]
  for (const outcome of await Promise.allSettled(calls)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: unavailable })
  }
  server.resume()
  await finish(store, job, 'Whole')
  expect((await Promise.all(lists(store, 20))).every(({ items }) => items.length === 1)).toBe(true)
  await store[Symbol.asyncDispose]()
})

test('a copy of the database that only reads is noticed before anything is lost', async () => {
  const { store, url } = await opened()
  const name = new URL(url).pathname.slice(1)
  await ask(url, `alter database ${name} set default_transaction_read_only = on`)
  // Those that are connected already do not hear of it.
  await ask(
    url,
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await expect(store.check()).rejects.toMatchObject(unavailable)
  await store[Symbol.asyncDispose]()
})
