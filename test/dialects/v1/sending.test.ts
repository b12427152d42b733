import { describe, expect, test } from 'vitest'
import { foldEvents } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { expectProblem } from './expect-problem.ts'

describe('PROTOCOL: Sending, in three manners', () => {
  test('a sent message is answered in events that begin with started and end with completed', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('Hello there, friend.')
    const conversation = await client.conversation()
    const stream = await client.send(conversation, 'Hi')
    const events = await stream.all()
    expect(stream.status).toBe(200)
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(events.at(0)?.type).toBe('started')
    expect(events.at(0)?.data.runId).toBe(stream.headers['x-run-id'])
    expect(stream.headers['x-correlation-id']).toMatch(/^[\w-]{36}$/)
    expect(events.at(-1)?.type).toBe('completed')
    expect(foldEvents(events)).toBe('Hello there, friend.')
  })

  test('a sender who wants no stream gets run, question and answer once the answer is complete', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('Four words of answer.', { input: 11, output: 5 })
    const conversation = await client.conversation()
    const answer = await client.ask(conversation, 'A question?')
    expect(answer.status).toBe(200)
    const { run, userMessage, message } = answer.json
    const usage = { inputTokens: 11, outputTokens: 5, totalTokens: 16, estimated: false, costUsd: 0.00063 }
    expect(run).toEqual({
      id: answer.headers['x-run-id'],
      conversationId: conversation,
      userMessageId: userMessage.id,
      messageId: message.id,
      state: 'completed',
      attempt: 1,
      model: 'gpt-4',
      usage,
      error: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      endedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    })
    expect(userMessage).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      conversationId: conversation,
      seq: 1,
      parentId: null,
      role: 'user',
      content: 'A question?',
      status: 'completed',
      runId: run.id,
      model: null,
      usage: null,
      createdAt: run.createdAt,
    })
    expect(message).toEqual({
      id: run.messageId,
      conversationId: conversation,
      seq: 2,
      parentId: userMessage.id,
      role: 'assistant',
      content: 'Four words of answer.',
      status: 'completed',
      runId: run.id,
      model: 'gpt-4',
      usage,
      createdAt: run.createdAt,
    })
    expect(await client.messages(conversation)).toEqual([userMessage, message])
  })

  test('a sender who goes away at once still has a run that is answered', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Later', ' then'])
    const conversation = await client.conversation()
    const accepted = await client.sendAsync(conversation, 'Take your time')
    expect(accepted.status).toBe(202)
    expect(accepted.headers.location).toBe(`/v1/runs/${accepted.json.id}`)
    expect(accepted.json).toMatchObject({ state: 'running', messageId: expect.any(String), endedAt: null, usage: null })
    const [question, answer] = await client.messages(conversation)
    expect(question).toMatchObject({ content: 'Take your time', status: 'completed' })
    expect(answer).toMatchObject({ id: accepted.json.messageId, status: 'streaming', content: '' })
    steps.releaseAll()
    await (await client.events(accepted.json.id)).all()
    expect((await client.messages(conversation))[1]).toMatchObject({ status: 'completed', content: 'Later then' })
  })

  test('preferences are read in a list, and an answer as a stream wins over one at once', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    const listed = await client.ask(conversation, 'One', {}, { prefer: 'wait=5, Respond-Async' })
    expect(listed.status).toBe(202)
    await (await client.events(listed.json.id)).all()
    const stream = await client.send(conversation, 'Two', {}, { prefer: 'respond-async' })
    expect(stream.status).toBe(200)
    expect((await stream.all()).at(-1)?.type).toBe('completed')
  })

  test('a wait that would outlast a proxy ends in 503, and the run goes on', async () => {
    await using server = await startTestServer({ limits: { answerWaitMs: 30 } })
    const { client, model } = server
    const steps = model.stepped(['Slow'])
    const conversation = await client.conversation()
    const waited = await client.ask(conversation, 'Hurry')
    expectProblem(waited, 503, 'answer_pending')
    expect(waited.headers['retry-after']).toMatch(/^\d+$/)
    expect(waited.headers['x-should-retry']).toBeUndefined()
    steps.releaseAll()
    const events = await (await client.events(waited.json.runId)).all()
    expect(events.at(-1)?.type).toBe('completed')
  })

  test('a reader who leaves does not stop the answer (LESSONS 3)', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['One', ' two', ' three'])
    const conversation = await client.conversation()
    const first = await client.send(conversation, 'Count')
    steps.release()
    await first.until(({ type }) => type === 'delta')
    first.leave()
    steps.releaseAll()
    const again = await client.events(String(first.headers['x-run-id']))
    expect(foldEvents(await again.all())).toBe('One two three')
    expect(model.requests[0]?.wasAborted).toBe(false)
  })
})

