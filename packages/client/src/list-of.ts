import type { Page } from './protocol.ts'

/** Awaited, its first page; iterated, everything from that page on. */
export interface List<Item> extends Promise<Page<Item>>, AsyncIterable<Item> {}

/** `read` is given the cursor of a page, none for the first. */
export function listOf<Item>(read: (cursor?: string) => Promise<Page<Item>>): List<Item> {
  const first = read()
  async function* items(): AsyncGenerator<Item, void, undefined> {
    for (let page = await first; ; page = await read(page.nextCursor)) {
      yield* page.data
      if (page.nextCursor === null) return
    }
  }
  return Object.assign(first, { [Symbol.asyncIterator]: items })
}
