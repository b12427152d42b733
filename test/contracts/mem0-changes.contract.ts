import { describe, expect, test } from 'vitest'
import { ann, kinds, textsOf, worldsOn } from '../adapters/mem0-keeper-world.ts'
import type { OpenStore } from './store-under-test.ts'

const tea = 'I like green tea with honey'

/** What Mem0 makes of what it has is made here, but for what is the person’s own. */
export function mem0ChangesContract(open: OpenStore): void {
  const openWorld = worldsOn(open)

  describe.each(kinds)('what Mem0 changes, %s', (_, hosted) => {
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

    const added = (id: string, memory: string, event = 'ADD') => ({ id, event, memory, data: { memory } })

    test('three memories of one add are three here, and go there with where they were said', async () => {
      await using world = await openWorld(hosted)
      world.server.bring(added('m1', 'Lives in Porto'), added('m2', 'Has two cats'), added('m3', 'Likes tea'))
      const { conversation, messageId } = await world.learn('I live in Porto with two cats and tea')
      const listed = await world.list()
      expect(textsOf(listed)).toEqual(['Has two cats', 'Likes tea', 'Lives in Porto'])
      expect(listed.map(({ source }) => source?.messageId)).toEqual([messageId, messageId, messageId])
      world.server.recover()
      await world.deleteConversation(conversation)
      expect(await world.list()).toEqual([])
      await world.doChores()
      const removed = world.server.requests.filter(({ method }) => method === 'DELETE')
      expect(new Set(removed.map(({ path }) => /m\d/.exec(path)?.[0]))).toEqual(new Set(['m1', 'm2', 'm3']))
    })

    test('of what is told twice by one id the last counts', async () => {
      await using world = await openWorld(hosted)
      world.server.bring(
        added('m1', 'Lives in Porto'),
        added('m2', 'Has a cat'),
        added('m1', 'Lives in Braga', 'UPDATE'),
        added('m2', 'Has a cat', 'DELETE'),
      )
      await world.learn('I lived in Porto, now in Braga')
      expect(textsOf(await world.list())).toEqual(['Lives in Braga'])
    })

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
}
