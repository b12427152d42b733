import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts'
import type { Scope } from '../../src/conversation/types.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  allSlices,
  ann,
  aSeal,
  bob,
  entry,
  erasure,
  finish,
  now,
  started,
  unbounded,
} from '../contracts/store-under-test.ts'
import { temporaryFolder } from '../harness.ts'
import { absentFromDisk, tracesOnDisk } from './files.ts'
import { createVoice, formsOf, type Voice } from './voice.ts'

const after = { remember: true, title: true, summarize: { room: 1_000 }, restMs: 0 }
const plain = { slot: 'home', topic: null, polarity: 0, importance: 0.5 } as const

/** Places whose words are on record until they go. */
const ofConversations = ['message', 'answer', 'learned', 'topic', 'quote', 'vector', 'summary', 'payload']
const ofPersons = ['put down', 'suppressed', 'said', 'country']

function pathOfTest(): string {
  const folder = temporaryFolder()
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'test.db')
}

const openAt = (path: string): Promise<Store> => openSqliteStore({ path, durability: 'normal', now: Date.now })

/** Everything that is kept beside what was said: what was learned, how it is found, in short, and what is still to be done. */
async function remember(store: Store, voice: Voice, id: string, scope: Scope): Promise<void> {
  const { userId } = scope
  const { text } = voice
  await store.conversations.create(scope, { id, title: null, persona: 'luma', metadata: {}, now })
  const lessonsOf = async (place: string, answer: string): Promise<void> => {
    const job = await started(store, id, { content: text(place), title: text('title') }, scope)
    await finish(store, job, text(answer), { after })
  }
  await lessonsOf('message', 'answer')
  for (let i = 0; i < 40; i++) {
    await lessonsOf(`message ${i}`, `answer ${i}`)
    const claim = await store.chores.claim(now + 1e9, 60_000, 1)
    const lesson = { messageId: `m${i}`, conversationId: id, quote: text(i === 0 ? 'quote' : `quote ${i}`) }
    const learned = { ...plain, text: text(i === 0 ? 'learned' : `learned ${i}`), topic: voice.word('topic') }
    await store.memories.learn(
      userId,
      [{ ...learned, ...lesson, hash: `${i}`, explicit: false }],
      // Some stand in the place of others.
      (_lesson, [known]) => (known && i % 4 === 1 ? { kind: 'supersede', id: known.id } : { kind: 'add' }),
      claim?.claim ?? '',
      now,
    )
    await store.chores.done(claim?.claim ?? '')
  }
  const rows = await store.recall.unembedded(userId, 'small', 200)
  const vectors = rows.map((one) => ({ ...one, vector: Buffer.from(text('vector')) }))
  await store.recall.embed(userId, 'small', vectors)
  for (let version = 1; version < 7; version++) {
    await store.summaries.add(userId, id, { version, messageId: 'm', text: text('summary') }, now)
  }
  const payload = { text: text('payload') }
  await store.chores.add({ kind: 'learn', subject: id, seq: 999, userId, payload, due: now }, now)
}

/** And what belongs to nobody's conversation. */
async function rememberPerson(store: Store, { text, word }: Voice, userId: string): Promise<void> {
  await store.memories.create(userId, { ...plain, text: text('put down') }, now)
  const gone = await store.memories.create(userId, { ...plain, text: 'Goes' }, now)
  if (gone !== 'full') await store.memories.remove(userId, gone.id, () => word('suppressed'))
  await store.people.change(userId, { country: word('country') })
  const outcome = await store.runs.startTransient(userId, {
    id: `run of ${userId}`,
    dialect: 'luma',
    persona: 'luma',
    request: { model: 'm' },
    allowance: unbounded,
    idempotencyKey: undefined,
    requestHash: '',
    owner: 'node-1',
    now,
  })
  if (outcome.kind !== 'started') throw new Error(outcome.kind)
  await store.journal.commit([entry(outcome.job, [], aSeal('So', { after: { ...after, said: text('said') } }))])
}

