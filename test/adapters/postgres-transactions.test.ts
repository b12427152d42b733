import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { createConnections } from '../../src/adapters/postgres/connections.ts'
import { createPool } from '../../src/adapters/postgres/pool.ts'
import { createTransactions } from '../../src/adapters/postgres/transactions.ts'
import type { Queryable } from '../../src/adapters/sql/prepared.ts'
import {
  aConversation,
  ann,
  aRun,
  aSeal,
  deltas,
  entry,
  finish,
  jobIn,
  now,
  terminal,
} from '../contracts/store-under-test.ts'
import { ask, onePostgres, openAt } from './open-postgres.ts'

const postgres = onePostgres()

test('the end of a run that is refused is in no budget, no tally and no count', async () => {
  const url = await postgres().newDatabase()
  await using store = await openAt(url)
  const budget = { tokens: 1_000, seconds: 86_400 }
  const allowance = { budget, answerTokens: 20, inputTokens: () => 10 }
  const job = jobIn(await store.runs.start(ann, aRun(await aConversation(store), { allowance })))
  const [said] = deltas(job, job.next, 'Hello')
  if (!said) throw new Error('There is nothing to say')
  await store.journal.commit([entry(job, [said])])
  const state = async () => ({
    budget: await store.budgets.state('ann', budget, now),
    runs: await ask(url, 'select * from runs'),
    messages: await ask(url, 'select * from messages order by id'),
    conversations: await ask(url, 'select * from conversations'),
    usage: await ask(url, 'select * from usage'),
    tallies: await ask(url, 'select * from tallies order by 1'),
  })
  const before = await state()
  const events = [{ ...said, text: 'Other' }, terminal(job, job.next + 3, 'Other')]
  const seal = aSeal('Other', { textEnd: said.seq, tallyUpTo: 50 })
  for (let i = 0; i < 3; i++) {
    await expect(store.journal.commit([entry(job, events, seal)])).rejects.toThrow('already holds something else')
  }
  // Whatever was still on its way was asked on connections that these have now had.
  await Promise.all(Array.from({ length: 20 }, () => store.journal.owned('node-1')))
  expect(await state()).toEqual(before)
})

/** One connection, so that whatever slips out of a transaction is in the next one's way. */
async function onOneConnection() {
  const url = await postgres().newDatabase()
  await ask(url, 'create table notes (id int primary key)')
  const pool = createPool({ url, size: 1, serverStatementMs: 5_000, onTrouble: console.error })
  onTestFinished(() => pool.end())
  const inTransaction = createTransactions(createConnections(pool), 5_000)
  const write = (trx: Queryable, id: number) => sql`insert into notes (id) values (${id})`.execute(trx)
  const noted = async () => (await ask<{ id: number }>(url, 'select id from notes order by id')).map(({ id }) => id)
  /** How many have written what there is. */
  const transactions = async () => (await ask(url, 'select distinct xmin::text from notes')).length
  return { inTransaction, write, noted, transactions }
}

/** Writes one after the other until it is refused; between two of them so many turns go by. */
async function writeOn(write: (id: number) => Promise<unknown>, turns: number, times: number): Promise<unknown> {
  for (let id = 1; id <= times; id++) {
    try {
      await write(id)
    } catch (error) {
      return error
    }
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
  }
  return undefined
}

const failures = [
  ['a statement', (trx: Queryable) => sql`select * from nowhere`.execute(trx)],
  ['something else', (trx: Queryable) => sql`select 1`.execute(trx).then(() => Promise.reject(new Error('no')))],
] as const
const cases = failures.flatMap(([what, fail]) => [0, 1, 2, 3, 5, 8, 13, 21].map((turns) => ({ what, fail, turns })))

test.for(cases)(
  'when $what fails, a branch of the same work that goes on writes nothing ($turns turns later)',
  async ({ fail, turns }) => {
    const { inTransaction, write, noted } = await onOneConnection()
    let branch: Promise<unknown> | undefined
    const work = inTransaction((trx) => {
      branch = writeOn((id) => write(trx, id), turns, 500)
      return Promise.all([branch, fail(trx)])
    })
    await expect(work).rejects.toThrow()
    // Somebody else's, on the same connection, while the branch goes on.
    await inTransaction((trx) => write(trx, 1_000))
    expect(await branch).toBeInstanceOf(Error)
    expect(await noted()).toEqual([1_000])
  },
)

test.for([0, 1, 2, 3, 5, 8, 13, 21])(
  'a branch that nobody waited for writes nothing after the end of its work (%d turns later)',
  async (turns) => {
    const { inTransaction, write, noted, transactions } = await onOneConnection()
    let branch: Promise<unknown> | undefined
    await inTransaction(async (trx) => {
      branch = writeOn((id) => write(trx, id), turns, 500)
      await write(trx, 0)
    })
    const committed = await noted()
    expect(await transactions()).toBe(1)
    await expect(
      inTransaction((trx) => write(trx, 1_000).then(() => Promise.reject(new Error('no')))),
    ).rejects.toThrow()
    expect(await branch).toMatchObject({ message: expect.stringContaining('is over') })
    expect(await noted()).toEqual(committed)
  },
)

test('whoever keeps a transaction cannot write with it in the next one of its connection', async () => {
  const { inTransaction, write, noted } = await onOneConnection()
  let kept: Queryable | undefined
  await inTransaction(async (trx) => {
    kept = trx
    await write(trx, 1)
  })
  await inTransaction(async (trx) => {
    await write(trx, 2)
    if (kept) await expect(write(kept, 3)).rejects.toThrow('is over')
  })
  expect(await noted()).toEqual([1, 2])
})

test('a commit that was refused is followed by one that is whole', async () => {
  const url = await postgres().newDatabase()
  await using store = await openAt(url)
  const job = jobIn(await store.runs.start(ann, aRun(await aConversation(store))))
  const [said] = deltas(job, job.next, 'Hello')
  if (!said) throw new Error('There is nothing to say')
  await store.journal.commit([entry(job, [said])])
  await expect(store.journal.commit([entry(job, [{ ...said, text: 'Other' }])])).rejects.toThrow('something else')
  await finish(store, { ...job, next: job.next + 1 }, 'Whole')
})
