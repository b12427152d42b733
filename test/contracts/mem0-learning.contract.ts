import { describe, expect, test } from 'vitest'
import { ann, kinds, never, textsOf, worldsOn } from '../adapters/mem0-keeper-world.ts'
import type { OpenStore } from './store-under-test.ts'

const tea = 'I like green tea with honey'

/** What Mem0 learns of a person is here, with where it was said. */
export function mem0LearningContract(open: OpenStore): void {
  const openWorld = worldsOn(open)

  describe.each(kinds)('learning by Mem0, %s', (_, hosted) => {
    test('what a person says is learned by Mem0, and listed here with where it was said', async () => {
      await using world = await openWorld(hosted)
      const { messageId } = await world.learn(tea)
      expect(world.server.texts(await world.person())).toEqual([tea])
      const [memory, ...others] = await world.list()
      expect(others).toEqual([])
      expect(memory).toMatchObject({ text: tea, importance: 0.5, version: 1, source: { messageId, quote: tea } })
      expect(world.waits).toEqual(hosted ? [1_000] : [])
    })

    test('only own words are sent, with when they were said and nobody’s name', async () => {
      await using world = await openWorld(hosted)
      const one = await world.say('I like green tea')
      const old = await world.say('I was born in Porto', { conversation: one.conversation, imported: true })
      await world.learnFrom([one.said, old.said])
      const adds = world.server.requests.filter(({ body }) => body?.['messages'])
      expect(adds.map(({ body }) => body)).toEqual([
        expect.objectContaining({
          user_id: await world.person(),
          messages: [{ role: 'user', content: 'I like green tea' }],
          metadata: expect.objectContaining({ messageId: one.messageId, claimKey: expect.any(String) }),
        }),
      ])
      if (hosted) expect(adds[0]?.body?.['timestamp']).toBe(world.clock.now / 1000)
      expect(await world.person()).toMatch(/^[\da-f-]{36}$/)
      expect(world.leaks()).toEqual([])
    })

    test('what came in with many others is learned by rules alone', async () => {
      await using world = await openWorld(hosted)
      const { said } = await world.say('I live in Porto', { imported: true })
      await world.learnFrom([said])
      expect(world.server.requests).toEqual([])
      expect(textsOf(await world.list())).toEqual(['Lives in Porto'])
    })

    test('of several messages a memory says which one it is from, and of a long one the beginning', async () => {
      await using world = await openWorld(hosted)
      const words = 'My sister plays the cello '
      const long = `${words}${'🎻'.repeat(600)}`
      const one = await world.say(long)
      const two = await world.say('I like green tea', { conversation: one.conversation })
      await world.learnFrom([one.said, two.said])
      const sources = new Map((await world.list()).map(({ text, source }) => [text, source]))
      expect(sources.get('I like green tea')).toEqual({ messageId: two.messageId, quote: 'I like green tea' })
      const cello = [...sources].find(([text]) => text.startsWith('My sister'))
      const quote = `${words}${'🎻'.repeat(500 - words.length)}`
      expect(cello?.[1]).toEqual({ messageId: one.messageId, quote })
    })

    test('the words of whoever wants no memory go nowhere', async () => {
      await using world = await openWorld(hosted)
      await world.store.people.change(ann.userId, { memory: false })
      await world.learn(tea)
      expect(world.server.requests).toEqual([])
      expect(await world.list()).toEqual([])
      expect(await world.person()).toBe('nobody')
    })

    test('what is gone before it is learned from is not sent at all', async () => {
      await using world = await openWorld(hosted)
      const { conversation, said } = await world.say(tea)
      const claimed = await world.claimLesson()
      await world.deleteConversation(conversation)
      await world.keeper.observe(ann.userId, [said], claimed, never)
      expect(world.server.requests).toEqual([])
    })

    test('what goes while Mem0 learns from it goes there too', async () => {
      await using world = await openWorld(hosted)
      const { memories } = world.store
      const { learn } = memories
      const { conversation, said } = await world.say(tea)
      let calls = 0
      memories.learn = async (...lessons) => {
        if (++calls === 2) await world.deleteConversation(conversation)
        return learn(...lessons)
      }
      await world.learnFrom([said])
      expect(world.server.texts(await world.person())).toEqual([tea])
      expect(await world.list()).toEqual([])
      await world.doChores()
      expect(world.server.texts(await world.person())).toEqual([])
    })

    test('the same claim once more adds nothing twice', async () => {
      await using world = await openWorld(hosted)
      const { said } = await world.say(tea)
      const claimed = await world.claimLesson()
      for (let time = 0; time < 3; time++) {
        await world.keeper.observe(ann.userId, [said], claimed, never)
      }
      expect(world.server.requests.filter(({ body }) => body?.['messages'])).toHaveLength(1)
      expect(textsOf(await world.list())).toEqual([tea])
    })

    test('what was heard, and never told of, is not said again but found', async () => {
      await using world = await openWorld(hosted)
      const { said, messageId } = await world.say(tea)
      const claimed = await world.claimLesson()
      const { memories } = world.store
      const { learn } = memories
      let calls = 0
      memories.learn = (...lessons) =>
        ++calls === 2 ? Promise.reject(new Error('The disk is full')) : learn(...lessons)
      await expect(world.keeper.observe(ann.userId, [said], claimed, never)).rejects.toThrow('full')
      memories.learn = learn
      await world.keeper.observe(ann.userId, [said], claimed, never)
      expect(world.server.requests.filter(({ body }) => body?.['messages'])).toHaveLength(1)
      expect((await world.list()).map(({ text, source }) => [text, source?.messageId])).toEqual([[tea, messageId]])
    })

    test('what is known already by the same words gets no twin', async () => {
      await using world = await openWorld(hosted)
      const made = await world.builtin.create(ann.userId, 'I Like green tea', 0.5)
      await world.learn('I like green tea')
      const [memory, ...others] = await world.list()
      expect(others).toEqual([])
      expect(memory).toMatchObject({ id: made.id, text: 'I Like green tea', source: null })
      await world.doChores()
      expect(world.server.texts(await world.person())).toEqual(['I Like green tea'])
    })

    test('all that Mem0 has is looked through, however many pages it is', async () => {
      await using world = await openWorld(hosted)
      const texts = Array.from({ length: 230 }, (__, i) => `has lamp number ${i}`)
      world.server.put(await world.store.pseudonyms.of(ann.userId), ...texts)
      await world.learn(tea)
      const { items } = await world.keeper.list(ann.userId, { limit: 500 })
      expect(items).toHaveLength(231)
    })

    test('more rows than any page has keep nobody from being learned from', async () => {
      await using world = await openWorld(hosted)
      const results = Array.from({ length: 36_000 }, (__, i) => ({ id: `m${i}`, memory: 'b' }))
      world.server.say({ status: 200, body: { results } })
      await world.learn(tea)
      expect((await world.list()).map(({ text }) => text)).toEqual(['b'])
    })

    test('what a person has deleted does not come back by being said again, here or there', async () => {
      await using world = await openWorld(hosted)
      await world.learn(tea)
      const [memory] = await world.list()
      await world.keeper.remove(ann.userId, memory?.id ?? '')
      await world.doChores()
      await world.learn(tea)
      expect(await world.list()).toEqual([])
      await world.doChores()
      expect(world.server.texts(await world.person())).toEqual([])
    })
  })
}
