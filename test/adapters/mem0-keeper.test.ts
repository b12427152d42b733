import { describe, expect, test } from 'vitest'
import { ann, bob, CANARY, kinds, never, openWorld, textsOf } from './mem0-keeper-world.ts'

const tea = 'I like green tea with honey'

describe.each(kinds)('memory by Mem0, %s', (_, hosted) => {
  describe('learning', () => {
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

  describe('what Mem0 changes', () => {
    const change = (event: string, id: string, text: string) =>
      hosted
        ? { event_id: 'e1', status: 'SUCCEEDED', results: [{ id, event, memory: text, data: { memory: text } }] }
        : { results: [{ id, event, memory: text }] }

    async function learned() {
      const world = await openWorld(hosted)
      await world.learn('I live in Porto')
      const id = world.server.requests.length > 0 ? '00000000-0000-4000-8000-000000000001' : ''
      return { world, id }
    }

    test('an update changes what is here', async () => {
      const { world, id } = await learned()
      await using _ = world
      const [before] = await world.list()
      world.server.say({ status: 200, body: change('UPDATE', id, 'Lives in Braga') })
      await world.learn('I moved to Braga')
      expect(await world.list()).toEqual([
        expect.objectContaining({ id: before?.id, text: 'Lives in Braga', version: 2 }),
      ])
    })

    test('an update of what a person has changed is undone there', async () => {
      const { world, id } = await learned()
      await using _ = world
      const [before] = await world.list()
      await world.keeper.update(ann.userId, before?.id ?? '', { text: 'I live in Porto, in Foz' })
      world.server.say({ status: 200, body: change('UPDATE', id, 'Lives in Braga') })
      await world.learn('I moved to Braga')
      world.server.recover()
      expect(textsOf(await world.list())).toEqual(['I live in Porto, in Foz'])
      await world.doChores()
      expect(world.server.texts(await world.person())).toEqual(['I live in Porto, in Foz'])
    })

    test('a deletion takes away what is here, and what it said may be learned again', async () => {
      const { world, id } = await learned()
      await using _ = world
      world.server.say({ status: 200, body: change('DELETE', id, '') })
      await world.learn('I no longer live in Porto')
      world.server.recover()
      expect(await world.list()).toEqual([])
      await world.doChores()
      await world.learn('I live in Porto')
      expect(textsOf(await world.list())).toEqual(['I live in Porto'])
    })

    test('a deletion for the sake of what is gone meanwhile is not carried out', async () => {
      const { world, id } = await learned()
      await using _ = world
      const { memories } = world.store
      const { learn } = memories
      const { conversation, said } = await world.say('I no longer live in Porto')
      let calls = 0
      memories.learn = async (...lessons) => {
        if (++calls === 2) await world.deleteConversation(conversation)
        return learn(...lessons)
      }
      world.server.say({ status: 200, body: change('DELETE', id, '') })
      await world.learnFrom([said])
      expect(textsOf(await world.list())).toEqual(['I live in Porto'])
    })

    test('a deletion of what a person has put down is not carried out', async () => {
      const { world, id } = await learned()
      await using _ = world
      const [before] = await world.list()
      await world.keeper.update(ann.userId, before?.id ?? '', { importance: 0.9 })
      world.server.say({ status: 200, body: change('DELETE', id, '') })
      await world.learn('I no longer live in Porto')
      expect(textsOf(await world.list())).toEqual(['I live in Porto'])
    })

    test('an update of what was deleted here brings nothing back', async () => {
      const { world, id } = await learned()
      await using _ = world
      const [before] = await world.list()
      await world.keeper.remove(ann.userId, before?.id ?? '')
      world.server.say({ status: 200, body: change('UPDATE', id, 'Lives in Braga') })
      await world.learn('I moved to Braga')
      expect(await world.list()).toEqual([])
    })

    test('five thousand memories of one message do not all become memories here', async () => {
      await using world = await openWorld(hosted)
      const results = Array.from({ length: 5_000 }, (__, i) => ({ id: `m${i}`, event: 'ADD', memory: `thing ${i}` }))
      const { said } = await world.say(tea)
      world.server.say({ status: 200, body: { event_id: 'e1', status: 'SUCCEEDED', results } })
      await world.learnFrom([said])
      const { items } = await world.keeper.list(ann.userId, { limit: 5_000 })
      expect(items.length).toBeLessThanOrEqual(2_000)
    })

    test('empty and endless texts are cut to what a memory may say', async () => {
      await using world = await openWorld(hosted)
      const texts = ['', ' \n\t', 'a\0b\nc', 'x'.repeat(20_000)]
      const results = texts.map((memory, i) => ({ id: `m${i}`, event: 'ADD', memory }))
      const { said } = await world.say(tea)
      world.server.say({ status: 200, body: { event_id: 'e1', status: 'SUCCEEDED', results } })
      await world.learnFrom([said])
      expect(textsOf(await world.list())).toEqual(['ab c', 'x'.repeat(1_000)])
    })
  })

  describe('recalling', () => {
    test('what Mem0 finds is told in the words that stand here', async () => {
      await using world = await openWorld(hosted)
      await world.learn(tea)
      const [memory] = await world.list()
      await world.keeper.update(ann.userId, memory?.id ?? '', { text: 'Drinks matcha' })
      const { items, degraded } = await world.recall('honey')
      expect(degraded).toBeUndefined()
      expect(items.filter(({ kind }) => kind === 'fact').map(({ text }) => text)).toEqual(['Drinks matcha'])
    })

    test('what both find is told once, and stands above what one of them finds', async () => {
      await using world = await openWorld(hosted)
      await world.builtin.create(ann.userId, 'Has a green bicycle', 0.5)
      await world.keeper.create(ann.userId, 'Likes green tea', 0.5)
      await world.doChores()
      const { texts, items } = await world.recall('green')
      expect(texts.filter((text) => text === 'Likes green tea')).toHaveLength(1)
      expect(texts.indexOf('Likes green tea')).toBe(0)
      expect(texts).toContain('Has a green bicycle')
      expect(items[0]?.score).toBeGreaterThan(items[1]?.score ?? 1)
    })

    test('what is new there is a memory here from then on', async () => {
      await using world = await openWorld(hosted)
      world.server.put(await world.store.pseudonyms.of(ann.userId), 'likes green tea')
      expect((await world.recall('green tea')).texts).toEqual(['likes green tea'])
      expect((await world.recall('green tea')).texts).toEqual(['likes green tea'])
      expect(await world.list()).toEqual([expect.objectContaining({ text: 'likes green tea', source: null })])
    })

    test('what is new there, and known here by the same words, gets no twin', async () => {
      await using world = await openWorld(hosted)
      const made = await world.builtin.create(ann.userId, 'likes green tea', 0.5)
      const person = await world.store.pseudonyms.of(ann.userId)
      const [row] = world.server.put(person, 'likes green tea')
      expect((await world.recall('green tea')).texts).toEqual(['likes green tea'])
      const known = await world.store.memories.get(ann.userId, made.id)
      expect(known?.externalId).toBe(row?.id)
      expect(await world.list()).toHaveLength(1)
    })

    test('what was deleted here is neither found nor taken back, even before Mem0 has heard of it', async () => {
      await using world = await openWorld(hosted)
      await world.learn(tea)
      const [memory] = await world.list()
      await world.keeper.update(ann.userId, memory?.id ?? '', { text: 'Drinks matcha' })
      await world.keeper.remove(ann.userId, memory?.id ?? '')
      const facts = (await world.recall('green tea with honey')).items.filter(({ kind }) => kind === 'fact')
      expect(facts).toEqual([])
      expect(await world.list()).toEqual([])
      await world.doChores()
      expect(world.server.texts(await world.person())).toEqual([])
    })

    test('what comes of a message that is gone is not told, and goes there', async () => {
      await using world = await openWorld(hosted, { wait: async () => {} })
      const { said, conversation } = await world.say(tea)
      const claimed = await world.claimLesson()
      const patience = new AbortController()
      const observed = world.keeper.observe(ann.userId, [said], claimed, patience.signal)
      if (hosted) {
        for (let asked = 0; asked < 4; asked++) await world.server.asked()
        patience.abort()
      }
      await observed
      await world.store.chores.done(claimed)
      await world.deleteConversation(conversation)
      world.server.settle()
      expect((await world.recall('green tea')).items).toEqual([])
      expect(await world.list()).toEqual([])
      await world.doChores()
      expect(world.server.texts(await world.person())).toEqual([])
    })

    test('nothing of anybody else is found', async () => {
      await using world = await openWorld(hosted)
      await world.learn(tea)
      await world.learn('I like green apples', { scope: bob })
      expect(await world.person(bob)).not.toBe(await world.person())
      const facts = (await world.recall('green')).items.filter(({ kind }) => kind === 'fact')
      expect(facts.map(({ text }) => text)).toEqual([tea])
      expect(world.leaks()).toEqual([])
    })

    test('whoever has nothing at Mem0 is not asked about there', async () => {
      await using world = await openWorld(hosted)
      await world.builtin.create(ann.userId, 'Likes green tea', 0.5)
      expect(await world.recall('tea')).toMatchObject({ texts: ['Likes green tea'] })
      expect(world.server.requests).toEqual([])
    })

    test('whoever wants no memory is not asked about either', async () => {
      await using world = await openWorld(hosted)
      await world.learn(tea)
      const before = world.server.requests.length
      await world.store.people.change(ann.userId, { memory: false })
      expect((await world.recall('tea')).items).toEqual([])
      expect(world.server.requests).toHaveLength(before)
    })

    test('both together keep within the limit and the budget, and what is always told stays', async () => {
      await using world = await openWorld(hosted)
      await world.builtin.create(ann.userId, 'Allergic to peanuts', 0.95)
      const texts = Array.from({ length: 15 }, (__, i) => `likes tea number ${i} ${'and so on '.repeat(i)}`)
      world.server.put(await world.store.pseudonyms.of(ann.userId), ...texts)
      const few = await world.recall('tea number', { limit: 4 })
      expect(few.texts).toHaveLength(4)
      expect(few.texts).toContain('Allergic to peanuts')
      const small = await world.recall('tea number', { budgetTokens: 120 })
      expect(small.texts).toContain('Allergic to peanuts')
      const cost = small.items.reduce((sum, { text }) => sum + Math.ceil(Buffer.byteLength(text) / 4) + 8, 0)
      expect(cost).toBeLessThanOrEqual(120)
      expect(small.texts.length).toBeGreaterThan(2)
    })
  })

  describe('what a person does', () => {
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
