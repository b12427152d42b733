import { describe, expect, test } from 'vitest'
import { Mem0Error } from '../../src/adapters/memory/mem0-error.ts'
import { ann, kinds, never, textsOf, worldsOn } from '../adapters/mem0-keeper-world.ts'
import type { OpenStore } from './store-under-test.ts'

const home = 'I live in Porto.'
const byRules = ['Lives in Porto']
/** Longer than any test. */
const ever = { timeouts: { searchMs: 1e6 }, recallMs: 1e6 }

/** While Mem0 fails, what is built in does its work. */
export function mem0FailingContract(open: OpenStore): void {
  const openWorld = worldsOn(open)

  describe.each(kinds)('Mem0 that fails, %s', (_, hosted) => {
    test('a search that hangs is left when the person cannot wait any longer', async () => {
      await using world = await openWorld(hosted, ever)
      await world.learn(home)
      world.server.suffer('nothing at all')
      const patience = new AbortController()
      const recalled = world.recall('Porto', { signal: patience.signal })
      await world.server.asked()
      patience.abort()
      expect(await recalled).toMatchObject({ degraded: 'mem0', texts: expect.arrayContaining([home]) })
    })

    test('a search that hangs is not waited for as long as Mem0 may take', async () => {
      await using world = await openWorld(hosted, { ...ever, recallMs: 20 })
      await world.learn(home)
      world.server.suffer('nothing at all')
      expect(await world.recall('Porto')).toMatchObject({ degraded: 'mem0', texts: expect.arrayContaining([home]) })
    })

    test('whoever cannot wait at all is answered without it', async () => {
      await using world = await openWorld(hosted)
      await world.learn(home)
      const before = world.server.requests.length
      expect(await world.recall('Porto', { signal: AbortSignal.abort() })).toMatchObject({ degraded: 'mem0' })
      expect(world.server.requests).toHaveLength(before)
    })

    test('Mem0 that fails again and again is left alone for a while, which is told once, and then asked again', async () => {
      await using world = await openWorld(hosted)
      await world.learn('I like green tea')
      world.server.suffer(500)
      for (let time = 0; time < 3; time++) await world.recall('tea')
      expect(world.troubles).toEqual([expect.any(Mem0Error)])
      const asked = world.server.requests.length
      expect(await world.recall('tea')).toMatchObject({ degraded: 'mem0' })
      await world.learn(home)
      expect(textsOf(await world.list())).toEqual(['I like green tea', ...byRules])
      expect(world.server.requests).toHaveLength(asked)
      world.later()
      expect((await world.recall('tea')).degraded).toBe('mem0')
      expect(world.server.requests).toHaveLength(asked + 1)
      expect(world.troubles).toHaveLength(1)
      world.server.recover()
      world.later()
      expect((await world.recall('tea')).degraded).toBeUndefined()
      await world.learn('I like red wine')
      expect(world.server.texts(await world.person())).toEqual(['I like green tea', 'I like red wine'])
      world.server.suffer(500)
      for (let time = 0; time < 4; time++) await world.recall('tea')
      expect(world.troubles).toHaveLength(2)
    })

    test('Mem0 that asks for a rest has it, for as long as it says', async () => {
      await using world = await openWorld(hosted)
      await world.learn('I like green tea')
      world.server.suffer(429, 1)
      expect((await world.recall('tea')).degraded).toBe('mem0')
      expect(world.troubles).toEqual([expect.objectContaining({ code: 'rate_limited' })])
      const asked = world.server.requests.length
      world.later(6_999)
      expect((await world.recall('tea')).degraded).toBe('mem0')
      await world.learn(home)
      expect(world.server.requests).toHaveLength(asked)
      world.later(1)
      expect((await world.recall('tea')).degraded).toBeUndefined()
    })

    test('Mem0 that asks for a rest of years is asked again after an hour', async () => {
      await using world = await openWorld(hosted)
      await world.learn('I like green tea')
      world.server.say({ status: 503, headers: { 'retry-after': '999999999' }, body: {} })
      expect((await world.recall('tea')).degraded).toBe('mem0')
      world.server.recover()
      world.later(3_599_999)
      expect((await world.recall('tea')).degraded).toBe('mem0')
      world.later(1)
      expect((await world.recall('tea')).degraded).toBeUndefined()
    })

    test('a key that is not accepted is told of at once, by its name, and tried seldom', async () => {
      await using world = await openWorld(hosted)
      await world.learn('I like green tea')
      world.server.suffer(401)
      const asked = world.server.requests.length
      for (let time = 0; time < 9; time++) expect((await world.recall('tea')).degraded).toBe('mem0')
      expect(world.server.requests).toHaveLength(asked + 1)
      expect(world.troubles).toEqual([expect.objectContaining({ code: 'denied' })])
      expect(String(world.troubles[0])).toContain('MEM0_API_KEY')
      expect(String(world.troubles[0])).not.toContain(world.server.key)
      await world.learn(home)
      expect(textsOf(await world.list())).toEqual(['I like green tea', ...byRules])
      world.later(299_999)
      await world.recall('tea')
      expect(world.server.requests).toHaveLength(asked + 1)
      world.later(1)
      await world.recall('tea')
      expect(world.server.requests).toHaveLength(asked + 2)
      expect(world.troubles).toHaveLength(1)
    })

    test('one failure among successes is nobody’s trouble', async () => {
      await using world = await openWorld(hosted)
      await world.learn('I like green tea')
      for (let time = 0; time < 4; time++) {
        world.server.suffer(500, 1)
        expect((await world.recall('tea')).degraded).toBe('mem0')
        expect((await world.recall('tea')).degraded).toBeUndefined()
      }
      expect(world.troubles).toEqual([])
    })

    test('what a person puts down, changes and deletes is done while Mem0 is away, and there when it is back', async () => {
      await using world = await openWorld(hosted)
      await world.learn('I like green tea')
      const [tea] = await world.list()
      world.server.suffer(502)
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      const other = await world.keeper.create(ann.userId, 'Has a cat', 0.5)
      await world.keeper.update(ann.userId, tea?.id ?? '', { text: 'I like black tea' })
      expect(await world.doChores()).toBeGreaterThan(0)
      await world.keeper.remove(ann.userId, other.id)
      expect(textsOf(await world.list())).toEqual([made.text, 'I like black tea'])
      world.server.recover()
      world.later(60_000)
      expect(await world.doChores()).toBe(0)
      expect(world.server.texts(await world.person()).sort()).toEqual([made.text, 'I like black tea'])
      expect(await world.list()).toHaveLength(2)
    })

    test('a change that cannot be told to Mem0 is rejected, so that it is tried again', async () => {
      await using world = await openWorld(hosted)
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      const person = await world.person()
      world.server.suffer(500)
      for (const change of [
        { op: 'put', person, id: made.id },
        { op: 'remove', id: '00000000-0000-4000-8000-000000000001' },
        { op: 'removeAll', person },
        { op: 'settle', person },
      ]) {
        await expect(world.keeper.mirror(change, never)).rejects.toThrow(Mem0Error)
      }
    })

    test('two workers that put down the same leave one', async () => {
      await using world = await openWorld(hosted, { atOnce: true })
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      const person = await world.person()
      world.server.put(person, 'Call me Anna')
      const change = { op: 'put', person, id: made.id }
      await Promise.all([world.keeper.mirror(change, never), world.keeper.mirror(change, never)])
      await world.doChores()
      expect(world.server.texts(person).sort()).toEqual(['Call me Ann', 'Call me Anna'])
      expect(textsOf(await world.list())).toEqual(['Call me Ann', 'Call me Anna'])
    })
  })
}
