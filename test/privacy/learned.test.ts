import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { createSecret } from '../../src/config/secrets.ts'
import { ask, onePostgres } from '../adapters/open-postgres.ts'
import { startFakeEmbeddings } from '../fake-embeddings.ts'
import { answer, startFakeModel, words } from '../fake-model.ts'
import { startTestServer, type TestServer } from '../harness.ts'
import { scrubbed, tracesOnDisk } from './files.ts'
import { createVoice, type Heard, tracesIn, type Voice } from './voice.ts'

const postgres = onePostgres()
const helperModel = 'helper'
const pause = 11_000
const long = 'word '.repeat(1_000)

interface World {
  server: TestServer
  /** Where a voice is heard in all that is stored. */
  heard(voice: Voice): Promise<Heard[]>
  /** How many vectors there are, and of how many nothing is left. */
  vectors(): Promise<{ all: number; lost: number }>
}

const countVectors = `select (select count(*) from recall_vectors) as "all",
  (select count(*) from recall_vectors where "row" not in (select "row" from recall_docs)) as lost`

async function inSqlite(server: TestServer): Promise<World> {
  return {
    server,
    heard: async (voice) => tracesOnDisk(server.path, voice),
    async vectors() {
      using database = new DatabaseSync(server.path, { readOnly: true })
      const { all, lost } = database.prepare(countVectors).get() as Record<string, number>
      return { all: Number(all), lost: Number(lost) }
    },
  }
}

const tablesOf = "select quote_ident(tablename) as name from pg_tables where schemaname = 'public'"

function inPostgres(server: TestServer, url: string): World {
  return {
    server,
    async heard(voice) {
      const found: Heard[] = []
      for (const { name } of await ask<{ name: string }>(url, tablesOf)) {
        const rows = await ask<{ row: string }>(url, `select t::text as row from ${name} t`)
        found.push(...tracesIn(rows.map(({ row }) => row).join('\n'), voice))
      }
      return found
    },
    async vectors() {
      const [row] = await ask<Record<string, string>>(url, countVectors)
      return { all: Number(row?.['all']), lost: Number(row?.['lost']) }
    },
  }
}

/** What the helper says of whoever speaks in this voice: words that stand in none of their messages. */
interface Helped {
  voice: Voice
  learned: Voice
}

