import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../client.ts'
import { startTestServer, type TestOptions, type TestServer } from '../../harness.ts'
import { as, asAdmin, withAuth } from '../../tokens.ts'
import { rows } from './budgeted.ts'
import { expectProblem } from './expect-problem.ts'

const atRisk = 'I want to kill myself'
const longest = 200_000

const start = (more: TestOptions = {}) => startTestServer({ adminKey: withAuth.adminKey, ...more })

const check = ({ client }: TestServer, body: object): Promise<Answer> =>
  client.post('/v1/admin/safety/check', body, asAdmin)

const levelOf = async (server: TestServer, body: object): Promise<number> => {
  const checked = await check(server, body)
  expect(checked.status).toBe(200)
  return (checked.json as { level: number }).level
}

const get = ({ client }: TestServer, path: string): Promise<Answer> =>
  client.get(`/v1/admin/safety/${path}`, { headers: asAdmin })

async function say({ client, model }: TestServer, text: string, language = 'de-DE', persona = 'luma'): Promise<string> {
  model.reply('I am glad that you told me.')
  const conversation = await client.conversation({ persona })
  await (await client.send(conversation, text, {}, { 'accept-language': language })).all()
  return conversation
}

/** The turns of a conversation, a person's first. */
const turns = (...said: string[]) => said.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content }))

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const sorted = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(sorted.map(([name, one]) => [name, inOrder(one)]))
}

