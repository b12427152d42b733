import { describe, expect, test } from 'vitest'
import { createClient } from '../../packages/client/src/create-client.ts'
import { startFakeModel } from '../fake-model.ts'
import { startTestServer, temporaryFolder } from '../harness.ts'
import { openWorkplace } from '../process/workplace.ts'
import { eventsOf, toldBy } from './events-of.ts'
import { startMeanProxy } from './mean-proxy.ts'

describe('A server that goes away in the middle of an answer', () => {
  test('killed and started again, it gives the answer of its second attempt, and nothing of the first', async () => {
    await using work = await openWorkplace()
    const steps = work.model.stepped(['Once ', 'upon ', 'never'])
    const first = await work.start()
    await using proxy = await startMeanProxy(first.url)
    const client = createClient({ baseUrl: proxy.url, patience: { maxDelayMs: 250, tries: 10_000 } })
    const { id } = await client.conversations.create()
    const answer = client.send(id, { content: 'Tell me a story' })
    const heard = Promise.withResolvers<void>()
    answer.subscribe((event) => event.type === 'delta' && event.data.text === 'upon ' && heard.resolve())
    steps.release(2)
    await heard.promise
    work.model.reply('A whole other story')
    await first.kill()
    const second = await work.start()
    proxy.target = second.url
    expect(await answer.text).toBe('A whole other story')
    expect(await answer.message).toMatchObject({ content: 'A whole other story', status: 'completed' })
    const types = toldBy(await eventsOf(answer)).map(({ type }) => type)
    expect(types.filter((type) => type === 'restarted')).toHaveLength(1)
    expect(types.filter((type) => type === 'completed')).toHaveLength(1)
  }, 60_000)

  test('drained, it is followed to its successor after the time that it names', async () => {
    const path = `${temporaryFolder()}/shared.db`
    await using model = await startFakeModel()
    const first = await startTestServer({ path, fake: model, drainMs: 20 })
    await using proxy = await startMeanProxy(first.url)
    const client = createClient({ baseUrl: proxy.url, patience: { maxDelayMs: 250, tries: 10_000 } })
    const { id } = await client.conversations.create()
    model.stepped(['Once '])
    const answer = client.send(id, { content: 'Tell me a story' })
    await model.waitForRequest(1)
    model.reply('Of the second server')
    const wait = Promise.withResolvers<number>()
    answer.subscribe((event) => event.type === 'disconnected' && wait.resolve(event.retryInMs))
    await first.drain()
    expect(await wait.promise).toBeGreaterThanOrEqual(1_000)
    await using second = await startTestServer({ path, fake: model })
    proxy.target = second.url
    expect(await answer.text).toBe('Of the second server')
  }, 60_000)
})
