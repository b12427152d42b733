import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTick } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness.ts'

/** How many rows every table has, whatever tables there are. */
function countAll(path: string): Record<string, number> {
  const database = new DatabaseSync(path, { readOnly: true })
  const tables = database
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'messages_search_%' AND name NOT LIKE 'recall_terms_%' ORDER BY name",
    )
    .all() as { name: string }[]
  const counts = tables.map(({ name }) => {
    const { n } = database.prepare(`SELECT count(*) AS n FROM "${name}"`).get() as { n: number }
    return [name, n] as const
  })
  database.close()
  return Object.fromEntries(counts)
}

function erasures(path: string): unknown[] {
  using database = new DatabaseSync(path, { readOnly: true })
  const rows = database.prepare("SELECT actor, subject, count, detail FROM audit WHERE act = 'person_erased'").all()
  return rows.map((row) => ({ ...row, detail: JSON.parse(String(row['detail'])) as unknown }))
}

/** A conversation with everything in it that one can have. */
async function lively({ client, model }: TestServer): Promise<string> {
  const conversation = await client.conversation({ title: 'Tea', metadata: { a: 1 } })
  model.reply('Peppermint.')
  const answered = await client.ask(conversation, 'Which tea?', {}, { 'idempotency-key': conversation })
  await client.post(`/v1/messages/${answered.json.message.id}/feedback`, { rating: 'up', comment: 'Nice' })
  await client.post(`/v1/conversations/${conversation}/messages/${answered.json.message.id}/regenerate`)
  model.fail(401)
  await client.ask(conversation, 'And now?')
  model.next((exchange) => exchange.stall())
  await client.sendAsync(conversation, 'Still there?')
  await client.sendAsync(conversation, 'Hello?', { whileRunning: 'queue' })
  return conversation
}

describe('PROTOCOL: DELETE: everything under it is gone', () => {
  test('no table holds a row of a deleted conversation, but for what it has cost', async () => {
    await using server = await startTestServer()
    const { client, path } = server
    await client.ask(await client.conversation(), 'Kept')
    const before = countAll(path)
    const conversation = await lively(server)
    const between = countAll(path)
    for (const table of ['conversations', 'messages', 'runs', 'run_events', 'feedback', 'messages_search']) {
      expect(between[table], table).toBeGreaterThan(before[table] ?? 0)
    }
    const deleted = await client.call('DELETE', `/v1/conversations/${conversation}`)
    expect(deleted.status).toBe(204)
    const { usage: _spent, ...left } = countAll(path)
    const { usage: _before, ...had } = before
    expect(left).toEqual(had)
    expect((await client.call('DELETE', `/v1/conversations/${conversation}`)).status).toBe(404)
  })

  test('nothing but the count is left of a person who erases everything', async () => {
    await using server = await startTestServer()
    const { client, path } = server
    const before = countAll(path)
    await lively(server)
    await lively(server)
    const { json } = await client.call('DELETE', '/v1/me')
    expect(json.erased).toMatchObject({ conversations: 2, feedback: 2 })
    expect(countAll(path)).toEqual({ ...before, audit: 1 })
    expect(erasures(path)).toEqual([{ actor: 'user', subject: 'local', count: 1, detail: json.erased }])
  })

  test('a person who has nothing and erases it, however often, leaves nothing on record', async () => {
    await using server = await startTestServer()
    const { client, path } = server
    for (let i = 0; i < 3; i++) expect((await client.call('DELETE', '/v1/me')).status).toBe(200)
    expect(erasures(path)).toEqual([])
  })

  test('a deletion that a crash cut short is finished by the next start', async () => {
    await using server = await startTestServer()
    const { client, model, path } = server
    const before = countAll(path)
    await client.ask(await client.conversation(), 'Hello')
    await server.drain()
    const database = new DatabaseSync(path)
    database.exec("UPDATE conversations SET hidden = 'deleting'; DELETE FROM usage; DELETE FROM people")
    database.close()
    await using next = await startTestServer({ path, fake: model })
    expect((await next.client.get('/v1/conversations')).json.data).toEqual([])
    while (countAll(path)['conversations'] !== 0) await nextTick()
    expect(countAll(path)).toEqual(before)
  })
})
