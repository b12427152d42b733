import { describe, expect, test } from 'vitest'
import { type Client, createClient } from '../../packages/client/src/create-client.ts'
import { useConversation } from '../../packages/react/src/use-conversation.ts'
import { startTestServer } from '../harness.ts'
import { openPage } from './open-page.ts'
import { inTurn, openWorld } from './open-world.ts'
import { answered, isAnswered, isIdle, says, textsOf } from './view-of.ts'

const storyOf = (...told: readonly (readonly [string, object])[]) => ({
  respond: {
    status: 200,
    headers: { 'content-type': 'text/event-stream', 'x-run-id': 'r-1' },
    body: told.map(([type, data], i) => `id: r-1:${i + 1}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`).join(''),
  },
})

const endOf = (content: string, more: object = {}) =>
  [
    'completed',
    { message: { id: 'a-1', parentId: 'u-1', role: 'assistant', content, seq: 2, runId: 'r-1', ...more } },
  ] as const
const start = ['started', { runId: 'r-1', userMessageId: 'u-1', messageId: 'a-1' }] as const

describe('A message', () => {
  test('is shown at once, its answer as it grows, and both keep their keys when the server names them', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, server, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    const steps = server.model.stepped(['Once ', 'upon ', 'a time'])
    const sent = shown.now().send('Tell me')
    const first = await shown.until(({ messages }) => messages.length === 2)
    expect(first.messages).toMatchObject([
      { role: 'user', content: 'Tell me', delivery: 'sending' },
      { role: 'assistant', content: '', status: 'streaming', delivery: 'sending' },
    ])
    expect(first.status).toBe('answering')
    expect(await sent).toBe(true)
    for (const text of ['Once ', 'Once upon ']) {
      steps.release(1)
      await shown.until(says('Tell me', text))
    }
    const before = shown.now().messages[0]
    steps.releaseAll()
    const last = await shown.until(isAnswered)
    expect(textsOf(last)).toEqual(['Tell me', 'Once upon a time'])
    expect(last.messages.map(({ key }) => key)).toEqual(first.messages.map(({ key }) => key))
    const { data } = await client.conversations.messages(conversation)
    expect(last.messages).toMatchObject(data.map(({ id, seq, parentId, status }) => ({ id, seq, parentId, status })))
    expect(last.messages.map(({ delivery }) => delivery)).toEqual(['stored', 'stored'])
    // What does not change is not rendered again.
    expect(shown.views.findLast(says('Tell me', 'Once upon '))?.messages[0]).toBe(before)
    for (const view of shown.views) expect(['loading', 'idle', 'answering']).toContain(view.status)
  })

  test('begins the conversation where there is none, once, and stays when the page learns its id', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client } = world
    const created: string[] = []
    const props = { client, persona: 'luma', onCreated: ({ id }: { id: string }) => void created.push(id) }
    const shown = page.render(useConversation, { ...props, conversationId: undefined as string | undefined }, true)
    expect((await shown.until(isIdle)).conversationId).toBeUndefined()
    await shown.now().send('Hi')
    shown.show({ ...props, conversationId: created[0] })
    const last = await shown.until(isAnswered)
    expect(created).toEqual([last.conversationId])
    expect(textsOf(last)).toEqual(['Hi', 'You said: Hi'])
    const from = shown.views.findIndex(({ messages }) => messages.length > 0)
    expect(shown.views.slice(from).every((view) => textsOf(view)[0] === 'Hi')).toBe(true)
    expect(await client.conversations.get(created[0] ?? '')).toMatchObject({ persona: 'luma' })
    shown.show({ ...props, conversationId: undefined })
    expect((await shown.until(({ messages }) => messages.length === 0)).conversationId).toBeUndefined()
  })

  test('goes on where the page puts the id of its conversation into its address at once', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, server } = world
    const steps = server.model.stepped(['You ', 'are here'])
    const onCreated = ({ id }: { id: string }): void => shown.show({ client, onCreated, conversationId: id })
    const shown = page.render(useConversation, { client, onCreated, conversationId: undefined as string | undefined })
    await shown.until(isIdle)
    const sent = shown.now().send('Hi')
    steps.releaseAll()
    expect(await sent).toBe(true)
    const last = await shown.until(isAnswered)
    expect(textsOf(last)).toEqual(['Hi', 'You are here'])
    const from = shown.views.findIndex(({ messages }) => messages.length > 0)
    expect(shown.views.slice(from).every((view) => textsOf(view)[0] === 'Hi')).toBe(true)
  })

  test('is sent once, and everything is read once, where React mounts everything twice', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, proxy, conversation } = world
    await client.send(conversation, { content: 'Before' }).text
    const before = proxy.passed.length
    const shown = page.render(useConversation, { client, conversationId: conversation }, true)
    await shown.until(answered('Before', 'You said: Before'))
    expect(proxy.passed.slice(before).map(({ path }) => path.replace(/\?.*/, ''))).toEqual([
      `/v1/conversations/${conversation}/messages`,
      `/v1/conversations/${conversation}/run`,
    ])
    await shown.now().send('Hi')
    await shown.until(answered('Before', 'You said: Before', 'Hi', 'You said: Hi'))
    expect(proxy.streams()).toHaveLength(2)
  })

  test('of many tokens is not rendered for each of them', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, proxy, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    const tokens = Array.from({ length: 5_000 }, (_, i) => `${i} `)
    inTurn(proxy, storyOf(start, ...tokens.map((text) => ['delta', { text }] as const), endOf(tokens.join(''))))
    const before = shown.views.length
    await shown.now().send('Hi')
    expect(textsOf(await shown.until(isAnswered))).toEqual(['Hi', tokens.join('')])
    expect(shown.views.length - before).toBeLessThan(100)
  })

  test('is not lost with the page that sent it, nor said twice', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, proxy, conversation } = world
    const props = { client, conversationId: conversation }
    // One that never arrives, and one that arrives and is never confirmed.
    for (const manner of [{ refuse: true }, { lose: true }]) {
      proxy.manner = ({ method }) => (method === 'POST' ? manner : {})
      const dead = client.conversations.messages(conversation)
      const count = (await dead).data.length
      const patient = createClient({ baseUrl: proxy.url, patience: { firstDelayMs: 1_000_000, maxDelayMs: 1_000_000 } })
      const before = page.render(useConversation, { ...props, client: patient })
      await before.until(isIdle)
      void before.now().send('Only once')
      await before.until(({ status }) => status === 'reconnecting')
      await before.close()
      proxy.manner = () => ({})
      const after = page.render(useConversation, props)
      const last = await after.until((view) => isIdle(view) && view.messages.length === count + 2)
      expect(textsOf(last).slice(-2)).toEqual(['Only once', 'You said: Only once'])
      await after.close()
      const again = page.render(useConversation, props)
      await again.until(isIdle)
      await again.close()
      expect((await client.conversations.messages(conversation)).data).toHaveLength(count + 2)
      expect(page.window.sessionStorage).toHaveLength(0)
    }
  })

  test('that was on its way when the page went elsewhere arrives', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, conversation } = world
    const shown = page.render(useConversation, { client, conversationId: conversation, storage: null })
    await shown.until(isIdle)
    const sent = shown.now().send('Hi')
    await shown.close()
    expect(await sent).toBe(true)
    const run = await client.conversations.run(conversation)
    if (run) await client.follow(run.id).text
    expect((await client.conversations.messages(conversation)).data.map(({ content }) => content)).toEqual([
      'Hi',
      'You said: Hi',
    ])
  })
})

