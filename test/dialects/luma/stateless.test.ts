import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

/** All that the server has on disk: the database, and what lies beside it. */
function onDisk(path: string): string {
  const folder = dirname(path)
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')
}

const nobody = (content: string) => ({ messages: [{ role: 'user', content }] })
const user = (content: string) => ({ user_id: 'anna', ...nobody(content) })

describe('S0-6: the messages sent are the context', () => {
  test.each(['/chat/completion', '/chat/stream'])('and %s remembers nothing of an earlier request', async (path) => {
    await using server = await startTestServer()
    server.model.reply('kanarienvogel answered')
    await server.client.post(path, user('kanarienvogel asked'))
    await server.client.post(path, user('What did I say?'))
    const second = server.model.requests[1]?.body
    expect(second?.messages?.slice(1)).toEqual([{ role: 'user', content: 'What did I say?' }])
    expect(JSON.stringify(second)).not.toContain('kanarienvogel')
  })

  test('and nothing of what nobody asks, nor of an answer, is ever on the disk', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    for (const path of ['/chat/completion', '/chat/stream']) {
      model.reply('kanarienvogel-antwort')
      await client.call('POST', path, { body: nobody('kanarienvogel-frage'), headers: { 'idempotency-key': path } })
      model.next(async (exchange) => {
        await exchange.token('kanarienvogel-antwort')
        await exchange.end()
      })
      await client.post(path, nobody('kanarienvogel-frage'))
    }
    // What is stored of a conversation is found where this looks, and so is the run of each request.
    await client.ask(await client.conversation(), 'wellensittich-frage')
    const running = onDisk(server.path)
    await server.drain()
    for (const bytes of [running, onDisk(server.path)]) {
      expect(bytes.includes('wellensittich-frage')).toBe(true)
      expect(bytes.includes('luma')).toBe(true)
      expect(bytes.includes('kanarienvogel')).toBe(false)
    }
  })

  test('and no conversation comes of them', async () => {
    await using server = await startTestServer()
    await server.client.post('/chat/completion', user('Hi'))
    expect((await server.client.get('/v1/conversations')).json.data).toEqual([])
    expect((await server.client.get('/api/chat/history/anna')).json).toMatchObject({ history: [], count: 0 })
  })
})

describe('S0-7: the log', () => {
  test.each(['/chat/completion', '/chat/stream'])(
    'says who asked %s and how many messages, never what',
    async (path) => {
      await using server = await startTestServer({ retry: { attempts: 0 } })
      const { client, model } = server
      const messages = [
        { role: 'system', content: 'kanarienvogel-auftrag' },
        { role: 'assistant', content: 'kanarienvogel-gruss' },
        { role: 'user', content: 'kanarienvogel-frage' },
      ]
      model.reply('kanarienvogel-antwort')
      const headers = { 'x-correlation-id': 'mine' }
      await client.call('POST', path, { body: { user_id: 'anna', messages }, headers })
      expect(await server.logged({ event: 'message_accepted', correlation_id: 'mine' })).toMatchObject({
        user_id: 'anna',
        messages: 3,
        dialect: 'luma',
      })
      await client.post(path, { messages: messages.slice(2) })
      await server.logged({ event: 'message_accepted', user_id: 'local', messages: 1 })

      model.fail(400, {}, '{"error":{"message":"kanarienvogel-frage","type":"invalid_request_error"}}')
      await client.post(path, { messages })
      await client.post(path, { messages: [{ role: 'kanarienvogel', content: 'kanarienvogel-frage' }] })
      await client.post(path, { messages: 'kanarienvogel-frage' })
      await client.call('POST', path, { raw: '{"messages": "kanarienvogel' })
      await server.drain()
      expect(server.lines.filter((line) => line.includes('validation_error'))).not.toHaveLength(0)
      for (const line of server.lines) expect(line).not.toContain('kanarienvogel')
    },
  )
})
