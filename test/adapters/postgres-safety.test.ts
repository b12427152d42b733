import { Client } from 'pg'
import { expect, test } from 'vitest'
import type { RunJob } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'
import { aRecord, expectChain, kept, noting } from '../contracts/safety-records.contract.ts'
import { aConversation, ann, aRun, deltas, entry, finish, now, started } from '../contracts/store-under-test.ts'
import { ask, onePostgres } from './open-postgres.ts'
import { holding, twoNodes } from './two-nodes.ts'

const postgres = onePostgres()
const care = { risk: { level: 3, at: now } } as const

async function jobs(store: Store, count: number, more: Parameters<typeof started>[2] = {}): Promise<RunJob[]> {
  const made: RunJob[] = []
  while (made.length < count) made.push(await started(store, await aConversation(store), more))
  return made
}

async function someoneWaits(url: string, kind: string): Promise<void> {
  const waits = "select from pg_stat_activity where wait_event_type = 'Lock' and wait_event = $1"
  while ((await ask(url, waits, [kind])).length === 0);
}

const deadlocks = 'select deadlocks::int as n from pg_stat_database where datname = current_database()'

test('LESSONS 18: two nodes that put on record at once write one chain, with everything in it once', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  const made = await jobs(one, 60)
  const noted = made.map((job, i) => ({
    ...noting(job, { record: aRecord({ at: now + i }), care, escalation: { urgent: false } }),
    events: deltas(job, job.next, 'Stay with me'),
  }))
  const commits = Array.from({ length: 20 }, (_, i) =>
    (i % 2 === 0 ? one : two).journal.commit(noted.slice(i * 3, i * 3 + 3)),
  )
  expect((await Promise.all(commits)).every(({ size }) => size === 0)).toBe(true)
  const records = await kept(one)
  expect(await kept(two)).toEqual(records)
  expect(records.map(({ runId }) => runId).sort()).toEqual(made.map(({ run }) => run.id).sort())
  expectChain(records)
  expect(await ask(url, deadlocks)).toEqual([{ n: 0 }])
})

test('LESSONS 18: what two nodes have judged of one run, for it was taken over in between, is on record once', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two } = nodes
  for (let round = 0; round < 10; round++) {
    const [old] = await jobs(one, 1, { owner: `gone-${round}` })
    if (!old) throw new Error('There is none')
    const [lost, [taken]] = await Promise.all([
      one.journal.commit([noting(old, { record: aRecord(), care })]),
      two.journal.takeOver('node-2', 'expired', 9),
    ])
    const [job] = taken ? [taken] : await two.journal.takeOver('node-2', 'expired', 9)
    if (!job) throw new Error('Nobody took it over')
    await Promise.all([
      two.journal.commit([noting(job, { record: aRecord({ level: 4 }), care })]),
      one.journal.commit([noting(old, { record: aRecord({ level: 2 }), care })]),
    ])
    const [record, ...more] = (await kept(one)).filter(({ runId }) => runId === old.run.id)
    expect(more).toEqual([])
    expect(record?.level).toBe(lost.size > 0 ? 4 : 3)
    await finish(two, job, 'I am here')
  }
  expectChain(await kept(two))
})

test('whoever puts on record takes the conversation before its run: who sends to it meanwhile never waits in a circle', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, url } = nodes
  const [job] = await jobs(one, 1)
  if (!job) throw new Error('There is none')
  const sender = new Client({ connectionString: url })
  await sender.connect()
  try {
    await sender.query('begin')
    await sender.query('select from conversations where id = $1 for no key update', [job.run.conversationId])
    const noted = one.journal.commit([noting(job, { record: aRecord(), care })])
    await someoneWaits(url, 'transactionid')
    await sender.query('select from runs where id = $1 for no key update nowait', [job.run.id])
    await sender.query('commit')
    expect(await noted).toEqual(new Set())
  } finally {
    await sender.end()
  }
  expect(await kept(one)).toHaveLength(1)
})

test('a record that waits for its conversation keeps no other waiting: the chain is taken last', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  const [first, second] = await jobs(one, 2)
  if (!first || !second) throw new Error('There are none')
  const held = await holding(url, `select from conversations where id = '${first.run.conversationId}' for update`)
  const waiting = one.journal.commit([noting(first, { record: aRecord(), care })])
  await someoneWaits(url, 'transactionid')
  await two.journal.commit([noting(second, { record: aRecord(), care })])
  expect((await kept(two)).map(({ runId }) => runId)).toEqual([second.run.id])
  await held.release()
  await waiting
  const records = await kept(two)
  expect(records.map(({ runId }) => runId)).toEqual([first.run.id, second.run.id])
  expectChain(records)
})

test('a node that stands still with the chain in hand holds up records, and no answer', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  const [judged, calm, fading] = await jobs(one, 3)
  if (!judged || !calm || !fading) throw new Error('There are none')
  const held = await holding(url, 'select pg_advisory_xact_lock(7302619)')
  const waiting = one.journal.commit([noting(judged, { record: aRecord(), care })])
  await someoneWaits(url, 'advisory')
  await two.journal.commit([entry(calm, deltas(calm, calm.next, 'Go on'))])
  await two.journal.commit([noting(fading, { care })])
  await finish(two, calm, 'Go on')
  expect(await two.runs.start(ann, aRun(calm.run.conversationId))).toMatchObject({ kind: 'started' })
  await held.release()
  expect(await waiting).toEqual(new Set())
  expect(await kept(two)).toHaveLength(1)
})
