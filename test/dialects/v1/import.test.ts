import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { countRows } from './another-person.ts'
import { expectProblem } from './expect-problem.ts'

const path = '/v1/conversations/import'

describe('PROTOCOL: POST /v1/conversations/import', () => {
  test('a conversation arrives whole: order, roles, times and title, without a model call', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const imported = await client.post(path, {
      title: 'From elsewhere',
      persona: 'personal-assistant',
      createdAt: '2023-01-02T03:04:05Z',
      messages: [
        { role: 'system', content: 'Be brief' },
        { role: 'user', content: 'Hello', name: 'Ann', createdAt: '2023-01-02T03:04:06+01:00' },
        { role: 'assistant', content: 'Hi Ann 🎈', createdAt: '2023-01-02T02:00:00Z' },
      ],
    })
    expect(imported.status).toBe(201)
    expect(imported.headers.location).toBe(`/v1/conversations/${imported.json.id}`)
    expect(imported.json).toMatchObject({
      title: 'From elsewhere',
      persona: 'personal-assistant',
      metadata: {},
      createdAt: '2023-01-02T03:04:05.000Z',
      updatedAt: '2023-01-02T02:00:00.000Z',
    })
    const messages = await client.messages(imported.json.id)
    expect(messages.map(({ role, content, seq, createdAt }) => [role, content, seq, createdAt])).toEqual([
      ['system', 'Be brief', 1, '2023-01-02T03:04:05.000Z'],
      ['user', 'Hello', 2, '2023-01-02T02:04:06.000Z'],
      ['assistant', 'Hi Ann 🎈', 3, '2023-01-02T02:00:00.000Z'],
    ])
    expect(messages.map(({ parentId }) => parentId)).toEqual([null, messages[0]?.id, messages[1]?.id])
    for (const message of messages)
      expect(message).toMatchObject({ status: 'completed', runId: null, model: null, usage: null })
    expect(model.requests.length).toBe(0)
    expect((await client.get('/v1/search?q=ann')).json.data.length).toBe(1)
  })

  test('it goes on from its last message, which the model is told', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const imported = await client.post(path, {
      messages: [
        { role: 'user', content: 'My name is Ann', name: 'Ann' },
        { role: 'assistant', content: 'Hello Ann' },
      ],
    })
    expect(imported.json.title).toBe('My name is Ann')
    const answer = await client.ask(imported.json.id, 'Who am I?')
    expect(answer.json.userMessage.seq).toBe(3)
    expect(model.requests[0]?.body.messages?.slice(1)).toEqual([
      { role: 'user', content: 'My name is Ann', name: 'Ann' },
      { role: 'assistant', content: 'Hello Ann' },
      { role: 'user', content: 'Who am I?' },
    ])
  })

  test('ten thousand messages are taken, in their order, and found', async () => {
    await using server = await startTestServer()
    const { client } = server
    const messages = Array.from({ length: 10_000 }, (_, i) => ({
      role: i % 2 === 0 ? 'user' : 'assistant',
      content: `This is message number n${i}`,
    }))
    const imported = await client.post(path, { messages })
    expect(imported.status).toBe(201)
    const last = await client.get(`/v1/conversations/${imported.json.id}/messages?order=desc&limit=2`)
    expect(last.json.data.map(({ seq, content }: { seq: number; content: string }) => [seq, content])).toEqual([
      [10_000, 'This is message number n9999'],
      [9_999, 'This is message number n9998'],
    ])
    const hits = (await client.get('/v1/search?q=n5000')).json.data
    expect(hits.map(({ message }: { message: { seq: number } }) => message.seq)).toEqual([5_001])
    expectProblem(await client.post(path, { messages: [...messages, messages[0]] }), 422, 'invalid')
  })

  test('a body far over the ordinary limit is taken here, and nowhere else', async () => {
    await using server = await startTestServer()
    const { client } = server
    const messages = Array.from({ length: 6 }, () => ({ role: 'user', content: 'word '.repeat(100_000) }))
    expect((await client.post(path, { messages })).status).toBe(201)
    expectProblem(await client.post('/v1/conversations', { metadata: { messages } }), 413, 'too_large')
  })

  test('other requests are answered while a large import goes on, and do not see half of it', async () => {
    await using server = await startTestServer()
    const { client } = server
    const messages = Array.from({ length: 10_000 }, (_, i) => ({ role: 'user', content: `Import ${i}` }))
    const importing = { done: false }
    const answer = client.post(path, { messages }).finally(() => (importing.done = true))
    while (countRows(server.path).messages === 0) await client.get('/healthz')
    expect((await client.get('/v1/conversations')).json.data).toEqual([])
    expect(importing.done).toBe(false)
    while (!importing.done) {
      const found = (await client.get('/v1/search?q=import')).json.data
      const listed = (await client.get('/v1/conversations')).json.data
      if (listed.length === 0) expect(found).toEqual([])
      else
        expect((await client.get(`/v1/conversations/${listed[0].id}/messages?order=desc`)).json.data[0].seq).toBe(
          10_000,
        )
    }
    expect((await answer).status).toBe(201)
    expect((await client.get('/v1/search?q=import')).json.data.length).toBe(50)
  })

  test('one bad message refuses the whole import, and leaves nothing behind', async () => {
    await using server = await startTestServer()
    const { client } = server
    const good = { role: 'user', content: 'Fine' }
    const bad: [unknown, string][] = [
      [{ role: 'tool', content: 'x' }, 'role'],
      [{ role: 'user' }, 'content'],
      [{ role: 'user', content: '' }, 'content'],
      [{ role: 'user', content: ['x'] }, 'content'],
      [{ role: 'user', content: 'a\u0000b' }, 'content'],
      [{ role: 'user', content: 'x', name: '' }, 'name'],
      [{ role: 'user', content: 'x', createdAt: 'yesterday' }, 'createdAt'],
      [{ role: 'user', content: 'x', createdAt: 1_700_000_000 }, 'createdAt'],
    ]
    for (const [message, field] of bad) {
      const refused = await client.post(path, { messages: [good, message] })
      expectProblem(refused, 422, 'invalid')
      expect(refused.json.errors[0].path).toBe(`body.messages.1.${field}`)
    }
    for (const body of [
      {},
      { messages: [] },
      { messages: {} },
      { messages: [null] },
      { messages: [good], title: '' },
    ]) {
      expectProblem(await client.post(path, body), 422, 'invalid')
    }
    expectProblem(await client.post(path, { messages: [good], persona: 'nobody' }), 422, 'invalid')
    expect(countRows(server.path)).toMatchObject({ conversations: 0, messages: 0, messages_search: 0 })
  })

  test('an import is deleted like any other conversation', async () => {
    await using server = await startTestServer()
    const { client } = server
    const messages = Array.from({ length: 500 }, (_, i) => ({ role: 'user', content: `Gone ${i}` }))
    const { json } = await client.post(path, { messages })
    expect((await client.call('DELETE', `/v1/conversations/${json.id}`)).status).toBe(204)
    expect(countRows(server.path)).toMatchObject({ conversations: 0, messages: 0, messages_search: 0 })
  })
})
