import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { expectProblem } from './expect-problem.ts'

const key = (value: string): Record<string, string> => ({ 'idempotency-key': value })
const hours = 3_600_000

describe('PROTOCOL: Idempotency-Key', () => {
  test('a send that is repeated after its answer gets the same answer, and costs nothing', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const first = await client.ask(conversation, 'Once', {}, key('k'))
    const second = await client.ask(conversation, 'Once', {}, key('k'))
    expect(second.status).toBe(200)
    expect(second.text).toBe(first.text)
    expect(second.headers['x-run-id']).toBe(first.headers['x-run-id'])
    expect(model.requests.length).toBe(1)
    expect((await client.messages(conversation)).length).toBe(2)
  })

  test('a repeated stream is the same to the byte, from its start', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('One, two and three')
    const conversation = await client.conversation()
    const first = await client.send(conversation, 'Count', {}, key('k'))
    await first.all()
    const second = await client.send(conversation, 'Count', {}, key('k'))
    await second.all()
    expect(second.text()).toBe(first.text())
    expect(model.requests.length).toBe(1)
  })

  test('a send repeated while its answer is made joins it, in whatever manner it asks', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Half', ' and half'])
    const conversation = await client.conversation()
    const first = await client.send(conversation, 'Go', {}, key('k'))
    steps.release()
    await first.until(({ type }) => type === 'delta')
    const accepted = await client.sendAsync(conversation, 'Go', {}, key('k'))
    expect(accepted.status).toBe(202)
    expect(accepted.json.id).toBe(first.headers['x-run-id'])
    const second = await client.send(conversation, 'Go', {}, key('k'))
    await second.until(({ type }) => type === 'delta')
    const waiting = client.ask(conversation, 'Go', {}, key('k'))
    steps.releaseAll()
    const [one, other] = [await first.all(), await second.all()]
    expect(other).toEqual(one)
    expect((await waiting).json.message.content).toBe('Half and half')
    expect(model.requests.length).toBe(1)
  })

  test('a key of another request is refused, and its run is left alone', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const first = await client.ask(conversation, 'Once', {}, key('k'))
    for (const more of [{ temperature: 1 }, { maxTokens: 5 }, { parentId: null }, { whileRunning: 'queue' }]) {
      expectProblem(await client.ask(conversation, 'Once', more, key('k')), 409, 'idempotency_key_reused')
    }
    const refused = await client.ask(conversation, 'Twice', {}, key('k'))
    expectProblem(refused, 409, 'idempotency_key_reused')
    expect(refused.headers['x-should-retry']).toBe('false')
    expect(await client.messages(conversation)).toEqual([first.json.userMessage, first.json.message])
    expect(model.requests.length).toBe(1)
  })

  test('the same body at another path is another request', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const [one, other] = [await client.conversation(), await client.conversation()]
    const first = await client.ask(one, 'Once', {}, key('k'))
    expectProblem(await client.ask(other, 'Once', {}, key('k')), 409, 'idempotency_key_reused')
    const path = `/v1/conversations/${one}/messages/${first.json.message.id}/regenerate`
    expectProblem(await client.post(path, { content: 'Once' }, key('k')), 409, 'idempotency_key_reused')
    expect(await client.messages(other)).toEqual([])
    expect(model.requests.length).toBe(1)
  })

  test('a body is compared as JSON, whatever the order and spacing of its keys', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const path = `/v1/conversations/${conversation}/messages`
    const bodies = [
      '{"content":"Hi","temperature":1,"maxTokens":9}',
      '{ "maxTokens": 9, "temperature": 1.0,\n "content": "\\u0048i" }',
    ]
    const runs: unknown[] = []
    for (const raw of bodies) {
      const answer = await client.call('POST', path, { raw, headers: key('k') })
      expect(answer.status).toBe(200)
      runs.push(answer.json.run.id)
    }
    expect(runs[1]).toBe(runs[0])
    expect(model.requests.length).toBe(1)
  })

  test('eight identical sends at once make one run and one model call (LESSONS 2)', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.ask(conversation, 'Once', {}, key('storm'))),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(model.requests.length).toBe(1)
    expect((await client.messages(conversation)).length).toBe(2)
  })

  test('eight sends at once that differ under one key make one run, and seven refusals', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => client.ask(conversation, `Number ${i}`, {}, key('storm'))),
    )
    expect(answers.filter(({ status }) => status === 200).length).toBe(1)
    for (const answer of answers.filter(({ status }) => status !== 200))
      expectProblem(answer, 409, 'idempotency_key_reused')
    expect(model.requests.length).toBe(1)
  })

  test('a known key is looked at before the conversation is found busy', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Done'])
    const conversation = await client.conversation()
    const first = await client.sendAsync(conversation, 'Go', {}, key('mine'))
    const same = await client.sendAsync(conversation, 'Go', {}, key('mine'))
    expect([same.status, same.json.id]).toEqual([202, first.json.id])
    expectProblem(await client.sendAsync(conversation, 'Other', {}, key('mine')), 409, 'idempotency_key_reused')
    const busy = await client.sendAsync(conversation, 'Go', {}, key('another'))
    expectProblem(busy, 409, 'run_in_progress')
    steps.releaseAll()
    await (await client.events(first.json.id)).all()
    // What was refused has used up no key.
    expect((await client.ask(conversation, 'Go', {}, key('another'))).status).toBe(200)
    expect(model.requests.length).toBe(2)
  })

  test('a failed answer is not made again by a repetition', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    model.fail(500)
    const conversation = await client.conversation()
    const first = await client.ask(conversation, 'Once', {}, key('k'))
    const second = await client.ask(conversation, 'Once', {}, key('k'))
    expectProblem(first, 503, 'model_unavailable')
    expectProblem(second, 503, 'model_unavailable')
    expect(second.json.runId).toBe(first.json.runId)
    expect(model.requests.length).toBe(1)
  })

  test('regenerating is repeated no more than sending', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const { json } = await client.ask(conversation, 'Once')
    const path = `/v1/conversations/${conversation}/messages/${json.message.id}/regenerate`
    const [first, second] = await Promise.all([
      client.call('POST', path, { headers: key('k') }),
      client.call('POST', path, { headers: key('k') }),
    ])
    expect(first.status).toBe(200)
    expect(second.text).toBe(first.text)
    expectProblem(await client.post(path, { temperature: 1 }, key('k')), 409, 'idempotency_key_reused')
    expect(model.requests.length).toBe(2)
  })

  test('a key has 1 to 255 characters, and is taken as it is', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const good = ['x', 'x'.repeat(255), 'X', '"quoted"', "';--", '  ', ' padded ', '__proto__']
    for (const [i, value] of good.entries()) {
      const answer = await client.ask(conversation, `Number ${i}`, {}, key(value))
      // White space around a header's value is no part of it: what is nothing else is an empty key.
      expect(answer.status).toBe(value.trim() === '' ? 422 : 200)
    }
    for (const value of ['', 'x'.repeat(256)]) {
      const refused = await client.ask(conversation, 'Hi', {}, key(value))
      expectProblem(refused, 422, 'invalid')
      expect(refused.json.errors[0].path).toBe('headers.idempotency-key')
    }
    expect(model.requests.length).toBe(7)
  })

  test('a key is forgotten after 24 hours, and not before (SETTLED 6)', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const first = await client.ask(conversation, 'Once', {}, key('k'))
    server.advance(23 * hours)
    await server.tidy()
    expect((await client.ask(conversation, 'Once', {}, key('k'))).json.run.id).toBe(first.json.run.id)
    server.advance(2 * hours)
    await server.tidy()
    expect((await client.ask(conversation, 'Once', {}, key('k'))).json.run.id).not.toBe(first.json.run.id)
    expect(model.requests.length).toBe(2)
  })

  test('a key outlives the process that saw it first', async () => {
    await using server = await startTestServer()
    const conversation = await server.client.conversation()
    const first = await server.client.ask(conversation, 'Once', {}, key('k'))
    await server.drain()
    await using next = await startTestServer({ path: server.path })
    const second = await next.client.ask(conversation, 'Once', {}, key('k'))
    expect(second.text).toBe(first.text)
    expect(next.model.requests.length).toBe(0)
  })
})
