import { describe, expect, test } from 'vitest'
import type { FakeModel } from '../../fake-model.ts'
import { startTestServer } from '../../harness.ts'

/** What the model was sent last, without the persona. */
function told(model: FakeModel): string[] {
  const [first, ...rest] = model.requests.at(-1)?.body.messages ?? []
  expect(first?.role).toBe('system')
  expect(first?.content).toMatch(/^You are a helpful assistant\./)
  return rest.map(({ role, content }) => `${role}: ${content}`)
}

describe('DESIGN: what the model sees', () => {
  test('the model is sent the persona, the history in its order and the message, once, and nothing else', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    model.reply('First answer')
    await client.ask(conversation, 'First')
    expect(told(model)).toEqual(['user: First'])
    model.reply('Second answer')
    await client.ask(conversation, 'Second')
    expect(told(model)).toEqual(['user: First', 'assistant: First answer', 'user: Second'])
    expect(model.requests.length).toBe(2)
    for (const { body } of model.requests) {
      for (const message of body.messages ?? []) expect(Object.keys(message).sort()).toEqual(['content', 'role'])
    }
  })

  test('another conversation does not leak into the context', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const [one, other] = [await client.conversation(), await client.conversation()]
    await client.ask(one, 'My secret')
    await client.ask(other, 'Anything')
    expect(told(model)).toEqual(['user: Anything'])
  })

  test('a failed turn is never told to the model again, neither question nor answer (SETTLED 3)', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    const conversation = await client.conversation()
    model.reply('Good answer')
    await client.ask(conversation, 'Good question')
    model.fail(500)
    await client.ask(conversation, 'Doomed question')
    model.next(async (exchange) => {
      await exchange.token('Broken answer')
      exchange.cut()
    })
    await client.ask(conversation, 'Broken question')
    model.reply('Fine')
    await client.ask(conversation, 'And now?')
    expect(told(model)).toEqual(['user: Good question', 'assistant: Good answer', 'user: And now?'])
    expect((await client.messages(conversation)).length).toBe(8)
  })

  test('a conversation whose first turn failed goes on (SETTLED 3)', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    const conversation = await client.conversation()
    model.fail(400)
    await client.ask(conversation, 'Doomed')
    model.reply('Hello')
    expect((await client.ask(conversation, 'Again')).status).toBe(200)
    expect(told(model)).toEqual(['user: Again'])
  })

  test('a question that failed is not lost for its own second answer', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    const conversation = await client.conversation()
    model.fail(500)
    await client.ask(conversation, 'Asked twice')
    const failed = (await client.messages(conversation))[1]
    model.reply('At last')
    const path = `/v1/conversations/${conversation}/messages/${String(failed?.id)}/regenerate`
    expect((await client.post(path)).json.message.content).toBe('At last')
    expect(told(model)).toEqual(['user: Asked twice'])
    await client.ask(conversation, 'Next')
    expect(told(model)).toEqual(['user: Asked twice', 'assistant: At last', 'user: Next'])
  })

  test('what a stopped answer had said is not missing from what follows', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const steps = model.stepped(['Spoken', ' unspoken'])
    const stream = await client.send(conversation, 'Tell me')
    steps.release()
    await stream.until(({ type }) => type === 'delta')
    await client.post(`/v1/runs/${String(stream.headers['x-run-id'])}/stop`)
    model.reply('Sure')
    await client.ask(conversation, 'Go on')
    expect(told(model)).toEqual(['user: Tell me', 'assistant: Spoken', 'user: Go on'])
  })

  test('an answer that was stopped before its first word is not sent on as an empty message', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    model.stepped(['Never'])
    const accepted = await client.sendAsync(conversation, 'Quick')
    await model.waitForRequest(1)
    await client.post(`/v1/runs/${accepted.json.id}/stop`)
    model.reply('Sure')
    await client.ask(conversation, 'Go on')
    expect(told(model)).not.toContain('assistant: ')
    expect(told(model).at(-1)).toBe('user: Go on')
  })

  test('a long history is cut to the budget, and not without a word (S4-6, PROTOCOL: notice context_trimmed)', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation({ metadata: { memory: false } })
    const long = 'word '.repeat(2_000)
    for (const name of ['one', 'two', 'three', 'four']) {
      model.reply(`Answer ${name}`)
      await client.ask(conversation, `${name} ${long}`)
    }
    model.reply('Done')
    const events = await (await client.send(conversation, 'Last')).all()
    const notice = events.find(({ type }) => type === 'notice')
    expect(notice?.data.kind).toBe('context_trimmed')
    expect(events.indexOf(notice as never)).toBe(1)
    const turns = told(model)
    expect(turns.at(-1)).toBe('user: Last')
    expect(turns.at(-2)).toBe('assistant: Answer four')
    expect(turns[0]).toMatch(/^user: /)
    expect(turns.length).toBeLessThan(9)
    const size = turns.join('').length
    expect(size).toBeGreaterThan(long.length)
    expect(size).toBeLessThan(4 * 6_000)
    expect((await client.messages(conversation)).length).toBe(10)
  })

  test('a long history of short messages is read in pages, none of which is lost, doubled or turned around', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const messages = Array.from({ length: 300 }, (_, i) => ({
      role: i % 2 === 0 ? 'user' : 'assistant',
      content: `n${i}`,
    }))
    const imported = await client.post('/v1/conversations/import', { messages })
    await client.ask(imported.json.id, 'Last')
    expect(told(model)).toEqual([...messages.map(({ role, content }) => `${role}: ${content}`), 'user: Last'])
  })

  test('a message larger than the whole budget is sent all the same', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    await client.ask(conversation, 'Small')
    const huge = 'x'.repeat(32_000)
    await client.ask(conversation, huge)
    expect(told(model)).toEqual([`user: ${huge}`])
  })

  test('a short history is not called trimmed', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    await client.ask(conversation, 'One')
    const events = await (await client.send(conversation, 'Two')).all()
    expect(events.some(({ type }) => type === 'notice')).toBe(false)
  })
})
