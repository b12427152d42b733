import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FakeModel } from '../fake-model.ts'
import { messagesOf } from '../process/check-record.ts'
import type { ServerProcess } from '../process/server-process.ts'
import { createReader, runOf } from '../process/reader.ts'
import { type Cluster, describeNodes, openCluster } from './cluster.ts'

type Model = Pick<FakeModel, 'next' | 'stepped' | 'requests' | 'waitForRequest'>

/** As if it had not been asked anything before. */
function anew(model: FakeModel): Model {
  const before = model.requests.length
  return {
    next: model.next,
    stepped: model.stepped,
    get requests() {
      return model.requests.slice(before)
    },
    waitForRequest: (n) => model.waitForRequest(before + n),
  }
}

describeNodes('two nodes', (options) => {
  let cluster: Cluster | undefined
  let nodes: readonly ServerProcess[] = []
  const ends: (() => Promise<void>)[] = []
  beforeAll(async () => {
    cluster = await openCluster(options, (end) => void ends.push(end))
    nodes = await cluster.two()
  })
  afterAll(async () => {
    for (const end of ends) await end()
  })

  /** None of these tests ends a node: one pair serves them all. */
  function pair() {
    const [a, b] = nodes
    if (!cluster || !a || !b) throw new Error('There are no two nodes yet')
    return { a, b, model: anew(cluster.model), query: cluster.query }
  }

  test('a run is live on both, and its readers see the same', async () => {
    const { a, b, model } = pair()
    const steps = model.stepped(['One ', 'two ', 'three'])
    const conversation = await a.client.conversation()
    const here = await a.client.send(conversation, 'Count')
    const run = runOf(here)
    const there = await b.client.events(run)
    for (const token of ['One ', 'two ', 'three']) {
      steps.release()
      await here.until(({ data }) => data.text === token)
      await there.until(({ data }) => data.text === token)
    }
    steps.release()
    const [first, second] = [await here.all(), await there.all()]
    expect(second.map(({ raw }) => raw)).toEqual(first.map(({ raw }) => raw))
    const reader = createReader(run)
    reader.keep(second)
    expect(reader.text()).toBe('One two three')
    expect(model.requests).toHaveLength(1)
    // Later readers see it as well, from either record.
    for (const { client } of [a, b]) {
      expect((await (await client.events(run)).all()).map(({ raw }) => raw)).toEqual(first.map(({ raw }) => raw))
    }
  })

  test('a stop on either closes the model’s socket and keeps the text', async () => {
    const { a, b, model } = pair()
    for (const stopper of [a, b]) {
      const n = model.requests.length + 1
      const steps = model.stepped(['Once ', 'never'])
      const stream = await a.client.send(await a.client.conversation(), 'Tell me')
      steps.release()
      await stream.until(({ data }) => data.text === 'Once ')
      const request = await model.waitForRequest(n)
      const { status, json } = await stopper.client.post(`/v1/runs/${runOf(stream)}/stop`)
      expect([status, json.state]).toEqual([200, 'stopped'])
      await request.closed
      const events = await stream.all()
      expect(events.at(-1)).toMatchObject({ type: 'stopped', data: { message: { content: 'Once ' } } })
    }
  })

  test('a stop reaches a model that has not said anything', async () => {
    const { a, b, model } = pair()
    model.next((exchange) => exchange.stall())
    const { json: run } = await a.client.sendAsync(await a.client.conversation(), 'Tell me')
    const request = await model.waitForRequest(1)
    const stopped = await b.client.post(`/v1/runs/${run.id}/stop`)
    expect(stopped.json.state).toBe('stopped')
    await request.closed
  })

  test('PROTOCOL: one key on both at once is one run', async () => {
    const { a, b, model } = pair()
    const conversation = await a.client.conversation()
    for (let i = 0; i < 5; i++) {
      const key = { 'idempotency-key': `key ${i}` }
      const answers = await Promise.all(
        [a, b, a, b].map(({ client }) => client.ask(conversation, `Question ${i}`, {}, key)),
      )
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      expect(new Set(answers.map(({ json }) => json.run.id)).size).toBe(1)
      expect(new Set(answers.map(({ json }) => json.message.content))).toEqual(new Set([`You said: Question ${i}`]))
    }
    expect(model.requests).toHaveLength(5)
    expect(await messagesOf(a.client, conversation)).toHaveLength(10)
  })

  test('SETTLED 4: what waits on one node is answered after what runs on the other, and read on both', async () => {
    const { a, b, model } = pair()
    const steps = model.stepped(['First'])
    const conversation = await a.client.conversation()
    const first = await a.client.send(conversation, 'One')
    await model.waitForRequest(1)
    const conflict = await b.client.ask(conversation, 'Two')
    expect([conflict.status, conflict.json.runId]).toEqual([409, runOf(first)])
    const second = await b.client.send(conversation, 'Two', { whileRunning: 'queue' })
    steps.releaseAll()
    await first.all()
    const events = await second.all()
    expect(events.at(-1)).toMatchObject({ type: 'completed', data: { message: { content: 'You said: Two' } } })
    expect((await messagesOf(a.client, conversation)).map(({ content }) => content)).toEqual([
      'One',
      'First',
      'Two',
      'You said: Two',
    ])
  })

  test('an interrupting send on one node ends what runs on the other', async () => {
    const { a, b, model } = pair()
    model.next((exchange) => exchange.stall())
    const conversation = await a.client.conversation()
    const first = await a.client.send(conversation, 'One')
    await model.waitForRequest(1)
    const second = await b.client.ask(conversation, 'Two', { whileRunning: 'interrupt' })
    expect(second.json.message.content).toBe('You said: Two')
    expect((await first.all()).at(-1)?.type).toBe('stopped')
  })

  test('SETTLED 8: what is deleted on one node is stopped on the other first, and then gone from both', async () => {
    const { a, b, model, query } = pair()
    model.next((exchange) => exchange.stall())
    const conversation = await a.client.conversation()
    const stream = await a.client.send(conversation, 'Peppermint')
    const request = await model.waitForRequest(1)
    expect((await b.client.call('DELETE', `/v1/conversations/${conversation}`)).status).toBe(204)
    await request.closed
    expect((await stream.all()).at(-1)?.type).toBe('stopped')
    for (const { client } of [a, b]) expect((await client.get(`/v1/conversations/${conversation}`)).status).toBe(404)
    expect(await query('select 1 from messages where conversation_id = $1', [conversation])).toEqual([])
    expect(await query('select 1 from run_events where run_id = $1', [runOf(stream)])).toEqual([])
  })

  test('SETTLED 6: a key finds an answer of which nothing is stored on the other node, while it runs and after it', async () => {
    const { a, b, model } = pair()
    const steps = model.stepped(['One ', 'two'])
    const asked = { body: { messages: [{ role: 'user', content: 'Count' }] }, headers: { 'idempotency-key': 'same' } }
    const here = await a.client.stream('POST', '/chat/stream', asked)
    steps.release()
    await here.untilText((text) => text.includes('One '))
    const there = await b.client.stream('POST', '/chat/stream', asked)
    steps.releaseAll()
    await here.all()
    await there.all()
    const later = await b.client.stream('POST', '/chat/stream', asked)
    await later.all()
    if (options.withRedis) {
      expect([here.text(), there.text(), later.text()]).toEqual([here.text(), here.text(), here.text()])
      expect(here.text()).toContain('two')
    } else {
      // Without one nothing but the record is shared, and it is not on record.
      expect([there.status, later.status]).toEqual([409, 409])
    }
    expect(model.requests).toHaveLength(1)
  })

  test('S0-6: an answer of which nothing is stored is stopped with its last reader, wherever that reads', async () => {
    if (!options.withRedis) return
    const { a, b, model } = pair()
    const steps = model.stepped(['One ', 'never'])
    const asked = {
      body: { messages: [{ role: 'user', content: 'Count' }] },
      headers: { 'idempotency-key': 'another' },
    }
    const here = await a.client.stream('POST', '/chat/stream', asked)
    steps.release()
    const there = await b.client.stream('POST', '/chat/stream', asked)
    await there.untilText((text) => text.includes('One '))
    here.leave()
    const request = await model.waitForRequest(1)
    expect(request.isClosed).toBe(false)
    there.leave()
    await request.closed
  })

  test('JSON answers come from whichever node is asked', async () => {
    const { a, b, model } = pair()
    const steps = model.stepped(['Slow'])
    const conversation = await a.client.conversation()
    const key = { 'idempotency-key': 'one answer' }
    const here = a.client.ask(conversation, 'Hello', {}, key)
    await model.waitForRequest(1)
    const there = b.client.ask(conversation, 'Hello', {}, key)
    steps.releaseAll()
    const [one, two_] = await Promise.all([here, there])
    expect(two_.json).toEqual(one.json)
    expect(one.json.message.content).toBe('Slow')
  })
})
