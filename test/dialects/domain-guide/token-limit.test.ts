import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { begin, say, told } from './say.ts'

const usage = { input: 8, output: 5 }

test('S4-7: a session that has taken its tokens is refused in words, loses nothing, and others go on', async () => {
  await using server = await startTestServer({ tokenLimitConversation: 20 })
  const { client, model } = server
  model.reply('One.', usage)
  const sessionId = await begin(client)
  model.reply('Two.', usage)
  expect((await say(client, 'More', sessionId)).status).toBe(200)
  const before = await told(client, sessionId)

  const refused = await say(client, 'Still more', sessionId)
  expect(refused.status).toBe(429)
  expect(refused.json.error).toBe('Token limit of the conversation reached')
  expect(refused.json.detail).toContain('20 tokens')
  expect(refused.headers['x-should-retry']).toBe('false')
  expect(await told(client, sessionId)).toEqual(before)
  expect(model.requests.length).toBe(2)

  expect((await say(client, 'A new one')).status).toBe(200)
})