describe('PROTOCOL: POST /v1/admin/safety/check', () => {
  test('says what would be made of a text, and nothing beside that', async () => {
    await using server = await start()
    const checked = await check(server, { text: atRisk })
    expect(checked.status).toBe(200)
    const { categories, tookMs, ...rest } = checked.json as Record<string, unknown>
    expect(rest).toEqual({ level: 3, subject: 'self', scanned: 'local' })
    expect(categories).toEqual(expect.arrayContaining([{ name: expect.any(String), score: expect.any(Number) }]))
    expect(tookMs).toEqual(expect.any(Number))
    const harmless = await check(server, { text: 'This deadline is killing me', persona: 'personal-assistant' })
    expect(harmless.json).toMatchObject({ level: 0, subject: 'none' })
  })

  test('LESSONS 19: a denial after danger is not the end of it, and a farewell is worse', async () => {
    await using server = await start()
    const denial = "I'm fine now, I'm not suicidal"
    const farewell = 'Goodbye everyone, thank you for everything'
    expect(await levelOf(server, { text: denial })).toBeLessThan(2)
    expect(await levelOf(server, { text: farewell })).toBe(0)
    const kind = 'Thank you for telling me.'
    expect(await levelOf(server, { turns: turns(atRisk, kind, denial) })).toBeGreaterThanOrEqual(2)
    expect(await levelOf(server, { turns: turns(atRisk, kind, farewell) })).toBe(3)
    expect(await levelOf(server, { turns: turns(atRisk, kind, "I'm giving my dog away to my sister") })).toBe(3)
    // The state is of what was said before, and the level of what was said last.
    expect(await levelOf(server, { turns: turns('Good morning', kind, farewell) })).toBe(0)
    expect(await levelOf(server, { turns: turns(atRisk, kind, 'Which colour is the boat?') })).toBeLessThan(2)
    expect(await levelOf(server, { turns: turns('Good morning', kind, atRisk, kind) })).toBe(3)
    // What an assistant says is no word of the person.
    expect(await levelOf(server, { turns: turns('Good morning', `You said: ${atRisk}`, denial) })).toBeLessThan(2)
  })

  test('where nobody has said anything there is nothing to see, and no more is told of it', async () => {
    await using server = await start()
    const checked = await check(server, { turns: [{ role: 'assistant', content: atRisk }] })
    const { tookMs: _, ...rest } = checked.json as Record<string, unknown>
    expect(rest).toEqual({ level: 0, subject: 'none', categories: [], scanned: 'local' })
  })

  test('what cannot be judged is refused, and says why', async () => {
    await using server = await start()
    for (const body of [
      {},
      { text: atRisk, turns: turns(atRisk) },
      { turns: [] },
      { turns: [{ role: 'system', content: atRisk }] },
      { text: 7 },
      { text: 'x'.repeat(longest + 1) },
      { turns: [{ role: 'user', content: 'x'.repeat(longest + 1) }] },
      { text: atRisk, persona: 'nobody' },
      { text: atRisk, country: 'Germany' },
      { text: atRisk, user: 'ann' },
    ]) {
      expectProblem(await check(server, body), 422, 'invalid')
    }
  })

  test('the longest text is judged to its end, in any script', async () => {
    await using server = await start()
    const end = `. ${atRisk}.`
    for (const filler of ['The gulls are loud. ', '海']) {
      const text = filler.repeat(longest).slice(0, longest - end.length) + end
      expect([filler, await levelOf(server, { text })]).toEqual([filler, 3])
    }
  })

  test('nothing of it is kept, nor is any word of it logged', async () => {
    await using server = await start()
    const canary = 'the heronry behind the gasworks'
    const tables = rows(server.path, "SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) => name)
    const counts = () => tables.map((name) => [name, rows(server.path, `SELECT count(*) AS n FROM "${String(name)}"`)])
    const before = counts()
    await check(server, { text: `${atRisk} at ${canary}` })
    await check(server, { turns: turns(`${atRisk} at ${canary}`, 'I am here', `Goodbye, ${canary}`) })
    await check(server, { text: canary, persona: canary })
    await check(server, { text: canary, turns: canary })
    await server.tidy()
    expect(counts()).toEqual(before)
    expect(server.lines.join('\n')).not.toMatch(/heronry|kill myself/)
    for (const end of ['', '-wal'])
      expect(readFileSync(`${server.path}${end}`).toString('latin1')).not.toContain('heronry')
    expect(server.model.requests).toEqual([])
  })

  test('is the operator’s alone, as the report and the audit are', async () => {
    await using closed = await startTestServer()
    await using server = await start(withAuth)
    const ann = await as('ann')
    for (const path of ['report', 'audit', 'check']) {
      const [method, options] =
        path === 'check' ? (['POST', { body: { text: atRisk } }] as const) : (['GET', {}] as const)
      const where = `/v1/admin/safety/${path}`
      expect([path, (await closed.client.call(method, where, { ...options, headers: asAdmin })).status]).toEqual([
        path,
        404,
      ])
      for (const headers of [{}, ann]) {
        expect([path, (await server.client.call(method, where, { ...options, headers })).status]).toEqual([path, 401])
      }
      expect((await server.client.call(method, where, { ...options, headers: asAdmin })).status).toBe(200)
    }
  })
})

describe('PROTOCOL: GET /v1/admin/safety/report', () => {
  test('counts how often people were shown where there is help this year, and names nobody', async () => {
    await using server = await start()
    const year = new Date().getUTCFullYear()
    const conversation = await say(server, atRisk)
    await say(server, "I'm going to end it tonight, I have the pills ready", 'fr-FR')
    await say(server, "I don't want to be here anymore", 'en', 'personal-assistant')
    await say(server, 'what is suicide?')
    await say(server, 'Good morning')
    const report = await get(server, 'report')
    expect(report.status).toBe(200)
    expect(report.json).toEqual({
      year,
      referrals: {
        total: 3,
        byMonth: { [new Date().toISOString().slice(0, 7)]: 3 },
        byLevel: { 2: 1, 3: 1, 4: 1 },
        byPersona: { luma: 2, 'personal-assistant': 1 },
        byCountry: { DE: 1, FR: 1, unknown: 1 },
      },
    })
    expect(report.text).not.toContain(conversation)
    expect((await get(server, `report?year=${year}`)).json).toEqual(report.json)
    const none = { total: 0, byMonth: {}, byLevel: {}, byPersona: {}, byCountry: {} }
    for (const other of [2000, year - 1, year + 1, 9999])
      expect((await get(server, `report?year=${other}`)).json).toEqual({ year: other, referrals: none })
    server.advance(366 * 86_400_000)
    expect((await get(server, 'report')).json).toEqual({ year: year + 1, referrals: none })
  })

  test('a year that is none is refused', async () => {
    await using server = await start()
    for (const year of ['1999', '10000', '-1', '2026.5', 'this', '', 'Infinity', '2026&year=2027'])
      expectProblem(await get(server, `report?year=${year}`), 422, 'invalid')
    expectProblem(await get(server, 'report?jahr=2026'), 422, 'invalid')
  })
})

describe('PROTOCOL: GET /v1/admin/safety/audit', () => {
  test('its pages hold each record once, newest first, and the hashes can be followed by whoever reads them', async () => {
    await using server = await start()
    const texts = [atRisk, 'what is suicide?', "I don't want to be here anymore", `${atRisk}, at the heronry`, atRisk]
    const conversations: string[] = []
    for (const text of texts) conversations.push(await say(server, text))
    const records: Record<string, unknown>[] = []
    let cursor: string | null = ''
    for (let pages = 0; cursor !== null; pages++) {
      expect(pages).toBeLessThan(3)
      const page = await get(server, `audit?limit=2${cursor && `&cursor=${cursor}`}`)
      const { data, nextCursor } = page.json as { data: typeof records; nextCursor: string | null }
      expect(data.length).toBeLessThanOrEqual(2)
      records.push(...data)
      cursor = nextCursor
    }
    expect(records.map(({ level }) => level)).toEqual([3, 3, 2, 1, 3])
    let previous = ''
    for (const { hash, ...rest } of records.toReversed()) {
      const link = `${previous}\n${JSON.stringify(inOrder(rest))}`
      expect(hash).toBe(createHash('sha256').update(link).digest('hex'))
      previous = String(hash)
    }
    const text = JSON.stringify(records)
    for (const word of ['heronry', 'kill', 'glad', ...conversations]) expect(text).not.toContain(word)
  })

  test('LESSONS 18: nothing is on record of a message in which there was nothing to see', async () => {
    await using server = await start()
    await say(server, 'Good morning')
    expect((await get(server, 'audit')).json).toEqual({ data: [], nextCursor: null })
  })

  test('a page that is none is refused', async () => {
    await using server = await start()
    for (const query of ['limit=0', 'limit=x', 'cursor=x', 'cursor=WyJ4Il0', 'page=2'])
      expect([query, (await get(server, `audit?${query}`)).status]).toEqual([query, 422])
  })
})

test('GET /v1/safety/protocol: what is done for people can be read by those who have not said who they are', async () => {
  await using server = await startTestServer(withAuth)
  const shown = await server.client.get('/v1/safety/protocol')
  expect(shown.status).toBe(200)
  const { levels } = shown.json as { levels: { level: number }[] }
  expect(levels.map(({ level }) => level)).toEqual([0, 1, 2, 3, 4])
})
