import { describe, expect, test } from 'vitest'
import type { Page, PageRequest } from '../../src/ports/page.ts'
import {
  aConversation,
  ann,
  annElsewhere,
  bob,
  finish,
  now,
  type OpenStore,
  started,
  strangers,
} from './store-under-test.ts'

async function allPages<Item>(limit: number, read: (page: PageRequest) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = []
  let from: PageRequest['from']
  do {
    const page = await read({ limit, from })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    from = page.next ?? undefined
  } while (from)
  return items
}

export function conversationsContract(open: OpenStore): void {
  describe('the Conversations contract', () => {
    test('a conversation is what was created', async () => {
      await using store = await open()
      const { conversations } = store
      const metadata = { nested: { list: [1, null, 'é'] } }
      const created = await conversations.create(ann, { id: 'c1', title: 'Tea', persona: 'luma', metadata, now })
      const at = new Date(now).toISOString()
      expect(created).toEqual({ id: 'c1', title: 'Tea', persona: 'luma', metadata, createdAt: at, updatedAt: at })
      expect(await conversations.get(ann, 'c1')).toEqual(created)
    })

    test.each(strangers)('LESSONS 22: is not there for $userId in $namespace, whatever is asked', async (stranger) => {
      await using store = await open()
      const { conversations } = store
      const id = await aConversation(store)
      await finish(store, await started(store, id), 'Secret')
      expect(await conversations.get(stranger, id)).toBeUndefined()
      expect((await conversations.list(stranger, { limit: 10 })).items).toEqual([])
      expect((await conversations.messages(stranger, id, { limit: 10, order: 'asc' })).items).toEqual([])
      expect(await conversations.update(stranger, id, { title: 'Mine now' }, now)).toBeUndefined()
      expect(await conversations.hide(stranger, id)).toBe(false)
      expect(await conversations.get(ann, id)).toMatchObject({ title: null })
    })

    test('lists the latest first, in pages that neither skip nor repeat, also where times are equal', async () => {
      await using store = await open()
      const ids = ['a', 'b', 'c', 'd', 'e', 'f']
      for (const [i, at] of [now, now, now, now + 1, now + 1, now + 2].entries()) {
        await store.conversations.create(ann, { id: ids[i] ?? '', title: null, persona: 'luma', metadata: {}, now: at })
      }
      await aConversation(store, bob, now + 3)
      for (const limit of [1, 2, 3, 6, 7]) {
        const listed = await allPages(limit, (page) => store.conversations.list(ann, page))
        expect(listed.map(({ id }) => id)).toEqual([...ids].reverse())
      }
    })

    test('a change touches what it names and nothing else', async () => {
      await using store = await open()
      const { conversations } = store
      await conversations.create(ann, { id: 'c1', title: 'Tea', persona: 'luma', metadata: { a: 1 }, now })
      expect(await conversations.update(ann, 'c1', { title: null }, now + 5)).toMatchObject({
        title: null,
        metadata: { a: 1 },
        persona: 'luma',
        updatedAt: new Date(now + 5).toISOString(),
      })
      expect(await conversations.update(ann, 'c1', { metadata: {} }, now + 6)).toMatchObject({
        title: null,
        metadata: {},
      })
      expect(await conversations.update(ann, 'no-such', { title: 'x' }, now)).toBeUndefined()
    })

    test('what is hidden is gone for its owner, and can be hidden once', async () => {
      await using store = await open()
      const { conversations } = store
      const id = await aConversation(store)
      await finish(store, await started(store, id), 'Hello')
      expect(await conversations.hide(ann, id)).toBe(true)
      expect(await conversations.hide(ann, id)).toBe(false)
      expect(await conversations.get(ann, id)).toBeUndefined()
      expect((await conversations.list(ann, { limit: 10 })).items).toEqual([])
      expect((await conversations.messages(ann, id, { limit: 10, order: 'asc' })).items).toEqual([])
      expect(await conversations.update(ann, id, { title: 'Still here' }, now)).toBeUndefined()
    })

    test('LESSONS 6: messages come in their order, never by time, forwards and backwards, in pages', async () => {
      await using store = await open()
      const { conversations } = store
      const id = await aConversation(store)
      for (const [i, at] of [now, now - 5_000, now - 9_000].entries()) {
        await finish(store, await started(store, id, { content: `Question ${i}`, now: at }), `Answer ${i}`)
      }
      const told = ['Question 0', 'Answer 0', 'Question 1', 'Answer 1', 'Question 2', 'Answer 2']
      for (const limit of [1, 4, 6]) {
        const read = (order: 'asc' | 'desc') =>
          allPages(limit, (page) => conversations.messages(ann, id, { ...page, order }))
        expect((await read('asc')).map(({ content }) => content)).toEqual(told)
        expect((await read('desc')).map(({ content }) => content)).toEqual([...told].reverse())
      }
    })

    test('one room is not the other: the same person lists each by itself', async () => {
      await using store = await open()
      const [here, there] = [await aConversation(store, ann), await aConversation(store, annElsewhere)]
      const listed = async (scope: typeof ann) =>
        (await store.conversations.list(scope, { limit: 9 })).items.map(({ id }) => id)
      expect(await listed(ann)).toEqual([here])
      expect(await listed(annElsewhere)).toEqual([there])
    })
  })
}
