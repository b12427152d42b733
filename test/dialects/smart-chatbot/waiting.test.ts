import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, history, open, simple, success, told } from './talk.ts'

describe('SETTLED 4, S1-1, S1-2: a message to somebody who is being answered', () => {
  test('waits for its turn in either manner of asking, and knows the answer before it', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Done'])
    const first = await open(client, 'u', 'One')
    await model.waitForRequest(1)
    const second = await open(client, 'u', 'Two')
    const third = simple(client, 'u', 'Three')
    await server.logged({ event: 'request_received', path: '/api/chat/simple' })
    expect([second.status, second.text(), model.requests.length]).toEqual([200, '', 1])
    steps.releaseAll()
    await Promise.all([first.all(), second.all()])
    expect(first.text()).toBe(`data: {"content": "Done", "done": false}\n\n${success}`)
    expect(second.text().endsWith(success)).toBe(true)
    expect((await third).json.response).toBe('You said: Three')
    expect(told(model, 3)).toEqual([
      'user: One',
      'assistant: Done',
      'user: Two',
      'assistant: You said: Two',
      'user: Three',
    ])
    expect(await history(client, 'u')).toEqual(['One > Done', 'Two > You said: Two', 'Three > You said: Three'])
  })

  test('is refused with 429 and never 409 once eight wait, and nothing of it is kept', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Done'])
    const streams = [await open(client, 'u', 'n0')]
    await model.waitForRequest(1)
    for (let n = 1; n <= 8; n++) streams.push(await open(client, 'u', `n${n}`))
    expect(streams.map(({ status }) => status)).toEqual(Array(9).fill(200))
    for (const ask of [chat, simple]) {
      const refused = await ask(client, 'u', 'Too many')
      expect(refused.status).toBe(429)
      expect(refused.headers['retry-after']).toBe('5')
      expect(refused.json).toEqual({
        error: 'Too many messages wait',
        detail: '8 messages wait in this conversation already. Send again when one is answered.',
        correlation_id: refused.headers['x-correlation-id'],
      })
    }
    expect((await chat(client, 'another', 'Hi')).status).toBe(200)
    steps.releaseAll()
    for (const stream of streams) {
      await stream.all()
      expect(stream.text().endsWith(success)).toBe(true)
    }
    expect(await history(client, 'u')).toEqual([
      'n0 > Done',
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `n${n} > You said: n${n}`),
    ])
    expect((await chat(client, 'u', 'Now')).status).toBe(200)
  })

  test('S1-3: of eight at once each is answered, once, and none is lost or doubled', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const messages = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `n${n}`)
    const answers = await Promise.all(messages.map((message) => simple(client, 'u', message)))
    expect(answers.map(({ json }) => json.response)).toEqual(messages.map((message) => `You said: ${message}`))
    const kept = await history(client, 'u')
    expect(kept.sort()).toEqual(messages.map((message) => `${message} > You said: ${message}`))
    expect(model.requests.length).toBe(8)
  })
})
