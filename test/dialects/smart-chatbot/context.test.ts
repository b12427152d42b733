import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, history, simple, told } from './talk.ts'

const exchange = (n: number): string[] => [`user: n${n}`, `assistant: You said: n${n}`]

describe('S1-3: what the model is told', () => {
  test('is the system prompt, the last five exchanges and the message, once', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    for (let n = 1; n <= 7; n++) await (n % 2 === 0 ? chat : simple)(client, 'u', `n${n}`)
    expect(told(model, 1)).toEqual(['user: n1'])
    expect(told(model, 6)).toEqual([...[1, 2, 3, 4, 5].flatMap(exchange), 'user: n6'])
    expect(told(model, 7)).toEqual([...[2, 3, 4, 5, 6].flatMap(exchange), 'user: n7'])
    expect(model.requests.length).toBe(7)
    for (const { body } of model.requests) {
      expect(body.messages?.filter(({ role }) => role === 'system').length).toBe(1)
    }
  })

  test('SETTLED 3: leaves a failed turn out, and still has five exchanges around it', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    for (let n = 1; n <= 4; n++) await simple(client, 'u', `n${n}`)
    model.fail(500)
    await simple(client, 'u', 'Doomed')
    model.next(async (exchange) => {
      await exchange.token('Broken answer')
      exchange.cut()
    })
    await chat(client, 'u', 'Broken')
    for (let n = 5; n <= 6; n++) await simple(client, 'u', `n${n}`)
    expect(told(model)).toEqual([...[1, 2, 3, 4, 5].flatMap(exchange), 'user: n6'])
    expect(await history(client, 'u')).toEqual([1, 2, 3, 4, 5, 6].map((n) => `n${n} > You said: n${n}`))
  })
})
