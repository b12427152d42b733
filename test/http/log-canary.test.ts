import { expect, test } from 'vitest'
import { createSecret } from '../../src/config/secrets.ts'
import { startFakeModel } from '../fake-model.ts'
import { startTestServer } from '../harness.ts'

/** Whatever a person, a model or an operator would not want to find in a log. None looks like a secret to a scrubber. */
const canaries = {
  message: 'kanarienvogel-nachricht',
  answer: 'kanarienvogel-antwort',
  title: 'kanarienvogel-titel',
  metadata: 'kanarienvogel-angaben',
  comment: 'kanarienvogel-kommentar',
  imported: 'kanarienvogel-einfuhr',
  query: 'kanarienvogel-suche',
  malformed: 'kanarienvogel-kaputt',
  modelKey: 'kanarienvogel-schluessel',
  authorization: 'kanarienvogel-ausweis',
  cookie: 'kanarienvogel-keks',
}

test('LESSONS 28: nothing that anybody says, and no key, is in any line at DEBUG', async () => {
  await using fake = await startFakeModel()
  await using server = await startTestServer({
    fake,
    model: { kind: 'openai', api: 'chat', baseUrl: fake.url, apiKey: createSecret(canaries.modelKey) },
    retry: { baseMs: 1 },
  })
  const { client } = server
  const headers = { authorization: `Bearer ${canaries.authorization}`, cookie: `sid=${canaries.cookie}` }
  const post = (path: string, body: unknown) => client.call('POST', path, { body, headers })

  const { id } = (await post('/v1/conversations', { title: canaries.title, metadata: { note: canaries.metadata } }))
    .json
  const send = (content: string) => post(`/v1/conversations/${id}/messages`, { content })
  fake.reply(`So: ${canaries.answer}`)
  const answered = await send(canaries.message)
  expect(fake.requests[0]?.headers.authorization).toBe(`Bearer ${canaries.modelKey}`)
  expect(answered.json.message.content).toContain(canaries.answer)
  await post(`/v1/messages/${answered.json.message.id}/feedback`, { rating: 'down', comment: canaries.comment })
  await post('/v1/conversations/import', { messages: [{ role: 'user', content: canaries.imported }] })
  expect((await client.call('GET', `/v1/search?q=${canaries.query}`, { headers })).status).toBe(200)

  // A provider that repeats the key that it refuses, and the message, in every way in which it can fail.
  const repeated = `No such key: ${canaries.modelKey}, for: ${canaries.message}`
  const echo = JSON.stringify({ error: { message: repeated, type: repeated, code: 'no_such_key' } })
  fake.fail(401, {}, echo)
  fake.next((exchange) => exchange.error(JSON.parse(echo).error))
  fake.fail(429, { 'retry-after': '3600' }, repeated)
  fake.next(async (exchange) => {
    await exchange.token(canaries.answer)
    await exchange.frame(`{"${canaries.modelKey}"`)
  })
  for (let i = 0; i < 3; i++) expect((await send(`${canaries.message} ${i}`)).status).toBe(503)

  // Requests that are refused, with the words in the wrong places.
  for (const raw of [
    `{"content": "${canaries.malformed}`,
    `{"content": ["${canaries.malformed}"]}`,
    `{"${canaries.malformed}": 1}`,
    '[]',
    `"${canaries.malformed}"`,
  ]) {
    const refused = await client.call('POST', `/v1/conversations/${id}/messages`, { raw, headers })
    expect(refused.status).toBeGreaterThanOrEqual(400)
  }
  await client.call('GET', `/v1/conversations/${id}?q=${canaries.query}`, { headers })
  await client.call('GET', `/no-such-path?q=${canaries.query}`, { headers })
  await client.call('GET', `/v1/search?q=${canaries.query}&limit=${canaries.query}`, { headers })
  await client.call('DELETE', '/v1/me', { headers })
  await server.drain()

  expect(server.lines.length).toBeGreaterThan(20)
  const log = server.lines.join('\n')
  for (const [name, canary] of Object.entries(canaries))
    expect(log.includes(canary), `${name} is in the log`).toBe(false)
  // What is needed to find the reason is there all the same.
  expect(log).toContain('"event":"model_error"')
  expect(log).toContain('status 401 no_such_key')
  const failed = server.lines.filter((line) => line.includes('"event":"model_error"'))
  for (const line of failed) expect(JSON.parse(line)).toMatchObject({ run_id: expect.any(String) })
  for (const line of server.lines)
    expect(JSON.parse(line)).toMatchObject({ event: expect.any(String), level: expect.any(String) })
})
