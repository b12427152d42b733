import { describe, expect, test } from 'vitest'
import { type ConversationList, useConversations } from '../../packages/react/src/use-conversation.ts'
import { holding } from './holding.ts'
import { openPage } from './open-page.ts'
import { openWorld } from './open-world.ts'

const titlesOf = ({ conversations }: ConversationList): (string | null)[] => conversations.map(({ title }) => title)
const shows =
  (...titles: (string | null)[]) =>
  (list: ConversationList): boolean =>
    list.status !== 'loading' && JSON.stringify(titlesOf(list)) === JSON.stringify(titles)

describe('The list of conversations', () => {
  test('is there page by page, latest first, and follows what is done to it', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client } = world
    for (const title of ['b', 'c', 'd', 'e']) await client.conversations.create({ title })
    const shown = page.render(useConversations, { client, pageSize: 2 }, true)
    expect((await shown.until(shows('e', 'd'))).hasMore).toBe(true)
    await shown.now().loadMore()
    await shown.until(shows('e', 'd', 'c', 'b'))
    const [, second, third] = shown.now().conversations
    expect(await shown.now().rename(third?.id ?? '', 'sea')).toBe(true)
    await shown.until(shows('sea', 'e', 'd', 'b'))
    expect(await shown.now().remove(second?.id ?? '')).toBe(true)
    await shown.until(shows('sea', 'e', 'b'))
    await expect(client.conversations.get(second?.id ?? '')).rejects.toMatchObject({ status: 404 })
    const made = await client.conversations.create({ title: 'f' })
    shown.now().put(made)
    await shown.until(shows('f', 'sea', 'e', 'b'))
    await shown.now().loadMore()
    const all = await shown.until(shows('f', 'sea', 'e', 'b', null))
    expect(all.hasMore).toBe(false)
  })

  test('does not keep what was deleted elsewhere, and finds what was begun there', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, conversation } = world
    const shown = page.render(useConversations, { client })
    await shown.until(shows(null))
    await client.conversations.delete(conversation)
    await client.conversations.create({ title: 'new' })
    page.window.dispatchEvent(new page.window.Event('focus'))
    await shown.until(shows('new'))
  })

  test('is not taken back to what it was by an answer that comes late', async () => {
    const held = holding()
    await using world = await openWorld({ fetch: held.fetch })
    await using page = await openPage()
    const { client, conversation } = world
    const shown = page.render(useConversations, { client })
    await shown.until(shows(null))
    const late = held.next('GET', '/v1/conversations?')
    const reading = shown.now().refresh()
    await late.isAnswered
    const made = await client.conversations.create({ title: 'made' })
    shown.now().put(made)
    expect(await shown.now().rename(conversation, 'renamed')).toBe(true)
    await shown.until(shows('renamed', 'made'))
    late.release()
    await reading
    await shown.now().refresh()
    await shown.until(shows('renamed', 'made'))
    expect(shown.views.slice(shown.views.findIndex(shows('renamed', 'made'))).every(shows('renamed', 'made'))).toBe(
      true,
    )
  })

  test('tells each deed by itself whether it was done', async () => {
    const held = holding()
    await using world = await openWorld({ fetch: held.fetch })
    await using page = await openPage()
    const { client, proxy, conversation } = world
    const shown = page.render(useConversations, { client })
    await shown.until(shows(null))
    const late = held.next('PATCH', '/v1/conversations/')
    const renaming = shown.now().rename(conversation, 'renamed')
    await late.isAnswered
    proxy.manner = () => ({ respond: { status: 400 } })
    await shown.now().refresh()
    late.release()
    expect(await renaming).toBe(true)
  })

  test('says what could not be done, and stays as it was', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, proxy, conversation } = world
    const shown = page.render(useConversations, { client })
    await shown.until(shows(null))
    proxy.manner = () => ({ respond: { status: 400 } })
    expect(await shown.now().remove(conversation)).toBe(false)
    const failed = await shown.until(({ status }) => status === 'failed')
    expect(failed.error).toMatchObject({ status: 400 })
    expect(titlesOf(failed)).toEqual([null])
    proxy.manner = () => ({})
    await shown.now().refresh()
    expect((await shown.until(({ status }) => status === 'idle')).error).toBeUndefined()
  })
})