describe('An answer that is under way', () => {
  test('goes on before the eyes of whoever reloads, and in a second tab', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, server, conversation } = world
    const props = { client, conversationId: conversation }
    const steps = server.model.stepped(['Once ', 'upon ', 'a time'])
    const first = page.render(useConversation, props)
    await first.until(isIdle)
    await first.now().send('Tell me')
    steps.release(1)
    await first.until(says('Tell me', 'Once '))
    await first.close()
    const reloaded = page.render(useConversation, props)
    const second = page.render(useConversation, props)
    for (const tab of [reloaded, second]) expect((await tab.until(says('Tell me', 'Once '))).status).toBe('answering')
    steps.release(1)
    for (const tab of [reloaded, second]) await tab.until(says('Tell me', 'Once upon '))
    steps.releaseAll()
    for (const tab of [reloaded, second])
      expect(textsOf(await tab.until(isAnswered))).toEqual(['Tell me', 'Once upon a time'])
    expect(server.model.requests).toHaveLength(1)
  })

  test('is stopped with what it has said', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, server, conversation } = world
    const steps = server.model.stepped(['Once ', 'never'])
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    await shown.now().send('Tell me')
    steps.release(1)
    await shown.until(says('Tell me', 'Once '))
    await shown.now().stop()
    const last = await shown.until(isAnswered)
    expect(last.messages[1]).toMatchObject({ content: 'Once ', status: 'stopped' })
    expect(last.error).toBeUndefined()
  })

  test('shows what is left of it where a part is taken back or it is told again', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, proxy, conversation } = world
    const told = [
      start,
      ['notice', { kind: 'tool', callId: 'c', name: 'old', state: 'called' }],
      ['delta', { text: 'of the first attempt' }],
      ['restarted', { attempt: 2, reason: 'recovered' }],
      ['delta', { text: '🙂🙂 unsafe' }],
      ['retracted', { keep: 2, reason: 'safety' }],
    ] as const
    inTurn(proxy, storyOf(...told), { respond: { status: 503, headers: { 'retry-after': '100' } } })
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    void shown.now().send('Hi')
    const last = await shown.until(({ reason }) => (reason as { status?: number } | undefined)?.status === 503)
    expect(textsOf(last)).toEqual(['Hi', '🙂🙂'])
    expect(last.notices).toEqual([])
    expect(last.status).toBe('reconnecting')
    expect(last.retryAt).toBeGreaterThan(Date.now() + 50_000)
  })

  test('waits behind another where it is asked to, and both are shown', async () => {
    await using world = await openWorld()
    await using page = await openPage()
    const { client, server, conversation } = world
    const steps = server.model.stepped(['one'])
    const shown = page.render(useConversation, { client, conversationId: conversation })
    await shown.until(isIdle)
    await shown.now().send('First')
    expect(await shown.now().send('Second', { whileRunning: 'queue' })).toBe(true)
    expect(textsOf(await shown.until(({ messages }) => messages.length === 4))).toEqual(['First', '', 'Second', ''])
    steps.releaseAll()
    const last = await shown.until((view) => isIdle(view) && view.messages.length === 4)
    expect(textsOf(last)).toEqual(['First', 'one', 'Second', 'You said: Second'])
    const { data } = await client.conversations.messages(conversation)
    expect(last.messages.map(({ id }) => id)).toEqual(data.map(({ id }) => id))
  })

  test('tells what stands beside it: help, who speaks, and each tool once, in its newest state', async () => {
    await using server = await startTestServer()
    await using page = await openPage()
    const client: Client = createClient({ baseUrl: server.url })
    const shown = page.render(useConversation, { client, conversationId: undefined, persona: 'luma' })
    await shown.until(isIdle)
    await shown.now().send('I want to kill myself')
    const last = await shown.until(isAnswered)
    expect(last.notices.map(({ notice }) => notice.kind).toSorted()).toEqual(['crisis', 'disclosure'])
    const crisis = last.notices.find(({ notice }) => notice.kind === 'crisis')
    expect(crisis).toMatchObject({
      messageKey: last.messages[1]?.key,
      notice: { level: 3, as: 'message', resources: expect.any(Array) as unknown[] },
    })

    await using world = await openWorld()
    const { proxy, conversation } = world
    inTurn(
      proxy,
      storyOf(
        start,
        ['delta', { text: 'I look. ' }],
        ['notice', { kind: 'tool', callId: 'c', name: 'clock', state: 'called', input: { zone: 'UTC' } }],
        ['notice', { kind: 'tool', callId: 'd', name: 'mail', state: 'waiting' }],
        ['delta', { text: 'It is noon.' }],
        ['notice', { kind: 'tool', callId: 'c', name: 'clock', state: 'done', output: '12:00' }],
        endOf('I look. It is noon.'),
      ),
    )
    const tools = page.render(useConversation, { client: world.client, conversationId: conversation })
    await tools.until(isIdle)
    await tools.now().send('What time is it?')
    const { notices, messages } = await tools.until(isAnswered)
    const beside = { messageKey: messages[1]?.key, runId: 'r-1', at: 'I look. '.length }
    expect(notices).toMatchObject([
      { ...beside, notice: { name: 'clock', state: 'done', input: { zone: 'UTC' }, output: '12:00' } },
      { ...beside, notice: { name: 'mail', state: 'waiting' } },
    ])
    proxy.manner = () => ({ respond: { status: 200, body: '{}' } })
    await tools.now().decideTool('r-1', 'd', { approve: true })
    expect(proxy.passed.at(-1)).toMatchObject({ path: '/v1/runs/r-1/tools/d', body: '{"approve":true}' })
  })
})
