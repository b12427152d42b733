import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { asked, chat, contextOf } from './chat.ts'

const first = ['user: One', 'assistant: You said: One']

describe('S3-3: the history is that of one person in one session', () => {
  test('no other session and no other person sees any of it', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await chat(client, { message: 'One', sessionId: 's', userId: 'u' })
    const others = [
      { sessionId: 'other', userId: 'u' },
      { sessionId: 's', userId: 'other' },
      { sessionId: 'S', userId: 'u' },
      { sessionId: 's', userId: 'U' },
      { sessionId: 's ', userId: 'u' },
      { sessionId: 'u', userId: 's' },
      { sessionId: 's' },
      { sessionId: 's', userId: null },
      { sessionId: 's', userId: 'null' },
      { sessionId: 's', userId: 'undefined' },
    ]
    const heard = new Set<string>()
    for (const [i, other] of others.entries()) {
      await chat(client, { message: `Other ${i}`, ...other })
      for (const line of contextOf(model)) heard.add(line)
      expect(contextOf(model)).not.toContain('user: One')
    }
    await chat(client, { message: 'Two', sessionId: 's', userId: 'u' })
    expect(contextOf(model)).toEqual([...first, 'user: Two'])
    expect(heard).not.toContain('assistant: You said: One')
  })

  test('who names nobody is the person `local`, by POST and by GET', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await chat(client, { message: 'One', sessionId: 's' })
    await (await client.stream('GET', asked({ message: 'Two', sessionId: 's' }))).all()
    await chat(client, { message: 'Three', sessionId: 's', userId: null })
    await (await client.stream('GET', asked({ message: 'Four', sessionId: 's', userId: 'local' }))).all()
    await chat(client, { message: 'Five', sessionId: 's', userId: 'local' })
    expect(contextOf(model).filter((line) => line.startsWith('user: '))).toEqual([
      'user: One',
      'user: Two',
      'user: Three',
      'user: Four',
      'user: Five',
    ])
  })

  test('it is there for a server that comes after, on the same database', async () => {
    await using server = await startTestServer()
    await chat(server.client, { message: 'One', sessionId: 's', userId: 'u' })
    await server.drain()
    await using next = await startTestServer({ path: server.path })
    await chat(next.client, { message: 'Two', sessionId: 's', userId: 'u' })
    expect(contextOf(next.model)).toEqual([...first, 'user: Two'])
    await chat(next.client, { message: 'Two', sessionId: 's', userId: 'another' })
    expect(contextOf(next.model)).toEqual(['user: Two'])
  })

  test('SETTLED 3: a turn that failed is no part of it, question included', async () => {
    await using server = await startTestServer({ retry: { attempts: 0, baseMs: 1 } })
    const { client, model } = server
    const session = { sessionId: 's', userId: 'u' }
    await chat(client, { message: 'One', ...session })
    model.fail(500)
    await chat(client, { message: 'Lost before a word', ...session })
    model.next(async (exchange) => {
      await exchange.token('Half')
      exchange.cut()
    })
    await chat(client, { message: 'Lost after a word', ...session })
    await chat(client, { message: 'Two', ...session })
    expect(contextOf(model)).toEqual([...first, 'user: Two'])
  })

  test('other contracts list none of it, and have none of it as their context', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await chat(client, { message: 'One', sessionId: 's', userId: 'local' })
    expect((await client.get('/v1/conversations')).json.data).toEqual([])
    expect((await client.get('/api/chat/sessions')).json).toEqual([])
    expect((await client.get('/api/chat/history/local')).json).toMatchObject({ history: [], count: 0 })
    await client
      .stream('POST', '/api/chat', { body: { user_id: 'local', message: 'Hi' } })
      .then((stream) => stream.all())
    expect(contextOf(model)).toEqual(['user: Hi'])
    expect((await client.post('/api/chat', { message: 'Hi', sessionId: 's' })).status).toBe(404)
  })
})
