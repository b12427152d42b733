import { describe, expect, test } from 'vitest'
import { allSlices, erasure, type OpenStore } from './store-under-test.ts'

const unset = { country: null, language: null, memory: true }

export function settingsContract(open: OpenStore): void {
  describe('the People contract: settings', () => {
    test('are what was chosen, each by itself, and nobody else’s', async () => {
      await using store = await open()
      const { people } = store
      expect(await people.settings('ann')).toEqual(unset)
      expect(await people.change('ann', {})).toEqual(unset)
      expect(await people.change('ann', { country: 'DE' })).toEqual({ ...unset, country: 'DE' })
      expect(await people.change('ann', { memory: false, language: 'de' })).toEqual({
        country: 'DE',
        language: 'de',
        memory: false,
      })
      expect(await people.change('ann', { country: null })).toEqual({ country: null, language: 'de', memory: false })
      expect(await people.settings('ann')).toEqual({ country: null, language: 'de', memory: false })
      expect(await people.change('ann', { memory: true })).toMatchObject({ memory: true })
      expect(await people.settings('bob')).toEqual(unset)
    })

    test('of two that are changed at once both are', async () => {
      await using store = await open()
      await Promise.all([store.people.change('ann', { country: 'DE' }), store.people.change('ann', { language: 'de' })])
      expect(await store.people.settings('ann')).toEqual({ country: 'DE', language: 'de', memory: true })
    })

    test('are on record, and go with their person', async () => {
      await using store = await open()
      const { people, upkeep } = store
      for (const userId of ['ann', 'bob']) await people.change(userId, { country: 'DE' })
      const told: boolean[] = []
      const unrecorded = (_: unknown, any: boolean): undefined => void told.push(any)
      await people.hide('ann', unrecorded)
      await allSlices(() => upkeep.purge())
      expect(await people.settings('ann')).toEqual(unset)
      expect(await people.settings('bob')).toMatchObject({ country: 'DE' })
      await people.hide('ann', unrecorded)
      expect(told).toEqual([true, false])
      await people.hide('eve', erasure('eve'))
      expect(await allSlices(() => upkeep.purge({ userId: 'eve' }))).toBe(1)
    })
  })
}
