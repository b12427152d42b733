import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness.ts'
import { as, asAdmin, bearer, withAuth } from '../tokens.ts'
import { ann, canaries, exportOf, settleIn } from './belongings.ts'

type Headers = Record<string, string>

const each = Object.values(canaries)

/** A page of hers that is not the last, for every list that has pages. */
async function cursorsOf({ client }: TestServer, headers: Headers, conversation: string): Promise<[string, string][]> {
  const lists = ['/v1/conversations?limit=1', `/v1/conversations/${conversation}/messages?limit=1`]
  const cursors: [string, string][] = []
  await client.post('/v1/memories', { text: `Her second ${canaries.memory}, a green one` }, headers)
  for (const path of [...lists, '/v1/search?q=kanarien&limit=1', '/v1/memories?limit=1']) {
    const { nextCursor } = (await client.get(path, { headers })).json
    expect([path, typeof nextCursor]).toEqual([path, 'string'])
    cursors.push([path, nextCursor])
  }
  return cursors
}

/** A conversation with one answer in it. */
async function speak({ client }: TestServer, headers: Headers, content: string): Promise<string> {
  const { id } = (await client.post('/v1/conversations', { title: content }, headers)).json
  expect((await client.ask(id, content, {}, headers)).status).toBe(200)
  return id as string
}

async function readAll({ client }: TestServer, path: string, headers: Headers): Promise<Record<string, unknown>[]> {
  const all = []
  let cursor: string | null = ''
  do {
    const next = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { status, json } = await client.get(`${path}${next}`, { headers })
    expect([path, status]).toEqual([path, 200])
    all.push(...json.data)
    cursor = json.nextCursor
  } while (cursor !== null)
  return all
}

