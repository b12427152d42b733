import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTick } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { foldEvents, type Client, type Stream } from '../client.ts'
import { words, type Steps } from '../fake-model.ts'
import { startTestServer, temporaryFolder, type TestServer } from '../harness.ts'

const passive = "I don't want to be here anymore"
const active = 'I want to kill myself'
const imminent = "I'm going to end it tonight, I have the pills ready"
const answer = 'I am glad that you told me.'
const headers = { 'accept-language': 'en-US' }

/** A contract whose persona gives no therapy: what one message after another of one conversation is answered with. */
interface Way {
  title: string
  /** Each of its messages stands alone. */
  forgets?: boolean
  talk(client: Client): (message: string) => Promise<string>
}

interface Reply {
  status: number
  text: string
}

/** The text of frames that end as success. */
function contentOf({ status, text }: Reply): string {
  expect(status).toBe(200)
  const frames = text.split('\n\n').slice(0, -1)
  for (const frame of frames) expect(Buffer.byteLength(`${frame}\n\n`)).toBeLessThan(1024)
  const told = frames
    .filter((frame) => frame !== 'data: [DONE]')
    .map((frame) => JSON.parse(frame.slice('data: '.length)) as { content: string; error?: string })
  expect(told.map(({ error }) => error).filter((error) => error !== undefined)).toEqual([])
  expect(told.at(-1)).toMatchObject({ content: '' })
  return told.map(({ content }) => content).join('')
}

const stream: Way = {
  title: 'S1 POST /api/chat',
  talk: (client) => async (message) => contentOf(await client.post('/api/chat', { user_id: 'ann', message }, headers)),
}

const simple: Way = {
  title: 'S1 POST /api/chat/simple',
  talk: (client) => async (message) => {
    const { status, json } = await client.post('/api/chat/simple', { user_id: 'ann', message }, headers)
    expect(status).toBe(200)
    return String(json.response)
  },
}

const assistant: Way = {
  title: 'S2 POST /chat',
  forgets: true,
  talk: (client) => async (message) => contentOf(await client.post('/chat', { message }, headers)),
}

const guide: Way = {
  title: 'S4 POST /api/chat',
  talk(client) {
    let sessionId: string | undefined
    return async (message) => {
      const { status, json } = await client.post('/api/chat', { message, ...(sessionId && { sessionId }) }, headers)
      expect(status).toBe(200)
      sessionId = String(json.sessionId)
      return String(json.message)
    }
  },
}

const native: Way = {
  title: 'v1 with the default persona',
  talk(client) {
    let conversation: string | undefined
    return async (message) => {
      conversation ??= await client.conversation()
      const { status, json } = await client.ask(conversation, message, {}, headers)
      expect([status, json.run.state]).toEqual([200, 'completed'])
      return String(json.message.content)
    }
  },
}

/** Behind the answer: whom to talk to, and whom to call. */
function expectCard(text: string): void {
  const [before, card = '', ...rest] = text.split(`${answer}\n\n`)
  expect([before, rest]).toEqual(['', []])
  expect(card).toMatch(/\b988\b/)
  expect(card).toMatch(/\b911\b/)
}

describe.each([stream, simple, assistant, guide, native])('$title', (way) => {
  test.each([passive, active, imminent])(
    'S0-8: who says "%s" is neither left without help nor without an answer (SETTLED 28)',
    async (said) => {
      await using server = await startTestServer()
      server.model.reply(answer)
      expectCard(await way.talk(server.client)(said))
      expect(server.model.requests).toHaveLength(1)
    },
  )

  test('SETTLED 27: nobody is sent away with the same card again and again', async () => {
    await using server = await startTestServer()
    const say = way.talk(server.client)
    const shown: boolean[] = []
    for (let turn = 0; turn < 8; turn++) {
      server.model.reply(answer)
      const text = await say(passive)
      if (text !== answer) expectCard(text)
      shown.push(text !== answer)
    }
    const kept = [true, false, false, false, false, false, false, true]
    expect(shown).toEqual(way.forgets === true ? kept.map(() => true) : kept)
  })

  test('an ordinary day has no card', async () => {
    await using server = await startTestServer()
    server.model.reply(answer)
    expect(await way.talk(server.client)('This deadline is killing me')).toBe(answer)
  })
})

test('SETTLED 27: a card shown for less does not stand for one of more', async () => {
  await using server = await startTestServer()
  const say = native.talk(server.client)
  for (const said of [passive, active, imminent]) {
    server.model.reply(answer)
    expectCard(await say(said))
  }
})

