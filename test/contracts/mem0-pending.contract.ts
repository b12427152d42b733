import { describe, expect, test } from 'vitest'
import { waitByTimer } from '../../src/adapters/memory/mem0-await.ts'
import { textsOf, worldsOn } from '../adapters/mem0-keeper-world.ts'
import type { OpenStore } from './store-under-test.ts'

const home = 'I live in Porto.'
const byRules = ['Lives in Porto']

/** The platform accepts what is to be learned, and learns it by and by, or never. */
export function mem0PendingContract(open: OpenStore): void {
  const openWorld = worldsOn(open)

  describe('an add that is pending', () => {
    test('is asked about after twice as long each time, and mirrored when it is done', async () => {
      let asked = 0
      await using world = await openWorld(true, {
        wait: async () => {
          if (++asked === 4) world.server.settle()
        },
      })
      await world.learn('I like green tea')
      expect(world.waits).toEqual([1_000, 2_000, 4_000, 8_000])
      expect(textsOf(await world.list())).toEqual(['I like green tea'])
    })

    test('and never comes has the person learned from by rules, and is a memory as well if it comes after all', async () => {
      await using world = await openWorld(true, { wait: async () => {} })
      await world.learn(home)
      expect(world.waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000])
      expect(textsOf(await world.list())).toEqual(byRules)
      world.server.settle()
      world.later(900_000)
      expect(await world.doChores()).toBe(0)
      expect(textsOf(await world.list())).toEqual([home, ...byRules])
    })

    test('is not waited for on and on where none is ever done: others would wait as well', async () => {
      await using world = await openWorld(true, { wait: async () => {} })
      for (let time = 0; time < 3; time++) await world.learn(`I like tea number ${time}`)
      expect(world.waits).toHaveLength(18)
      await world.learn(home)
      expect(world.waits).toHaveLength(18)
      expect(textsOf(await world.list())).toEqual(expect.arrayContaining(byRules))
    })

    test('is not given up for one failure while it is asked after', async () => {
      let asked = 0
      await using world = await openWorld(true, {
        wait: async () => {
          if (++asked === 1) world.server.suffer(502, 1)
          else world.server.settle()
        },
      })
      await world.learn(home)
      expect(world.waits).toEqual([1_000, 2_000])
      expect(textsOf(await world.list())).toEqual([home])
    })

    test('keeps nobody beyond their time, and no timer', async () => {
      const controller = new AbortController()
      const waited = waitByTimer(1e9, controller.signal)
      controller.abort()
      await waited
      await waitByTimer(1e9, controller.signal)
      await using world = await openWorld(true, { wait: waitByTimer })
      const { said } = await world.say('I like green tea')
      const patience = new AbortController()
      const observed = world.learnFrom([said], { signal: patience.signal })
      await world.server.asked()
      await world.server.asked()
      patience.abort()
      await observed
      world.later(900_000)
      world.server.settle()
      expect(await world.doChores()).toBe(0)
      expect(textsOf(await world.list())).toContain('I like green tea')
    })

    test.each<[string, unknown]>([
      ['fails', { id: 'e1', status: 'FAILED' }],
      ['is not known any more', { status: 'WHAT' }],
    ])('and %s has the person learned from by rules', async (_what, body) => {
      await using world = await openWorld(true, {
        wait: async () => {
          world.server.say({ status: 200, body })
        },
      })
      await world.learn(home)
      expect(textsOf(await world.list())).toEqual(byRules)
    })
  })
}