/** A server that learns, gives titles, sums up and makes vectors; what its helper says is of whoever has spoken. */
async function open(engine: string, helped: readonly Helped[]): Promise<World & AsyncDisposable> {
  await using stack = new AsyncDisposableStack()
  const fake = stack.use(await startFakeModel())
  const embeddings = stack.use(await startFakeEmbeddings(fake.url))
  const model = { kind: 'openai', api: 'chat', baseUrl: embeddings.url } as const
  const url = engine === 'Postgres' ? await postgres().newDatabase() : undefined
  const server = stack.use(
    await startTestServer({
      fake,
      model,
      embeddingModel: 'a-model',
      helperModel,
      defaultModel: 'gpt-4o',
      ...(url !== undefined && { databaseUrl: createSecret(url) }),
    }),
  )
  fake.script((exchange) => {
    const { body } = exchange.request
    const asked = JSON.stringify(body.messages?.at(-1))
    const one = helped.find(({ voice }) => asked.includes(voice.word('message')))
    const said = !one || body.model !== helperModel ? 'Fine.' : sayOf(one, JSON.stringify(body))
    return answer(exchange, words(said), { input: 5, output: 5 })
  })
  const world = url === undefined ? await inSqlite(server) : inPostgres(server, url)
  const owned = stack.move()
  return { ...world, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

function sayOf({ voice, learned }: Helped, asked: string): string {
  if (asked.includes('running summary')) return learned.text('summary')
  if (!asked.includes('memory_operations')) return learned.word('title')
  const text = learned.text('learned')
  const quote = `${voice.word('message')} is what I say`
  return JSON.stringify({ operations: [{ op: 'add', id: null, text, quote, importance: 0.5 }] })
}

/** Until nothing more is to be learned, titled, summed up or embedded. */
async function rest({ server }: World): Promise<void> {
  for (let i = 0; i < 3; i++) {
    server.advance(pause)
    await server.tidy()
  }
}

/** One that is learned from, summed up and named. */
async function converse({ server: { client } }: World, voice: Voice, more: string): Promise<string> {
  const conversation = await client.conversation()
  const said = [`${voice.word('message')} is what I say. ${more}`, `I like ${voice.word('taste')}.`]
  for (const content of [...said, ...Array.from({ length: 5 }, () => long)]) await client.ask(conversation, content)
  return conversation
}

const remembered = async ({ server }: World): Promise<string> => (await server.client.get('/v1/memories')).text

describe.each(['SQLite', 'Postgres'])('MEMORY: what is forgotten is in no byte that %s keeps', (engine) => {
  const [gone, learnedGone] = [createVoice('gone'), createVoice('learned gone')]
  const [stays, learnedStays] = [createVoice('stays'), createVoice('learned stays')]
  const helped = [
    { voice: gone, learned: learnedGone },
    { voice: stays, learned: learnedStays },
  ]

  /** Two conversations, and what both have to do with. Returns the second. */
  async function both(world: World): Promise<string> {
    await converse(world, stays, 'I have a dog.')
    await rest(world)
    const id = await converse(world, gone, `I have a dog called ${gone.word('rex')}.`)
    await rest(world)
    return id
  }

  async function expectOnly(world: World, left: readonly Voice[]): Promise<void> {
    await scrubbed(world.server)
    for (const voice of [gone, learnedGone]) {
      expect((await world.heard(voice)).length > 0).toBe(left.includes(voice))
      expect(world.server.lines.flatMap((line) => tracesIn(line, voice))).toEqual([])
    }
    for (const voice of [stays, learnedStays]) expect(await world.heard(voice)).not.toEqual([])
    expect((await world.vectors()).lost).toBe(0)
  }

  test('a conversation takes along its words, what was learned from it, its title, summaries and vectors', async () => {
    await using world = await open(engine, helped)
    const toGo = await both(world)
    const { client } = world.server
    const before = await world.vectors()
    expect((await client.get(`/v1/conversations/${toGo}`)).json.title).toBe(learnedGone.word('title'))
    const exported = (await client.get('/v1/me/export')).text
    for (const place of ['summary', 'learned', 'title']) expect(exported).toContain(learnedGone.word(place))
    expect(await remembered(world)).toContain(gone.word('taste'))
    expect((await remembered(world)).match(/"text":"[^"]* dog[^"]*"/gi)).toEqual([
      expect.stringMatching(new RegExp(gone.word('rex'), 'i')),
    ])
    await client.call('DELETE', `/v1/conversations/${toGo}`)
    await expectOnly(world, [])
    expect((await world.vectors()).all).toBeLessThan(before.all)
    expect((await remembered(world)).match(/"text":"[^"]* dog[^"]*"/gi)).toEqual(['"text":"Has a dog"'])
  })

  test('a conversation that is to be remembered no more keeps what was said, and nothing that was learned', async () => {
    const quiet = { voice: createVoice('quiet'), learned: createVoice('learned quietly') }
    await using world = await open(engine, [...helped, quiet])
    await both(world)
    const { client } = world.server
    const conversation = await client.conversation({ title: 'Mine' })
    await client.ask(conversation, `${quiet.voice.word('message')} is what I say. I like ${quiet.voice.word('taste')}.`)
    await rest(world)
    expect(await remembered(world)).toContain(quiet.voice.word('taste'))
    expect(await world.heard(quiet.learned)).not.toEqual([])
    await client.ask(conversation, `I like ${quiet.voice.word('other taste')}.`)
    const body = { metadata: { memory: false } }
    expect((await client.call('PATCH', `/v1/conversations/${conversation}`, { body })).status).toBe(200)
    await rest(world)
    await expectOnly(world, [gone, learnedGone])
    expect(tracesIn(await remembered(world), quiet.voice)).toEqual([])
    expect(await world.heard(quiet.learned)).toEqual([])
    const { text } = await client.get(`/v1/conversations/${conversation}/messages`)
    for (const place of ['taste', 'other taste']) expect(text).toContain(quiet.voice.word(place))
  })

  test('a memory that is changed or deleted takes along what it said, here and in its history', async () => {
    await using world = await open(engine, helped)
    const { client } = world.server
    await both(world)
    const [made, changed] = [createVoice('made'), createVoice('changed')]
    for (const voice of [made, changed]) await client.post('/v1/memories', { text: voice.text('put down') })
    await rest(world)
    const { data } = (await client.get('/v1/memories')).json as { data: { id: string; text: string }[] }
    const idOf = (text: string): string => data.find((one) => one.text.includes(text))?.id ?? ''
    for (const text of [made.word('put down'), learnedGone.word('learned')]) {
      expect((await client.call('DELETE', `/v1/memories/${idOf(text)}`)).status).toBe(204)
    }
    const path = `/v1/memories/${idOf(changed.word('put down'))}`
    expect((await client.call('PATCH', path, { body: { text: 'Something else' } })).status).toBe(200)
    const titled = (await client.get('/v1/conversations')).json.data as { id: string; title: string }[]
    const { id } = titled.find(({ title }) => title === learnedGone.word('title')) ?? { id: '' }
    await client.call('PATCH', `/v1/conversations/${id}`, { body: { title: 'Mine' } })
    await scrubbed(world.server)
    expect([await world.heard(made), await world.heard(changed)]).toEqual([[], []])
    expect((await world.vectors()).lost).toBe(0)
    // Its summary is the conversation's.
    await client.call('DELETE', `/v1/conversations/${id}`)
    await expectOnly(world, [])
  })

  test('a person takes all of it along', async () => {
    await using world = await open(engine, helped)
    await both(world)
    await world.server.client.post('/v1/memories', { text: gone.text('put down') })
    await rest(world)
    await world.server.client.call('DELETE', '/v1/me')
    await scrubbed(world.server)
    for (const { voice, learned } of helped) {
      expect([await world.heard(voice), await world.heard(learned)]).toEqual([[], []])
    }
    expect(await world.vectors()).toEqual({ all: 0, lost: 0 })
  })
})
