import { describe, expect, test } from 'vitest'
import { useConversation, type UseConversation } from '../../packages/react/src/use-conversation.ts'
import { holding } from './holding.ts'
import { openPage } from './open-page.ts'
import { inTurn, openWorld } from './open-world.ts'
import { answered, isAnswered, isIdle, says, textsOf } from './view-of.ts'

const isAnswering = ({ status }: UseConversation): boolean => status === 'answering'

describe('Where the server is slow', () => {
  test('what is sent before the conversation is there is shown at once, and outlasts a reload', async () => {
    const held = holding()
    await using world = await openWorld({ fetch: held.fetch })
    await using page = await openPage()
    const { client, conversation } = world
    await client.send(conversation, { content: 'Before' }).text
    const late = held.next('GET', `/v1/conversations/${conversation}/messages`)
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await late.isAnswered
    const sent = shown.now().send('Hi')
    const waiting = await shown.until(({ messages }) => messages.length > 0)
    expect(waiting.messages).toMatchObject([{ content: 'Hi', delivery: 'sending' }, { role: 'assistant' }])
    const kept = page.window.sessionStorage.getItem(`colloquy:sending:${conversation}`)
    expect(kept).toContain('"Hi"')
    late.release()
    expect(await sent).toBe(true)
    await shown.until(answered('Before', 'You said: Before', 'Hi', 'You said: Hi'))
    expect(page.window.sessionStorage).toHaveLength(0)
    await shown.close()

    page.window.sessionStorage.setItem(`colloquy:sending:${conversation}`, kept ?? '')
    const reloaded = page.render(useConversation, { client, conversationId: conversation })
    await reloaded.until(answered('Before', 'You said: Before', 'Hi', 'You said: Hi'))
    expect((await client.conversations.messages(conversation)).data).toHaveLength(4)
  })

  test('a conversation that is only being begun is answering, and what it will answer can be stopped', async () => {
    const held = holding()
    await using world = await openWorld({ fetch: held.fetch })
    await using page = await openPage()
    const { client, server } = world
    server.model.stepped(['never'])
    const shown = page.render(useConversation, { client, conversationId: undefined })
    await shown.until(isIdle)
    const late = held.next('POST', '/v1/conversations')
    const sent = shown.now().send('Hi')
    await shown.until(({ messages }) => messages.length === 2)
    expect(shown.now().status).toBe('answering')
    await late.isAnswered
    const stopped = shown.now().stop()
    late.release()
    expect(await sent).toBe(true)
    await stopped
    const last = await shown.until(isAnswered)
    expect(last.messages[1]).toMatchObject({ status: 'stopped', content: '' })
  })

  test('a message that is refused after all, though one wanted its answer stopped, can be sent again', async () => {
    const held = holding()
    await using world = await openWorld({ fetch: held.fetch })
    await using page = await openPage()
    const { client, proxy, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    const late = held.next('POST', `/v1/conversations/${conversation}/messages`)
    inTurn(proxy, { respond: { status: 400 } })
    const sent = shown.now().send('Hi')
    await late.isAnswered
    const stopped = shown.now().stop()
    late.release()
    expect(await sent).toBe(false)
    await stopped
    await shown.until(({ status }) => status === 'failed')
    await shown.now().retry()
    await shown.until(answered('Hi', 'You said: Hi'))
  })

  test('a list that was read while an answer was written does not take back what it said at its end', async () => {
    const held = holding()
    await using world = await openWorld({ fetch: held.fetch })
    await using page = await openPage()
    const { client, server, conversation } = world
    const steps = server.model.stepped(['Once ', 'upon'])
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    await shown.now().send('Hi')
    steps.release(1)
    await shown.until(says('Hi', 'Once '))
    const late = held.next('GET', `/v1/conversations/${conversation}/messages`)
    const refreshed = shown.now().refresh()
    await late.isAnswered
    steps.releaseAll()
    const end = await shown.until(answered('Hi', 'Once upon'))
    const ended = shown.views.indexOf(end)
    late.release()
    await refreshed
    await shown.until((view) => view !== end)
    expect(shown.views.slice(ended).filter(isAnswering)).toEqual([])
    expect(textsOf(shown.now())).toEqual(['Hi', 'Once upon'])
  })
})
