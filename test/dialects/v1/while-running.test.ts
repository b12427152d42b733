import { describe, expect, test } from 'vitest'
import { foldEvents } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { expectProblem } from './expect-problem.ts'

describe('PROTOCOL: one run at a time', () => {
  test('a second send is refused with the id of the run in progress, and leaves nothing behind', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Done'])
    const conversation = await client.conversation()
    const running = await client.sendAsync(conversation, 'One')
    for (const manner of [{ accept: 'text/event-stream' }, { prefer: 'respond-async' }, {}]) {
      const refused = await client.ask(conversation, 'Two', {}, manner)
      expectProblem(refused, 409, 'run_in_progress')
      expect(refused.json.runId).toBe(running.json.id)
      expect(refused.headers['x-should-retry']).toBe('false')
    }
    expect((await client.messages(conversation)).length).toBe(2)
    expect((await client.ask(await client.conversation(), 'Elsewhere')).status).toBe(200)
    steps.releaseAll()
    await (await client.events(running.json.id)).all()
    expect((await client.ask(conversation, 'Two')).status).toBe(200)
  })

  test('of eight different sends at once exactly one is answered', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Done'])
    const conversation = await client.conversation()
    const sends = await Promise.all(Array.from({ length: 8 }, (_, i) => client.sendAsync(conversation, `Send ${i}`)))
    const taken = sends.find(({ status }) => status === 202)
    expect(sends.filter(({ status }) => status === 409).length).toBe(7)
    for (const { status, json } of sends) if (status === 409) expect(json.runId).toBe(taken?.json.id)
    steps.releaseAll()
    await (await client.events(taken?.json.id)).all()
    expect(model.requests.length).toBe(1)
  })
})

