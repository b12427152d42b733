import { expect, test } from 'vitest'
import type { RunEvent } from '../../src/conversation/types.ts'
import { attemptOf } from '../../src/conversation/seq.ts'
import type { RunJob, StartOutcome } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  aConversation,
  aFirstRun,
  allSlices,
  ann,
  aRun,
  aSeal,
  deltas,
  entry,
  erasure,
  finish,
  readAll,
  started,
  terminal,
} from '../contracts/store-under-test.ts'
import { ask, onePostgres } from './open-postgres.ts'
import { holding, twoNodes } from './two-nodes.ts'

const postgres = onePostgres()
const rounds = Array.from({ length: 30 }, (_, i) => i)
const kinds = (outcomes: readonly StartOutcome[]): string[] => outcomes.map(({ kind }) => kind).sort()

const textOf = (events: readonly RunEvent[], attempt: number): string =>
  events.map((event) => (event.type === 'delta' && attemptOf(event.seq) === attempt ? event.text : '')).join('')

test('LESSONS 2: one key on two nodes at once is one run', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two } = nodes
  for (const round of rounds) {
    const keyed = { idempotencyKey: `k${round}`, requestHash: 'h', whileRunning: 'queue' } as const
    const [here, there] = [await aConversation(one), await aConversation(one)]
    const same = await Promise.all([one.runs.start(ann, aRun(here, keyed)), two.runs.start(ann, aRun(here, keyed))])
    expect(kinds(same)).toEqual(['existing', 'started'])
    const other = { ...keyed, idempotencyKey: `l${round}` }
    const apart = await Promise.all([one.runs.start(ann, aRun(here, other)), two.runs.start(ann, aRun(there, other))])
    expect(apart.filter(({ kind }) => kind === 'existing')).toHaveLength(1)
    const first = { ...keyed, idempotencyKey: `m${round}` }
    const named = () => aFirstRun(`s${round}`, first)
    const begun = await Promise.all([one.runs.start(ann, named()), two.runs.start(ann, named())])
    expect(kinds(begun)).toEqual(['existing', 'started'])
  }
})

test('one name on two nodes at once is one conversation, in which one runs and the other waits', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two } = nodes
  for (const round of rounds) {
    const first = () => aFirstRun(`s${round}`, { whileRunning: 'queue' })
    expect(kinds(await Promise.all([one.runs.start(ann, first()), two.runs.start(ann, first())]))).toEqual([
      'queued',
      'started',
    ])
  }
  expect((await one.conversations.list(ann, { limit: 99 })).items).toHaveLength(rounds.length)
})

/** What a node does with a run: answers it, and begins what waits behind it. */
async function serve(store: Store, owner: string, job: RunJob): Promise<void> {
  for (let next: RunJob | undefined = job; next;) {
    const { conversationId } = next.run
    await finish(store, next, 'So')
    next = await store.journal.activate(owner, conversationId)
  }
}

test('of many sends to one conversation from two nodes each is answered, one at a time, and none is left waiting', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  const id = await aConversation(one)
  const sends = 80
  await Promise.all(
    Array.from({ length: sends }, async (_, i) => {
      const [store, owner] = i % 2 === 0 ? ([one, 'node-1'] as const) : ([two, 'node-2'] as const)
      const outcome = await store.runs.start(ann, aRun(id, { owner, whileRunning: 'queue', queueDepth: sends }))
      if (outcome.kind === 'started') return serve(store, owner, outcome.job)
      expect(outcome.kind).toBe('queued')
    }),
  )
  expect(await one.runs.open('ann')).toEqual([])
  const { items } = await one.conversations.messages(ann, id, { limit: 999, order: 'asc' })
  expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: 2 * sends }, (_, i) => i + 1))
  expect(items.every(({ status }) => status === 'completed')).toBe(true)
  const ends = await ask<{ n: number }>(url, "select count(*)::int n from run_events where kind = 'completed'")
  expect(ends).toEqual([{ n: sends }])
})

test('LESSONS 4: of a writer that commits while its run is taken over nothing is written behind the new attempt', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two } = nodes
  for (const round of rounds) {
    const old = await started(one, await aConversation(one), { owner: 'node-1' })
    const told = entry(old, deltas(old, old.next, 'told'))
    const [lost, taken] = await Promise.all([one.journal.commit([told]), two.journal.takeOver('node-2', 'expired', 9)])
    // Where the commit held the run at that moment it is left to the next round.
    const [job] = taken.length > 0 ? taken : await two.journal.takeOver('node-2', 'expired', 9)
    if (!job) throw new Error('Nobody took it over')
    const stored = await readAll(one, old.run.id)
    expect(textOf(stored, 1)).toBe(lost.size > 0 ? '' : 'told')
    expect(job.lostText[0] ?? '').toBe(textOf(stored, 1))
    expect(stored.at(-1)).toEqual(job.opening[0])
    const sealOf = (ending: RunJob) => [terminal(ending, 90, `End ${round}`)]
    const ends = await Promise.all([
      one.journal.commit([entry(old, sealOf(old), aSeal('late'))]),
      two.journal.commit([entry(job, sealOf(job), aSeal('right'))]),
    ])
    expect(ends).toEqual([new Set([old.run.id]), new Set()])
    expect(await one.runs.message('ann', old.answer.id)).toMatchObject({ content: 'right' })
  }
})

test('of an end and a taking over at the same moment one holds, on both nodes', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two } = nodes
  for (const round of rounds) {
    const old = await started(one, await aConversation(one), { owner: 'node-1' })
    const end = entry(old, [terminal(old, 9, `So ${round}`)], aSeal(`So ${round}`))
    const [lost, taken] = await Promise.all([one.journal.commit([end]), two.journal.takeOver('node-2', 'expired', 9)])
    expect(taken).toHaveLength(lost.size)
    const ends = (await readAll(one, old.run.id)).filter(({ type }) => type === 'completed')
    expect(ends).toHaveLength(1 - lost.size)
    for (const job of taken) await finish(two, job, 'So')
  }
})

