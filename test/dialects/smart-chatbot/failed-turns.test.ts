import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { countRows } from '../v1/another-person.ts'
import { chat, counts, history, open, simple, success, told } from './talk.ts'

const unanswered = { retry: { attempts: 0, baseMs: 1 } }

describe('SETTLED 3, S1-3: a turn that fails', () => {
  test.each([
    ['stream', chat],
    ['whole answer', simple],
  ])('as the first, asked for as a %s, leaves nothing, and the next one begins anew', async (_name, ask) => {
    await using server = await startTestServer(unanswered)
    const { client, model } = server
    model.fail(500)
    const failed = await ask(client, 'u', 'Doomed')
    expect(failed.text).toContain('The model failed.')
    expect(await history(client, 'u')).toEqual([])
    expect(await counts(client)).toEqual([0, 0])
    await server.tidy()
    expect(countRows(server.path)).toMatchObject({ conversations: 0, messages: 0, messages_search: 0 })
    await ask(client, 'u', 'Again')
    expect(told(model)).toEqual(['user: Again'])
    expect(await history(client, 'u')).toEqual(['Again > You said: Again'])
    expect(await counts(client)).toEqual([1, 1])
  })

  test('later leaves the turns before it, and is not counted', async () => {
    await using server = await startTestServer(unanswered)
    const { client, model } = server
    await chat(client, 'u', 'First')
    model.next(async (exchange) => {
      await exchange.token('Broken answer')
      exchange.cut()
    })
    expect((await chat(client, 'u', 'Doomed')).text).toContain('"error": "The answer broke off.')
    expect(await history(client, 'u')).toEqual(['First > You said: First'])
    expect(await counts(client)).toEqual([1, 1])
    await chat(client, 'u', 'Third')
    expect(told(model)).toEqual(['user: First', 'assistant: You said: First', 'user: Third'])
    expect(await history(client, 'u')).toEqual(['First > You said: First', 'Third > You said: Third'])
  })

  test('as the first takes nothing from the message that waits behind it', async () => {
    await using server = await startTestServer(unanswered)
    const { client, model } = server
    const fall = Promise.withResolvers<void>()
    model.next(async (exchange) => {
      await fall.promise
      await exchange.respond(500)
    })
    const one = await open(client, 'u', 'One')
    const two = await open(client, 'u', 'Two')
    fall.resolve()
    await Promise.all([one.all(), two.all()])
    expect(one.text()).toContain('"error": "The model failed.')
    expect(two.text().endsWith(success)).toBe(true)
    expect(told(model)).toEqual(['user: Two'])
    expect(await history(client, 'u')).toEqual(['Two > You said: Two'])
    expect(await counts(client)).toEqual([1, 1])
  })
})
