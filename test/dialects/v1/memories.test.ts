import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { as, withAuth } from '../../tokens.ts'
import { expectProblem, withoutCorrelation } from './expect-problem.ts'
import { memoriesOf, patch, remember, textsOf } from './remembered.ts'

const lapsed = 1_000

describe('PROTOCOL: POST /v1/memories', () => {
  test('what is put down is listed as it was answered, and needs no source', async () => {
    await using server = await startTestServer()
    const { client } = server
    const made = await client.post('/v1/memories', { text: 'Ann plays the cello.' })
    expect(made.status).toBe(201)
    expect(made.json).toEqual({
      id: expect.any(String),
      text: 'Ann plays the cello.',
      importance: 0.5,
      version: 1,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      updatedAt: made.json.createdAt,
      source: null,
    })
    expect(made.headers.location).toBe(`/v1/memories/${made.json.id}`)
    expect(await memoriesOf(client)).toEqual([made.json])
  })

  test('what is put down twice is one memory, as important as it was ever said to be', async () => {
    await using server = await startTestServer()
    const { client } = server
    const first = await remember(client, 'Ann plays the cello.', { importance: 0.8 })
    const second = await remember(client, ' Ann plays the  cello.')
    expect(second).toMatchObject({ id: first.id, text: first.text, importance: 0.8 })
    expect(await memoriesOf(client)).toEqual([second])
  })

  test('a text of several lines becomes one, so that no line of it passes for another memory', async () => {
    await using server = await startTestServer()
    const { client } = server
    const made = await remember(client, '  Ann\r\n\n likes\u2028tea\u0085and\tmilk\v ', { importance: 0 })
    expect(made).toMatchObject({ text: 'Ann likes tea and milk', importance: 0 })
    const changed = await patch(client, `/v1/memories/${made.id}`, { text: 'Ann\nlikes coffee' })
    expect(changed.json.text).toBe('Ann likes coffee')
  })

  test('the longest text is a thousand code points, and spaces around it do not count', async () => {
    await using server = await startTestServer()
    const { client } = server
    const longest = '🎈'.repeat(1_000)
    expect((await remember(client, ` ${longest}\n`)).text).toBe(longest)
    expectProblem(await client.post('/v1/memories', { text: `${longest}x` }), 422, 'invalid')
    expect(await textsOf(client)).toEqual([longest])
  })

  test('what is no memory is refused in a sentence, and nothing of it is kept', async () => {
    await using server = await startTestServer()
    const { client } = server
    const bad: unknown[] = [
      null,
      [],
      'Tea',
      {},
      { text: '' },
      { text: ' \n\u2028\t' },
      { text: 7 },
      { text: null },
      { text: ['Tea'] },
      { text: 'T\0ea' },
      { text: 'T\ud800ea' },
      { text: 'Tea', importance: 1.01 },
      { text: 'Tea', importance: -0.01 },
      { text: 'Tea', importance: '0.5' },
      { text: 'Tea', importance: null },
    ]
    for (const body of bad) expectProblem(await client.post('/v1/memories', body), 422, 'invalid')
    expectProblem(await client.call('POST', '/v1/memories', { raw: '{"text":', headers: {} }), 400, 'malformed_json')
    expect(await memoriesOf(client)).toEqual([])
  })
})

describe('PROTOCOL: GET /v1/memories', () => {
  test('memories are listed latest first, and each once however small the pages are', async () => {
    await using server = await startTestServer()
    const { client } = server
    const texts = Array.from({ length: 7 }, (_, i) => `Fact ${i}`)
    for (const text of texts) await remember(client, text)
    for (const limit of [1, 2, 3, 7, 200]) {
      const found: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
        const { status, json } = await client.get(`/v1/memories?limit=${limit}${query}`)
        expect([status, json.data.length <= limit]).toEqual([200, true])
        found.push(...json.data.map(({ text }: { text: string }) => text))
        cursor = json.nextCursor
      }
      expect(found).toEqual(texts.toReversed())
    }
  })

  test('a search shows those that hold every word, page by page, and an empty one shows all', async () => {
    await using server = await startTestServer()
    const { client } = server
    for (const text of ['Ann grows green tomatoes', 'Ann has a green bicycle', 'Ann sings'])
      await remember(client, text)
    expect(await textsOf(client, '?q=green')).toEqual(['Ann has a green bicycle', 'Ann grows green tomatoes'])
    expect(await textsOf(client, '?q=green%20ann%20bicycle')).toEqual(['Ann has a green bicycle'])
    expect(await textsOf(client, '?q=elephant')).toEqual([])
    expect(await textsOf(client, '?q=')).toHaveLength(3)
    expect(await textsOf(client, '?q=%20')).toHaveLength(3)
    const first = (await client.get('/v1/memories?q=green&limit=1')).json
    expect(first.data).toHaveLength(1)
    const rest = `?q=green&limit=1&cursor=${encodeURIComponent(first.nextCursor)}`
    expect(await textsOf(client, rest)).toEqual(['Ann grows green tomatoes'])
  })

  test('a page that means nothing is refused, and no word is an operator of the index', async () => {
    await using server = await startTestServer()
    const { client } = server
    await remember(client, 'Ann sings')
    const long = 'x'.repeat(1_001)
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'cursor=WyJhIl0', `q=${long}`, 'q=a&q=b']) {
      expectProblem(await client.get(`/v1/memories?${query}`), 422, 'invalid')
    }
    for (const words of ['"', "'", '%', '_', '*', 'sings OR x', 'text:sings', ')', 'NEAR(', '-sings', '🎈', '%00']) {
      const { status } = await client.get(`/v1/memories?q=${words === '%00' ? words : encodeURIComponent(words)}`)
      expect([words, status < 500]).toEqual([words, true])
    }
    expect(await textsOf(client, '?q=%25')).toEqual(await textsOf(client, '?q=_'))
  })
})