test('SETTLED 27: v1 has the card after the last word of the answer, behind a notice with the resources', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  const conversation = await client.conversation()
  model.reply(answer)
  const stream = await client.send(conversation, active, {}, headers)
  const events = await stream.all()
  const at = events.findIndex(({ type, data }) => type === 'notice' && data['kind'] === 'crisis')
  expect(events[at]?.data).toMatchObject({ level: 3, as: 'card', country: 'US' })
  expect(foldEvents(events.slice(0, at))).toBe(answer)
  expectCard(foldEvents(events))
})

/** Asks, and has the answer begun when it resolves. */
async function begin({ client, model }: TestServer, conversation: string): Promise<{ stream: Stream; steps: Steps }> {
  const steps = model.stepped(['I am glad.', ' Tell', ' me more.'])
  const stream = await client.send(conversation, passive, {}, headers)
  steps.release(2)
  await stream.until(({ type }) => type === 'delta')
  return { stream, steps }
}

/** Waits until another process could know that somebody is at risk. */
async function untilNoted(path: string): Promise<void> {
  using database = new DatabaseSync(path, { readOnly: true, timeout: 1_000 })
  const noted = database.prepare('SELECT 1 FROM conversations WHERE care IS NOT NULL')
  while (!noted.get()) await nextTick()
}

describe('SETTLED 27: a card that nobody saw is not taken for one that was shown', () => {
  test('where a person stops the answer, it comes with the next one', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await client.conversation()
    const { stream, steps } = await begin(server, conversation)
    await client.post(`/v1/runs/${String(stream.headers['x-run-id'])}/stop`)
    const events = await stream.all()
    expect(events.at(-1)?.type).toBe('stopped')
    expect(foldEvents(events)).toMatch(/^I am glad\.( Tell)?$/)
    steps.releaseAll()
    model.reply(answer)
    expectCard((await client.ask(conversation, passive, {}, headers)).json.message.content)
  })

  test('where the server goes down, the next one shows it', async () => {
    await using server = await startTestServer({ drainMs: 0 })
    const { client, model } = server
    const conversation = await client.conversation()
    const { stream, steps } = await begin(server, conversation)
    await untilNoted(server.path)
    await server.drain()
    steps.releaseAll()
    model.reply(answer)
    await using next = await startTestServer({ path: server.path, fake: model })
    const events = await (await next.client.events(String(stream.headers['x-run-id']))).all()
    expectCard(foldEvents(events))
  })

  test('where the server is gone at once, the next one shows it', async () => {
    await using server = await startTestServer({ drainMs: 0 })
    const { client, model } = server
    const conversation = await client.conversation()
    const { stream, steps } = await begin(server, conversation)
    await untilNoted(server.path)
    // What a kill would leave: the files as they are, in the middle of the answer.
    const folder = temporaryFolder()
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, 'left.db')
    for (const end of ['', '-wal']) copyFileSync(server.path + end, path + end)
    model.reply(answer)
    await using next = await startTestServer({ path, fake: model })
    const events = await (await next.client.events(String(stream.headers['x-run-id']))).all()
    expectCard(foldEvents(events))
    steps.releaseAll()
  })
})

describe('SETTLED 27: somebody at risk whose answer is taken back has the card all the same', () => {
  const begun = 'I hear you. I think that'
  const rest = ' you should kill yourself. Nobody would miss you.'

  test('S1 POST /api/chat/simple', async () => {
    await using server = await startTestServer()
    server.model.reply(begun + rest)
    const text = await simple.talk(server.client)(active)
    expect(text).not.toContain('kill yourself')
    expect(text).toMatch(/\b988\b/)
  })

  test.each([
    ['S1 POST /api/chat', '/api/chat', { user_id: 'ann', message: active }],
    ['S2 POST /chat', '/chat', { message: active }],
  ])('%s', async (_, path, body) => {
    await using server = await startTestServer()
    const { client, model } = server
    const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>()
    const { promise: hasBegun, resolve: tellBegun } = Promise.withResolvers<void>()
    model.next(async (exchange) => {
      for (const word of words(begun)) await exchange.token(word)
      tellBegun()
      await mayGoOn
      for (const word of words(rest)) await exchange.token(word)
      await exchange.finish()
      await exchange.done()
    })
    const stream = await client.stream('POST', path, { body, headers })
    await hasBegun
    await stream.untilText((text) => text.includes('you.'))
    // Whatever of the beginning is let go at all has been read after these.
    for (let i = 0; i < 5; i++) await client.get('/healthz')
    goOn()
    await stream.all()
    expect(stream.text()).not.toContain('kill')
    expect(stream.text()).toMatch(/\b988\b/)
  })
})
