import { describe, expect, test } from 'vitest'
import type { ImportedMessage } from '../../src/ports/imports.ts'
import type { Store } from '../../src/ports/store.ts'
import { recallTerms } from '../../src/std/recall-terms.ts'
import { allSlices, ann, bob, finish, now, type OpenStore, started } from './store-under-test.ts'

const message = (seq: number, content: string, more: Partial<ImportedMessage> = {}): ImportedMessage => ({
  id: `m${seq}`,
  seq,
  parentId: seq === 1 ? null : `m${seq - 1}`,
  role: seq % 2 === 1 ? 'user' : 'assistant',
  name: null,
  content,
  createdAt: now - 1_000 + seq,
  ...more,
})

const anImport = {
  title: 'Old',
  persona: 'luma',
  metadata: {},
  createdAt: now - 9_000,
  now: now - 500,
  owner: 'node-1',
}

const begin = ({ imports }: Store, id = 'c1') => imports.begin(ann, { ...anImport, id })

export function importsContract(open: OpenStore): void {
  describe('the Imports contract', () => {
    async function expectNothing({ conversations, search }: Store): Promise<void> {
      expect(await conversations.get(ann, 'c1')).toBeUndefined()
      expect((await conversations.list(ann, { limit: 9 })).items.filter(({ id }) => id === 'c1')).toEqual([])
      expect((await conversations.messages(ann, 'c1', { limit: 9, order: 'asc' })).items).toEqual([])
      expect((await search.search(ann, 'peppermint', { limit: 9 })).items).toEqual([])
    }

    test('is there for nobody until its last message is in, and whole from then on', async () => {
      await using store = await open()
      const { imports, conversations, search } = store
      await begin(store)
      await imports.append(ann, 'c1', [message(1, 'Peppermint tea?', { name: 'Ada' }), message(2, 'Gladly.')])
      await expectNothing(store)
      await imports.append(ann, 'c1', [message(3, 'Thanks')])
      await expectNothing(store)
      expect(await imports.finish(ann, 'c1', 4)).toMatchObject({
        id: 'c1',
        createdAt: new Date(now - 9_000).toISOString(),
        updatedAt: new Date(now - 500).toISOString(),
      })
      const { items } = await conversations.messages(ann, 'c1', { limit: 9, order: 'asc' })
      expect(items.map(({ seq, content, status, runId }) => [seq, content, status, runId])).toEqual([
        [1, 'Peppermint tea?', 'completed', null],
        [2, 'Gladly.', 'completed', null],
        [3, 'Thanks', 'completed', null],
      ])
      expect((await search.search(ann, 'peppermint', { limit: 9 })).items).toHaveLength(1)
    })

    test('is gone on with where it ends, its names and roles included', async () => {
      await using store = await open()
      await begin(store)
      await store.imports.append(ann, 'c1', [message(1, 'Who am I?', { name: 'Ada' }), message(2, 'Ada.')])
      await store.imports.finish(ann, 'c1', 3)
      const job = await started(store, 'c1', { content: 'And you?' })
      expect(job.answer.seq).toBe(4)
      const { turns } = await store.runs.history('ann', 'c1', { messageId: job.run.userMessageId }, 9)
      expect(turns.map(({ role, name, content }) => [role, name, content])).toEqual([
        ['user', null, 'And you?'],
        ['assistant', null, 'Ada.'],
        ['user', 'Ada', 'Who am I?'],
      ])
      await finish(store, job, 'A server.')
    })

    test('nobody else can finish it, and it can be finished once', async () => {
      await using store = await open()
      await begin(store)
      await expect(store.imports.finish(bob, 'c1', 1)).rejects.toThrow()
      await store.imports.finish(ann, 'c1', 1)
      await expect(store.imports.finish(ann, 'c1', 1)).rejects.toThrow()
    })

    test('one that died half way is taken back, words and all, and a whole one is not', async () => {
      await using store = await open()
      const { imports, upkeep, conversations } = store
      await begin(store)
      await imports.append(ann, 'c1', [message(1, 'Peppermint')])
      await begin(store, 'c2')
      await imports.finish(ann, 'c2', 1)
      await upkeep.abandonImports('node-2')
      await expect(imports.finish(ann, 'c1', 2)).rejects.toThrow()
      await allSlices(() => upkeep.purge())
      await expectNothing(store)
      expect((await conversations.list(ann, { limit: 9 })).items.map(({ id }) => id)).toEqual(['c2'])
    })

    test('one is left to the process that writes it, for as long as that keeps its lease', async () => {
      await using store = await open()
      const { imports, journal, upkeep } = store
      await journal.renew('node-1', 'serving', 60_000)
      await begin(store)
      await upkeep.abandonImports('node-2')
      await imports.append(ann, 'c1', [message(1, 'Peppermint')])
      await journal.renew('node-1', 'serving', -1)
      await upkeep.abandonImports('node-2')
      await expect(imports.append(ann, 'c1', [message(2, 'Tea')])).rejects.toThrow('Import it again')
      await expect(imports.finish(ann, 'c1', 2)).rejects.toThrow('Import it again')
    })

    describe('MEMORY: what came in', () => {
      /** Imports wait in the store's own time. */
      const later = (): number => Date.now() + 1e9
      const found = async ({ recall }: Store): Promise<string[]> => {
        const words = recallTerms('peppermint Ada').map((term) => ({ term, weight: 1 }))
        return (await recall.rank('ann', words, 99)).filter((one) => one.words.length > 0).map(({ text }) => text)
      }
      const claims = async ({ chores }: Store, limit: number): Promise<[number, object][][]> => {
        const all: [number, object][][] = []
        for (;;) {
          const claim = await chores.claim(later(), 60_000, limit)
          if (!claim) return all
          all.push(claim.chores.map(({ seq, payload }) => [seq, payload]))
          await chores.done(claim.claim)
        }
      }

      test('is found and learned from when the last of it is in, in its order, however much it is', async () => {
        await using store = await open()
        const { imports, chores } = store
        await begin(store)
        await imports.append(ann, 'c1', [
          message(1, 'Peppermint tea?', { name: 'Ada' }),
          message(2, 'Gladly, peppermint.'),
          message(3, 'A peppermint prompt', { role: 'system' }),
        ])
        await imports.append(ann, 'c1', [message(4, '', { role: 'user' }), message(5, 'Thanks'), message(7, 'Bye')])
        expect(await found(store)).toEqual([])
        expect(await chores.claim(later(), 60_000, 9)).toBeUndefined()
        await imports.finish(ann, 'c1', 8)
        expect((await found(store)).sort()).toEqual(['Gladly, peppermint.', 'Peppermint tea?'])
        const due = (seq: number) => [seq, { messageId: `m${seq}`, imported: true }]
        expect(await claims(store, 2)).toEqual([
          [due(1), due(4)],
          [due(5), due(7)],
        ])
      })

      test('is all learned from, also where somebody who was at it was lost', async () => {
        await using store = await open()
        const { imports, chores } = store
        await begin(store)
        await imports.append(
          ann,
          'c1',
          Array.from({ length: 9 }, (_, i) => message(i + 1, 'Tea', { role: 'user' })),
        )
        await imports.finish(ann, 'c1', 10)
        const lost = await chores.claim(later(), -2e9, 4)
        expect(lost?.chores).toHaveLength(4)
        const learned = (await claims(store, 5)).flat().map(([seq]) => seq)
        expect(learned.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
      })

      test('leaves nothing to do where it is given up, nor where nothing is to be remembered', async () => {
        await using store = await open()
        const { imports, people, upkeep } = store
        await begin(store)
        await imports.append(ann, 'c1', [message(1, 'Peppermint')])
        await imports.abandon(ann, 'c1')
        await allSlices(() => upkeep.purge())
        await imports.begin(ann, { ...anImport, id: 'c2', metadata: { memory: false } })
        await imports.append(ann, 'c2', [message(1, 'Peppermint')])
        await imports.finish(ann, 'c2', 2)
        await people.change('ann', { memory: false })
        await begin(store, 'c3')
        await imports.append(ann, 'c3', [message(1, 'Peppermint', { id: 'other' })])
        await imports.finish(ann, 'c3', 2)
        await people.change('ann', { memory: true })
        expect(await claims(store, 9)).toEqual([])
        expect(await found(store)).toEqual([])
        expect(await upkeep.forgetChores(later())).toBe(false)
      })
    })
  })
}
