import { describe, expect, test } from 'vitest'
import { foldEvents } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { expectProblem, withoutCorrelation } from './expect-problem.ts'

describe('PROTOCOL: GET /v1/runs/{id} and /v1/conversations/{id}/run', () => {
  test('a second tab finds the run that is going on, and nothing once it has ended', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const path = `/v1/conversations/${conversation}/run`
    const idle = await client.get(path)
    expect([idle.status, idle.text]).toEqual([204, ''])
    const steps = model.stepped(['Hello'])
    const stream = await client.send(conversation, 'Hi')
    const found = await client.get(path)
    expect(found.status).toBe(200)
    expect(found.json).toMatchObject({ id: stream.headers['x-run-id'], state: 'running', attempt: 1, endedAt: null })
    expect((await client.get(`/v1/runs/${found.json.id}`)).json).toEqual(found.json)
    steps.releaseAll()
    const started = (await stream.all())[0]
    expect((await client.get(path)).status).toBe(204)
    const ended = (await client.get(`/v1/runs/${found.json.id}`)).json
    expect(ended).toMatchObject({
      state: 'completed',
      usage: { totalTokens: 8 },
      error: null,
      endedAt: expect.any(String),
    })
    expect(started?.data).toEqual({
      runId: ended.id,
      conversationId: ended.conversationId,
      userMessageId: ended.userMessageId,
      messageId: ended.messageId,
      model: ended.model,
    })
  })

  test('a failed run says what happened, and what to do', async () => {
    await using server = await startTestServer({ retry: { attempts: 0 } })
    const { client, model } = server
    model.fail(401)
    const refused = await client.ask(await client.conversation(), 'Hi')
    const run = (await client.get(`/v1/runs/${refused.json.runId}`)).json
    expect(run).toMatchObject({ state: 'failed', usage: null, attempt: 1 })
    expect(Object.keys(run.error).sort()).toEqual(['code', 'detail', 'title'])
    expect(run.error.code).toBe('model_refused')
  })

  test('a conversation that does not exist has no run, which is not the same as an idle one', async () => {
    await using server = await startTestServer()
    expectProblem(await server.client.get('/v1/conversations/nothing/run'), 404, 'not_found')
  })
})

