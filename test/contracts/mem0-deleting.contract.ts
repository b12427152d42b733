import { describe, expect, test } from 'vitest'
import { ann, bob, kinds, never, textsOf, worldsOn } from '../adapters/mem0-keeper-world.ts'
import type { World } from '../adapters/mem0-keeper-world.ts'
import type { Mem0Ill } from '../adapters/mem0-server.ts'
import type { OpenStore } from './store-under-test.ts'

const hour = 3_600_000
const quarter = 900_000

/** What Mem0 has in the end. */
async function leftAt(world: World, person: string): Promise<string[]> {
  expect(await world.doChores()).toBe(0)
  return world.server.texts(person)
}

/** What is deleted here is deleted there, however long that takes. */
export function mem0DeletingContract(open: OpenStore): void {
  const openWorld = worldsOn(open)

  describe.each(kinds)('what is deleted here, and Mem0, %s', (_, hosted) => {
    async function withMemories() {
      const world = await openWorld(hosted)
      const one = await world.learn('I like green tea')
      const two = await world.learn('I like red wine')
      const three = await world.keeper.create(ann.userId, 'Call me Ann', 0.7)
      await world.learn('I like apples', { scope: bob })
      await world.doChores()
      const person = await world.person()
      expect(world.server.texts(person).sort()).toEqual(['Call me Ann', 'I like green tea', 'I like red wine'])
      return { world, person, one, two, three }
    }

    test('a memory goes there', async () => {
      const { world, person, three } = await withMemories()
      await using _ = world
      await world.keeper.remove(ann.userId, three.id)
      expect(textsOf(await world.list())).toEqual(['I like green tea', 'I like red wine'])
      expect((await leftAt(world, person)).sort()).toEqual(['I like green tea', 'I like red wine'])
    })

    test('what was learned in a conversation goes there with it, and nothing else', async () => {
      const { world, person, one } = await withMemories()
      await using _ = world
      await world.deleteConversation(one.conversation)
      expect(textsOf(await world.list())).toEqual(['Call me Ann', 'I like red wine'])
      expect((await leftAt(world, person)).sort()).toEqual(['Call me Ann', 'I like red wine'])
    })

    test('what something newer stands in the place of goes there', async () => {
      await using world = await openWorld(hosted)
      await world.learn('I live in Porto')
      const person = await world.person()
      const { said } = await world.say('I moved to Braga')
      const [porto] = await world.list()
      const lesson = {
        text: 'Lives in Braga',
        slot: 'home',
        topic: null,
        polarity: 0,
        importance: 0.7,
        quote: said.text,
        messageId: said.messageId,
        conversationId: said.conversationId,
        hash: 'h',
        explicit: false,
      } as const
      const claim = await world.claimLesson()
      const supersede = () => ({ kind: 'supersede', id: porto?.id ?? '' }) as const
      await world.store.memories.learn(ann.userId, [lesson], supersede, claim, world.clock.now)
      await world.store.chores.done(claim)
      expect(await world.recall('Porto')).toMatchObject({ items: [] })
      expect(await leftAt(world, person)).toEqual([])
      expect(textsOf(await world.list())).toEqual(['Lives in Braga'])
    })

    test('all goes there, what was accepted and came later too', async () => {
      const { world, person } = await withMemories()
      await using _ = world
      expect(await world.keeper.removeAll(ann.userId)).toBe(3)
      expect(await world.list()).toEqual([])
      expect(await leftAt(world, person)).toEqual([])
      world.server.put(person, 'likes what came late')
      expect((await world.recall('likes')).texts).not.toContain('likes what came late')
      expect(await leftAt(world, person)).toEqual(['likes what came late'])
      world.later(quarter)
      expect(await leftAt(world, person)).toEqual([])
      expect(world.server.texts(await world.person(bob))).toEqual(['I like apples'])
    })

    test('whoever deletes all and goes on is learned from as somebody else, and keeps that', async () => {
      const { world, person } = await withMemories()
      await using _ = world
      await world.keeper.removeAll(ann.userId)
      await world.learn('I like cold milk')
      expect(await world.person()).not.toBe(person)
      await world.doChores(quarter)
      expect(world.server.texts(await world.person())).toEqual(['I like cold milk'])
      expect(textsOf(await world.list())).toEqual(['I like cold milk'])
    })

    test('a person goes there, what was accepted and came later too, and of nobody else anything', async () => {
      const { world, person } = await withMemories()
      await using _ = world
      await world.erase()
      expect(await world.store.pseudonyms.known(ann.userId)).toBeUndefined()
      expect(await leftAt(world, person)).toEqual([])
      world.server.put(person, 'likes what came late')
      world.later(quarter)
      expect(await leftAt(world, person)).toEqual([])
      expect(world.server.texts(await world.person(bob))).toEqual(['I like apples'])
      expect(textsOf(await world.list(bob))).toEqual(['I like apples'])
    })

    test('whoever was never known there is forgotten without a word', async () => {
      await using world = await openWorld(hosted)
      await world.builtin.create(ann.userId, 'Call me Ann', 0.7)
      await world.erase()
      expect(await world.doChores(hour)).toBe(0)
      expect(world.server.requests).toEqual([])
    })

    test('chores for Mem0 that outlive a person do not say who it was', async () => {
      const { world } = await withMemories()
      await using _ = world
      const made = await world.keeper.create(ann.userId, 'Has a cat', 0.5)
      await world.keeper.update(ann.userId, made.id, { text: 'Has a dog' })
      await world.erase()
      const left: unknown[] = []
      for (;;) {
        const claimed = await world.store.chores.claim(world.clock.now + hour, hour, 9)
        if (!claimed) break
        left.push(claimed)
      }
      expect(left.length).toBeGreaterThan(0)
      expect(JSON.stringify(left)).not.toMatch(/uid-|Has a|Ann/)
    })

    test('while Mem0 is away deletions wait, and are carried out when it is back', async () => {
      const { world, person, one, three } = await withMemories()
      await using _ = world
      world.server.suffer(500)
      await world.keeper.remove(ann.userId, three.id)
      await world.deleteConversation(one.conversation)
      expect(await world.doChores()).toBe(2)
      expect(world.server.texts(person)).toHaveLength(3)
      expect(textsOf(await world.list())).toEqual(['I like red wine'])
      world.server.recover()
      world.later(hour)
      expect(await leftAt(world, person)).toEqual(['I like red wine'])
    })

    test.each<Mem0Ill>(['a cut before the headers', 401, 429, 'a page'])(
      'a person who is erased while Mem0 answers with %s goes there once it does its work again',
      async (ill) => {
        const { world, person } = await withMemories()
        await using _ = world
        world.server.suffer(ill)
        await world.erase()
        for (let time = 0; time < 3; time++) {
          expect(await world.doChores()).toBeGreaterThan(0)
          world.later(hour)
        }
        expect(world.server.texts(person)).toHaveLength(3)
        world.server.recover()
        expect(await leftAt(world, person)).toEqual([])
        expect(world.server.texts(await world.person(bob))).toEqual(['I like apples'])
      },
    )

    test('a removal of what is gone there already is done', async () => {
      const { world, person } = await withMemories()
      await using _ = world
      const [memory] = await world.list()
      const known = await world.store.memories.get(ann.userId, memory?.id ?? '')
      await world.client.remove(known?.externalId ?? '', never)
      await world.keeper.remove(ann.userId, memory?.id ?? '')
      expect(await leftAt(world, person)).toHaveLength(2)
    })

    test('what was added while nobody waited any more goes with its conversation, though nobody asks for it', async () => {
      const patience = new AbortController()
      await using world = await openWorld(hosted, { wait: async () => patience.abort(), timeouts: { addMs: 300 } })
      const { said, conversation } = await world.say('I like green tea')
      if (!hosted) {
        // It is heard, and its answer never comes.
        const { add } = world.client
        world.client.add = async (...asked) => {
          await add(...asked)
          world.server.suffer('a cut before the headers', 1)
          return add(...asked)
        }
      }
      await world.learnFrom([said], { signal: patience.signal })
      await world.deleteConversation(conversation)
      world.server.settle()
      const person = await world.person()
      expect(world.server.texts(person)).toEqual(['I like green tea'])
      await world.doChores()
      world.later(quarter)
      expect(await leftAt(world, person)).toEqual([])
      expect(await world.list()).toEqual([])
    })

    test('what was added while nobody waited any more is a memory by and by', async () => {
      if (!hosted) return
      const patience = new AbortController()
      await using world = await openWorld(hosted, { wait: async () => patience.abort() })
      const { said, messageId } = await world.say('I like green tea')
      await world.learnFrom([said], { signal: patience.signal })
      world.server.settle()
      expect(await world.list()).toEqual([])
      world.later(quarter)
      expect(await world.doChores()).toBe(0)
      expect((await world.list()).map(({ text, source }) => [text, source?.messageId])).toEqual([
        ['I like green tea', messageId],
      ])
    })
  })
}
