import { describe, expect, test } from 'vitest'
import type { Client } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { expectProblem } from './expect-problem.ts'

interface Item {
  id: string
  seq: number
  updatedAt: string
}

/** Every page of a list, to its end. */
async function pages(client: Client, path: string, limit: number): Promise<Item[][]> {
  const all: Item[][] = []
  let cursor: string | null = null
  do {
    const query: string = `limit=${limit}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
    const page = await client.get(`${path}${path.includes('?') ? '&' : '?'}${query}`)
    expect(page.status).toBe(200)
    expect(Object.keys(page.json).sort()).toEqual(['data', 'nextCursor'])
    all.push(page.json.data)
    cursor = page.json.nextCursor
  } while (cursor !== null)
  return all
}

async function importMessages(client: Client, count: number, title = 'Imported', createdAt?: string): Promise<string> {
  const messages = Array.from({ length: count }, (_, i) => ({
    role: i % 2 === 0 ? 'user' : 'assistant',
    content: `Number ${i + 1} of the same word`,
    ...(createdAt !== undefined && { createdAt }),
  }))
  const { status, json } = await client.post('/v1/conversations/import', { title, messages })
  expect(status).toBe(201)
  return json.id
}

describe('PROTOCOL: lists', () => {
  test('conversations of the same moment are neither lost nor doubled between pages, latest first', async () => {
    await using server = await startTestServer()
    const { client } = server
    const ids: string[] = []
    for (let i = 0; i < 7; i++) ids.push(await importMessages(client, 1, `Title ${i}`, '2024-05-05T05:05:05Z'))
    for (let i = 0; i < 3; i++) {
      server.advance(1_000)
      ids.push(await client.conversation())
    }
    for (const limit of [1, 2, 3, 10, 200]) {
      const found = await pages(client, '/v1/conversations', limit)
      expect(found.flat().map(({ id }) => id)).toEqual(ids.toReversed())
      for (const page of found.slice(0, -1)) expect(page.length).toBe(limit)
      expect(found.at(-1)?.length).toBeGreaterThan(0)
    }
    server.advance(1_000)
    await client.ask(String(ids[0]), 'Newest of all')
    expect((await pages(client, '/v1/conversations', 4)).flat()[0]?.id).toBe(ids[0])
  })

  test('a page does not shift under a reader when something new is put on top', async () => {
    await using server = await startTestServer()
    const { client } = server
    const ids: string[] = []
    for (let i = 0; i < 4; i++) {
      ids.push(await client.conversation())
      server.advance(1_000)
    }
    const first = (await client.get('/v1/conversations?limit=2')).json
    await client.conversation()
    const second = (await client.get(`/v1/conversations?limit=2&cursor=${first.nextCursor}`)).json
    const seen = [...first.data, ...second.data].map(({ id }: Item) => id)
    expect(seen).toEqual(ids.toReversed())
    expect(second.nextCursor).toBeNull()
  })

  test('messages are told by seq in both directions, whatever their times say (LESSONS 6)', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await importMessages(client, 11, 'Same time', '2024-05-05T05:05:05Z')
    const path = `/v1/conversations/${conversation}/messages`
    const seqs = Array.from({ length: 11 }, (_, i) => i + 1)
    for (const limit of [1, 4, 11, 200]) {
      const up = (await pages(client, path, limit)).flat()
      expect(up.map(({ seq }) => seq)).toEqual(seqs)
      const down = (await pages(client, `${path}?order=desc`, limit)).flat()
      expect(down).toEqual(up.toReversed())
    }
    expect((await client.get(path)).json.data.map(({ seq }: Item) => seq)).toEqual(seqs)
  })

  test('a clock that goes backwards does not reorder messages (LESSONS 6)', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await client.conversation()
    await client.ask(conversation, 'First')
    server.advance(-3_600_000)
    await client.ask(conversation, 'Second')
    const contents = (await client.messages(conversation)).map(({ content }) => content)
    expect(contents).toEqual(['First', 'You said: First', 'Second', 'You said: Second'])
  })

  test('search pages hold every hit once', async () => {
    await using server = await startTestServer()
    const { client } = server
    await importMessages(client, 9)
    for (const limit of [1, 4, 9]) {
      const hits = (await pages(client, '/v1/search?q=word', limit)).flat() as unknown as { message: Item }[]
      expect(hits.map(({ message }) => message.seq).toSorted((one, other) => one - other)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9,
      ])
    }
  })

  test('limit is 50 unless told, from 1 to 200', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await importMessages(client, 205)
    const path = `/v1/conversations/${conversation}/messages`
    expect((await client.get(path)).json.data.length).toBe(50)
    expect((await client.get(`${path}?limit=200`)).json.data.length).toBe(200)
    for (const list of ['/v1/conversations', path, '/v1/search?q=x']) {
      for (const limit of ['0', '201', '-1', '1.5', 'x', '', 'NaN', '1&limit=2']) {
        const refused = await client.get(`${list}${list.includes('?') ? '&' : '?'}limit=${limit}`)
        expectProblem(refused, 422, 'invalid')
        expect(refused.json.errors[0].path).toBe('query.limit')
      }
    }
    expectProblem(await client.get(`${path}?order=up`), 422, 'invalid')
  })

  test('a cursor that this list never gave is refused, and quoted nowhere', async () => {
    await using server = await startTestServer()
    const { client } = server
    const conversation = await importMessages(client, 3)
    await importMessages(client, 1)
    const messages = `/v1/conversations/${conversation}/messages`
    const ofMessages = (await client.get(`${messages}?limit=1`)).json.nextCursor
    const ofConversations = (await client.get('/v1/conversations?limit=1')).json.nextCursor
    const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const odd = ['x', '', '!!', '1', encoded({}), encoded([null]), encoded(['x']), encoded([1, 2, 3]), encoded('x')]
    odd.push(`${ofMessages}A`, `${ofMessages}=`, 'A'.repeat(1_025), 'a&cursor=b')
    for (const [list, foreign] of [
      ['/v1/conversations', ofMessages],
      [messages, ofConversations],
      ['/v1/search?q=word', ofConversations],
    ]) {
      for (const cursor of [...odd, foreign]) {
        const refused = await client.get(`${list}${list.includes('?') ? '&' : '?'}cursor=${cursor}`)
        expectProblem(refused, 422, 'invalid')
        expect(refused.json.errors[0].path).toBe('query.cursor')
      }
    }
  })
})
