import { describe, expect, test } from 'vitest'
import { Mem0Error } from '../../src/adapters/memory/mem0-error.ts'
import { ann, CANARY, kinds, never, textsOf, worldsOn } from '../adapters/mem0-keeper-world.ts'
import type { OpenStore } from './store-under-test.ts'

const tea = 'I like green tea with honey'

/** What a person does to their memories is done here at once, and there by and by. */
export function mem0PersonContract(open: OpenStore): void {
  const openWorld = worldsOn(open)

  describe.each(kinds)('what a person does, and Mem0, %s', (_, hosted) => {
    test('a memory that they put down is theirs at once, and at Mem0 by and by, once', async () => {
      await using world = await openWorld(hosted)
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      expect(world.server.requests).toEqual([])
      expect(await world.list()).toEqual([made])
      expect(await world.doChores()).toBe(0)
      expect(world.server.texts(await world.person())).toEqual(['Call me Ann'])
      await world.recall('Ann')
      expect(await world.list()).toEqual([made])
    })

    test('one that Mem0 has heard before its answer was lost is not put there twice', async () => {
      await using world = await openWorld(hosted, { atOnce: true })
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      const person = await world.person()
      await world.client.create(person, 'User: Call me Ann', { memoryId: made.id }, never)
      expect(await world.doChores()).toBe(0)
      expect(await world.list()).toHaveLength(1)
      expect(world.server.texts(person)).toEqual(['Call me Ann'])
      const known = await world.store.memories.get(ann.userId, made.id)
      expect(known?.externalId).toMatch(/1$/)
    })

    test('one that they delete before Mem0 has heard of it never gets there', async () => {
      await using world = await openWorld(hosted)
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      await world.keeper.remove(ann.userId, made.id)
      await world.doChores()
      expect(world.server.requests).toEqual([])
    })

    test('one that they delete while it is put there goes', async () => {
      await using world = await openWorld(hosted)
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      const person = await world.person()
      const putting = world.keeper.mirror({ op: 'put', person, id: made.id }, never)
      await world.server.asked()
      await world.keeper.remove(ann.userId, made.id)
      await putting
      await world.doChores()
      expect(world.server.texts(person)).toEqual([])
      expect(await world.list()).toEqual([])
    })

    test('one for whose sake Mem0 rewrites another leaves that as it was, here and there', async () => {
      await using world = await openWorld(hosted)
      await world.learn('I live in Porto')
      const person = await world.person()
      const [porto] = await world.list()
      const home = (await world.store.memories.get(ann.userId, porto?.id ?? ''))?.externalId ?? ''
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      world.server.bring(
        { id: home, event: 'UPDATE', memory: 'Ann lives in Porto' },
        { id: 'm7', event: 'ADD', memory: 'Call me Ann' },
        { id: 'm8', event: 'ADD', memory: 'Is called Ann' },
      )
      await world.client.update(home, 'Ann lives in Porto', never)
      expect(await world.doChores()).toBe(0)
      expect(world.server.texts(person)).toContain('I live in Porto')
      expect(textsOf(await world.list())).toEqual(['Call me Ann', 'I live in Porto'])
      expect((await world.store.memories.get(ann.userId, made.id))?.externalId).toBe('m7')
      const removed = world.server.requests.filter(({ method }) => method === 'DELETE')
      expect(removed.map(({ path }) => /m\d/.exec(path)?.[0])).toEqual(['m8'])
    })

    test.each([400, 413, 422])('one that Mem0 will not have (%i) is not offered to it for ever', async (status) => {
      await using world = await openWorld(hosted)
      const isWrite = ({ method, path }: { method: string; path: string }) =>
        method === 'PUT' || (method === 'POST' && /^(\/v3\/memories\/add\/|\/memories)$/.test(path))
      await world.learn(tea)
      world.server.say({ status, body: { detail: 'no' } }, isWrite)
      const [memory] = await world.list()
      await world.keeper.update(ann.userId, memory?.id ?? '', { text: 'Drinks matcha' })
      await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      expect(await world.doChores()).toBe(0)
      expect(world.troubles).toEqual([expect.any(Mem0Error), expect.any(Mem0Error)])
      expect(await world.doChores(3_600_000)).toBe(0)
      expect(world.server.requests.filter(isWrite)).toHaveLength(3)
      expect(world.server.texts(await world.person())).toEqual([])
      expect(textsOf(await world.list())).toEqual(['Call me Ann', 'Drinks matcha'])
    })

    test('what they change is changed there, the last word last', async () => {
      await using world = await openWorld(hosted)
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      await world.doChores()
      await world.keeper.update(ann.userId, made.id, { text: 'Call me Anna' })
      await world.keeper.update(ann.userId, made.id, { text: 'Call me Annie' })
      expect(textsOf(await world.list())).toEqual(['Call me Annie'])
      await world.doChores()
      expect(world.server.texts(await world.person())).toEqual(['Call me Annie'])
      expect(world.leaks()).toEqual([])
    })

    test('what they change while it is put there is not lost', async () => {
      await using world = await openWorld(hosted)
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      const claimed = await world.store.chores.claim(world.clock.now, 60_000, 9)
      await world.keeper.mirror(claimed?.chores[0]?.payload ?? {}, never)
      await world.keeper.update(ann.userId, made.id, { text: 'Call me Anna' })
      await world.store.chores.done(claimed?.claim ?? '')
      await world.doChores()
      expect(world.server.texts(await world.person())).toEqual(['Call me Anna'])
    })

    test('a change of what is gone at Mem0 is done, and not tried for ever', async () => {
      await using world = await openWorld(hosted)
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      await world.doChores()
      const known = await world.store.memories.get(ann.userId, made.id)
      await world.client.remove(known?.externalId ?? '', never)
      await world.keeper.update(ann.userId, made.id, { text: 'Call me Anna' })
      expect(await world.doChores()).toBe(0)
      expect(textsOf(await world.list())).toEqual(['Call me Anna'])
    })

    test('no request names anybody', async () => {
      await using world = await openWorld(hosted)
      await world.learn(tea)
      const made = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      await world.doChores()
      await world.keeper.update(ann.userId, made.id, { text: 'Call me Anna' })
      await world.recall('green tea')
      await world.keeper.removeAll(ann.userId)
      await world.learn('I like red wine')
      await world.erase()
      await world.doChores(3_600_000)
      expect(world.server.requests.length).toBeGreaterThan(8)
      expect(JSON.stringify(world.server.requests.map(({ query }) => [...query]))).not.toContain(CANARY)
      expect(world.leaks()).toEqual([])
    })
  })
}
