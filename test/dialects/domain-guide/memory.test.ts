import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { as, withAuth } from '../../tokens.ts'
import { pin, recall, wasTold } from '../v1/remembered.ts'
import { begin, say } from './say.ts'

const fact = 'Ann is allergic to peanuts'

test('SETTLED 1: the one user of a server without authentication is remembered in the guide’s sessions', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  await pin(client, fact)
  await begin(client)
  expect(wasTold(model, fact)).toBe(true)
  await say(client, 'My sister Petra keeps bees.')
  expect((await recall(client, 'sister Petra')).map(({ text }) => text)).toContain('My sister Petra keeps bees.')
  await say(client, 'What does my sister keep?')
  expect(wasTold(model, 'Petra keeps bees')).toBe(true)
})

test('SETTLED 1: what was said in a session that is deleted is told in no other', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  const { sessionId } = (await say(client, 'My sister Petra keeps bees.')).json
  await client.call('DELETE', `/api/chat/sessions/${sessionId}`)
  expect(await recall(client, 'sister Petra')).toEqual([])
  await say(client, 'What does my sister keep?')
  expect(JSON.stringify(model.requests.at(-1)?.body)).not.toContain('Petra')
})

test('SETTLED 1: tokens tell apart whom the guide remembers', async () => {
  await using server = await startTestServer(withAuth)
  const { client, model } = server
  const ann = await as('ann')
  await pin(client, fact, ann)
  await client.post('/api/chat', { message: 'Hello' }, ann)
  expect(wasTold(model, fact)).toBe(true)
  await client.post('/api/chat', { message: 'Hello' }, await as('bob'))
  expect(wasTold(model, fact)).toBe(false)
})
