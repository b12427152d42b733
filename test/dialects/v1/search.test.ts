import { describe, expect, test } from 'vitest'
import type { Client } from '../../client.ts'
import { startTestServer } from '../../harness.ts'
import { giveAway } from './another-person.ts'
import { expectProblem } from './expect-problem.ts'

interface Hit {
  message: { content: string; conversationId: string }
  conversation: { id: string }
  snippet: string
}

async function search(client: Client, words: string): Promise<Hit[]> {
  const { status, json } = await client.get(`/v1/search?q=${encodeURIComponent(words)}`)
  expect(status).toBe(200)
  return json.data
}

async function filled(client: Client, ...contents: string[]): Promise<string> {
  const messages = contents.map((content) => ({ role: 'user', content }))
  return (await client.post('/v1/conversations/import', { messages })).json.id
}

describe('PROTOCOL: GET /v1/search', () => {
  test('a hit is the message, its conversation and the place in the text', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply('Bananas are berries.')
    const conversation = await client.conversation({ title: 'Fruit' })
    const { json } = await client.ask(conversation, 'What are they?')
    const hits = await search(client, 'berries')
    expect(hits).toEqual([
      {
        message: json.message,
        conversation: (await client.get(`/v1/conversations/${conversation}`)).json,
        snippet: 'Bananas are berries.',
      },
    ])
  })

  test('the snippet shows the word found, not the beginning of a long text', async () => {
    await using server = await startTestServer()
    const { client } = server
    await filled(client, `${'before '.repeat(100)}needle${' after'.repeat(100)}`)
    const [hit] = await search(client, 'needle')
    expect(hit?.snippet).toMatch(/^….*needle.*…$/)
    expect(hit?.snippet.length).toBeLessThan(300)
  })

  test('words are found in any case, order and form of their accents, and all of them must stand there', async () => {
    await using server = await startTestServer()
    const { client } = server
    await filled(client, 'The Café of Zürich', 'Only a cafe')
    expect((await search(client, 'zurich CAFÉ')).length).toBe(1)
    expect((await search(client, 'cafe')).length).toBe(2)
    expect((await search(client, 'cafe\u0301')).length).toBe(2)
    expect((await search(client, 'cafe zanzibar')).length).toBe(0)
  })

  test('languages without spaces between words can be searched', async () => {
    await using server = await startTestServer()
    const { client } = server
    await filled(client, '我喜欢喝咖啡', '东京の天気はいい')
    expect((await search(client, '咖啡')).length).toBe(1)
    expect((await search(client, '天気')).length).toBe(1)
    expect((await search(client, '茶')).length).toBe(0)
  })

  test('nothing that a person types is a query language', async () => {
    await using server = await startTestServer()
    const { client } = server
    await filled(client, 'plain text', 'NEAR and OR not AND')
    const odd = [
      '"',
      "'",
      '*',
      '(',
      ')',
      'a AND',
      'NOT plain',
      'plain*',
      'terms:plain',
      'owner:*',
      'plain OR nothing',
      '^plain',
    ]
    odd.push(
      'NEAR(plain text)',
      '-plain',
      '{a b}:c',
      '%',
      '\\',
      "'; DROP TABLE messages; --",
      '🎈',
      '!?.,',
      ' ',
      '\t\n',
      'a'.repeat(1_000),
    )
    for (const words of odd) await search(client, words)
    expect((await search(client, '"plain" (text)')).length).toBe(1)
    expect((await search(client, 'owner : o OR plain')).length).toBe(0)
    expect((await search(client, 'or')).length).toBe(1)
  })

  test('what cannot be searched for is refused', async () => {
    await using server = await startTestServer()
    const { client } = server
    for (const query of ['', '?q=', `?q=${'a'.repeat(1_001)}`, '?q=a&q=b', '?q=%00', '?Q=a']) {
      const refused = await client.get(`/v1/search${query}`)
      expectProblem(refused, 422, 'invalid')
      expect(refused.json.errors[0].path).toBe('query.q')
    }
  })

  test('a question is found while its answer is made, the answer once it has ended', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const steps = model.stepped(['Unicorns', ' exist'])
    const stream = await client.send(await client.conversation(), 'Do dragons?')
    steps.release()
    await stream.until(({ type }) => type === 'delta')
    expect((await search(client, 'dragons')).length).toBe(1)
    steps.releaseAll()
    await stream.all()
    expect((await search(client, 'unicorns')).length).toBe(1)
  })

  test("another person's words are never found (LESSONS 22)", async () => {
    await using server = await startTestServer()
    const { client } = server
    giveAway(server.path, await filled(client, 'A secret of theirs'))
    await filled(client, 'A secret of mine')
    const hits = await search(client, 'secret')
    expect(hits.map(({ message }) => message.content)).toEqual(['A secret of mine'])
  })
})