describe('PROTOCOL: PATCH /v1/memories/{id}', () => {
  test('a change shows in the list, in search and in its version, and leaves the rest', async () => {
    await using server = await startTestServer()
    const { client } = server
    const made = await remember(client, 'Ann lives in Rome', { importance: 0.3 })
    server.advance(lapsed)
    const moved = await patch(client, `/v1/memories/${made.id}`, { text: 'Ann lives in Oslo' })
    expect(moved.status).toBe(200)
    expect(moved.json).toMatchObject({ id: made.id, text: 'Ann lives in Oslo', importance: 0.3, version: 2 })
    expect(moved.json.createdAt).toBe(made.createdAt)
    expect(Date.parse(moved.json.updatedAt)).toBeGreaterThan(Date.parse(made.updatedAt))
    const weighed = await patch(client, `/v1/memories/${made.id}`, { importance: 1 })
    expect(weighed.json).toMatchObject({ text: 'Ann lives in Oslo', importance: 1, version: 3 })
    expect(await memoriesOf(client)).toEqual([weighed.json])
    expect(await textsOf(client, '?q=rome')).toEqual([])
    expect(await textsOf(client, '?q=oslo')).toEqual(['Ann lives in Oslo'])
  })

  test('of two tabs the second does not undo the first unseen', async () => {
    await using server = await startTestServer()
    const { client } = server
    const { id, version } = await remember(client, 'Ann is ten')
    const first = await patch(client, `/v1/memories/${id}`, { text: 'Ann is eleven', version })
    expect(first.status).toBe(200)
    const second = await patch(client, `/v1/memories/${id}`, { text: 'Ann is nine', version })
    expectProblem(second, 409, 'memory_changed')
    expect(second.headers['x-should-retry']).toBe('false')
    expect(await textsOf(client)).toEqual(['Ann is eleven'])
    const third = await patch(client, `/v1/memories/${id}`, { text: 'Ann is nine', version: first.json.version })
    expect(third.json).toMatchObject({ text: 'Ann is nine', version: 3 })
  })

  test('a change that changes nothing, or means nothing, is refused and leaves the memory as it is', async () => {
    await using server = await startTestServer()
    const { client } = server
    const made = await remember(client, 'Ann sings')
    const bad = [
      null,
      {},
      { version: 1 },
      { Text: 'Ann' },
      { text: '' },
      { text: null },
      { text: 'x'.repeat(1_001) },
      { importance: 2 },
      { importance: null },
      { text: 'Ann', version: 0 },
      { text: 'Ann', version: 1.5 },
      { text: 'Ann', version: '1' },
      { text: 'Ann', version: null },
    ]
    for (const body of bad) expectProblem(await patch(client, `/v1/memories/${made.id}`, body), 422, 'invalid')
    expect(await memoriesOf(client)).toEqual([made])
  })

  test('fields that are not a person’s to set are not set (LESSONS 26)', async () => {
    await using server = await startTestServer()
    const { client } = server
    const slipped = {
      id: 'mine',
      userId: 'bob',
      version: 1,
      createdAt: '2001-01-01T00:00:00Z',
      source: { messageId: 'x', quote: 'y' },
      supersededBy: 'x',
      slot: 'name',
      externalId: 'x',
    }
    const made = await remember(client, 'Ann sings', slipped)
    const changed = await patch(client, `/v1/memories/${made.id}`, { ...slipped, text: 'Ann dances' })
    for (const one of [made, changed.json]) {
      expect(Object.keys(one).sort()).toEqual(
        ['createdAt', 'id', 'importance', 'source', 'text', 'updatedAt', 'version'].sort(),
      )
      expect(one).toMatchObject({ id: made.id, createdAt: made.createdAt, source: null })
    }
    expect(made.id).not.toBe('mine')
    expect(made.createdAt).not.toMatch(/^2001/)
  })
})

