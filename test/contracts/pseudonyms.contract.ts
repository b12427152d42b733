import { describe, expect, test } from 'vitest'
import { allSlices, ann, bob, erasure, now, type OpenStore } from './store-under-test.ts'

const lamp = { text: 'Has a lamp', importance: 0.5, slot: null, topic: null, polarity: 0, externalId: 'm1' } as const

export function pseudonymsContract(open: OpenStore): void {
  describe('the Pseudonyms contract', () => {
    test('a person keeps the name that they are given, and nobody has it but them', async () => {
      await using store = await open()
      const { pseudonyms } = store
      const name = await pseudonyms.of(ann.userId)
      expect(name).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
      expect(await pseudonyms.of(ann.userId)).toBe(name)
      expect(await pseudonyms.known(ann.userId)).toBe(name)
      expect(await pseudonyms.whose(name)).toBe(ann.userId)
      expect(await pseudonyms.of(bob.userId)).not.toBe(name)
    })

    test('whoever was never asked for has none', async () => {
      await using store = await open()
      await store.people.change(ann.userId, { country: 'PT' })
      expect(await store.pseudonyms.known(ann.userId)).toBeUndefined()
      expect(await store.pseudonyms.known(bob.userId)).toBeUndefined()
      expect(await store.pseudonyms.whose('nobody')).toBeUndefined()
    })

    test('a name changes no setting', async () => {
      await using store = await open()
      await store.people.change(ann.userId, { country: 'PT', memory: false })
      await store.pseudonyms.of(ann.userId)
      expect(await store.people.settings(ann.userId)).toEqual({ country: 'PT', language: null, memory: false })
    })

    test('those who ask at once are told one name', async () => {
      await using store = await open()
      const asked = Array.from({ length: 20 }, () => store.pseudonyms.of(ann.userId))
      expect(new Set(await Promise.all(asked)).size).toBe(1)
    })

    test('a name that was dropped is nobody’s, and nothing of its person is called by a name of that service', async () => {
      await using store = await open()
      const { pseudonyms, memories } = store
      const name = await pseudonyms.of(ann.userId)
      await memories.create(ann.userId, lamp, now)
      await pseudonyms.of(bob.userId)
      await memories.create(bob.userId, lamp, now)
      await pseudonyms.drop(ann.userId)
      await pseudonyms.drop('nobody')
      expect(await pseudonyms.known(ann.userId)).toBeUndefined()
      expect(await pseudonyms.whose(name)).toBeUndefined()
      expect((await memories.byExternalId(ann.userId, ['m1'])).size).toBe(0)
      expect((await memories.byExternalId(bob.userId, ['m1'])).size).toBe(1)
      expect((await memories.list(ann.userId, { limit: 9 })).items).toHaveLength(1)
      expect(await pseudonyms.of(ann.userId)).not.toBe(name)
    })

    test('a name goes with its person', async () => {
      await using store = await open()
      const name = await store.pseudonyms.of(ann.userId)
      await store.people.hide(ann.userId, erasure(ann.userId))
      await allSlices(() => store.upkeep.purge({ userId: ann.userId }))
      expect(await store.pseudonyms.known(ann.userId)).toBeUndefined()
      expect(await store.pseudonyms.whose(name)).toBeUndefined()
    })
  })
}
