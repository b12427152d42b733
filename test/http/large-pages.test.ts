import { expect, test } from 'vitest'
import { startTestServer } from '../harness.ts'

const count = 10
const contentOf = (i: number): string => `word ${i} `.padEnd(1_000_000, 'é')
const messages = Array.from({ length: count }, (_, i) => ({ role: 'user', content: contentOf(i) }))

interface Page {
  data: { content: string; message?: { content: string } }[]
  nextCursor: string | null
}

test.each(['messages?limit=200&order=asc', 'messages?limit=200&order=desc', 'search?q=word&limit=100'])(
  'a page holds so much text and no more, and the next goes on: %s',
  async (which) => {
    await using server = await startTestServer()
    const { client } = server
    const { id } = (await client.post('/v1/conversations/import', { messages })).json as { id: string }
    const path = which.startsWith('search') ? `/v1/${which}` : `/v1/conversations/${id}/${which}`
    const told: string[] = []
    let cursor: string | null = null
    do {
      const page = (await client.get(cursor === null ? path : `${path}&cursor=${cursor}`)).json as Page
      // Two bytes a letter: the third one is the first too many, and none would be no page.
      expect(page.data.length).toBe(2)
      told.push(...page.data.map(({ content, message }) => message?.content ?? content))
      cursor = page.nextCursor
    } while (cursor !== null)
    const all = messages.map(({ content }) => content)
    if (which.endsWith('desc')) all.reverse()
    const inOrder = which.startsWith('search') ? told.toSorted() : told
    expect(inOrder.map((text) => text.slice(0, 8))).toEqual(all.map((text) => text.slice(0, 8)))
  },
)

test('a message that is longer than a page is one', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  model.next(async (exchange) => {
    for (let i = 0; i < 120; i++) await exchange.token('満'.repeat(20_000))
    await exchange.finish()
    await exchange.done()
  })
  const id = await client.conversation()
  await client.ask(id, 'Everything, please')
  const { json } = await client.get(`/v1/conversations/${id}/messages?order=desc`)
  const page = json as Page
  expect(page.data.map(({ content }) => content.length)).toEqual([2_400_000])
  const rest = (await client.get(`/v1/conversations/${id}/messages?order=desc&cursor=${page.nextCursor}`)).json as Page
  expect(rest.data.map(({ content }) => content)).toEqual(['Everything, please'])
  expect(rest.nextCursor).toBeNull()
})