describe('PROTOCOL: Sending, what may be sent', () => {
  test('length is counted in code points, so that a message of emoji is not refused as too long', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    for (const content of ['x', '🎈', 'x'.repeat(32_000), '🎈'.repeat(32_000)]) {
      model.reply('ok')
      const { status, json } = await client.ask(conversation, content)
      expect(status).toBe(200)
      expect(json.userMessage.content).toBe(content)
    }
    for (const content of ['', 'x'.repeat(32_001), '🎈'.repeat(32_001)]) {
      const refused = await client.ask(conversation, content)
      expectProblem(refused, 422, 'invalid')
      expect(refused.json.errors[0].path).toBe('body.content')
    }
    expect(model.requests.length).toBe(4)
  })

  test('a model that this server does not offer is refused before it costs anything', async () => {
    await using server = await startTestServer({ defaultModel: 'mine', allowedModels: ['other'] })
    const { client, model } = server
    const conversation = await client.conversation()
    const refused = await client.ask(conversation, 'Hi', { model: 'gpt-99' })
    expectProblem(refused, 422, 'invalid')
    expect(refused.json.errors).toEqual([{ path: 'body.model', message: 'must be one of mine, other' }])
    expect(await client.messages(conversation)).toEqual([])
    await client.ask(conversation, 'Hi')
    await client.ask(conversation, 'Hi', { model: 'other' })
    expect(model.requests.map(({ body }) => body.model)).toEqual(['mine', 'other'])
  })

  test('temperature and maxTokens are not lost on their way to the model', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    await client.ask(conversation, 'Hi', { temperature: 0, maxTokens: 17 })
    await client.ask(conversation, 'Hi')
    expect(model.requests[0]?.body).toMatchObject({ temperature: 0, max_tokens: 17 })
    expect(model.requests[1]?.body).not.toHaveProperty('temperature')
    expect(model.requests[1]?.body).not.toHaveProperty('max_tokens')
  })

  test('a field out of its range is refused with its name', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    const wrong: [string, unknown][] = [
      ['temperature', 2.1],
      ['temperature', '0.5'],
      ['maxTokens', 0],
      ['maxTokens', 1.5],
      ['whileRunning', 'wait'],
      ['parentId', 7],
      ['model', null],
    ]
    for (const [name, value] of wrong) {
      const refused = await client.ask(conversation, 'Hi', { [name]: value })
      expectProblem(refused, 422, 'invalid')
      expect(refused.json.errors.map(({ path }: { path: string }) => path)).toEqual([`body.${name}`])
      expect(refused.headers['x-should-retry']).toBe('false')
    }
  })
})

describe('PROTOCOL: an answer that fails', () => {
  const retry = { attempts: 1, baseMs: 1, maxMs: 1 }

  test('a failure reaches a waiting sender as 503, a stream as failed, and the message as failed', async () => {
    await using server = await startTestServer({ retry })
    const { client, model } = server
    const secret = '{"error":{"message":"sk-verysecret is out of order"}}'
    for (let i = 0; i < 4; i++) model.fail(500, { 'content-type': 'application/json' }, secret)
    const conversation = await client.conversation()

    const refused = await client.ask(conversation, 'One')
    expectProblem(refused, 503, 'model_unavailable')
    expect(refused.json.detail).toMatch(/again/)
    expect(refused.headers['x-should-retry']).toBe('false')
    expect(refused.text).not.toContain('out of order')
    const run = (await client.get(`/v1/runs/${refused.json.runId}`)).json
    expect(run).toMatchObject({ state: 'failed', endedAt: expect.any(String) })

    const stream = await client.send(conversation, 'Two')
    expect(stream.status).toBe(200)
    const last = (await stream.all()).at(-1)
    expect(last?.type).toBe('failed')
    expect(last?.data).toMatchObject({ message: { status: 'failed' }, error: { code: 'model_unavailable' } })
    expect(stream.text()).not.toContain('out of order')

    const messages = await client.messages(conversation)
    expect(messages.map(({ role, status }) => `${String(role)} ${String(status)}`)).toEqual([
      'user completed',
      'assistant failed',
      'user completed',
      'assistant failed',
    ])
    expect(model.requests.length).toBe(4)
  })

  test('half an answer is not taken for a whole one when the model breaks off (LESSONS 10)', async () => {
    await using server = await startTestServer({ retry })
    const { client, model } = server
    model.next(async (exchange) => {
      await exchange.token('Half of it')
      await exchange.end()
    })
    const conversation = await client.conversation()
    const events = await (await client.send(conversation, 'Go on')).all()
    expect(events.map(({ type }) => type)).toEqual(['started', 'delta', 'usage', 'failed'])
    expect(events.at(-1)?.data).toMatchObject({
      message: { status: 'failed', content: 'Half of it', usage: { estimated: true } },
      error: { title: expect.any(String), detail: expect.any(String), code: 'model_interrupted' },
    })
    expect(model.requests.length).toBe(1)
  })

  test('the reason why an answer ended is not lost', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    for (const reason of ['length', 'content_filter', 'stop']) {
      model.next(async (exchange) => {
        await exchange.token('So far')
        await exchange.finish(reason)
        await exchange.done()
      })
      const last = (await (await client.send(conversation, 'Go')).all()).at(-1)
      expect(last?.type).toBe('completed')
      expect(last?.data.finishReason).toBe(reason)
    }
  })
})
