import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { countRows } from './another-person.ts'
import { expectProblem } from './expect-problem.ts'

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

describe('PROTOCOL: Conversations', () => {
  test('a conversation begins with nothing at all, or with all that it may be given', async () => {
    await using server = await startTestServer()
    const { client } = server
    const path = '/v1/conversations'
    for (const options of [{}, { body: {} }, { body: null }]) {
      const plain = await client.call('POST', path, options)
      expect(plain.status).toBe(201)
      expect(plain.headers.location).toBe(`${path}/${plain.json.id}`)
      expect(plain.json).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
        title: null,
        persona: 'personal-assistant',
        metadata: {},
        createdAt: time,
        updatedAt: plain.json.createdAt,
      })
    }
    const metadata = { tags: ['a', 1, null], deep: { er: { est: true } }, '': '🎈', constructor: 'x' }
    const full = await client.post(path, { title: '🎈', persona: 'personal-assistant', metadata })
    expect(full.status).toBe(201)
    expect(full.json).toMatchObject({ title: '🎈', metadata })
    expect((await client.get(`${path}/${full.json.id}`)).json).toEqual(full.json)
  })

  test('what a client may not set is not taken from its body (LESSONS 26)', async () => {
    await using server = await startTestServer()
    const { client } = server
    const given = { id: 'mine', userId: 'you', namespace: 's4', createdAt: '2001-01-01T00:00:00Z' }
    const { json } = await client.post('/v1/conversations', given)
    expect(json.id).not.toBe('mine')
    expect(json.createdAt).not.toBe(given.createdAt)
    expect((await client.get(`/v1/conversations/${json.id}`)).status).toBe(200)
    const answer = await client.ask(json.id, 'Hi', { role: 'system', userId: 'you', runId: 'x', seq: 99 })
    expect(answer.json.userMessage).toMatchObject({ role: 'user', seq: 1 })
  })

  test('limits on title, persona and metadata name the field', async () => {
    await using server = await startTestServer()
    const { client } = server
    const wrong: [string, unknown][] = [
      ['title', ''],
      ['title', 'x'.repeat(256)],
      ['title', 7],
      ['persona', 'nobody'],
      ['persona', null],
      ['metadata', []],
      ['metadata', 'x'],
      ['metadata', { big: 'x'.repeat(17_000) }],
    ]
    for (const [name, value] of wrong) {
      const refused = await client.post('/v1/conversations', { [name]: value })
      expectProblem(refused, 422, 'invalid')
      expect(refused.json.errors[0].path).toBe(`body.${name}`)
    }
    expect((await client.get('/v1/conversations')).json.data).toEqual([])
    expect((await client.post('/v1/conversations', { title: '🎈'.repeat(255) })).status).toBe(201)
    expect((await client.post('/v1/conversations', { metadata: { big: 'x'.repeat(16_000) } })).status).toBe(201)
  })

  test('a title is the first message, on one line, and no more than 50 characters of it (SETTLED 10)', async () => {
    await using server = await startTestServer()
    const { client } = server
    const titleAfter = async (content: string, body: object = {}): Promise<unknown> => {
      const conversation = await client.conversation(body)
      await client.ask(conversation, content)
      await client.ask(conversation, 'Another message')
      return (await client.get(`/v1/conversations/${conversation}`)).json.title
    }
    expect(await titleAfter('Hello')).toBe('Hello')
    expect(await titleAfter('  Two\n\tlines \r\n here ')).toBe('Two lines here')
    expect(await titleAfter('🎈'.repeat(60))).toBe('🎈'.repeat(50))
    expect(await titleAfter(`${'x'.repeat(49)} yz`)).toBe('x'.repeat(49))
    expect(await titleAfter('Not this', { title: 'This' })).toBe('This')
  })

  test('a title is there before the answer is', async () => {
    await using server = await startTestServer({ drainMs: 1 })
    const { client, model } = server
    model.stepped(['Never'])
    const conversation = await client.conversation()
    await client.sendAsync(conversation, 'Hello')
    expect((await client.get(`/v1/conversations/${conversation}`)).json.title).toBe('Hello')
  })

  test('a change touches what it names and nothing else', async () => {
    await using server = await startTestServer()
    const { client } = server
    const first = await client.post('/v1/conversations', { title: 'Old', metadata: { a: 1, b: 2 } })
    const path = `/v1/conversations/${first.json.id}`
    const patch = (body: unknown) => client.call('PATCH', path, { body })
    server.advance(1_000)
    const renamed = await patch({ title: 'New' })
    expect(renamed.status).toBe(200)
    expect(renamed.json).toEqual({ ...first.json, title: 'New', updatedAt: time })
    expect(renamed.json.updatedAt > first.json.updatedAt).toBe(true)
    expect((await patch({ metadata: { c: 3 } })).json).toMatchObject({ title: 'New', metadata: { c: 3 } })
    expect((await patch({ title: null })).json.title).toBeNull()
    for (const body of [{ title: '' }, { title: 1 }, { metadata: null }, [], 'x', null, undefined]) {
      expectProblem(await patch(body), 422, 'invalid')
    }
    expect((await client.get(path)).json).toMatchObject({ title: null, metadata: { c: 3 } })
  })

  test('what is not a persona of this server is refused with those that are', async () => {
    await using server = await startTestServer()
    const refused = await server.client.post('/v1/conversations', { persona: '__proto__' })
    expectProblem(refused, 422, 'invalid')
    expect(refused.json.errors).toEqual([
      { path: 'body.persona', message: expect.stringContaining('personal-assistant') },
    ])
  })
})

