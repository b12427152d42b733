import { describe, expect, test } from 'vitest'
import type { ChoreClaim, NewChore } from '../../src/ports/chores.ts'
import type { AfterAnswer, Seal } from '../../src/ports/journal.ts'
import type { Store } from '../../src/ports/store.ts'
import { recallTerms } from '../../src/std/recall-terms.ts'
import {
  aConversation,
  allSlices,
  ann,
  aRun,
  bob,
  entry,
  aSeal,
  erasure,
  fail,
  finish,
  now,
  type OpenStore,
  started,
  unbounded,
} from './store-under-test.ts'

const restMs = 10_000
const after: AfterAnswer = { remember: true, title: false, restMs }
const leaseMs = 60_000
const late = now + 1e9

const aChore = (more: Partial<NewChore> = {}): NewChore => ({
  kind: 'learn',
  subject: 'c1',
  seq: 1,
  userId: 'ann',
  payload: { messageId: 'm1' },
  due: now,
  ...more,
})

const seqs = (claim: ChoreClaim | undefined): number[] => claim?.chores.map(({ seq }) => seq) ?? []

/** All that will be due one day, claim by claim. */
async function allDue({ chores }: Store, at = late): Promise<ChoreClaim[]> {
  const found: ChoreClaim[] = []
  for (;;) {
    const claim = await chores.claim(at, leaseMs, 9)
    if (!claim) return found
    found.push(claim)
  }
}

const kindsOf = (claims: readonly ChoreClaim[]): string[] => claims.map(({ kind }) => kind).sort()

/** An answer to a message, with what is to be done about it. */
async function answered(store: Store, id: string, more: Partial<Seal> = {}, content = 'Where is the harbour?') {
  const job = await started(store, id, { content, now: more.now ?? now })
  await finish(store, job, 'Behind the lighthouse', { after, ...more })
  return job
}

/** By words of their own: what stands beside them is found as well. */
const found = async ({ recall }: Store, text: string, userId = 'ann'): Promise<string[]> => {
  const words = recallTerms(text).map((term) => ({ term, weight: 1 }))
  const holding = (await recall.rank(userId, words, 9)).filter((one) => one.words.length > 0)
  return holding.map((one) => one.text).sort()
}

