import { describe, expect, test } from 'vitest'
import { aConversation, allSlices, ann, now, type OpenStore } from './store-under-test.ts'

export function summariesContract(open: OpenStore): void {
  describe('the Summaries contract', () => {
    const aSummary = (version: number) => ({ version, messageId: `m${version}`, text: `Up to ${version}` })

    test('the newest come first, and only those of a conversation that is one’s own', async () => {
      await using store = await open()
      const { summaries } = store
      const [id, other] = [await aConversation(store), await aConversation(store)]
      for (const version of [1, 2, 3]) expect(await summaries.add('ann', id, aSummary(version), now)).toBe(true)
      expect(await summaries.latest('ann', id, 2)).toEqual([aSummary(3), aSummary(2)])
      expect(await summaries.latest('ann', other, 2)).toEqual([])
      expect(await summaries.latest('bob', id, 2)).toEqual([])
      expect(await summaries.add('bob', id, aSummary(4), now)).toBe(false)
    })

    test('of two of one version, or an older one, the first stands', async () => {
      await using store = await open()
      const { summaries } = store
      const id = await aConversation(store)
      const twice = Array.from({ length: 5 }, (_, i) => summaries.add('ann', id, { ...aSummary(1), text: `${i}` }, now))
      const [first, ...others] = await Promise.all(twice)
      expect([first, ...others].filter(Boolean)).toHaveLength(1)
      const [stored] = await summaries.latest('ann', id, 9)
      expect(await summaries.add('ann', id, aSummary(0), now)).toBe(false)
      expect(await summaries.add('ann', id, aSummary(1), now)).toBe(false)
      expect(await summaries.latest('ann', id, 9)).toEqual([stored])
    })

    test('only the newest few are kept, whatever their versions', async () => {
      await using store = await open()
      const { summaries } = store
      const id = await aConversation(store)
      const versions = [1, 2, 5, 6, 9, 20, 21]
      for (const version of versions) await summaries.add('ann', id, aSummary(version), now)
      expect((await summaries.latest('ann', id, 99)).map(({ version }) => version)).toEqual([21, 20, 9, 6])
    })

    test('they go with their conversation, from when it is hidden on', async () => {
      await using store = await open()
      const { summaries, conversations, upkeep } = store
      const [gone, stays] = [await aConversation(store), await aConversation(store)]
      for (const id of [gone, stays]) await summaries.add('ann', id, aSummary(1), now)
      await conversations.hide(ann, gone)
      expect(await summaries.latest('ann', gone, 9)).toEqual([])
      expect(await summaries.add('ann', gone, aSummary(2), now)).toBe(false)
      await allSlices(() => upkeep.purge())
      expect(await summaries.latest('ann', stays, 9)).toEqual([aSummary(1)])
      expect(await summaries.add('ann', gone, aSummary(2), now)).toBe(false)
    })
  })
}
