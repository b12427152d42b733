import { describe, expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'
import { as, withAuth } from '../tokens.ts'
import { ann, canaries, settleIn } from './belongings.ts'

const message = `What is her ${canaries.memory}, and her ${canaries.message}?`
const messages = [{ role: 'user', content: message }]

/** Every way to have something answered, as somebody. */
const ways = (name: string, conversation: string): [path: string, body: object][] => [
  [`/v1/conversations/${conversation}/messages`, { content: message }],
  ['/chat/completion', { messages }],
  ['/chat/completion', { messages, user_id: name }],
  ['/chat/stream', { messages, user_id: name }],
  ['/api/chat', { message, user_id: name }],
  ['/api/chat/simple', { message, user_id: name }],
  ['/chat', { message }],
  ['/chat', { message, sessionId: 'one' }],
  ['/chat', { message, sessionId: canaries.session, userId: name }],
  ['/api/chat', { message }],
]

/** Of hers, and not in the question itself. */
const onlyHers = Object.values(canaries).filter((canary) => !message.includes(canary))

describe('LESSONS 22: what is remembered of her', () => {
  test('is in no context of his, however he asks and whatever he asks for', async () => {
    await using server = await startTestServer(withAuth)
    const { client, model } = server
    const { steps } = await settleIn(server)
    const hers = await as(ann)
    const pinned = `Her ${canaries.memory}`
    const conversation: string = (await client.post('/v1/conversations', {}, hers)).json.id
    await client.ask(conversation, 'Hello', {}, hers)
    expect(JSON.stringify(model.requests.at(-1)?.body)).toContain(pinned)
    const bob = await as('bob')
    const his: string = (await client.post('/v1/conversations', {}, bob)).json.id
    for (const [path, body] of ways('bob', his)) {
      const answer = await client.post(path, body, bob)
      expect([path, answer.status]).toEqual([path, 200])
      const told = JSON.stringify(model.requests.at(-1)?.body)
      const leaked = [pinned, ...onlyHers].filter((secret) => told.includes(secret))
      expect([path, body, leaked]).toEqual([path, body, []])
    }
    steps.releaseAll()
  })
})