describe('LESSONS 22: lists, search, export and usage', () => {
  test('of somebody who has nothing are empty beside somebody who has much', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const { ids, steps } = await settleIn(server)
    const bob = await as('bob')
    const lists = ['/v1/conversations?limit=200', '/v1/usage', '/v1/usage?group=model', '/v1/usage?group=conversation']
    const words = [...each, 'kanarien', 'k', 'You said', 'Slowly', ids.conversation, ann, 'annabel']
    for (const path of [...lists, ...words.map((word) => `/v1/search?q=${encodeURIComponent(word)}`)]) {
      const { status, json } = await client.get(path, { headers: bob })
      expect([path, status, json]).toEqual([path, 200, { data: [], nextCursor: null }])
    }
    const hers = await client.get('/v1/search?q=kanarien&limit=200', { headers: await as(ann) })
    expect(hers.json.data.length).toBeGreaterThan(3)
    for (const query of ['', '?limit=1000', '?offset=0&limit=1', '?userId=' + ann]) {
      expect((await client.get(`/api/chat/sessions${query}`, { headers: bob })).json).toEqual([])
    }
    expect((await client.get('/api/chat/history/bob?limit=0', { headers: bob })).json.count).toBe(0)
    for (const query of ['', '?limit=200', '?q=kanarien', `?userId=${ann}`, `?q=${ids.memory}`]) {
      const { json } = await client.get(`/v1/memories${query}`, { headers: bob })
      expect([query, json]).toEqual([query, { data: [], nextCursor: null }])
    }
    for (const text of [...words, 'Her', `Her ${canaries.memory}`]) {
      const { json } = await client.post('/v1/memories/recall', { text, limit: 50, budgetTokens: 8_000 }, bob)
      expect([text, json.items]).toEqual([text, []])
    }
    const { exportedAt: _, ...whole } = (await client.get('/v1/me/export', { headers: bob })).json
    const sections = ['conversations', 'messages', 'summaries', 'runs', 'feedback', 'usage', 'memories']
    const settings = { country: null, language: null, memory: true }
    expect(whole).toEqual({ userId: 'bob', settings, ...Object.fromEntries(sections.map((section) => [section, []])) })
    steps.releaseAll()
  })

  test('hold his own and nothing else once he has something, page by page', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const { ids, steps } = await settleIn(server)
    const bob = await as('bob')
    const before = await exportOf(server, await as(ann))
    const his = [await speak(server, bob, 'kanarien one'), await speak(server, bob, 'kanarien two')]
    const imported = await client.post(
      '/v1/conversations/import',
      { messages: [{ role: 'user', content: 'kanarien three' }] },
      bob,
    )
    his.push(imported.json.id)
    await client.post('/api/chat', { message: 'kanarien four' }, bob)

    const listed = await readAll(server, '/v1/conversations?limit=1', bob)
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(his))
    expect(listed).toHaveLength(his.length)
    const found = (await readAll(server, '/v1/search?q=kanarien&limit=1', bob)) as { conversation: { id: string } }[]
    expect(found).toHaveLength(5)
    expect(found.map(({ conversation }) => conversation.id).filter((id) => !his.includes(id))).toEqual([])
    expect((await client.get('/api/chat/sessions', { headers: bob })).json).toMatchObject([{ title: 'kanarien four' }])
    const usage = await readAll(server, '/v1/usage?group=conversation', bob)
    expect(usage).toHaveLength(3)
    const [day] = await readAll(server, '/v1/usage?group=day', bob)
    expect(day).toMatchObject({ runs: 3 })

    const whole = JSON.parse(await exportOf(server, bob))
    expect([whole.conversations.length, whole.messages.length, whole.runs.length]).toEqual([4, 7, 3])
    const rated = await client.post(`/v1/messages/${ids.answer}/feedback`, { rating: 'up' }, bob)
    expect(rated.status).toBe(404)
    expect(JSON.parse(await exportOf(server, bob)).feedback).toEqual([])
    const seen = JSON.stringify([listed, found, usage, whole])
    expect([...each, ...Object.values(ids)].filter((secret) => seen.includes(secret))).toEqual([])
    expect(await exportOf(server, await as(ann))).toBe(before)
    steps.releaseAll()
  })

  test('go on from a cursor of hers among his own, and where he has none with nothing', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const { ids, steps } = await settleIn(server)
    // Theirs lie in between each other, so that a place in her lists is one in the middle of his.
    const bob = await as('bob')
    const his = [await speak(server, bob, 'kanarien early')]
    await speak(server, await as(ann), 'kanarien hers')
    his.push(await speak(server, bob, 'kanarien late'))
    const cursors = await cursorsOf(server, await as(ann), ids.conversation)
    for (const text of ['He sings', 'He dances']) await client.post('/v1/memories', { text }, bob)
    for (const [path, cursor] of cursors) {
      const other = path.replace(ids.conversation, his[0] ?? '').replace('limit=1', 'limit=200')
      const gone = await client.get(`${other}&cursor=${cursor}`, { headers: bob })
      expect([path, gone.status, gone.json.nextCursor]).toEqual([path, 200, null])
      expect([...each, ...Object.values(ids)].filter((secret) => gone.text.includes(secret))).toEqual([])
      const whole = await client.get(other, { headers: bob })
      const own = new Set(whole.json.data.map((item: unknown) => JSON.stringify(item)))
      const strange = gone.json.data.filter((item: unknown) => !own.has(JSON.stringify(item)))
      expect([path, strange]).toEqual([path, []])
      const empty = await client.get(`${other.replace(his[0] ?? '', ids.conversation)}&cursor=${cursor}`, {
        headers: await as('carol'),
      })
      if (path.includes('/messages')) expect(empty.status).toBe(404)
      else expect(empty.json).toEqual({ data: [], nextCursor: null })
    }
    steps.releaseAll()
  })

  test('are those of the token or of the user’s own key, whatever X-User-Id says', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const { ids, steps } = await settleIn(server)
    const made = await client.post('/v1/admin/keys', { name: 'his', userId: 'bob' }, asAdmin)
    await speak(server, await as('bob'), 'His own')
    for (const credentials of [await as('bob'), bearer(made.json.key)]) {
      for (const named of [ann, 'nobody-at-all', '', `${ann}, bob`]) {
        const headers = { ...credentials, 'x-user-id': named }
        expect((await client.get('/v1/conversations', { headers })).json.data).toMatchObject([{ title: 'His own' }])
        expect((await client.get('/v1/me/export', { headers })).json).toMatchObject({ userId: 'bob' })
        expect((await client.get(`/v1/conversations/${ids.conversation}`, { headers })).status).toBe(404)
        expect((await client.get(`/api/chat/history/${ann}`, { headers })).status).toBe(404)
      }
    }
    steps.releaseAll()
  })
})
