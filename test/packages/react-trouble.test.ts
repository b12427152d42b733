import { describe, expect, test } from 'vitest'
import { AnswerError, ColloquyError, createClient } from '../../packages/client/src/create-client.ts'
import { useConversation, type UseConversation } from '../../packages/react/src/use-conversation.ts'
import { openPage } from './open-page.ts'
import { hasty, inTurn, openWorld } from './open-world.ts'
import { answered, isAnswered, isIdle, says, textsOf } from './view-of.ts'

const isFailed = ({ status }: UseConversation): boolean => status === 'failed'

describe('What goes wrong', () => {
  test('with an answer is said in the words of the server, and another can be had', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, server, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    server.model.next(async (exchange) => {
      await exchange.token('Half ')
      exchange.cut()
    })
    expect(await shown.now().send('Hi')).toBe(true)
    const failed = await shown.until(isFailed)
    expect(failed.error).toBeInstanceOf(AnswerError)
    expect(failed.error).toMatchObject({ state: 'failed', detail: expect.stringMatching(/\S/) as string })
    expect(failed.messages[1]).toMatchObject({ content: 'Half ', status: 'failed' })
    await shown.now().retry()
    const last = await shown.until(answered('Hi', 'You said: Hi'))
    expect(last.error).toBeUndefined()
    expect(last.branches(last.messages[1]?.id ?? '').count).toBe(2)
  })

  test('with a send leaves the words where they were written, to be sent again or put in others', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    const long = 'x'.repeat(32_001)
    expect(await shown.now().send(long)).toBe(false)
    const failed = await shown.until(isFailed)
    expect(failed.error).toBeInstanceOf(ColloquyError)
    expect(failed.error).toMatchObject({ status: 422 })
    expect(failed.messages).toMatchObject([{ content: long, delivery: 'unsent' }])
    expect(page.window.sessionStorage).toHaveLength(0)
    expect(await shown.now().edit(failed.messages[0]?.id ?? '', 'shorter')).toBe(true)
    expect(textsOf(await shown.until(isAnswered))).toEqual(['shorter', 'You said: shorter'])
    await shown.now().send(long)
    await shown.until(isFailed)
    shown.now().dismiss()
    const dismissed = await shown.until(isIdle)
    expect(textsOf(dismissed)).toEqual(['shorter', 'You said: shorter'])
    expect(dismissed.error).toBeUndefined()
  })

  test('with the network is tried again with the same key: what had arrived is there once', async () => {
    await using world = await openWorld({ patience: { ...hasty, tries: 2 } })
    await using page = await openPage()
    const { client, proxy, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    proxy.manner = ({ method }) => (method === 'POST' ? { lose: true } : {})
    expect(await shown.now().send('Hi')).toBe(false)
    expect((await shown.until(isFailed)).error).toMatchObject({ code: 'unreachable' })
    proxy.manner = () => ({})
    await shown.now().retry()
    await shown.until(answered('Hi', 'You said: Hi'))
    expect((await client.conversations.messages(conversation)).data).toHaveLength(2)
    expect(new Set(proxy.streams().map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  })

  test('while an answer is read is tried again on wish, where the text had come to', async () => {
    await using world = await openWorld({ patience: { ...hasty, tries: 2 } })
    await using page = await openPage()
    const { client, proxy, server, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    const steps = server.model.stepped(['Once ', 'upon'])
    await shown.now().send('Tell me')
    steps.release(1)
    await shown.until(says('Tell me', 'Once '))
    proxy.manner = () => ({ refuse: true })
    proxy.hangUp()
    expect(textsOf(await shown.until(isFailed))).toEqual(['Tell me', 'Once '])
    proxy.manner = () => ({})
    steps.releaseAll()
    await shown.now().retry()
    await shown.until(answered('Tell me', 'Once upon'))
  })

  test('with the beginning of a conversation is tried again whole', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, proxy } = world
    const shown = page.render(useConversation, { client, conversationId: undefined })
    await shown.until(isIdle)
    proxy.manner = () => ({ respond: { status: 500 } })
    expect(await shown.now().send('Hi')).toBe(false)
    expect((await shown.until(isFailed)).messages).toMatchObject([{ content: 'Hi', delivery: 'unsent' }])
    proxy.manner = () => ({})
    await shown.now().retry()
    await shown.until(answered('Hi', 'You said: Hi'))
  })

  test('with the loading is said, and loading is tried again', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, proxy, conversation } = world
    await client.send(conversation, { content: 'Hi' }).text
    proxy.manner = () => ({ respond: { status: 400 } })
    const shown = page.render(useConversation, { client, conversationId: conversation })
    expect((await shown.until(isFailed)).error).toMatchObject({ status: 400 })
    proxy.manner = () => ({})
    await shown.now().retry()
    await shown.until(answered('Hi', 'You said: Hi'))
    const nowhere = page.render(useConversation, { client, conversationId: 'nowhere' })
    expect((await nowhere.until(isFailed)).error).toMatchObject({ status: 404, title: 'Not found' })
  })

  test('with the connection is a state of its own, which passes', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, proxy, server, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    const steps = server.model.stepped(['Once'])
    inTurn(proxy, { respond: { status: 503, headers: { 'retry-after': '0.3' } } })
    void shown.now().send('Tell me')
    expect(await shown.until(({ status }) => status === 'reconnecting')).toMatchObject({
      retryAt: expect.any(Number) as number,
      reason: { status: 503 },
      error: undefined,
    })
    expect((await shown.until(({ status }) => status === 'answering')).retryAt).toBeUndefined()
    steps.releaseAll()
    await shown.until(answered('Tell me', 'Once'))
  })

  test('because somebody else asks at the same time shows what they asked', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, server, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    const steps = server.model.stepped(['to them'])
    const other = client.send(conversation, { content: 'Of another tab' })
    await other.runId
    expect(await shown.now().send('Mine')).toBe(false)
    const both = await shown.until(says('Of another tab', '', 'Mine'))
    expect(both.messages[2]).toMatchObject({ delivery: 'unsent' })
    expect(both.error).toMatchObject({ code: 'run_in_progress' })
    steps.releaseAll()
    await shown.until((view) => view.status === 'failed' && says('Of another tab', 'to them', 'Mine')(view))
    await shown.now().retry()
    const last = await shown.until(answered('Of another tab', 'to them', 'Mine', 'You said: Mine'))
    expect(last.messages[2]?.parentId).toBe(last.messages[1]?.id)
    expect((await client.conversations.messages(conversation)).data).toMatchObject(
      last.messages.map(({ id }) => ({ id })),
    )
  })

  test('with one message keeps none of the others back, and goes without a trace', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, proxy, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    proxy.manner = ({ method }) => (method === 'POST' ? { respond: { status: 400 } } : {})
    for (const content of ['one', 'two']) await shown.now().send(content)
    await shown.until(says('one', 'two'))
    await shown.now().retry()
    await shown.until((view) => isFailed(view) && says('one', 'two')(view))
    proxy.manner = () => ({})
    await shown.now().send('three')
    await shown.until(says('three', 'You said: three', 'one', 'two'))
    await shown.now().send('four')
    const all = ['three', 'You said: three', 'four', 'You said: four', 'one', 'two']
    await shown.until((view) => isIdle(view) && says(...all)(view))
    shown.now().dismiss()
    const last = await shown.until(says(...all.slice(0, 4)))
    const { data } = await client.conversations.messages(conversation)
    expect(data).toMatchObject(last.messages.map(({ id, parentId, seq }) => ({ id, parentId, seq })))
  })

  test('with a message does not keep it from being sent again once another has been accepted', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, proxy, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    inTurn(proxy, { respond: { status: 400 } })
    expect(await shown.now().send('one')).toBe(false)
    await shown.now().send('two')
    await shown.until(answered('two', 'You said: two', 'one'))
    await shown.now().retry()
    await shown.until(answered('two', 'You said: two', 'one', 'You said: one'))
  })

  test('is over once it has been done again', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, proxy, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    proxy.manner = () => ({ respond: { status: 400 } })
    await shown.now().decideTool('r-1', 'c', { approve: true })
    expect((await shown.until(isFailed)).error).toMatchObject({ status: 400 })
    proxy.manner = () => ({ respond: { status: 200, body: '{}' } })
    await shown.now().retry()
    expect((await shown.until(isIdle)).error).toBeUndefined()
    expect(proxy.passed.at(-1)?.path).toBe('/v1/runs/r-1/tools/c')
  })

  test('with what was asked for elsewhere is seen when the page is looked at again', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    await client.send(conversation, { content: 'Of another tab' }).text
    page.window.dispatchEvent(new page.window.Event('focus'))
    const { messages } = await shown.until(answered('Of another tab', 'You said: Of another tab'))
    const count = shown.views.length
    await shown.now().refresh()
    await shown.until(() => shown.views.length > count)
    // What is as it was is not rendered again.
    for (const [i, message] of shown.now().messages.entries()) expect(message).toBe(messages[i])
  })

  test('stays with the conversation that it was of', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, conversation } = world
    const other = await client.conversations.create()
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    await shown.now().send('x'.repeat(32_001))
    await shown.until(isFailed)
    shown.show({ client, conversationId: other.id })
    const view = await shown.until(({ conversationId, status }) => conversationId === other.id && status === 'idle')
    expect(view.messages).toEqual([])
    const signedIn = createClient({ baseUrl: world.server.url })
    const count = world.proxy.passed.length
    shown.show({ client: signedIn, conversationId: other.id })
    await shown.until(({ status }) => status === 'loading')
    await shown.until(isIdle)
    await shown.now().send('Hi')
    await shown.until(answered('Hi', 'You said: Hi'))
    expect(world.proxy.passed).toHaveLength(count)
  })
})