describe('PROTOCOL: whileRunning', () => {
  test('queued sends wait, say so, and are answered one after the other, each knowing the one before', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['First'])
    const conversation = await client.conversation()
    const one = await client.sendAsync(conversation, 'One')
    model.reply('Second')
    model.reply('Third')
    const two = await client.send(conversation, 'Two', { whileRunning: 'queue' })
    const waiting = await two.until(({ type }) => type === 'notice')
    expect(waiting.data.kind).toBe('waiting')
    const three = await client.sendAsync(conversation, 'Three', { whileRunning: 'queue' })
    expect(three.json).toMatchObject({ state: 'queued', attempt: 1, endedAt: null })
    expect(model.requests.length).toBe(1)
    expect((await client.get(`/v1/conversations/${conversation}/run`)).json.id).toBe(one.json.id)

    steps.releaseAll()
    const events = await two.all()
    expect(events.map(({ type }) => type)).toEqual(['notice', 'started', 'delta', 'usage', 'completed'])
    expect((await (await client.events(three.json.id)).all()).at(-1)?.type).toBe('completed')
    const messages = await client.messages(conversation)
    expect(messages.map(({ content }) => content)).toEqual(['One', 'First', 'Two', 'Second', 'Three', 'Third'])
    expect(messages.slice(1).map(({ parentId }) => parentId)).toEqual(messages.slice(0, -1).map(({ id }) => id))
    expect(
      model.requests
        .at(-1)
        ?.body.messages?.slice(1)
        .map(({ content }) => content),
    ).toEqual(['One', 'First', 'Two', 'Second', 'Three'])
  })

  test('a queued send goes on when the one before it fails', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    const fall = Promise.withResolvers<void>()
    model.next(async (exchange) => {
      await fall.promise
      await exchange.respond(500)
    })
    const conversation = await client.conversation()
    const one = await client.sendAsync(conversation, 'One')
    const two = await client.send(conversation, 'Two', { whileRunning: 'queue' })
    fall.resolve()
    expect((await two.all()).at(-1)?.type).toBe('completed')
    expect((await client.get(`/v1/runs/${one.json.id}`)).json.state).toBe('failed')
    expect(
      model.requests
        .at(-1)
        ?.body.messages?.slice(1)
        .map(({ content }) => content),
    ).toEqual(['Two'])
  })

  test('a queue has an end: the ninth that waits is refused', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['First'])
    const conversation = await client.conversation()
    await client.sendAsync(conversation, 'One')
    const waiting = await Promise.all(
      Array.from({ length: 8 }, (_, i) => client.sendAsync(conversation, `Waiting ${i}`, { whileRunning: 'queue' })),
    )
    expect(waiting.map(({ status }) => status)).toEqual(Array(8).fill(202))
    const refused = await client.sendAsync(conversation, 'Too many', { whileRunning: 'queue' })
    expectProblem(refused, 429, 'queue_full')
    expect(refused.headers['retry-after']).toMatch(/^\d+$/)
    expect((await client.messages(conversation)).length).toBe(18)
    steps.releaseAll()
    const ends = await Promise.all(waiting.map(async ({ json }) => (await client.events(json.id)).all()))
    expect(ends.map((events) => events.at(-1)?.type)).toEqual(Array(8).fill('completed'))
    expect((await client.get(`/v1/conversations/${conversation}/run`)).status).toBe(204)
  })

  test('an interruption stops the answer, keeps what it said, and is answered next', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Wrong', ' way'])
    const conversation = await client.conversation()
    const first = await client.send(conversation, 'Go left')
    steps.release()
    await first.until(({ type }) => type === 'delta')
    model.reply('Right it is')
    const second = await client.send(conversation, 'No, right!', { whileRunning: 'interrupt' })
    const told = await first.all()
    expect(told.at(-1)).toMatchObject({ type: 'stopped', data: { message: { content: 'Wrong', status: 'stopped' } } })
    expect(foldEvents(await second.all())).toBe('Right it is')
    await model.requests[0]?.closed
    const sent = model.requests[1]?.body.messages?.slice(1).map(({ content }) => content)
    expect(sent).toEqual(['Go left', 'Wrong', 'No, right!'])
  })

  test('an interruption ends all that waits as well', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.stepped(['Never'])
    const conversation = await client.conversation()
    const running = await client.sendAsync(conversation, 'One')
    const queued = await client.sendAsync(conversation, 'Two', { whileRunning: 'queue' })
    await model.waitForRequest(1)
    model.reply('At once')
    const last = await client.ask(conversation, 'Three', { whileRunning: 'interrupt' })
    expect(last.json.message.content).toBe('At once')
    for (const { json } of [running, queued]) {
      expect((await client.get(`/v1/runs/${json.id}`)).json.state).toBe('stopped')
      expect((await (await client.events(json.id)).all()).at(-1)?.type).toBe('stopped')
    }
    expect(model.requests.length).toBe(2)
  })

  test('neither word changes a send to a conversation at rest', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    for (const whileRunning of ['queue', 'interrupt']) {
      const events = await (await client.send(conversation, 'Hi', { whileRunning })).all()
      expect(events[0]?.type).toBe('started')
    }
  })

  test('a process that goes away leaves no queue stranded (LESSONS 4)', async () => {
    await using server = await startTestServer({ drainMs: 1 })
    server.model.stepped(['Never'])
    const conversation = await server.client.conversation()
    const running = await server.client.sendAsync(conversation, 'One')
    const queued = await server.client.sendAsync(conversation, 'Two', { whileRunning: 'queue' })
    await server.model.waitForRequest(1)
    await server.drain()
    await using next = await startTestServer({ path: server.path })
    next.model.reply('First')
    next.model.reply('Second')
    const events = await (await next.client.events(queued.json.id)).all()
    expect(foldEvents(events)).toBe('Second')
    const first = await (await next.client.events(running.json.id)).all()
    expect(first.map(({ type }) => type)).toEqual(['started', 'restarted', 'delta', 'usage', 'completed'])
    expect(foldEvents(first)).toBe('First')
  })
})
