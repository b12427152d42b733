import { describe, expect, test } from 'vitest'
import { useConversation, type UseConversation } from '../../packages/react/src/use-conversation.ts'
import { openPage } from './open-page.ts'
import { openWorld } from './open-world.ts'
import { answered, isIdle, textsOf } from './view-of.ts'

const branchOf = (view: UseConversation, at: number) => {
  const { index, count } = view.branches(view.messages[at]?.id ?? '')
  return `${index + 1}/${count}`
}

const exchanged = (length: number) =>
  Array.from({ length }, (_, i) => ({
    role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content: `m${i}`,
  }))

describe('Branches', () => {
  test('of an answer that is given again stand beside each other, and each goes on by itself', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, server, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    server.model.reply('one')
    await shown.now().send('Count')
    await shown.until(answered('Count', 'one'))
    server.model.reply('uno')
    expect(await shown.now().regenerate(shown.now().messages[1]?.id ?? '')).toBe(true)
    const second = await shown.until(answered('Count', 'uno'))
    expect(branchOf(second, 1)).toBe('2/2')
    expect(branchOf(second, 0)).toBe('1/1')
    second.branches(second.messages[1]?.id ?? '').select(0)
    const first = await shown.until(answered('Count', 'one'))
    server.model.reply('two')
    await first.send('Go on')
    await shown.until(answered('Count', 'one', 'Go on', 'two'))
    expect(
      server.model.requests
        .at(-1)
        ?.body.messages?.slice(-3)
        .map(({ content }) => content),
    ).toEqual(['Count', 'one', 'Go on'])
    shown
      .now()
      .branches(shown.now().messages[1]?.id ?? '')
      .select(1)
    await shown.until(answered('Count', 'uno'))
    shown
      .now()
      .branches(shown.now().messages[1]?.id ?? '')
      .select(0)
    await shown.until(answered('Count', 'one', 'Go on', 'two'))
    // A page that comes later sees the newest of them, and all of them.
    const later = page.render(useConversation, { client, conversationId: conversation })
    const loaded = await later.until(answered('Count', 'one', 'Go on', 'two'))
    expect(branchOf(loaded, 1)).toBe('1/2')
  })

  test('of a message that is said in other words leave the first as it was', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    await shown.now().send('One')
    await shown.until(answered('One', 'You said: One'))
    await shown.now().edit(shown.now().messages[0]?.id ?? '', 'Two')
    const edited = await shown.until(answered('Two', 'You said: Two'))
    expect(branchOf(edited, 0)).toBe('2/2')
    expect(edited.messages[0]?.parentId).toBeNull()
    edited.branches(edited.messages[0]?.id ?? '').select(0)
    await shown.until(answered('One', 'You said: One'))
    expect(shown.now().branches('unknown')).toMatchObject({ index: -1, count: 0 })
  })

  test('keep their order where a page comes while an older answer is given again', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, server, conversation } = world
    await client.send(conversation, { content: 'One' }).text
    await client.send(conversation, { content: 'Two', parentId: null }).text
    const [, first] = (await client.conversations.messages(conversation)).data
    const steps = server.model.stepped(['uno'])
    await client.regenerate(conversation, first?.id ?? '').runId
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(({ status }) => status === 'answering')
    steps.releaseAll()
    expect(branchOf(await shown.until(answered('One', 'uno')), 0)).toBe('1/2')
  })

  test('are known in long conversations, whose beginning comes when it is asked for', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client } = world
    const messages = exchanged(250)
    const { id } = await client.conversations.import({ messages })
    const shown = page.render(useConversation, { client, conversationId: id })
    const first = await shown.until(isIdle)
    expect(first).toMatchObject({ hasEarlier: true })
    expect(textsOf(first)).toEqual(messages.slice(-100).map(({ content }) => content))
    await shown.now().loadEarlier()
    await shown.until((view) => view.messages.length === 200)
    await shown.now().loadEarlier()
    const all = await shown.until((view) => view.messages.length === 250)
    expect(all.hasEarlier).toBe(false)
    expect(textsOf(all)).toEqual(messages.map(({ content }) => content))
  })

  test('of an old message load what lies between', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client } = world
    const messages = exchanged(230)
    const { id } = await client.conversations.import({ messages })
    const [, second] = (await client.conversations.messages(id, { limit: 2 })).data
    await client.send(id, { content: 'Elsewhere', parentId: second?.id }).text
    const shown = page.render(useConversation, { client, conversationId: id })
    const newest = await shown.until(isIdle)
    expect(textsOf(newest)).toEqual(['Elsewhere', 'You said: Elsewhere'])
    expect(newest.hasEarlier).toBe(true)
    await shown.now().loadEarlier()
    const whole = await shown.until(answered('m0', 'm1', 'Elsewhere', 'You said: Elsewhere'))
    expect(branchOf(whole, 2)).toBe('2/2')
    expect(whole.hasEarlier).toBe(false)
  })

  test('are shown by a message that is on them, however far back it is', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client } = world
    const messages = exchanged(230)
    const { id } = await client.conversations.import({ messages })
    const [, second, third] = (await client.conversations.messages(id, { limit: 3 })).data
    await client.send(id, { content: 'Elsewhere', parentId: second?.id }).text
    const shown = page.render(useConversation, { client, conversationId: id })
    expect(textsOf(await shown.until(isIdle))).toEqual(['Elsewhere', 'You said: Elsewhere'])
    expect(await shown.now().show(third?.id ?? '')).toBe(true)
    const there = await shown.until((view) => view.messages.length === 230)
    expect(textsOf(there)).toEqual(messages.map(({ content }) => content))
    expect(await shown.now().show('unknown')).toBe(false)
    expect(textsOf(shown.now())).toEqual(textsOf(there))
  })
})
