import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { aConversation, ann, aRun, deltas, entry, finish, started } from '../contracts/store-under-test.ts'
import { ask, onePostgres, openAt } from './open-postgres.ts'

const postgres = onePostgres()

const serving = 10
const mayWait = 1_000

/** Whoever sends into a conversation that somebody has locked waits, and a connection with each of them. */
async function crowded() {
  const url = await postgres().newDatabase()
  const store = await openAt(url)
  const busy = await aConversation(store)
  const job = await started(store, await aConversation(store))
  const holder = new Client({ connectionString: url })
  await holder.connect()
  onTestFinished(async () => {
    await holder.end()
    await store[Symbol.asyncDispose]()
  })
  await holder.query('begin')
  await holder.query('select from conversations where id = $1 for update', [busy])
  let sent = 0
  const sends = Array.from({ length: serving }, () =>
    store.runs.start(ann, aRun(busy, { whileRunning: 'queue', queueDepth: serving })).finally(() => sent++),
  )
  const ended = Promise.allSettled(sends)
  const waits = "select 1 from pg_stat_activity where wait_event_type = 'Lock'"
  while ((await ask(url, waits)).length < serving);
  return { store, job, ended, sent: () => sent, release: () => holder.query('rollback') }
}

test('a node whose connections are all taken by people keeps its lease and its record', async () => {
  const { store, job, ended, sent, release } = await crowded()
  const { journal } = store
  await journal.renew('node-1', 'serving', 8_000)
  expect(await journal.owned('node-1')).toHaveLength(1)
  expect(await journal.stopsFor('node-1')).toEqual([])
  expect(await journal.news([job.run.id])).toHaveLength(1)
  expect(await journal.takeOver('node-1', 'expired', 10)).toEqual([])
  expect(await journal.commit([entry(job, deltas(job, job.next, 'Half'))])).toEqual(new Set())
  expect(sent()).toBe(0)
  await release()
  for (const { status } of await ended) expect(status).toBe('fulfilled')
})

test('of a crowd that nobody can serve, the last are refused at once and the others in turn served', async () => {
  const { store, job, ended, sent, release } = await crowded()
  const refused: unknown[] = []
  const lists = Array.from({ length: mayWait + 5 }, () =>
    store.conversations.list(ann, { limit: 1 }).catch((error: unknown) => void refused.push(error)),
  )
  await Promise.all(lists.slice(mayWait))
  expect(refused).toHaveLength(5)
  for (const one of refused) expect(one).toMatchObject({ code: 'store_unavailable', retryable: true })
  expect(sent()).toBe(0)
  await release()
  await Promise.all([...lists, ended])
  expect(refused).toHaveLength(5)
  await finish(store, job, 'Whole')
})

test('a store that was closed has no connection left, whatever it was used for', { timeout: 8_000 }, async () => {
  const url = await postgres().newDatabase()
  const store = await openAt(url)
  await finish(store, await started(store, await aConversation(store)), 'Whole')
  await store[Symbol.asyncDispose]()
  const others = 'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
  while ((await ask(url, others)).length > 0);
})