describe('PROTOCOL: POST /v1/runs/{id}/stop', () => {
  test('a stop closes the socket of the model, keeps the text and estimates what it cost (LESSONS 3, 16)', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['One', ' two', ' three'])
    const conversation = await client.conversation()
    const stream = await client.send(conversation, 'Count to three')
    steps.release(2)
    await stream.until(({ data }) => data.text === ' two')
    const stopped = await client.post(`/v1/runs/${String(stream.headers['x-run-id'])}/stop`)
    expect(stopped.status).toBe(200)
    expect(stopped.json).toMatchObject({ state: 'stopped', endedAt: expect.any(String), error: null })
    const { usage } = stopped.json
    expect(usage).toMatchObject({ estimated: true, outputTokens: 2 })
    expect(usage.inputTokens).toBeGreaterThan(0)
    expect(usage.totalTokens).toBe(usage.inputTokens + usage.outputTokens)

    const events = await stream.all()
    expect(events.map(({ type }) => type)).toEqual(['started', 'delta', 'delta', 'usage', 'stopped'])
    const message = { status: 'stopped', content: 'One two', usage }
    expect(events.at(-1)?.data).toMatchObject({ message })
    expect((await client.messages(conversation))[1]).toMatchObject(message)
    await model.requests[0]?.closed
    expect(model.requests[0]?.wasAborted).toBe(true)
  })

  test('a stop that is repeated answers the same, also after the end', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.stepped(['Never'])
    const running = await client.sendAsync(await client.conversation(), 'Hi')
    await model.waitForRequest(1)
    const path = `/v1/runs/${running.json.id}/stop`
    const stops = await Promise.all([client.post(path), client.post(path), client.post(path)])
    stops.push(await client.post(path))
    for (const { status, json } of stops) {
      expect(status).toBe(200)
      expect(json).toEqual(stops[0]?.json)
    }
    expect(stops[0]?.json.state).toBe('stopped')
    const events = await (await client.events(running.json.id)).all()
    expect(events.filter(({ type }) => type === 'stopped').length).toBe(1)
  })

  test('a completed answer is not changed by a stop that comes too late', async () => {
    await using server = await startTestServer()
    const { client } = server
    const { json } = await client.ask(await client.conversation(), 'Hi')
    const stopped = await client.post(`/v1/runs/${json.run.id}/stop`)
    expect([stopped.status, stopped.json]).toEqual([200, json.run])
  })

  test('a queued run can be stopped before its turn, and never reaches the model', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['First'])
    const conversation = await client.conversation()
    const first = await client.sendAsync(conversation, 'One')
    const queued = await client.send(conversation, 'Two', { whileRunning: 'queue' })
    const third = await client.sendAsync(conversation, 'Three', { whileRunning: 'queue' })
    await queued.until(({ type }) => type === 'notice')
    const stopped = await client.post(`/v1/runs/${String(queued.headers['x-run-id'])}/stop`)
    expect(stopped.json).toMatchObject({ state: 'stopped', usage: null })
    expect((await queued.all()).map(({ type }) => type)).toEqual(['notice', 'stopped'])
    expect((await client.get(`/v1/conversations/${conversation}/run`)).json.id).toBe(first.json.id)
    steps.releaseAll()
    expect((await (await client.events(third.json.id)).all()).at(-1)?.type).toBe('completed')
    expect(model.requests.length).toBe(2)
    expect((await client.get(`/v1/runs/${first.json.id}`)).json.state).toBe('completed')
  })

  test('a run waiting to ask the model again is stopped at once', async () => {
    await using server = await startTestServer({ retry: { attempts: 5, baseMs: 60_000, maxMs: 60_000 } })
    const { client, model } = server
    model.fail(500)
    const running = await client.sendAsync(await client.conversation(), 'Hi')
    await model.waitForRequest(1)
    const stopped = await client.post(`/v1/runs/${running.json.id}/stop`)
    expect(stopped.json.state).toBe('stopped')
    expect(model.requests.length).toBe(1)
  })

  test('after a stop the conversation takes the next message at once', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.stepped(['Never'])
    const conversation = await client.conversation()
    const running = await client.sendAsync(conversation, 'One')
    await client.post(`/v1/runs/${running.json.id}/stop`)
    expect((await client.ask(conversation, 'Two')).status).toBe(200)
  })

  test('stopping a run that does not exist is 404, as reading it is', async () => {
    await using server = await startTestServer()
    const { client } = server
    const read = await client.get('/v1/runs/nothing')
    expectProblem(read, 404, 'not_found')
    expect(withoutCorrelation(await client.post('/v1/runs/nothing/stop'))).toBe(withoutCorrelation(read))
    expect(withoutCorrelation(await client.get('/v1/runs/nothing/events'))).toBe(withoutCorrelation(read))
  })
})

describe('DESIGN: a run outlives its process', () => {
  test('a run that its server handed over is answered by the next, and readers go on where they were', async () => {
    await using server = await startTestServer({ drainMs: 1 })
    const steps = server.model.stepped(['Half', ' never'])
    const conversation = await server.client.conversation()
    const stream = await server.client.send(conversation, 'Hi')
    steps.release()
    const seen = await stream.until(({ type }) => type === 'delta')
    await server.drain()
    const told = await stream.all()
    expect(told.map(({ type }) => type)).toEqual(['started', 'delta'])
    expect(stream.text()).toMatch(/\n\nretry: \d+\n\n$/)

    await using next = await startTestServer({ path: server.path })
    next.model.reply('Whole answer')
    const rest = await (await next.client.events(String(stream.headers['x-run-id']), seen.id)).all()
    expect(rest[0]).toMatchObject({ type: 'restarted', data: { attempt: 2 } })
    expect(rest.at(-1)?.type).toBe('completed')
    expect(foldEvents([...told, ...rest])).toBe('Whole answer')
    const run = (await next.client.get(`/v1/runs/${String(stream.headers['x-run-id'])}`)).json
    expect(run).toMatchObject({ state: 'completed', attempt: 2, usage: { estimated: true } })
    expect(run.usage.outputTokens).toBeGreaterThan(2)
  })
})