describe('MEMORY: forgetting leaves no byte', () => {
  const [gone, stays] = [createVoice('gone'), createVoice('stays')]

  test('of a conversation that is deleted, nor of anything that was learned there', async () => {
    const path = pathOfTest()
    await using store = await openAt(path)
    for (const [voice, id] of [
      [gone, 'c1'],
      [stays, 'c2'],
    ] as const)
      await remember(store, voice, id, ann)
    expect(absentFromDisk(path, ofConversations.map(gone.word))).toEqual([])
    const before = formsOf(tracesOnDisk(path, stays))
    expect(formsOf(tracesOnDisk(path, gone))).toEqual(before)
    await store.conversations.hide(ann, 'c1')
    await allSlices(() => store.upkeep.purge({ conversationId: 'c1' }))
    await allSlices(() => store.upkeep.scrub())
    expect(tracesOnDisk(path, gone)).toEqual([])
    expect(formsOf(tracesOnDisk(path, stays))).toEqual(before)
    expect(await store.upkeep.owesScrub()).toBe(false)
  })

  test('of a person who erases everything', async () => {
    const path = pathOfTest()
    await using store = await openAt(path)
    for (const [voice, id, scope] of [
      [gone, 'c1', ann],
      [stays, 'c2', bob],
    ] as const) {
      await remember(store, voice, id, scope)
      await rememberPerson(store, voice, scope.userId)
    }
    expect(absentFromDisk(path, [...ofConversations, ...ofPersons].map(gone.word))).toEqual([])
    const before = formsOf(tracesOnDisk(path, stays))
    await store.people.hide('ann', erasure('ann'))
    await allSlices(() => store.upkeep.purge({ userId: 'ann' }))
    await allSlices(() => store.upkeep.scrub())
    expect(tracesOnDisk(path, gone)).toEqual([])
    expect(formsOf(tracesOnDisk(path, stays))).toEqual(before)
  })

  test('of what goes while the bytes of others are being taken', async () => {
    const path = pathOfTest()
    await using store = await openAt(path)
    await store.conversations.create(bob, { id: 'c0', title: null, persona: 'luma', metadata: {}, now })
    await store.conversations.hide(bob, 'c0')
    await rememberPerson(store, gone, 'ann')
    await store.people.hide('ann', erasure('ann'))
    await store.upkeep.purge({ conversationId: 'c0' })
    // A scrub that ends before her memories are purged has not seen them go.
    await allSlices(() => store.upkeep.scrub())
    await allSlices(() => store.upkeep.purge())
    expect(await store.upkeep.owesScrub()).toBe(true)
    await allSlices(() => store.upkeep.scrub())
    expect(tracesOnDisk(path, gone)).toEqual([])
  })

  test('of a memory that was changed or deleted, and of a summary that others have taken the place of', async () => {
    const path = pathOfTest()
    await using store = await openAt(path)
    const { memories, summaries, upkeep } = store
    const ids: string[] = []
    for (const place of ['changed', 'deleted']) {
      const memory = await memories.create('ann', { ...plain, text: gone.text(place) }, now)
      if (memory !== 'full') ids.push(memory.id)
    }
    await store.conversations.create(ann, { id: 'c1', title: null, persona: 'luma', metadata: {}, now })
    for (let version = 1; version < 9; version++) {
      const { text } = version < 4 ? gone : stays
      await summaries.add('ann', 'c1', { version, messageId: 'm', text: text('summary') }, now)
    }
    expect(tracesOnDisk(path, gone)).not.toEqual([])
    await memories.update('ann', ids[0] ?? '', { text: stays.text('changed'), hashOf: () => 'h' }, now)
    await memories.remove('ann', ids[1] ?? '', () => 'h')
    expect(await upkeep.owesScrub()).toBe(true)
    await allSlices(() => upkeep.scrub())
    expect(tracesOnDisk(path, gone)).toEqual([])
    expect(absentFromDisk(path, ['changed', 'summary'].map(stays.word))).toEqual([])
  })
})
