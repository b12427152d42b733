import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { countRows } from '../v1/another-person.ts'
import { begin, say, told } from './say.ts'

const retry = { attempts: 0, baseMs: 1 }

describe('S4-1: where the model fails', () => {
  test('whatever it says, it is 503 and no session is left behind', async () => {
    await using server = await startTestServer({ retry })
    const { client, model } = server
    for (const status of [400, 401, 429, 500, 503]) {
      model.fail(status)
      const refused = await say(client, 'Hello')
      expect(refused.status).toBe(503)
      expect(refused.json).toEqual({
        error: expect.stringMatching(/^\S.*\.$/),
        detail: 'AI service unavailable',
        correlation_id: refused.headers['x-correlation-id'],
      })
      expect((await client.get('/api/chat/sessions')).json).toEqual([])
    }
    await server.tidy()
    expect(countRows(server.path)).toMatchObject({ conversations: 0, messages: 0, runs: 0, run_events: 0 })
  })

  test('in the middle of its answer, nothing of the answer is given or kept', async () => {
    await using server = await startTestServer({ retry })
    const { client, model } = server
    model.next(async (exchange) => {
      await exchange.token('Half an ans')
      exchange.cut()
    })
    const refused = await say(client, 'Hello')
    expect(refused.status).toBe(503)
    expect(refused.text).not.toContain('Half an ans')
    await server.tidy()
    expect(countRows(server.path)).toMatchObject({ conversations: 0, messages: 0 })
  })

  test('in a session that has been, the session goes on without that turn', async () => {
    await using server = await startTestServer({ retry })
    const { client, model } = server
    const id = await begin(client, 'One')
    model.fail(500)
    expect((await say(client, 'Doomed', id)).json.detail).toBe('AI service unavailable')
    expect(await told(client, id)).toEqual(['user: One', 'assistant: You said: One'])
    expect((await say(client, 'Two', id)).status).toBe(200)
    expect(
      model.requests
        .at(-1)
        ?.body.messages?.map(({ content }) => content)
        .slice(1),
    ).toEqual(['One', 'You said: One', 'Two'])
  })
})
