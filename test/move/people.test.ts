import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSecret } from '../../src/config/secrets.ts'
import { onePostgres } from '../adapters/open-postgres.ts'
import { isTerminal } from '../client.ts'
import { startTestServer, temporaryFolder, type TestOptions, type TestServer } from '../harness.ts'
import { sayEverything } from '../privacy/speak.ts'
import { createVoice } from '../privacy/voice.ts'
import { as, asAdmin, withAuth } from '../tokens.ts'
import { everythingInPostgres, everythingInSqlite } from './both-sides.ts'
import { moved } from './spawn-move.ts'
import { whatOneFinds, whatOneSees } from './what-people-see.ts'

const postgres = onePostgres()
const options: TestOptions = { ...withAuth, retry: { attempts: 0 }, tokenBudget: { tokens: 1e9, seconds: 3_600 } }
const ann = createVoice('ann')
const bob = createVoice('bob')

const odd = [
  '\0',
  'a\0b\u{10FFFF}c',
  '\u{10FFFF}0\u{10FFFF}1',
  'x\ud800y\udc00',
  'e\u0301 👩‍👩‍👧‍👦 🏴‍☠️',
  '\\x00 {"a","b"} NULL \'"\\',
  '\r\n\t ',
  '‮abc',
]

const on = (url: string): TestOptions => ({ ...options, databaseUrl: createSecret(url) })

/** Beside what people say: what cannot be printed, what is gone again, and what operators do. */
async function doMore({ client, model }: TestServer, headers: Record<string, string>): Promise<string> {
  const call = async (method: string, path: string, body?: object, as = headers) => {
    const answer = await client.call(method, path, { ...(body && { body }), headers: as })
    expect([path, answer.status < 300 ? '' : answer.text]).toEqual([path, ''])
    return answer
  }
  for (const said of odd) {
    model.next(async (exchange) => {
      for (const part of ['Hier: ', said]) await exchange.token(part)
      await exchange.finish()
      await exchange.done()
    })
    // Of people not all of it is taken, and of a model it is.
    const asked = said.toWellFormed().replaceAll('\0', '')
    await call('POST', '/api/chat/simple', { user_id: 'ann', message: `Say ${asked}` })
  }
  const messages = [{ role: 'user', content: 'To be deleted' }]
  const { id } = (await call('POST', '/v1/conversations/import', { messages })).json
  const gone = (await call('POST', '/v1/conversations/import', { messages })).json.id as string
  await call('DELETE', `/v1/conversations/${gone}`)
  await call('POST', '/v1/admin/keys', { name: 'of carol', userId: 'carol' }, asAdmin)
  await call('PUT', '/v1/admin/users/carol/budget', { tokens: 5_000, seconds: 60 }, asAdmin)
  const dora = await as('dora')
  await call('POST', '/chat', { message: 'Forget me', sessionId: 's' }, dora)
  await call('DELETE', '/v1/admin/users/dora', undefined, asAdmin)
  return id as string
}

const copyOf = (path: string): string => {
  const folder = temporaryFolder()
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const copy = join(folder, 'copy.db')
  for (const end of ['', '-wal']) if (existsSync(path + end)) cpSync(path + end, copy + end)
  return copy
}

test('whoever comes back after a move sees what was there before it, byte by byte', { timeout: 120_000 }, async () => {
  await using server = await startTestServer(options)
  const { client, model, path } = server
  const people = [
    { userId: 'ann', voice: ann, headers: await as('ann') },
    { userId: 'bob', voice: bob, headers: await as('bob') },
  ]
  const look = async (at: TestServer, said: Awaited<ReturnType<typeof sayEverything>>[]) => {
    const seen = []
    for (const [i, { voice, headers }] of people.entries()) {
      const spoken = said[i]
      if (spoken)
        seen.push(await whatOneSees(at.client, spoken, headers), await whatOneFinds(at.client, voice, headers))
    }
    return seen
  }
  const said = []
  for (const person of people) {
    const spoken = await sayEverything({ client, model, ...person })
    const underWay = await client.stream('GET', `/v1/runs/${spoken.underWay}/events`, { headers: person.headers })
    await client.call('POST', `/v1/runs/${spoken.underWay}/stop`, { headers: person.headers })
    await underWay.all()
    const { data } = (
      await client.get(`/v1/conversations/${spoken.conversations.at(-1)}/messages`, { headers: person.headers })
    ).json
    for (const { runId } of data as { runId: string | null }[]) {
      if (runId) await (await client.stream('GET', `/v1/runs/${runId}/events`, { headers: person.headers })).all()
    }
    said.push(spoken)
  }
  const conversation = await doMore(server, people[0]?.headers ?? {})
  said[0]?.conversations.push(conversation)
  await server.tidy()
  const before = await look(server, said)
  expect(Object.values(before[1] ?? {}).filter((found) => found.length > 0).length).toBeGreaterThan(5)
  await server.drain()

  const bytes = readFileSync(path)
  const url = await postgres().newDatabase()
  const { code, stdout, stderr } = await moved(path, url)
  expect([code, stderr]).toEqual([0, expect.stringContaining('Done.')])
  expect(stdout).not.toContain('DIFFERENT')
  expect(readFileSync(path).equals(bytes)).toBe(true)
  expect(await everythingInPostgres(url)).toEqual(everythingInSqlite(path))

  await using after = await startTestServer({ ...on(url), fake: model })
  expect(await look(after, said)).toEqual(before)
  // It goes on from there: new messages find their row, and are found.
  const headers = people[0]?.headers ?? {}
  const answer = await after.client.ask(conversation, 'Nochmals Zwetschgenkuchen', {}, headers)
  expect(answer.status).toBe(200)
  const { json } = await after.client.get('/v1/search?q=zwetschgen', { headers })
  expect(json.data.length).toBeGreaterThan(0)
  expect((await after.client.call('DELETE', '/v1/me', { headers })).status).toBe(200)
})

test(
  'what was being answered when the server of the SQLite file died is answered by the first on Postgres',
  { timeout: 60_000 },
  async () => {
    await using server = await startTestServer(options)
    const headers = await as('ann')
    const { client, model } = server
    const { underWay, conversations } = await sayEverything({ client, model, voice: ann, userId: 'ann', headers })
    // As it lies there after a power cut: with a log that nobody has emptied, and an owner that still has its lease.
    const path = copyOf(server.path)
    expect(existsSync(`${path}-wal`)).toBe(true)
    const url = await postgres().newDatabase()
    expect(await moved(path, url)).toMatchObject({ code: 0 })

    await using after = await startTestServer({ ...on(url), lease: { periodMs: 2_000 } })
    const events = await (await after.client.stream('GET', `/v1/runs/${underWay}/events`, { headers })).all()
    expect(events.map(({ type }) => type)).toContain('restarted')
    expect(events.filter(isTerminal).map(({ type }) => type)).toEqual(['completed'])
    const list = async () =>
      (await after.client.get(`/v1/conversations/${conversations.at(-1)}/messages`, { headers })).json.data as {
        role: string
        status: string
        runId: string | null
      }[]
    for (const { runId } of await list()) {
      if (runId) await (await after.client.stream('GET', `/v1/runs/${runId}/events`, { headers })).all()
    }
    expect((await list()).map(({ role, status }) => `${role} ${status}`)).toEqual(
      Array.from({ length: 3 }, () => ['user completed', 'assistant completed']).flat(),
    )
  },
)
