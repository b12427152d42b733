import type { Page, PageRequest } from '../../src/ports/page.ts'

/** A whole list, as somebody pages through it. */
export async function allPages<Item>(list: (page: PageRequest) => Promise<Page<Item>>, limit = 2): Promise<Item[]> {
  const items: Item[] = []
  let from: PageRequest['from']
  for (let pages = 0; pages < 100; pages++) {
    const page = await list({ limit, from })
    if (page.items.length > limit) throw new Error('A page is longer than was asked for')
    if (from && page.items.length === 0) throw new Error('There was said to be more, and nothing comes')
    items.push(...page.items)
    if (!page.next) return items
    from = page.next
  }
  throw new Error('The list does not end')
}
