import { expect, test } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { aConversation, allSlices, ann, finish, started } from '../contracts/store-under-test.ts'
import { ask, onePostgres } from './open-postgres.ts'
import { holding, twoNodes } from './two-nodes.ts'

const postgres = onePostgres()

async function deleted(store: Store): Promise<void> {
  const id = await aConversation(store)
  for (let i = 0; i < 5; i++)
    await finish(store, await started(store, id, { content: 'peppermint' }), 'more peppermint')
  await store.conversations.hide(ann, id)
  await allSlices(() => store.upkeep.purge({ conversationId: id }))
}

const vacuumed = async (url: string): Promise<string[]> => {
  const text = 'select relname from pg_stat_user_tables where vacuum_count > 0 and n_dead_tup = 0 order by relname'
  return (await ask<{ relname: string }>(url, text)).map(({ relname }) => relname)
}

const said = [
  'chores',
  'conversations',
  'feedback',
  'memories',
  'memory_sources',
  'messages',
  'messages_search',
  'recall_docs',
  'recall_terms',
  'recall_vectors',
  'run_events',
  'runs',
  'summaries',
  'tool_calls',
]

test('SETTLED 8: what was deleted is gone from every table that held what people said', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  expect(await one.upkeep.owesScrub()).toBe(false)
  await deleted(one)
  expect(await two.upkeep.owesScrub()).toBe(true)
  expect(await vacuumed(url)).toEqual([])
  expect(await allSlices(() => two.upkeep.scrub())).toBe(said.length)
  expect(await vacuumed(url)).toEqual(said)
  expect(await one.upkeep.owesScrub()).toBe(false)
})

test('a scrub is not owed any less because another node is at it, or has just been', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two, url } = nodes
  await deleted(one)
  const claimed = await holding(url, 'select pg_advisory_xact_lock(4041505, 2)')
  expect(await two.upkeep.scrub()).toBe(false)
  await claimed.release()
  await ask(url, 'update scrubs set resting_until = 8e15')
  expect(await two.upkeep.scrub()).toBe(false)
  expect(await vacuumed(url)).toEqual([])
  expect(await two.upkeep.owesScrub()).toBe(true)
  await ask(url, 'update scrubs set resting_until = 0')
  await allSlices(() => two.upkeep.scrub())
  expect(await one.upkeep.owesScrub()).toBe(false)
  const rests = 'select resting_until > extract(epoch from clock_timestamp()) * 1000 as rests from scrubs'
  expect(await ask(url, rests)).toEqual([{ rests: true }])
})

test('what is deleted while a scrub is under way is owed after it', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, two } = nodes
  await deleted(one)
  const id = await aConversation(one)
  await one.conversations.hide(ann, id)
  expect(await two.upkeep.scrub()).toBe(true)
  await allSlices(() => one.upkeep.purge({ conversationId: id }))
  await allSlices(() => two.upkeep.scrub())
  expect(await one.upkeep.owesScrub()).toBe(true)
})

test('nothing is said to be gone that somebody who still reads keeps in the tables', async () => {
  await using nodes = await twoNodes(postgres())
  const { one, url } = nodes
  await aConversation(one)
  const reader = await holding(
    url,
    'set transaction isolation level repeatable read; select count(*) from conversations',
  )
  await deleted(one)
  expect(await one.upkeep.scrub()).toBe(false)
  expect(await one.upkeep.owesScrub()).toBe(true)
  await reader.release()
  await allSlices(() => one.upkeep.scrub())
  expect(await one.upkeep.owesScrub()).toBe(false)
})