describe('PROTOCOL: DELETE /v1/memories', () => {
  test('one that is deleted is gone from everything that shows it, and the others stay', async () => {
    await using server = await startTestServer()
    const { client } = server
    const kept = await remember(client, 'Ann sings')
    const { id } = await remember(client, 'Ann dances')
    const gone = await client.call('DELETE', `/v1/memories/${id}`)
    expect([gone.status, gone.text]).toEqual([204, ''])
    expect(await memoriesOf(client)).toEqual([kept])
    expect(await textsOf(client, '?q=dances')).toEqual([])
    expect((await client.get('/v1/me/export')).text).not.toContain('dances')
    expectProblem(await client.call('DELETE', `/v1/memories/${id}`), 404, 'not_found')
    expectProblem(await patch(client, `/v1/memories/${id}`, { text: 'Back' }), 404, 'not_found')
  })

  test('all of them are deleted at once, and counted', async () => {
    await using server = await startTestServer()
    const { client } = server
    for (let i = 0; i < 5; i++) await remember(client, `Fact ${i}`)
    const first = await client.call('DELETE', '/v1/memories')
    expect([first.status, first.json]).toEqual([200, { deleted: 5 }])
    expect(await memoriesOf(client)).toEqual([])
    expect((await client.call('DELETE', '/v1/memories')).json).toEqual({ deleted: 0 })
    expect((await remember(client, 'Fact 0')).version).toBe(1)
  })
})

describe('LESSONS 22: memories', () => {
  test('of another are the same 404 as those that do not exist, whatever the id looks like', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const [ann, bob] = [await as('ann'), await as('bob')]
    const hers = await remember(client, 'Ann sings', {}, ann)
    const unknown = await client.call('DELETE', '/v1/memories/nothing', { headers: bob })
    expectProblem(unknown, 404, 'not_found')
    const ids = [hers.id, hers.id.toUpperCase(), '0', '-1', '%00', 'null', '__proto__', '%F0%9F%8E%88', 'x'.repeat(300)]
    for (const id of ids) {
      for (const answer of [
        await client.call('DELETE', `/v1/memories/${id}`, { headers: bob }),
        await patch(client, `/v1/memories/${id}`, { text: 'Bob' }, bob),
        await patch(client, `/v1/memories/${id}`, { importance: 1, version: 1 }, bob),
      ]) {
        expect([id, answer.status]).toEqual([id, 404])
        expectProblem(answer, 404, 'not_found')
        if (id.length < 300) expect(withoutCorrelation(answer)).toBe(withoutCorrelation(unknown))
      }
    }
    expect(await memoriesOf(client, '', ann)).toEqual([hers])
  })

  test('are nobody else’s to list, search, recall, export or delete', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const [ann, bob] = [await as('ann'), await as('bob')]
    const hers = [
      await remember(client, 'Ann sings in a choir', { importance: 1 }, ann),
      await remember(client, 'Ann dances', {}, ann),
    ]
    for (const query of ['', '?q=ann', '?q=choir', '?userId=ann'])
      expect(await memoriesOf(client, query, bob)).toEqual([])
    const recalled = await client.post('/v1/memories/recall', { text: 'Who sings in a choir?', userId: 'ann' }, bob)
    expect(recalled.json.items).toEqual([])
    expect((await client.get('/v1/me/export', { headers: bob })).json.memories).toEqual([])
    const his = await remember(client, 'Bob sings in a choir', {}, bob)
    expect((await client.get('/v1/memories?limit=1', { headers: bob })).json).toEqual({ data: [his], nextCursor: null })
    expect((await client.call('DELETE', '/v1/memories', { headers: bob })).json).toEqual({ deleted: 1 })
    expect((await client.call('DELETE', '/v1/me', { headers: bob })).json.erased.memories).toBe(0)
    expect(await memoriesOf(client, '', ann)).toEqual(hers.toReversed())
  })

  test('come with the export and go with the person, counted', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const headers = await as('ann')
    const made = await remember(client, 'Ann sings', {}, headers)
    const exported = await client.get('/v1/me/export', { headers })
    const { source: _, ...rest } = made
    expect(exported.json.memories).toEqual([{ ...rest, supersededBy: null, sources: [] }])
    expect(exported.json.summaries).toEqual([])
    await remember(client, 'Ann dances', {}, headers)
    const erased = await client.call('DELETE', '/v1/me', { headers })
    expect(erased.json.erased.memories).toBe(2)
    expect(await memoriesOf(client, '', headers)).toEqual([])
    expect((await client.get('/v1/me/export', { headers })).json.memories).toEqual([])
  })
})
