import { expect, test } from 'vitest'
import { isTerminal } from '../client.ts'
import { messagesOf } from '../process/check-record.ts'
import { createReader, runOf } from '../process/reader.ts'
import { describeWithOwnRedis } from '../services/describe-with-redis.ts'
import { describeNodes, openCluster } from './cluster.ts'

describeNodes('SETTLED 11: a node that is restarted', (options) => {
  test('sends its v1 readers on at once, and its runs go on to their end', async () => {
    const { model, two } = await openCluster(options)
    const [a, b] = await two()
    const steps = model.stepped(['One ', 'two ', 'three'])
    const conversation = await a.client.conversation()
    const stream = await a.client.send(conversation, 'Count')
    const reader = createReader(runOf(stream))
    steps.release()
    await stream.until(({ data }) => data.text === 'One ')
    a.signal('SIGTERM')
    reader.keep(await stream.all())
    expect(stream.text()).toMatch(/\nretry: \d+\n\n$/)
    expect(reader.seen.some(isTerminal)).toBe(false)
    expect((await a.client.get('/readyz')).json.missing).toEqual(['draining'])
    const refused = await a.client.ask(conversation, 'More?')
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5'])
    const again = reader.readOn(b.client)
    steps.releaseAll()
    await again
    expect(reader.text()).toBe('One two three')
    expect(reader.types()).not.toContain('restarted')
    expect(model.requests).toHaveLength(1)
    expect(await a.exited).toEqual({ code: 0, signal: null })
  })

  test('hands over what has not ended in time, and another answers it at once, as an attempt that does not count', async () => {
    const { model, two, start } = await openCluster(options)
    const [a, b] = await two({ DRAIN_SECONDS: '0.5' })
    for (let i = 0; i < 3; i++) model.next((exchange) => exchange.stall())
    const conversation = await a.client.conversation()
    const stream = await a.client.send(conversation, 'Hello')
    const run = runOf(stream)
    const readers = [createReader(run), createReader(run)]
    const follower = await b.client.events(run)
    await model.waitForRequest(1)
    a.signal('SIGTERM')
    expect((await a.exited).code).toBe(0)
    await model.waitForRequest(2)
    const c = await start({ DRAIN_SECONDS: '0.5' })
    b.signal('SIGTERM')
    expect((await b.exited).code).toBe(0)
    await model.waitForRequest(3)
    const d = await start({ DRAIN_SECONDS: '0.5' })
    c.signal('SIGTERM')
    readers[0]?.keep(await stream.all())
    readers[1]?.keep(await follower.all())
    for (const reader of readers) {
      await reader.readOn(d.client)
      expect(reader.text()).toBe('You said: Hello')
    }
    const { json } = await d.client.get(`/v1/runs/${run}`)
    expect(json).toMatchObject({ state: 'completed', attempt: 4 })
    expect(await messagesOf(d.client, conversation)).toHaveLength(2)
  })

  test('takes nothing over that another puts down: it is on its way out itself', async () => {
    const { model, two, start } = await openCluster(options)
    const [a, b] = await two({ DRAIN_SECONDS: '2' })
    for (let i = 0; i < 2; i++) model.next((exchange) => exchange.stall())
    const [first, second] = await Promise.all(
      [a, b].map(
        async ({ client }) => (await client.sendAsync(await client.conversation(), 'Hello')).json.id as string,
      ),
    )
    await model.waitForRequest(2)
    const c = await start()
    a.signal('SIGTERM')
    await a.line('application_draining')
    b.signal('SIGTERM')
    await Promise.all([a.exited, b.exited])
    for (const run of [first, second]) {
      await (await c.client.events(run ?? '')).all()
      expect((await c.client.get(`/v1/runs/${run}`)).json).toMatchObject({ state: 'completed', attempt: 2 })
    }
    await c.line('runs_taken_over')
  })

  test('leaves what waits behind its last run to the others', async () => {
    const { model, two } = await openCluster(options)
    const [a, b] = await two()
    const steps = model.stepped(['First'])
    const conversation = await a.client.conversation()
    const first = await a.client.send(conversation, 'One')
    await model.waitForRequest(1)
    const second = await b.client.send(conversation, 'Two', { whileRunning: 'queue' })
    a.signal('SIGTERM')
    await first.all()
    steps.releaseAll()
    expect((await second.all()).at(-1)).toMatchObject({ data: { message: { content: 'You said: Two' } } })
    expect((await a.exited).code).toBe(0)
  })
})

test('an import that dies with its node is there for nobody, on any', async () => {
  const { two, query } = await openCluster({ withRedis: false })
  const [a, b] = await two()
  const content = `Peppermint ${'x'.repeat(500)}`
  const messages = Array.from({ length: 10_000 }, () => ({ role: 'user', content }))
  const cut = a.client.post('/v1/conversations/import', { messages })
  cut.catch(() => {})
  while ((await query('select 1 from messages limit 1')).length === 0);
  await a.kill()
  await expect(cut).rejects.toThrow()
  expect((await b.client.get('/v1/conversations')).json.data).toEqual([])
  expect((await b.client.get('/v1/search?q=peppermint')).json.data).toEqual([])
  while ((await query("select 1 from conversations where hidden = 'importing'")).length > 0);
  expect(await query('select hidden from conversations')).toEqual([{ hidden: 'deleting' }])
})

describeWithOwnRedis('with a Redis between them', () => {
  test('limits are counted, exactly, over all nodes', async () => {
    const { two } = await openCluster({ withRedis: true })
    const nodes = await two({ RATE_LIMIT_IP: '10/600' })
    const statuses = await Promise.all(
      Array.from({ length: 30 }, async (_, i) => {
        const client = nodes[i % 2 === 0 ? 0 : 1].client
        return (await client.ask(await client.conversation(), `${i}`)).status
      }),
    )
    expect(statuses.toSorted((a, b) => a - b)).toEqual([
      ...Array.from({ length: 10 }, () => 200),
      ...Array.from({ length: 20 }, () => 429),
    ])
  })
})
