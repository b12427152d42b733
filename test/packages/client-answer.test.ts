import { describe, expect, test } from 'vitest'
import { AnswerError, createClient } from '../../packages/client/src/create-client.ts'
import { startTestServer } from '../harness.ts'
import { eventsOf } from './events-of.ts'
import { inTurn, openWorld } from './open-world.ts'

describe('An answer', () => {
  test('tells everyone who looks everything, from the start, whenever they come', async () => {
    await using world = await openWorld()
    const { client, server, conversation } = world
    const steps = server.model.stepped(['one ', 'two ', 'three'])
    const answer = client.send(conversation, { content: 'Count' })
    const early = eventsOf(answer)
    const left: string[] = []
    for await (const event of answer) {
      left.push(event.type)
      steps.release(1)
      if (left.length === 2) break
    }
    steps.releaseAll()
    const heard: unknown[] = []
    const events = await early
    answer.subscribe((event) => heard.push(event))
    expect(await eventsOf(answer)).toEqual(events)
    expect(heard).toEqual(events)
    expect(left).toEqual(['started', 'delta'])
    expect(events.map(({ type }) => type)).toEqual(['started', 'delta', 'delta', 'delta', 'usage', 'completed'])
    expect(events[1]).toEqual({
      type: 'delta',
      id: `${await answer.runId}:1048578`,
      seq: 1048578,
      data: { text: 'one ' },
    })
    expect(await answer.text).toBe('one two three')
    expect(await answer.message).toMatchObject({ content: 'one two three', runId: await answer.runId })
  })

  test('a listener that throws does not stop it for others', async () => {
    await using world = await openWorld()
    const { client, conversation } = world
    const raised = Promise.withResolvers<unknown>()
    process.prependOnceListener('uncaughtException', raised.resolve)
    const others = process.listeners('uncaughtException').slice(1)
    for (const other of others) process.off('uncaughtException', other)
    const answer = client.send(conversation, { content: 'Hi' })
    let isFirst = true
    answer.subscribe(() => {
      if (!isFirst) return
      isFirst = false
      throw new Error('of the listener')
    })
    expect(await answer.text).toBe('You said: Hi')
    expect(await raised.promise).toMatchObject({ message: 'of the listener' })
    for (const other of others) process.on('uncaughtException', other)
  })

  test('that failed is no text: its error has what was said and the words of the server', async () => {
    await using server = await startTestServer()
    const client = createClient({ baseUrl: server.url })
    const { id } = await client.conversations.create()
    server.model.next(async (exchange) => {
      await exchange.token('Half an ')
      exchange.cut()
    })
    const answer = client.send(id, { content: 'Hi' })
    const error: unknown = await answer.text.catch((reason: unknown) => reason)
    const last = (await eventsOf(answer)).at(-1)
    if (last?.type !== 'failed') throw new Error(`It ended ${last?.type}`)
    expect(error).toBeInstanceOf(AnswerError)
    expect(error).toMatchObject({ state: 'failed', text: 'Half an ', runId: await answer.runId, ...last.data.error })
    expect(await answer.message).toMatchObject({ status: 'failed', content: 'Half an ' })
  })

  test('that is stopped is what was said by then', async () => {
    await using world = await openWorld()
    const { client, server, conversation } = world
    const steps = server.model.stepped(['Once ', 'never'])
    const answer = client.send(conversation, { content: 'Tell me a story' })
    steps.release(1)
    for await (const event of answer) if (event.type === 'delta') break
    expect(await answer.stop()).toMatchObject({ id: await answer.runId, state: 'stopped' })
    expect(await answer.text).toBe('Once ')
    expect(await answer.message).toMatchObject({ status: 'stopped', content: 'Once ' })
  })

  test('can be stopped before it is known whether it was begun', async () => {
    await using world = await openWorld()
    const { client, server, proxy, conversation } = world
    server.model.stepped(['never'])
    inTurn(proxy, { lose: true })
    const answer = client.send(conversation, { content: 'Tell me a story' })
    expect(await answer.stop()).toMatchObject({ state: 'stopped' })
    expect(await answer.text).toBe('')
  })

  test('goes on without a reader who leaves', async () => {
    await using world = await openWorld()
    const { client, server, conversation } = world
    const steps = server.model.stepped(['Once ', 'upon'])
    const leave = new AbortController()
    const answer = client.send(conversation, { content: 'Tell me' }, { signal: leave.signal })
    const runId = await answer.runId
    const events = answer[Symbol.asyncIterator]()
    await events.next()
    const reason = new Error('gone home')
    leave.abort(reason)
    await expect(answer.text).rejects.toBe(reason)
    await expect(answer.message).rejects.toBe(reason)
    await expect(eventsOf(answer)).rejects.toBe(reason)
    steps.releaseAll()
    expect(await client.follow(runId).text).toBe('Once upon')
  })

  test('of a reader who had left before it was asked for is not asked for', async () => {
    await using world = await openWorld()
    const { client, proxy, conversation } = world
    const reason = new Error('gone')
    const answer = client.send(conversation, { content: 'Hi' }, { signal: AbortSignal.abort(reason) })
    await expect(answer.text).rejects.toBe(reason)
    expect(proxy.streams()).toHaveLength(0)
  })

  test('is obeyed where the server takes a part back, by code points', async () => {
    await using world = await openWorld()
    const { client, proxy, conversation } = world
    const message = { id: 'm', content: '👩🏽‍🚀 is' }
    const told = [
      ['delta', { text: 'dropped' }],
      ['restarted', { attempt: 2, reason: 'recovered' }],
      ['delta', { text: '👩🏽‍🚀 is' }],
      ['delta', { text: ' unsafe 🙂' }],
      ['retracted', { keep: 7, reason: 'safety' }],
      ['completed', { message, finishReason: 'stop' }],
    ] as const
    const body = told
      .map(([type, data], i) => `id: r-1:${i + 1}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
      .join('')
    inTurn(proxy, { respond: { status: 200, headers: { 'content-type': 'text/event-stream' }, body } })
    const answer = client.send(conversation, { content: 'Hi' })
    expect(await answer.text).toBe('👩🏽‍🚀 is')
    expect(await answer.runId).toBe('r-1')
  })

  test('that is followed from its middle still has its whole text in the end', async () => {
    await using world = await openWorld()
    const { client, server, conversation } = world
    server.model.reply('one two three')
    const whole = client.send(conversation, { content: 'Count' })
    const events = await eventsOf(whole)
    const second = events.find((event) => event.type === 'delta')
    const rest = client.follow(await whole.runId, { after: second && 'seq' in second ? second.seq : 0 })
    expect((await eventsOf(rest)).map(({ type }) => type)).toEqual(['delta', 'delta', 'usage', 'completed'])
    expect(rest.textSoFar).toBe(' two three')
    expect(await rest.text).toBe('one two three')
  })

  test('can be given again, beside the first, once however often it is asked for', async () => {
    await using world = await openWorld()
    const { client, proxy, conversation } = world
    const first = await client.send(conversation, { content: 'Hi' }).message
    inTurn(proxy, { lose: true }, { lose: true })
    const second = await client.regenerate(conversation, first.id, { temperature: 0.1 }).message
    expect(second).toMatchObject({ parentId: first.parentId, content: 'You said: Hi' })
    expect(second.id).not.toBe(first.id)
    expect((await client.conversations.messages(conversation)).data).toHaveLength(3)
  })

  test('the same key again is the same answer, and another one where it is not', async () => {
    await using world = await openWorld()
    const { client, conversation } = world
    const ask = (content: string) => client.send(conversation, { content, idempotencyKey: 'mine' })
    const [one, two] = [await ask('Hi').runId, await ask('Hi').runId]
    expect(one).toBe(two)
    await expect(ask('Ho').text).rejects.toMatchObject({ status: 409, code: 'idempotency_key_reused' })
    await client.follow(one).text
    const other = client.send(conversation, { content: 'Hi', parentId: null })
    expect(await other.runId).not.toBe(one)
    await other.text
  })
})
