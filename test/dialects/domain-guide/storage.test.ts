import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { countRows } from '../v1/another-person.ts'
import { begin, say, told } from './say.ts'

type Row = Record<string, unknown>

function query(path: string, sql: string): Row[] {
  // The server locks it for a moment now and then.
  const database = new DatabaseSync(path, { timeout: 5_000 })
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

/** The columns of each index of a table, in their order. */
const indexesOf = (path: string, table: string): unknown[][] =>
  query(path, `PRAGMA index_list(${table})`).map(({ name }) =>
    query(path, `PRAGMA index_info(${String(name)})`).map((column) => column['name']),
  )

describe('S4-8: the database', () => {
  test('ties a message to its session: none can be stored for a session that is not, or outlive it', async () => {
    await using server = await startTestServer()
    const id = await begin(server.client)
    expect(query(server.path, 'PRAGMA foreign_key_list(messages)')).toMatchObject([
      { table: 'conversations', from: 'conversation_id', to: 'id' },
    ])
    expect(() => query(server.path, `DELETE FROM conversations WHERE id = '${id}'`)).toThrow(/FOREIGN KEY/)
    expect(await told(server.client, id)).toHaveLength(2)
  })

  test('deletes with a session whatever hangs on it', async () => {
    await using server = await startTestServer()
    const { client } = server
    const id = await begin(client)
    const { json } = await say(client, 'Two', id)
    await client.post(`/v1/messages/${json.messageId}/feedback`, { rating: 'up' })
    await client.call('DELETE', `/api/chat/sessions/${id}`)
    expect(query(server.path, 'PRAGMA foreign_key_check')).toEqual([])
    const none = { conversations: 0, messages: 0, runs: 0, run_events: 0, feedback: 0, messages_search: 0 }
    expect(countRows(server.path)).toMatchObject(none)
  })

  test('has an index on the session of a message and on the user of a session', async () => {
    await using server = await startTestServer()
    expect(indexesOf(server.path, 'messages').map(([first]) => first)).toContain('conversation_id')
    expect(indexesOf(server.path, 'conversations').map(([first]) => first)).toContain('user_id')
  })
})

const hostile = [
  "'; DROP TABLE messages; --",
  "' OR '1'='1",
  '" OR ""="',
  "x'); DELETE FROM conversations; --",
  "1; ATTACH DATABASE '/x' AS y",
  '%_*?$1:id@a\\',
  "' UNION SELECT content FROM messages --",
  '`~[]{}()/**/--',
]

test('S4-8: no input is ever read as SQL', async () => {
  await using server = await startTestServer()
  const { client, path } = server
  const id = await begin(client, 'Kept')
  for (const text of hostile) {
    const coded = encodeURIComponent(text)
    expect((await say(client, text, id)).json.message).toBe(`You said: ${text}`)
    const titled = await client.post(`/api/chat/sessions/${id}`, { title: text })
    expect([titled.status, titled.json.title]).toEqual([200, text])
    const before = countRows(path)
    expect((await say(client, 'Hi', text)).status).toBe(404)
    expect((await client.post('/api/chat', { message: 'Hi', session_id: text })).status).toBe(404)
    expect((await client.get(`/api/chat/sessions/${coded}`)).status).toBe(404)
    expect((await client.get(`/api/chat/sessions/${coded}/messages`)).status).toBe(404)
    expect((await client.call('PATCH', `/api/chat/sessions/${coded}`, { body: { title: text } })).status).toBe(404)
    expect((await client.call('DELETE', `/api/chat/sessions/${coded}`)).status).toBe(404)
    expect((await client.get(`/api/chat/sessions?limit=${coded}`)).status).toBe(422)
    expect((await client.get(`/api/chat/sessions?offset=${coded}`)).status).toBe(422)
    expect(countRows(path)).toEqual(before)
    const keyed = { 'idempotency-key': text }
    const once = await client.post('/api/chat', { message: text, sessionId: id }, keyed)
    const twice = await client.post('/api/chat', { message: text, sessionId: id }, keyed)
    expect(once.status).toBe(200)
    expect(twice.json).toEqual(once.json)
  }
  const said = hostile
    .flatMap((text) => [text, text])
    .flatMap((text) => [`user: ${text}`, `assistant: You said: ${text}`])
  expect(await told(client, id)).toEqual(['user: Kept', 'assistant: You said: Kept', ...said])
  expect((await client.get('/api/chat/sessions')).json).toHaveLength(1)
})