describe('PROTOCOL: DELETE /v1/conversations/{id}', () => {
  test('everything under it is gone, its log and index rows too, and its neighbour is not', async () => {
    await using server = await startTestServer()
    const { client } = server
    const [kept, doomed] = [await client.conversation(), await client.conversation()]
    const before = await client.ask(kept, 'Kept words')
    const rows = countRows(server.path)
    const gone = await client.ask(doomed, 'Doomed words')
    await client.post(`/v1/messages/${gone.json.message.id}/feedback`, { rating: 'up' })
    const deleted = await client.call('DELETE', `/v1/conversations/${doomed}`)
    expect([deleted.status, deleted.text]).toEqual([204, ''])
    expect(countRows(server.path)).toEqual({ ...rows, conversations: 1, usage: 2 })
    for (const path of [
      `/v1/conversations/${doomed}`,
      `/v1/conversations/${doomed}/messages`,
      `/v1/conversations/${doomed}/run`,
    ]) {
      expectProblem(await client.get(path), 404, 'not_found')
    }
    expectProblem(await client.get(`/v1/runs/${gone.json.run.id}`), 404, 'not_found')
    expectProblem(await client.get(`/v1/runs/${gone.json.run.id}/events`), 404, 'not_found')
    expectProblem(
      await client.post(`/v1/messages/${gone.json.message.id}/feedback`, { rating: 'up' }),
      404,
      'not_found',
    )
    expectProblem(await client.ask(doomed, 'Hello?'), 404, 'not_found')
    expectProblem(await client.call('DELETE', `/v1/conversations/${doomed}`), 404, 'not_found')
    expectProblem(await client.call('PATCH', `/v1/conversations/${doomed}`, { body: { title: 'x' } }), 404, 'not_found')
    expect((await client.get('/v1/search?q=doomed')).json.data).toEqual([])
    expect((await client.get('/v1/conversations')).json.data.length).toBe(1)
    expect((await client.messages(kept))[1]).toEqual(before.json.message)
  })

  test('what runs under it is stopped first, with all that waits, and its readers are told (SETTLED 8)', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Half', ' never'])
    const conversation = await client.conversation()
    const running = await client.send(conversation, 'One')
    const queued = await client.send(conversation, 'Two', { whileRunning: 'queue' })
    steps.release()
    await running.until(({ type }) => type === 'delta')
    await queued.until(({ type }) => type === 'notice')
    expect((await client.call('DELETE', `/v1/conversations/${conversation}`)).status).toBe(204)
    expect((await running.all()).at(-1)).toMatchObject({ type: 'stopped', data: { message: { content: 'Half' } } })
    expect((await queued.all()).at(-1)?.type).toBe('stopped')
    await model.requests[0]?.closed
    expect(model.requests.length).toBe(1)
    expect(countRows(server.path)).toMatchObject({
      conversations: 0,
      messages: 0,
      runs: 0,
      run_events: 0,
      messages_search: 0,
    })
  })

  test('the words of what was deleted are not left in the file', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    await client.ask(conversation, 'Xylophonequartz')
    expect((await client.get('/v1/search?q=xylophonequartz')).json.data.length).toBe(2)
    await client.call('DELETE', `/v1/conversations/${conversation}`)
    expect((await client.get('/v1/search?q=xylophonequartz')).json.data).toEqual([])
    // What is not done with when the server goes is left to the next.
    await server.tidy()
    await server.drain()
    const file = readFileSync(server.path).toString('latin1').toLowerCase()
    expect(file.includes('xylophonequartz')).toBe(false)
  })
})
