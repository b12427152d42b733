import { describe, expect, test } from 'vitest'
import { waitByTimer } from '../../src/adapters/memory/mem0-await.ts'
import { Mem0Error } from '../../src/adapters/memory/mem0-error.ts'
import { ann, kinds, never, openWorld, textsOf } from './mem0-keeper-world.ts'
import { ills } from './mem0-server.ts'
import type { Mem0Ill } from './mem0-server.ts'

const home = 'I live in Porto.'
const byRules = ['Lives in Porto']
const hanging = new Set<Mem0Ill>(['nothing at all', 'headers and nothing else'])
const soon = { searchMs: 50, addMs: 50, callMs: 50 }
/** Longer than any test. */
const ever = { timeouts: { searchMs: 1e6 }, recallMs: 1e6 }

describe.each(kinds)('Mem0 that fails, %s', (_, hosted) => {
  describe.each(Object.keys(ills) as Mem0Ill[])('with %s', (ill) => {
    test('a person is learned from all the same, and told what is known', async () => {
      await using world = await openWorld(hosted, hanging.has(ill) ? { timeouts: soon } : {})
      await world.store.pseudonyms.of(ann.userId)
      await world.builtin.create(ann.userId, 'I like green tea', 0.5)
      world.server.suffer(ill)
      await world.learn(home)
      expect(textsOf(await world.list())).toEqual(['I like green tea', ...byRules])
      const { texts, degraded } = await world.recall('Porto')
      expect(texts).toContain('Lives in Porto')
      expect(degraded).toBe('mem0')
      expect(JSON.stringify(await world.list())).not.toContain('Somebody else')
    })
  })

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
