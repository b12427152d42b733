import { expect, test } from 'vitest'
import { DomainError } from '../../src/conversation/errors.ts'
import type { Scope } from '../../src/conversation/types.ts'
import type { JournalEntry } from '../../src/ports/journal.ts'
import type { NewRun, RunJob } from '../../src/ports/runs.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  aConversation,
  aFirstRun,
  allSlices,
  aRun,
  aSeal,
  deltas,
  entry,
  now,
  terminal,
  usage,
} from '../contracts/store-under-test.ts'
import { ask, onePostgres } from './open-postgres.ts'
import { twoNodes } from './two-nodes.ts'

const postgres = onePostgres()

const people = ['ann', 'bob', 'eve'] as const
const rooms = ['v1', 'therapy-bot', 'domain-guide'] as const
const budget = { tokens: 1e9, seconds: 1e6 }
const stepsOfOne = 60
const walkers = 12

/** The same numbers each time, in an order that nobody has chosen. */
function dice(seed: number) {
  let state = seed
  const roll = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return { roll, pick: <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(roll() * items.length)] }
}

/** What the database counts, and what it holds: they must agree when all is still. */
const tallies = `
  select t.namespace from tallies t
  left join (
    select namespace, count(*) filter (where tallied > 0) conversations, sum(tallied) exchanges
    from conversations where hidden is null group by namespace
  ) c using (namespace)
  where (t.conversations, t.exchanges) is distinct from (coalesce(c.conversations, 0), coalesce(c.exchanges, 0))`
const twoRunning = "select 1 from runs where state = 'running' group by conversation_id having count(*) > 1"
const twoEnds = `
  select 1 from run_events where kind in ('completed', 'stopped', 'failed', 'blocked') group by run_id having count(*) > 1`
const deadlocks = 'select deadlocks::int n from pg_stat_database where datname = current_database()'

