import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import type { ModelRequest } from '../../../src/ports/model.ts'
import { begin, say } from './say.ts'

const system = {
  role: 'system',
  content:
    'You are a helpful AI assistant. \nProvide concise, helpful responses to user questions.\nKeep responses conversational and friendly.\n',
}
const user = (content: string) => ({ role: 'user', content })
const assistant = (content: string) => ({ role: 'assistant', content })

describe('S4-6: the model is sent', () => {
  test("the guide's prompt to the byte, then the history, then the message, once", async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('Hello!')
    const id = await begin(client, 'Hi, I am Ann')
    expect(model.requests[0]?.body.messages).toEqual([system, user('Hi, I am Ann')])
    await say(client, 'What is my name?', id)
    expect(model.requests[1]?.body).toMatchObject({ model: 'gpt-4', temperature: 0.7 })
    expect(model.requests[1]?.body.messages).toEqual([
      system,
      user('Hi, I am Ann'),
      assistant('Hello!'),
      user('What is my name?'),
    ])
  })

  test('nothing of another session', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await begin(client, 'My secret')
    await begin(client, 'Anything')
    expect(model.requests[1]?.body.messages).toEqual([system, user('Anything')])
  })

  test('as many of the latest exchanges as 6,000 tokens hold, never the whole', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await client.call('PATCH', '/v1/me', { body: { memory: false } })
    const question = (n: number) => `${n} ${'x'.repeat(3_998)}`
    let id = ''
    for (let n = 0; n < 8; n++) {
      model.reply(`Answer ${n}`)
      if (n === 0) id = await begin(client, question(n))
      else await say(client, question(n), id)
    }
    await say(client, 'Last', id)
    // An exchange is 1,010 tokens by the estimate: four or five fit, and four begin at a round place.
    const kept = [4, 5, 6, 7].flatMap((n) => [user(question(n)), assistant(`Answer ${n}`)])
    expect(model.requests.at(-1)?.body.messages).toEqual([system, ...kept, user('Last')])
    expect((await client.get(`/api/chat/sessions/${id}/messages`)).json).toHaveLength(18)
  })
})

describe('S4-9: the model', () => {
  test('is asked once for an answer, title and all', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const id = await begin(client, 'One')
    await say(client, 'Two', id)
    await (await client.stream('POST', '/api/chat', { body: { message: 'Three', sessionId: id } })).all()
    await client.get('/api/chat/sessions')
    await client.get(`/api/chat/sessions/${id}/messages`)
    await client.post(`/api/chat/sessions/${id}`, { title: 'New' })
    await client.call('DELETE', `/api/chat/sessions/${id}`)
    await server.drain()
    expect(model.requests).toHaveLength(3)
  })

  test('is asked again only where it failed', async () => {
    await using server = await startTestServer({ retry: { attempts: 2, baseMs: 1 } })
    const { client, model } = server
    model.fail(500)
    model.fail(503)
    model.reply('At last')
    expect((await say(client, 'Hello')).json.message).toBe('At last')
    expect(model.requests).toHaveLength(3)
    for (const { body } of model.requests) expect(body.messages).toEqual([system, user('Hello')])
  })

  test('can be put in the place of a provider, and is called once with what a provider would be sent', async () => {
    const calls: ModelRequest[] = []
    await using server = await startTestServer({
      answering: {
        async stream(request, on) {
          calls.push(request)
          on.delta('Mocked ')
          on.delta('response')
          return { kind: 'finish', reason: 'stop' }
        },
      },
    })
    const { json } = await say(server.client, 'Hello')
    expect(json.message).toBe('Mocked response')
    expect(calls).toMatchObject([{ messages: [system, user('Hello')], model: 'gpt-4', temperature: 0.7 }])
    expect(server.model.requests).toHaveLength(0)
  })
})