test('two nodes that sweep at once share what is orphaned, and wait for nobody who stands still', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  await Promise.all(['node-1', 'node-2'].map((node) => one.journal.renew(node, 'serving', 60_000)))
  const runs: string[] = []
  for (let i = 0; i < 20; i++) runs.push((await started(one, await aConversation(one), { owner: 'dead' })).run.id)
  const held = await holding(url, `select from runs where id = '${runs[0]}' for update`)
  const sweeps = [one.journal.takeOver('node-1', 'expired', 20), two.journal.takeOver('node-2', 'expired', 20)]
  const taken = (await Promise.all(sweeps)).flat().map(({ run }) => run.id)
  expect(taken.sort()).toEqual(runs.slice(1).sort())
  await held.release()
  expect(await two.journal.takeOver('node-2', 'expired', 20)).toMatchObject([{ run: { id: runs[0] } }])
})

test('a stop that is asked for while the run begins, or is taken over, is not forgotten', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two } = nodes
  for (const _ of rounds) {
    const id = await aConversation(one)
    const first = await started(one, id, { owner: 'node-1' })
    const second = aRun(id, { whileRunning: 'queue' })
    await one.runs.start(ann, second)
    await finish(one, first, 'First')
    const [begun, stop] = await Promise.all([
      one.journal.activate('node-1', id),
      two.runs.requestStop('ann', second.id, 'node-2'),
    ])
    if (stop?.job) expect(begun === undefined || begun.verdict === 'stop').toBe(true)
    else if (begun?.verdict !== 'stop') {
      expect(stop).toMatchObject({ owner: 'node-1' })
      expect(await one.journal.stopsFor('node-1')).toEqual([second.id])
    }
    const ending = begun ?? stop?.job
    if (ending) await finish(one, ending, 'Second')

    const orphan = await started(one, id, { owner: 'dead' })
    const [[taken], asked] = await Promise.all([
      one.journal.takeOver('node-1', 'expired', 1),
      two.runs.requestStop('ann', orphan.run.id, 'node-2'),
    ])
    if (taken?.verdict === 'answer') expect(asked).toMatchObject({ owner: 'node-1' })
    expect(await one.journal.stopsFor('node-1')).toEqual(taken ? [orphan.run.id] : [])
    const [left] = taken ? [taken] : await one.journal.takeOver('node-1', 'expired', 1)
    if (left) await finish(one, left, 'Third')
  }
})

test('who waits for a conversation to be gone waits for the node that is taking it', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  for (const of of [(id: string) => ({ conversationId: id }), () => ({ userId: 'ann' })]) {
    const id = await aConversation(one)
    await finish(one, await started(one, id), 'So')
    await one.conversations.hide(ann, id)
    const held = await holding(url, `select from conversations where id = '${id}' for update`)
    expect(await two.upkeep.purge()).toBe(false)
    const first = two.upkeep.purge(of(id))
    const waits = "select 1 from pg_stat_activity where wait_event_type = 'Lock'"
    while ((await ask(url, waits)).length === 0);
    await held.release()
    expect(await first).toBe(true)
    await allSlices(() => two.upkeep.purge(of(id)))
    expect(await ask(url, 'select id from conversations')).toEqual([])
  }
})

test('a person who is erased while two nodes purge is gone, and nobody owes it any more', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  for (let round = 0; round < 5; round++) {
    for (let i = 0; i < 5; i++) await finish(one, await started(one, await aConversation(one)), 'So')
    await one.people.hide('ann', erasure('ann'))
    await Promise.all([
      allSlices(() => one.upkeep.purge()),
      allSlices(() => two.upkeep.purge({ userId: 'ann' })),
      allSlices(() => one.upkeep.purge({ userId: 'ann' })),
    ])
    for (const table of ['conversations', 'messages', 'runs', 'run_events', 'usage', 'messages_search', 'erasures'])
      expect(await ask(url, `select * from ${table}`)).toEqual([])
  }
})

test('a process that has not kept its lease for an hour is forgotten, and no other', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  await one.journal.renew('long-dead', 'serving', -3_660_000)
  await one.journal.renew('dead', 'serving', -60_000)
  await one.journal.renew('alive', 'serving', 60_000)
  await two.upkeep.forgetNodes()
  expect(await ask(url, 'select id from nodes order by id')).toEqual([{ id: 'alive' }, { id: 'dead' }])
})

test('a node that stands still while it deletes does not make the database look dead to the others', async () => {
  await using nodes = await twoNodes(postgres())
  const held = await holding(nodes.url, 'update scrubs set wanted = wanted + 1')
  await nodes.two.check()
  await held.release()
})

test('two writers of the same runs, one of whom has lost them, do not wait for each other', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  const jobs: RunJob[] = []
  for (let i = 0; i < 20; i++) jobs.push(await started(one, await aConversation(one)))
  const late = jobs.map((job) => entry({ ...job, fence: 0 }, deltas(job, 50, 'late'))).reverse()
  for (const round of rounds) {
    const told = jobs.map((job) => entry(job, deltas(job, job.next + round, 'told')))
    const lost = await Promise.all([one.journal.commit(told), two.journal.commit(late)])
    expect(lost.map(({ size }) => size)).toEqual([0, jobs.length])
  }
  const deadlocks = 'select deadlocks::int as n from pg_stat_database where datname = current_database()'
  expect(await ask(url, deadlocks)).toEqual([{ n: 0 }])
})