test('whatever two nodes do at the same time, nothing waits for itself, and the counts are right in the end', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  const stores: readonly [string, Store][] = [
    ['node-1', one],
    ['node-2', two],
  ]
  for (const [node, store] of stores) await store.journal.renew(node, 'serving', 600_000)
  const conversations: { id: string; scope: Scope }[] = []
  for (const userId of people)
    for (const namespace of rooms) {
      const scope = { userId, namespace }
      for (let i = 0; i < 2; i++) conversations.push({ id: await aConversation(one, scope), scope })
    }
  const held: RunJob[] = []
  const spent = new Map<string, number>()

  async function walk(walker: number): Promise<void> {
    const { roll, pick } = dice(walker)
    const [node, store] = stores[walker % 2] ?? ['', one]
    const { journal, runs, upkeep } = store
    const more = (): Partial<NewRun> => ({
      owner: node,
      whileRunning: pick(['queue', 'interrupt', 'reject'] as const) ?? 'queue',
      allowance: { budget, answerTokens: 10, inputTokens: () => 1 },
      ...(roll() < 0.3 && { idempotencyKey: `k${Math.floor(roll() * 20)}`, requestHash: 'h' }),
    })

    async function send(): Promise<void> {
      const place = pick(conversations)
      if (!place) return
      const run = roll() < 0.7 ? aRun(place.id, more()) : aFirstRun(`s${Math.floor(roll() * 9)}`, more())
      const outcome = await runs.start(place.scope, run)
      if (outcome.kind === 'started') held.push(outcome.job)
    }

    async function commit(): Promise<void> {
      const some = held.splice(0, 1 + Math.floor(roll() * 8)).sort((a, b) => a.fence - b.fence)
      // No process writes one run twice at a time.
      const jobs = [...new Map(some.map((job) => [job.run.id, job])).values()]
      const entries = jobs.map((job): JournalEntry => {
        // What is only to be ended tells nothing more.
        if (job.verdict === 'answer' && roll() < 0.3) return entry(job, deltas(job, job.next, 'x'))
        if (roll() < 0.3) return entry(job, [], aSeal('', { state: 'failed', usage: null, dropsEmpty: true }))
        return entry(job, [terminal(job, 90, 'mint')], aSeal('mint', { tallyUpTo: 50 }))
      })
      const lost = await journal.commit(entries)
      for (const [i, { seal, run }] of entries.entries()) {
        const job = jobs[i]
        if (!job || lost.has(run)) continue
        if (!seal) held.push({ ...job, next: job.next + 1 })
        else {
          if (seal.usage) spent.set(job.userId, (spent.get(job.userId) ?? 0) + usage.totalTokens)
          const next = await journal.activate(node, job.run.conversationId)
          if (next) held.push(next)
        }
      }
    }

    const erase = async (): Promise<void> => {
      const userId = pick(people) ?? 'ann'
      await store.people.hide(userId, () => undefined)
      await allSlices(() => upkeep.purge({ userId }))
    }
    const hide = async (): Promise<void> => {
      const place = pick(conversations)
      if (place && (await store.conversations.hide(place.scope, place.id))) {
        await allSlices(() => upkeep.purge({ conversationId: place.id }))
      }
    }
    const bounds = async (): Promise<void> => {
      const userId = pick(people) ?? 'ann'
      const noted = { at: now, actor: 'admin', act: 'budget_set', subject: userId } as const
      await (roll() < 0.5 ? store.budgets.set(userId, budget, noted) : store.budgets.reset(userId, noted))
    }
    const stop = async (): Promise<void> => {
      const [open] = await runs.open(pick(people) ?? 'ann')
      const asked = open && (await runs.requestStop(pick(people) ?? 'ann', open.id, node))
      if (asked?.job) held.push(asked.job)
    }
    const handOver = async (): Promise<void> => {
      await journal.release(node)
      held.push(...(await journal.takeOver(node, 'nobodys', 4)))
    }
    const tidy = async (): Promise<void> => {
      await upkeep.purge()
      await upkeep.compact(now + 1)
      await upkeep.expireKeys(now + 1)
      await upkeep.forgetTransient(now + 1)
      await upkeep.forgetBudgets(now)
      await journal.endTransient(node, now, { title: '', detail: '', code: 'internal' })
    }
    const ways = [send, send, send, send, commit, commit, commit, hide, bounds, stop, tidy, tidy]
    for (let i = 0; i < stepsOfOne; i++) {
      const way = i % 20 === 19 ? (walker % 3 === 0 ? erase : handOver) : pick(ways)
      await way?.()
      if (i % 5 === 0) {
        const scope = { userId: pick(people) ?? 'ann', namespace: pick(rooms) ?? 'v1' }
        conversations.push({ id: await aConversation(store, scope), scope })
      }
    }
  }

  const walks = await Promise.allSettled(Array.from({ length: walkers }, (_, i) => walk(i)))
  const failures = walks.flatMap((walk) => (walk.status === 'rejected' ? [walk.reason as unknown] : []))
  expect(failures.map((error) => (error instanceof DomainError ? error.cause : error))).toEqual([])

  for (const wrong of [tallies, twoRunning, twoEnds]) expect(await ask(url, wrong)).toEqual([])
  for (const userId of people) {
    const state = await one.budgets.state(userId, budget, now)
    expect(state.spent).toBe(spent.get(userId) ?? 0)
  }
  // What a dead node would leave is taken up to the last: nothing waits for ever.
  await one.journal.release('node-1')
  await one.journal.release('node-2')
  for (let taken: RunJob[] = held; ; taken = await one.journal.takeOver('node-1', 'nobodys', 99)) {
    if (taken.length === 0) {
      const waiting = await one.journal.stranded(99)
      const begun = await Promise.all(waiting.map((id) => one.journal.activate('node-1', id)))
      taken = begun.filter((job) => job !== undefined)
      if (taken.length === 0) break
    }
    await one.journal.commit(taken.map((job) => entry(job, [terminal(job, 90, 'end')], aSeal('end'))))
    held.length = 0
  }
  for (const userId of people) expect(await one.runs.open(userId)).toEqual([])
  expect(await ask(url, deadlocks)).toEqual([{ n: 0 }])
})
