import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { begin, say } from './say.ts'

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

describe('S4-2: GET /api/chat/sessions', () => {
  test('is a bare list, empty for somebody who has said nothing', async () => {
    await using server = await startTestServer()
    const { status, headers, json } = await server.client.get('/api/chat/sessions')
    expect([status, headers['content-type'], json]).toEqual([200, 'application/json; charset=utf-8', []])
  })

  test('a session has exactly the keys that the guide names, in the list and alone', async () => {
    await using server = await startTestServer()
    const { client } = server
    const id = await begin(client, 'What is the weather like?')
    const { json } = await client.get('/api/chat/sessions')
    expect(json).toEqual([
      {
        sessionId: id,
        title: 'What is the weather like?',
        createdAt: expect.stringMatching(time),
        updatedAt: expect.stringMatching(time),
      },
    ])
    const alone = await client.get(`/api/chat/sessions/${id}`)
    expect([alone.status, alone.json]).toEqual([200, json[0]])
  })

  test('the latest session is first, and a message makes a session the latest', async () => {
    await using server = await startTestServer()
    const { client, advance } = server
    const ids: string[] = []
    for (const message of ['One', 'Two', 'Three']) {
      ids.push(await begin(client, message))
      advance(1_000)
    }
    const titles = async () =>
      (await client.get('/api/chat/sessions')).json.map(({ title }: { title: string }) => title)
    expect(await titles()).toEqual(['Three', 'Two', 'One'])
    await say(client, 'Again', ids[0])
    expect(await titles()).toEqual(['One', 'Three', 'Two'])
    const [{ createdAt, updatedAt }] = (await client.get('/api/chat/sessions?limit=1')).json
    expect(Date.parse(updatedAt) - Date.parse(createdAt)).toBeGreaterThanOrEqual(3_000)
  })

  test('limit and offset walk the list without a gap or a double', async () => {
    await using server = await startTestServer()
    const { client, advance } = server
    for (let i = 0; i < 7; i++) {
      await begin(client, `n${i}`)
      advance(1_000)
    }
    const page = async (query: string) =>
      (await client.get(`/api/chat/sessions?${query}`)).json.map(({ title }: { title: string }) => title)
    expect(await page('limit=3')).toEqual(['n6', 'n5', 'n4'])
    expect(await page('limit=3&offset=3')).toEqual(['n3', 'n2', 'n1'])
    expect(await page('limit=3&offset=6')).toEqual(['n0'])
    expect(await page('limit=3&offset=7')).toEqual([])
    expect(await page('offset=5')).toEqual(['n1', 'n0'])
    expect(await page('limit=1000&offset=9007199254740991')).toEqual([])
    expect(await page('limit=1000')).toHaveLength(7)
  })

  test('a hundred are shown to who asks for no number, and up to a thousand to who does', async () => {
    await using server = await startTestServer({
      answering: {
        async stream(_request, on) {
          on.delta('Yes')
          return { kind: 'finish', reason: 'stop' }
        },
      },
    })
    const { client } = server
    for (let i = 0; i < 13; i++) await Promise.all(Array.from({ length: 8 }, () => begin(client)))
    expect((await client.get('/api/chat/sessions')).json).toHaveLength(100)
    expect((await client.get('/api/chat/sessions?limit=1000')).json).toHaveLength(104)
    expect((await client.get('/api/chat/sessions?offset=100')).json).toHaveLength(4)
  })

  test('a limit outside of 1 to 1000, or an offset below 0, is 422 and says which', async () => {
    await using server = await startTestServer()
    const atLeast = (n: number) => ['greater_than_equal', `Input should be greater than or equal to ${n}`]
    const bounds: [query: string, name: string, words: string[]][] = [
      ['limit=0', 'limit', atLeast(1)],
      ['limit=-1', 'limit', atLeast(1)],
      ['limit=1001', 'limit', ['less_than_equal', 'Input should be less than or equal to 1000']],
      ['offset=-1', 'offset', atLeast(0)],
    ]
    for (const [query, name, [type, msg]] of bounds) {
      const { status, json } = await server.client.get(`/api/chat/sessions?${query}`)
      const detail = [{ type, loc: ['query', name], msg }]
      expect([status, json.error, json.detail]).toEqual([422, 'Validation error', detail])
    }
    for (const query of [
      'limit=x',
      'limit=1.5',
      'limit=1&limit=2',
      'offset=x',
      'offset=0.1',
      'offset=9007199254740993',
    ]) {
      const { status, json } = await server.client.get(`/api/chat/sessions?${query}`)
      expect([status, json.error]).toEqual([422, 'Validation error'])
      expect(json.detail[0].loc).toEqual(['query', query.split('=', 1)[0]])
    }
  })
})

test('S4-2: a title is the beginning of the first message, on one line', async () => {
  await using server = await startTestServer()
  const { client } = server
  const id = await begin(client, `One\n two\t${'\u{1f600}'.repeat(60)}`)
  await say(client, 'Another', id)
  expect((await client.get(`/api/chat/sessions/${id}`)).json.title).toBe(`One two ${'\u{1f600}'.repeat(42)}`)
})
