import { expect, test } from 'vitest'
import { foldEvents } from '../../client.ts'
import { startTestServer } from '../../harness.ts'

test('a sent message is answered in events that begin with started and end with completed', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  model.reply('Hello there, friend.')
  const conversation = await client.conversation()
  const stream = await client.send(conversation, 'Hi')
  const events = await stream.all()
  expect(stream.status).toBe(200)
  expect(events.at(0)?.type).toBe('started')
  expect(events.at(-1)?.type).toBe('completed')
  expect(foldEvents(events)).toBe('Hello there, friend.')
})
