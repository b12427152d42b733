import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, counts, history, open, simple, success, told } from './talk.ts'

const goneDown =
  'data: {"content": "Sorry, something went wrong with this answer.", "done": true, "error": ' +
  '"The server is going down before the answer is complete. It will be finished and stored: your message need not be sent again."}\n\n' +
  'data: [DONE]\n\n'

describe('S1-1, S1-3: a server that goes down in the middle of an answer', () => {
  test('SETTLED 11: sends its readers away, and the next one finishes the answer, once', async () => {
    await using server = await startTestServer({ drainMs: 0 })
    const { client, model } = server
    await chat(client, 'u', 'First')
    const steps = model.stepped(['Half', ' never'])
    const stream = await open(client, 'u', 'Second')
    steps.release()
    await stream.untilText((text) => text.includes('Half'))
    await server.drain()
    await stream.all()
    expect(stream.text()).toBe(`data: {"content": "Half", "done": false}\n\n${goneDown}`)
    model.reply('Whole')
    await using next = await startTestServer({ path: server.path, fake: model })
    // It waits for the answer before it.
    await chat(next.client, 'u', 'Third')
    expect(await history(next.client, 'u')).toEqual([
      'First > You said: First',
      'Second > Whole',
      'Third > You said: Third',
    ])
    expect(told(model, 3)).toEqual(['user: First', 'assistant: You said: First', 'user: Second'])
    expect(model.requests.length).toBe(4)
    expect(await counts(next.client)).toEqual([1, 3])
  })

  test('S1-2: answers 503 to the one who waits for the whole, whose answer is kept all the same', async () => {
    await using server = await startTestServer({ drainMs: 0 })
    const { client, model } = server
    model.stepped(['Never'])
    const waiting = simple(client, 'u', 'Hi')
    await model.waitForRequest(1)
    await server.drain()
    const pending = await waiting
    expect([pending.status, pending.json.detail]).toEqual([
      503,
      'The server is going down before the answer is complete. It will be finished and stored: your message need not be sent again.',
    ])
    model.reply('Whole')
    await using next = await startTestServer({ path: server.path, fake: model })
    await chat(next.client, 'u', 'Next')
    expect((await history(next.client, 'u'))[0]).toBe('Hi > Whole')
  })

  test('SETTLED 6: a repetition with the same key finds the answer on the next server', async () => {
    await using server = await startTestServer({ drainMs: 0 })
    const { client, model } = server
    const key = { 'idempotency-key': 'k' }
    model.stepped(['Never'])
    const stream = await open(client, 'u', 'Hi', key)
    await model.waitForRequest(1)
    await server.drain()
    await stream.all()
    expect(stream.text()).toBe(goneDown)
    model.reply('Whole answer')
    await using next = await startTestServer({ path: server.path, fake: model })
    const again = await chat(next.client, 'u', 'Hi', key)
    expect(again.headers['x-run-id']).toBe(stream.headers['x-run-id'])
    expect(again.text).toBe(
      `data: {"content": "Whole", "done": false}\n\ndata: {"content": " answer", "done": false}\n\n${success}`,
    )
    expect(await history(next.client, 'u')).toEqual(['Hi > Whole answer'])
    expect(model.requests.length).toBe(2)
  })

  test('SETTLED 6, SETTLED 7: a repetition is not told what was said before the answer was begun anew', async () => {
    await using server = await startTestServer({ drainMs: 0 })
    const { client, model } = server
    const key = { 'idempotency-key': 'k' }
    const steps = model.stepped(['Half', ' never'])
    const stream = await open(client, 'u', 'Hi', key)
    steps.release()
    await stream.untilText((text) => text.includes('Half'))
    await server.drain()
    model.reply('Whole answer')
    await using next = await startTestServer({ path: server.path, fake: model })
    const whole = `data: {"content": "Whole", "done": false}\n\ndata: {"content": " answer", "done": false}\n\n${success}`
    // One may come while it is written, the other comes when it is done.
    expect((await chat(next.client, 'u', 'Hi', key)).text).toBe(whole)
    expect((await chat(next.client, 'u', 'Hi', key)).text).toBe(whole)
    expect(model.requests.length).toBe(2)
  })
})

describe('S1-3, S1-5: a restart', () => {
  test('forgets no exchange, no context and no count', async () => {
    await using server = await startTestServer()
    await chat(server.client, 'a', 'One')
    await simple(server.client, 'a', 'Two')
    await chat(server.client, 'b', 'One')
    const before = (await server.client.get('/api/chat/history/a')).text
    await server.drain()
    await using next = await startTestServer({ path: server.path })
    const { client, model } = next
    expect((await client.get('/api/chat/history/a')).text).toBe(before)
    expect(await counts(client)).toEqual([2, 3])
    await chat(client, 'a', 'Three')
    expect(told(model)).toEqual([
      'user: One',
      'assistant: You said: One',
      'user: Two',
      'assistant: You said: Two',
      'user: Three',
    ])
  })
})
