import { describe, expect, test } from 'vitest'
import type { NewAuditEntry } from '../../src/ports/audit.ts'
import type { ExportSection } from '../../src/ports/people.ts'
import type { Store } from '../../src/ports/store.ts'
import {
  aConversation,
  ann,
  annElsewhere,
  bob,
  erasure,
  finish,
  now,
  type OpenStore,
  started,
  usage,
} from './store-under-test.ts'

const sections: readonly ExportSection[] = [
  'conversations',
  'messages',
  'runs',
  'feedback',
  'usage',
  'summaries',
  'memories',
]

export function peopleContract(open: OpenStore): void {
  describe('the People contract', () => {
    async function everything({ people }: Store, userId: string): Promise<Record<ExportSection, unknown[]>> {
      const all = Object.fromEntries(sections.map((section) => [section, [] as unknown[]])) as Record<
        ExportSection,
        unknown[]
      >
      for (const section of sections) {
        let from: string | undefined
        do {
          const page = await people.export(userId, section, from)
          all[section].push(...page.items)
          from = page.next
        } while (from !== undefined)
      }
      return all
    }

    async function answered(
      store: Store,
      scope = ann,
      at = now,
      model = 'test-model',
    ): Promise<{ conversation: string; answer: string }> {
      const conversation = await aConversation(store, scope)
      const job = await started(store, conversation, { now: at, requestFor: () => ({ model }) }, scope)
      await finish(store, job, 'Answer', { now: at })
      return { conversation, answer: job.answer.id }
    }

    const counts = (all: Record<ExportSection, unknown[]>) => sections.map((section) => all[section].length)

    test('a rating is kept, and changed by the next', async () => {
      await using store = await open()
      const { answer } = await answered(store)
      await store.people.rate('ann', answer, 'down', 'Too short', now)
      const rating = await store.people.rate('ann', answer, 'up', null, now + 1)
      expect(rating).toEqual({
        messageId: answer,
        rating: 'up',
        comment: null,
        createdAt: new Date(now + 1).toISOString(),
      })
      expect((await everything(store, 'ann')).feedback).toEqual([rating])
    })

    test('an export is everything of one person, from all rooms, and nothing of another', async () => {
      await using store = await open()
      const { answer } = await answered(store)
      await answered(store, annElsewhere)
      await answered(store, bob)
      await store.people.rate('ann', answer, 'up', null, now)
      const all = await everything(store, 'ann')
      expect(counts(all)).toEqual([2, 4, 2, 1, 2, 0, 0])
      expect(JSON.stringify(all)).not.toContain('bob')
      expect(counts(await everything(store, 'bob'))).toEqual([1, 2, 1, 0, 1, 0, 0])
      expect(counts(await everything(store, 'eve'))).toEqual([0, 0, 0, 0, 0, 0, 0])
    })

    test('a page of an export holds what fits into memory, however long messages are', async () => {
      await using store = await open()
      const conversation = await aConversation(store)
      const long = 'x'.repeat(1_000_000)
      for (let i = 0; i < 9; i++) {
        const job = await started(store, conversation, { content: `${i} ${long}` })
        await finish(store, job, 'Well')
      }
      const contents: string[] = []
      let from: string | undefined
      do {
        const page = await store.people.export('ann', 'messages', from)
        const texts = page.items.map((message) => (message as { content: string }).content)
        expect(texts.join('').length).toBeLessThan(5_000_000)
        contents.push(...texts)
        from = page.next
      } while (from !== undefined)
      expect(contents).toHaveLength(18)
    })

    test('an export of more than a page has all of it once', async () => {
      await using store = await open()
      await store.imports.begin(ann, {
        id: 'c',
        title: null,
        persona: 'luma',
        metadata: {},
        createdAt: now,
        now,
        owner: '',
      })
      const messages = Array.from({ length: 450 }, (_, i) => ({
        id: `m${i}`,
        seq: i + 1,
        parentId: null,
        role: 'user' as const,
        name: null,
        content: `${i}`,
        createdAt: now,
      }))
      await store.imports.append(ann, 'c', messages)
      await store.imports.finish(ann, 'c', 451)
      const { messages: exported } = await everything(store, 'ann')
      expect(exported.map((message) => (message as { content: string }).content)).toEqual(
        messages.map(({ content }) => content),
      )
    })

    test('an export has what is remembered, from which words, and what stood there before; and every summary', async () => {
      await using store = await open()
      const { memories, summaries, chores, people } = store
      const traits = { slot: 'home', topic: 'home', polarity: 0, importance: 0.5 } as const
      const learnAt = async (id: string, text: string) => {
        await chores.add({ kind: 'learn', subject: id, seq: 1, userId: 'ann', payload: {}, due: now }, now)
        const claim = (await chores.claim(now, 9_000, 9))?.claim ?? ''
        const source = { quote: `I ${text}`, messageId: `m of ${id}`, conversationId: id }
        await memories.learn(
          'ann',
          [{ ...traits, ...source, text, hash: text, explicit: false }],
          (_lesson, [old]) => (old ? { kind: 'supersede', id: old.id } : { kind: 'add' }),
          claim,
          now,
        )
        await chores.done(claim)
      }
      const ids = [await aConversation(store), await aConversation(store)]
      for (const [i, text] of ['live in Kiel', 'live in Bonn'].entries()) await learnAt(ids[i] ?? '', text)
      for (let i = 0; i < 230; i++) await memories.create('ann', { ...traits, text: `Fact ${i}` }, now)
      await memories.create('bob', { ...traits, text: 'His' }, now)
      for (const id of ids) {
        for (const version of [1, 2]) {
          await summaries.add('ann', id, { version, messageId: `m${version}`, text: `Version ${version}` }, now)
        }
      }
      const all = await everything(store, 'ann')
      expect(all.memories).toHaveLength(232)
      expect(new Set(all.memories.map((memory) => (memory as { id: string }).id)).size).toBe(232)
      const [old, current] = all.memories as { id: string }[]
      const at = new Date(now).toISOString()
      expect(old).toEqual({
        id: expect.any(String),
        text: 'live in Kiel',
        importance: 0.5,
        version: 1,
        supersededBy: current?.id,
        sources: [{ messageId: `m of ${ids[0]}`, conversationId: ids[0], quote: 'I live in Kiel' }],
        createdAt: at,
        updatedAt: at,
      })
      expect(current).toMatchObject({ text: 'live in Bonn', supersededBy: null })
      expect(all.summaries).toHaveLength(4)
      expect(all.summaries).toContainEqual({
        conversationId: ids[1],
        version: 2,
        upToMessageId: 'm2',
        text: 'Version 2',
        createdAt: at,
      })
      expect((await everything(store, 'bob')).memories).toMatchObject([{ text: 'His', sources: [] }])
      await store.conversations.hide(ann, ids[0] ?? '')
      expect((await everything(store, 'ann')).summaries).toHaveLength(2)
      expect(await people.hide('ann', erasure('ann'))).toMatchObject({ memories: 231 })
    })

    test('usage is summed by day, model or conversation, within a range', async () => {
      await using store = await open()
      const dayMs = 86_400_000
      const { conversation } = await answered(store)
      await answered(store, ann, now + dayMs, 'other-model')
      await answered(store, annElsewhere, now + dayMs)
      await answered(store, bob)
      const lines = async (group: 'day' | 'model' | 'conversation', range = {}) =>
        (await store.people.usage('ann', range, group)).map(({ key, runs }) => [key, runs])
      expect(await lines('day')).toEqual([
        ['2026-01-02', 1],
        ['2026-01-03', 2],
      ])
      expect(await lines('model')).toEqual([
        ['other-model', 1],
        ['test-model', 2],
      ])
      expect(await lines('conversation')).toContainEqual([conversation, 1])
      expect(await lines('day', { from: now + 1 })).toEqual([['2026-01-03', 2]])
      expect(await lines('day', { from: now, to: now + 1 })).toEqual([['2026-01-02', 1]])
      expect(await lines('day', { to: now })).toEqual([])
      const [first] = await store.people.usage('ann', { to: now + 1 }, 'day')
      expect(first?.usage).toEqual(usage)
    })

    test('a sum with an estimate in it says so', async () => {
      await using store = await open()
      await answered(store)
      const job = await started(store, await aConversation(store))
      await finish(store, job, 'Half', { state: 'stopped', usage: { ...usage, estimated: true } })
      const [line] = await store.people.usage('ann', {}, 'model')
      expect(line?.usage).toEqual({ inputTokens: 20, outputTokens: 6, totalTokens: 26, estimated: true })
    })

    test('to hide a person is to hide all of theirs at once, to say how much it was, and to touch nobody else', async () => {
      await using store = await open()
      const { conversation, answer } = await answered(store)
      await answered(store, annElsewhere)
      const his = await answered(store, bob)
      await store.people.rate('ann', answer, 'up', null, now)
      const erased = { conversations: 2, messages: 4, runs: 2, feedback: 1, memories: 0, keys: 0 }
      expect(await store.people.hide('ann', erasure('ann'))).toEqual(erased)
      expect(await store.conversations.get(ann, conversation)).toBeUndefined()
      expect(await store.runs.message('ann', answer)).toBeUndefined()
      expect(await store.conversations.get(bob, his.conversation)).toBeDefined()
      while (await store.upkeep.purge({ userId: 'ann' }));
      expect(counts(await everything(store, 'ann'))).toEqual([0, 0, 0, 0, 0, 0, 0])
      expect(counts(await everything(store, 'bob'))).toEqual([1, 2, 1, 0, 1, 0, 0])
      expect(await store.people.usage('ann', {}, 'day')).toEqual([])
    })

    test('an erasure that broke off after its first step is finished by whoever tidies up', async () => {
      await using store = await open()
      await answered(store, ann)
      await answered(store, bob)
      await store.people.hide('ann', erasure('ann'))
      while (await store.upkeep.purge());
      expect(counts(await everything(store, 'ann'))).toEqual([0, 0, 0, 0, 0, 0, 0])
      expect(await store.people.usage('ann', {}, 'day')).toEqual([])
      expect(counts(await everything(store, 'bob'))).toEqual([1, 2, 1, 0, 1, 0, 0])
      // It is over: what she says from now on stays.
      const again = await answered(store, ann)
      while (await store.upkeep.purge());
      expect(await store.conversations.get(ann, again.conversation)).toBeDefined()
      expect(await store.people.usage('ann', {}, 'day')).toHaveLength(1)
    })

    test('to hide a person leaves one entry with what there was, also of whoever had nothing', async () => {
      await using store = await open()
      await answered(store)
      for (const userId of ['ann', 'eve']) await store.people.hide(userId, erasure(userId))
      const { items } = await store.audit.list({ limit: 9 })
      expect(items).toHaveLength(2)
      const entries = new Map(items.map((item) => [item.subject, item]))
      const entry = { actor: 'user', act: 'person_erased', at: new Date(now).toISOString(), count: 1 }
      expect(entries.get('ann')).toMatchObject({
        ...entry,
        detail: { conversations: 1, messages: 2, runs: 1, feedback: 0, memories: 0, keys: 0 },
      })
      expect(entries.get('eve')).toMatchObject({
        ...entry,
        detail: { conversations: 0, messages: 0, runs: 0, feedback: 0, memories: 0, keys: 0 },
      })
    })

    test('the keys of whoever is erased open nothing any more, and those of others still do', async () => {
      await using store = await open()
      for (const [id, userId] of [
        ['one', 'ann'],
        ['two', 'ann'],
        ['his', 'bob'],
        ['service', null],
      ] as const) {
        const key = { id, hash: id, hint: 'abcd', name: 'Laptop', userId, expiresAt: null, now }
        await store.apiKeys.create(key, { at: now, actor: 'admin', act: 'key_created', subject: id })
      }
      expect(await store.people.hide('ann', erasure('ann'))).toMatchObject({ conversations: 0, keys: 2 })
      expect((await store.apiKeys.list({ limit: 9 })).items.map(({ id }) => id).sort()).toEqual(['his', 'service'])
      expect(await store.apiKeys.find('one')).toBeUndefined()
    })

    test('whether anything was on record is said, be it only what somebody has spent', async () => {
      await using store = await open()
      const { conversation } = await answered(store)
      await store.conversations.hide(ann, conversation)
      while (await store.upkeep.purge());
      const told: boolean[] = []
      const unrecorded = (_: unknown, any: boolean): undefined => void told.push(any)
      await store.people.hide('ann', unrecorded)
      while (await store.upkeep.purge());
      await store.people.hide('ann', unrecorded)
      expect(told).toEqual([true, false])
      expect((await store.audit.list({ limit: 9 })).items).toEqual([])
    })

    test('a person of whose hiding there can be no record is not hidden', async () => {
      await using store = await open()
      const { conversation } = await answered(store)
      const unwritable = (): NewAuditEntry => ({ at: Number.NaN, actor: 'user', act: 'person_erased', subject: 'ann' })
      await expect(store.people.hide('ann', unwritable)).rejects.toThrow()
      expect(await store.conversations.get(ann, conversation)).toBeDefined()
      expect((await store.audit.list({ limit: 9 })).items).toEqual([])
    })
  })
}