export function choresContract(open: OpenStore): void {
  describe('the Chores contract', () => {
    test('one is given to nobody before its time, to one from then on, and to another when that one is lost', async () => {
      await using store = await open()
      const { chores } = store
      await chores.add(aChore(), now - 5)
      expect(await chores.claim(now - 1, leaseMs, 9)).toBeUndefined()
      const first = await chores.claim(now, leaseMs, 9)
      const whole = { kind: 'learn', subject: 'c1', userId: 'ann' }
      expect(first).toEqual({
        ...whole,
        claim: expect.any(String),
        chores: [{ ...whole, seq: 1, payload: { messageId: 'm1' }, attempts: 0 }],
      })
      expect(await chores.claim(now + leaseMs - 1, leaseMs, 9)).toBeUndefined()
      const second = await chores.claim(now + leaseMs, leaseMs, 9)
      expect(seqs(second)).toEqual([1])
      expect(second?.claim).not.toBe(first?.claim)
      // Whoever was slow does not end what is another's by now.
      await chores.done(first?.claim ?? '')
      await chores.postpone(first?.claim ?? '', now)
      expect(await chores.claim(now + leaseMs, leaseMs, 9)).toBeUndefined()
      await chores.done(second?.claim ?? '')
      expect(await allDue(store)).toEqual([])
    })

    test('what is urgent waits behind nothing else, and is given to nobody who does the rest', async () => {
      await using store = await open()
      const { chores } = store
      for (let seq = 1; seq <= 3; seq++) await chores.add(aChore({ seq, due: now - 1_000 }), now - 1_000)
      await chores.add(aChore({ kind: 'escalate', subject: 'r1' }), now)
      expect(await chores.claim(now - 1, leaseMs, 9, 'urgent')).toBeUndefined()
      expect((await chores.claim(now, leaseMs, 9, 'urgent'))?.kind).toBe('escalate')
      expect(kindsOf(await allDue(store))).toEqual(['learn'])
    })

    test('one that was tried in vain comes back at its time, and says how often', async () => {
      await using store = await open()
      const { chores } = store
      await chores.add(aChore(), now)
      await chores.add(aChore({ seq: 2 }), now)
      await chores.postpone((await chores.claim(now, leaseMs, 1))?.claim ?? '', now + 500)
      const other = await chores.claim(now, leaseMs, 9)
      expect(seqs(other)).toEqual([2])
      await chores.done(other?.claim ?? '')
      expect(await chores.claim(now + 499, leaseMs, 9)).toBeUndefined()
      const again = await chores.claim(now + 500, leaseMs, 9)
      expect(again?.chores).toMatchObject([{ seq: 1, attempts: 1 }])
    })

    test('what has waited longest says of what they are, and those are given in their order, so many at once', async () => {
      await using store = await open()
      const { chores } = store
      for (const seq of [7, 3, 5]) await chores.add(aChore({ seq, due: now - 10 + seq }), now)
      await chores.add(aChore({ seq: 1, due: now + 1 }), now)
      await chores.add(aChore({ subject: 'c2', due: now - 9 }), now)
      await chores.add(aChore({ kind: 'title', seq: 0, due: now - 8 }), now)
      const claims: unknown[] = []
      for (let i = 0; i < 4; i++) {
        const claim = await chores.claim(now, leaseMs, 2)
        claims.push([claim?.kind, claim?.subject, seqs(claim)])
      }
      expect(claims).toEqual([
        ['learn', 'c2', [1]],
        ['title', 'c1', [0]],
        ['learn', 'c1', [3, 5]],
        ['learn', 'c1', [7]],
      ])
      expect(await chores.claim(now, leaseMs, 9)).toBeUndefined()
    })

    test('no two hold the same, however many ask at once', async () => {
      await using store = await open()
      const all = Array.from({ length: 24 }, (_, i) => aChore({ subject: `c${i % 3}`, seq: i }))
      for (const chore of all) await store.chores.add(chore, now)
      const rounds: ChoreClaim[] = []
      for (let round = 0; round < 6; round++) {
        const claims = await Promise.all(Array.from({ length: 8 }, () => store.chores.claim(now, leaseMs, 2)))
        rounds.push(...claims.filter((claim) => claim !== undefined))
      }
      expect(rounds.flatMap(seqs).sort((a, b) => a - b)).toEqual(all.map(({ seq }) => seq))
    })

    test('one that is there already is put off, five minutes at most, and stays what it is', async () => {
      await using store = await open()
      const { chores } = store
      await chores.add(aChore({ due: now + 10 }), now)
      await chores.add(aChore({ due: now + 20, payload: { messageId: 'other' } }), now + 15)
      expect(await chores.claim(now + 19, leaseMs, 9)).toBeUndefined()
      await chores.add(aChore({ due: now + 900_000 }), now + 16)
      // Not sooner either.
      await chores.add(aChore({ due: now }), now + 17)
      expect(await chores.claim(now + 299_999, leaseMs, 9)).toBeUndefined()
      const claim = await chores.claim(now + 300_000, leaseMs, 9)
      expect(claim?.chores).toMatchObject([{ payload: { messageId: 'm1' } }])
      // Nor is it what somebody is at that is put off.
      await chores.add(aChore({ due: now + 9e6 }), now + 301_000)
      await chores.done(claim?.claim ?? '')
      await chores.add(aChore({ seq: 2 }), now)
      await chores.claim(now, 10, 9)
      await chores.add(aChore({ seq: 2, due: now + 1_000 }), now)
      expect(seqs(await chores.claim(now + 10, leaseMs, 9))).toEqual([2])
      expect(await allDue(store, now + 10)).toEqual([])
    })

    test('what was tried in vain and waits for long is not had sooner by more that is said', async () => {
      await using store = await open()
      const id = await aConversation(store)
      await answered(store, id)
      await store.chores.postpone((await store.chores.claim(now + restMs, leaseMs, 9))?.claim ?? '', now + 1e7)
      await answered(store, id, { now: now + 20_000 })
      const later = await store.chores.claim(now + 60_000, leaseMs, 9)
      expect(seqs(later)).toEqual([3])
      await store.chores.postpone(later?.claim ?? '', now + 400_000)
      await answered(store, id, { now: now + 395_000 })
      expect(await store.chores.claim(now + 399_999, leaseMs, 9)).toBeUndefined()
      expect(seqs(await store.chores.claim(now + 400_000, leaseMs, 9))).toEqual([3])
    })

    describe('an answer that ends', () => {
      test('is learned from when its conversation has rested', async () => {
        await using store = await open()
        const id = await aConversation(store)
        const one = await answered(store, id)
        expect(await store.chores.claim(now + restMs - 1, leaseMs, 9)).toBeUndefined()
        const two = await answered(store, id, { now: now + 5_000 })
        expect(await store.chores.claim(now + 5_000 + restMs - 1, leaseMs, 9)).toBeUndefined()
        const claim = await store.chores.claim(now + 5_000 + restMs, leaseMs, 9)
        expect(claim).toMatchObject({ kind: 'learn', subject: id, userId: 'ann' })
        expect(claim?.chores.map(({ seq, payload }) => [seq, payload])).toEqual([
          [1, { messageId: one.run.userMessageId }],
          [3, { messageId: two.run.userMessageId }],
        ])
      })

      test('in a conversation that never rests keeps none waiting for more than five minutes', async () => {
        await using store = await open()
        const id = await aConversation(store)
        for (let at = now; at < now + 300_000; at += 8_000) await answered(store, id, { now: at })
        expect(await store.chores.claim(now + 299_999, leaseMs, 9)).toBeUndefined()
        expect(seqs(await store.chores.claim(now + 300_000, leaseMs, 9))).toEqual([1])
        await answered(store, await aConversation(store), { now: now + 300_000 })
        expect(await store.chores.claim(now + 300_001, leaseMs, 9)).toBeUndefined()
      })

      test('is found again with its question, each once, however often the question is answered', async () => {
        await using store = await open()
        const id = await aConversation(store)
        const { answer } = await answered(store, id)
        expect(await found(store, 'lighthouse')).toEqual(['Behind the lighthouse'])
        const again = await started(store, id, { ask: { kind: 'regenerate', messageId: answer.id } })
        await finish(store, again, 'Below the lighthouse', { after, state: 'stopped' })
        expect(await found(store, 'harbour')).toEqual(['Where is the harbour?'])
        expect(await found(store, 'lighthouse')).toEqual(['Behind the lighthouse', 'Below the lighthouse'])
        expect(seqs(await store.chores.claim(late, leaseMs, 9))).toEqual([1])
        expect(await found(store, 'lighthouse', 'bob')).toEqual([])
      })

      test('is learned from once: another answer to the same question only puts that off', async () => {
        await using store = await open()
        const id = await aConversation(store)
        const { answer } = await answered(store, id)
        const regenerate = async (at: number) => {
          const again = await started(store, id, { ask: { kind: 'regenerate', messageId: answer.id }, now: at })
          await finish(store, again, 'Below the lighthouse', { after, now: at })
        }
        await regenerate(now + 5_000)
        expect(await store.chores.claim(now + 5_000 + restMs - 1, leaseMs, 9)).toBeUndefined()
        const claim = await store.chores.claim(now + 5_000 + restMs, leaseMs, 9)
        expect(seqs(claim)).toEqual([1])
        await regenerate(now + 20_000)
        await store.chores.done(claim?.claim ?? '')
        await regenerate(now + 30_000)
        expect(await allDue(store)).toEqual([])
        const failed = await started(store, id, { content: 'And the quay?' })
        await fail(store, failed, { after })
        const retried = await started(store, id, { ask: { kind: 'regenerate', messageId: failed.answer.id } })
        await finish(store, retried, 'Beside it', { after })
        expect((await allDue(store)).flatMap(seqs)).toEqual([failed.answer.seq - 1])
      })

      test('of many that end at once each is found, and each conversation has its chore', async () => {
        await using store = await open()
        const jobs = []
        for (let i = 0; i < 12; i++) {
          const scope = i % 3 === 0 ? bob : ann
          const id = await aConversation(store, scope)
          jobs.push(await started(store, id, { content: `question${i}` }, scope))
        }
        await store.journal.commit(jobs.map((job, i) => entry(job, [], aSeal(`answer${i}`, { after }))))
        expect(await found(store, 'answer3', 'bob')).toEqual(['answer3'])
        expect(await found(store, 'question11')).toEqual(['question11'])
        const claims = await allDue(store)
        expect(claims.map(({ subject, userId }) => `${userId} ${subject}`).sort()).toEqual(
          jobs.map(({ run, userId }) => `${userId} ${run.conversationId}`).sort(),
        )
      })

      test('without a word has its question found alone', async () => {
        await using store = await open()
        const job = await started(store, await aConversation(store), { content: 'Where is the harbour?' })
        await store.journal.commit([entry(job, [], aSeal('', { state: 'stopped', usage: null, after }))])
        expect(await found(store, 'harbour lighthouse')).toEqual(['Where is the harbour?'])
        expect(kindsOf(await allDue(store))).toEqual(['learn'])
      })

      test('leaves nothing where nothing was asked for, where it failed, and where its conversation is gone', async () => {
        await using store = await open()
        const id = await aConversation(store)
        const all = { ...after, title: true, summarize: { room: 1_000 } }
        await finish(store, await started(store, id, { title: 'Words' }), 'So')
        await fail(store, await started(store, id, { content: 'harbour' }), { after: all })
        await answered(store, id, { after: { ...after, remember: false } })
        const job = await started(store, id)
        await store.conversations.hide(ann, id)
        await finish(store, job, 'Late', { after: all })
        expect(await allDue(store)).toEqual([])
        expect(await found(store, 'harbour late')).toEqual([])
      })

      test('is not remembered where its conversation, or its person, does not want that', async () => {
        await using store = await open()
        const quiet = await store.conversations.create(ann, {
          id: 'quiet',
          title: null,
          persona: 'luma',
          metadata: { memory: false },
          now,
        })
        await answered(store, quiet.id, { after: { ...after, summarize: { room: 1_000 } } })
        expect(kindsOf(await allDue(store))).toEqual(['summarize'])
        await store.people.change('ann', { memory: false })
        await answered(store, await aConversation(store))
        await store.people.change('ann', { memory: true })
        expect(await found(store, 'harbour lighthouse')).toEqual([])
        expect(await allDue(store)).toEqual([])
        await answered(store, await aConversation(store))
        expect(await found(store, 'harbour')).toHaveLength(1)
      })

      test('has its conversation titled while only its first words name it', async () => {
        await using store = await open()
        const seal = { after: { ...after, remember: false, title: true } }
        const named = await store.conversations.create(ann, {
          id: 'named',
          title: 'Hers',
          persona: 'luma',
          metadata: {},
          now,
        })
        await answered(store, named.id, seal)
        expect(await allDue(store)).toEqual([])
        const id = await aConversation(store)
        await finish(store, await started(store, id, { title: 'Where is' }), 'There', seal)
        const [claim] = await allDue(store)
        expect(claim).toMatchObject({ kind: 'title', subject: id, chores: [{ seq: 0, payload: {} }] })
        expect(await store.conversations.entitle('ann', id, 'The harbour')).toBe(true)
        await store.chores.done(claim?.claim ?? '')
        await answered(store, id, seal)
        expect(await allDue(store)).toEqual([])
      })

      test('of no conversation is learned from by what was said, where that is wanted', async () => {
        await using store = await open()
        const transient = async (userId: string, more: Partial<AfterAnswer>) => {
          const outcome = await store.runs.startTransient(userId, {
            id: `run of ${userId}`,
            dialect: 'luma',
            persona: 'luma',
            request: { model: 'test-model' },
            allowance: unbounded,
            idempotencyKey: undefined,
            requestHash: '',
            owner: 'node-1',
            now,
          })
          if (outcome.kind !== 'started') throw new Error(outcome.kind)
          await store.journal.commit([entry(outcome.job, [], aSeal('So', { after: { ...after, ...more } }))])
        }
        await store.people.change('carl', { memory: false })
        await transient('ann', { said: 'I live in Kiel' })
        await transient('bob', {})
        await transient('carl', { said: 'I live in Bonn' })
        await transient('dora', { said: 'I live in Ulm', remember: false })
        expect(await store.chores.claim(now + restMs - 1, leaseMs, 9)).toBeUndefined()
        const claims = await allDue(store)
        expect(claims).toMatchObject([
          { kind: 'learn', subject: 'run of ann', chores: [{ seq: 0, payload: { text: 'I live in Kiel', at: now } }] },
        ])
      })

      test('whose run is not its writer’s any more leaves nothing to do', async () => {
        await using store = await open()
        const job = await started(store, await aConversation(store), { content: 'harbour' })
        await store.journal.takeOver('node-2', 'expired', 1)
        await store.journal.commit([entry(job, [], aSeal('So', { after }))])
        expect(await allDue(store)).toEqual([])
        expect(await found(store, 'harbour')).toEqual([])
      })
    })

    describe('what is purged', () => {
      test('takes its chores along before anything else, but not what another service must hear of', async () => {
        await using store = await open()
        const [gone, stays] = [await aConversation(store), await aConversation(store)]
        for (const id of [gone, stays]) {
          await answered(store, id, { after: { ...after, title: true, summarize: { room: 1_000 } } })
          for (let seq = 5; seq < 450; seq++) await store.chores.add(aChore({ subject: id, seq }), now)
        }
        await store.chores.add(aChore({ kind: 'mirror', subject: gone }), now)
        const claim = await store.chores.claim(late, leaseMs, 9)
        await store.conversations.hide(ann, gone)
        expect(await store.upkeep.purge({ conversationId: gone })).toBe(true)
        expect((await store.runs.history('ann', gone, { messageId: 'none' }, 1)).turns).toEqual([])
        await allSlices(() => store.upkeep.purge({ conversationId: gone }))
        const left = [...(claim?.subject === stays ? [claim] : []), ...(await allDue(store))]
        expect(new Set(left.map(({ kind, subject }) => `${kind} ${subject === gone ? 'gone' : 'stays'}`))).toEqual(
          new Set(['mirror gone', 'learn stays', 'summarize stays']),
        )
        expect(left.flatMap(seqs)).toHaveLength(1 + 446 + 1)
      })

      test('a person takes all of theirs along, in slices', async () => {
        await using store = await open()
        for (let seq = 0; seq < 450; seq++) await store.chores.add(aChore({ subject: `run${seq}`, seq }), now)
        await store.chores.add(aChore({ subject: 'his', userId: 'bob' }), now)
        await store.chores.add(aChore({ kind: 'mirror', subject: 'ann' }), now)
        await store.people.hide('ann', erasure('ann'))
        expect(await allSlices(() => store.upkeep.purge({ userId: 'ann' }))).toBeGreaterThan(3)
        expect(kindsOf(await allDue(store))).toEqual(['learn', 'mirror'])
      })
    })

    test('those that were left undone are forgotten after their time, in slices', async () => {
      await using store = await open()
      for (let seq = 0; seq < 450; seq++) await store.chores.add(aChore({ seq, due: late }), now - 1)
      await store.chores.add(aChore({ kind: 'mirror' }), now - 1)
      await store.chores.add(aChore({ subject: 'c2' }), now)
      expect(await allSlices(() => store.upkeep.forgetChores(now))).toBe(3)
      expect(kindsOf(await allDue(store))).toEqual(['learn', 'mirror'])
    })

    test('a send to a conversation that is not remembered says so to whoever answers', async () => {
      await using store = await open()
      const { id } = await store.conversations.create(ann, {
        id: 'quiet',
        title: null,
        persona: 'luma',
        metadata: { memory: false },
        now,
      })
      const requestFor = () => ({ model: 'm', memory: true })
      expect((await started(store, id, { requestFor })).request.memory).toBe(false)
      const waits = await store.runs.start(ann, aRun(id, { requestFor, whileRunning: 'queue' }))
      expect(waits.kind).toBe('queued')
      expect((await started(store, await aConversation(store), { requestFor })).request.memory).toBe(true)
    })
  })
}
