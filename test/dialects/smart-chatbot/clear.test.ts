import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, clear, counts, history, open, simple, success, told } from './talk.ts'

describe('S1-4: DELETE /api/chat/history/{user_id}', () => {
  test('says what the document says, and everything of this person is gone', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await chat(client, 'user123', 'My secret')
    await chat(client, 'user123', 'More')
    await chat(client, 'other', 'Stays')
    expect(await counts(client)).toEqual([2, 3])
    const cleared = await clear(client, 'user123')
    expect([cleared.status, cleared.json]).toEqual([200, { message: 'Chat history cleared for user user123' }])
    expect(await history(client, 'user123')).toEqual([])
    expect(await history(client, 'other')).toEqual(['Stays > You said: Stays'])
    expect(await counts(client)).toEqual([1, 1])
    await chat(client, 'user123', 'Who am I?')
    expect(told(model)).toEqual(['user: Who am I?'])
    expect(await history(client, 'user123')).toEqual(['Who am I? > You said: Who am I?'])
    expect(await counts(client)).toEqual([2, 2])
  })

  test('says the same of a person who never wrote, and of one who was cleared before', async () => {
    await using server = await startTestServer()
    const { client } = server
    await chat(client, 'once', 'Hi')
    for (const user of ['nobody', 'once', 'once']) {
      const { status, json } = await clear(client, user)
      expect([status, json]).toEqual([200, { message: `Chat history cleared for user ${user}` }])
    }
    expect(await counts(client)).toEqual([0, 0])
  })

  test('SETTLED 8: ends the readers of a running answer as success, and of those that wait behind it', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Spoken', ' unspoken'])
    const running = await open(client, 'u', 'One')
    steps.release()
    await running.untilText((text) => text.includes('Spoken'))
    const waiting = await open(client, 'u', 'Two')
    expect((await clear(client, 'u')).status).toBe(200)
    await Promise.all([running.all(), waiting.all()])
    expect(running.text()).toBe(`data: {"content": "Spoken", "done": false}\n\n${success}`)
    expect(waiting.text()).toBe(success)
    expect(model.requests.length).toBe(1)
    await model.requests[0]?.closed
    expect(model.requests[0]?.wasAborted).toBe(true)
    expect(await history(client, 'u')).toEqual([])
    expect(await counts(client)).toEqual([0, 0])
    await chat(client, 'u', 'Anew')
    expect(told(model)).toEqual(['user: Anew'])
    expect(await history(client, 'u')).toEqual(['Anew > You said: Anew'])
  })

  test('S1-2: ends as success for the one who waits for the whole answer', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.stepped(['Never'])
    const waiting = simple(client, 'u', 'One')
    await model.waitForRequest(1)
    await clear(client, 'u')
    const answer = await waiting
    expect([answer.status, answer.json.message, answer.json.response]).toEqual([200, 'One', ''])
    expect(await history(client, 'u')).toEqual([])
  })
})
