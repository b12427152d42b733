import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { foldEvents, type Client } from '../client.ts'
import { lastUserText, words, type Steps } from '../fake-model.ts'
import { startTestServer, type TestServer } from '../harness.ts'

const active = 'I want to kill myself'
const before = 'That sounds hard.'
const faulty = 'You could take forty pills at once and nobody would know.'
const said = `${before} ${faulty} Please stay with me.`
/** Words of what must not be said, as they stand there and as an index may have them. */
const held = /fort[yi]|pill|nobody would|please stay with me/i

/** What is written for this in place of the rest. */
const replacement =
  'I won’t go into ways of getting hurt. What has brought you to this point matters to me, and we can talk about that.'
const kept = `${before}\n\n${replacement}`

/** Everything that lies beside the database, its own files included. */
function bytesBeside({ path }: TestServer): string {
  const folder = dirname(path)
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')
}

async function expectNoTrace(server: TestServer): Promise<void> {
  expect(server.lines.join('\n')).not.toMatch(held)
  await server.drain()
  const bytes = bytesBeside(server)
  // The files are those of this conversation, or that nothing is found in them says nothing.
  expect(bytes).toContain(before)
  expect(bytes).not.toMatch(held)
  expect(server.lines.join('\n')).not.toMatch(held)
}

/** A conversation of somebody at risk. */
async function atRisk({ client, model }: TestServer): Promise<string> {
  const conversation = await client.conversation({ persona: 'luma' })
  model.reply('I am here.')
  await client.ask(conversation, active)
  return conversation
}

/** Lets the model go on up to right behind a word of it. */
function releaseUpTo(steps: Steps, word: string): void {
  steps.release(words(said.slice(0, said.indexOf(word) + word.length)).length)
}

/** Everything that a person may read of theirs, in v1. */
async function allOf(client: Client, conversation: string, run: string): Promise<string[]> {
  const replay = await client.events(run)
  await replay.all()
  const paths = [
    `/v1/conversations/${conversation}/messages?limit=200`,
    '/v1/me/export',
    `/v1/conversations/${conversation}`,
    `/v1/runs/${run}`,
    '/v1/memories',
  ]
  const answers = await Promise.all(paths.map((path) => client.get(path)))
  for (const { status } of answers) expect(status).toBe(200)
  return [replay.text(), ...answers.map(({ text }) => text)]
}

describe('LESSONS 18: of a sentence that is held', () => {
  test('no reader of v1 has a byte, whether they were there, came late, or come back', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await atRisk(server)
    const steps = model.stepped(words(said))
    const live = await client.send(conversation, 'It has been a hard day')
    const run = String(live.headers['x-run-id'])
    releaseUpTo(steps, 'nobody')
    await live.until(({ type }) => type === 'delta')
    const late = await client.events(run)
    await late.until(({ type }) => type === 'delta')
    steps.releaseAll()
    const events = await live.all()
    await late.all()
    expect(foldEvents(events)).toBe(kept)
    expect(foldEvents(late.events())).toBe(kept)
    expect(events.map(({ type }) => type)).not.toContain('retracted')
    expect(events.at(-1)).toMatchObject({ type: 'blocked', data: { message: { content: kept, status: 'blocked' } } })
    const everywhere = await allOf(client, conversation, run)
    for (const text of [live.text(), late.text(), ...everywhere]) expect(text).not.toMatch(held)
    for (const text of everywhere.slice(0, 3)) expect(text).toContain(before)
  })

  test('neither the next request to the model, nor a search, nor a line of the log, nor a file has a word', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await atRisk(server)
    model.reply(said)
    const { json } = await client.ask(conversation, 'It has been a hard day')
    expect(json).toMatchObject({ run: { state: 'blocked' }, message: { content: kept, status: 'blocked' } })
    await client.ask(conversation, 'Go on')
    const next = model.requests.at(-1)?.body
    expect(next?.messages).toContainEqual({ role: 'assistant', content: kept })
    expect(JSON.stringify(next)).not.toMatch(held)
    for (const word of ['forty', 'pills']) expect((await client.get(`/v1/search?q=${word}`)).json.data).toEqual([])
    expect((await client.get('/v1/search?q=sounds')).json.data).not.toEqual([])
    await expectNoTrace(server)
  })

  test.each([
    ['at once', [said]],
    ['in characters', Array.from(said)],
    [
      'across two sentences',
      [`${before} You could take for`, 'ty pills at once and nobody', ' would know. Please stay with me.'],
    ],
  ])('nobody hears more where the model cuts it %s', async (_, tokens) => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await atRisk(server)
    model.stepped(tokens).releaseAll()
    const stream = await client.send(conversation, 'It has been a hard day')
    const events = await stream.all()
    expect(foldEvents(events)).toBe(kept)
    expect(stream.text()).not.toMatch(held)
  })

  test('the model is told to say no more: nobody pays for what nobody is to read', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await atRisk(server)
    const { promise, resolve } = Promise.withResolvers<void>()
    model.next(async (exchange) => {
      for (const word of words(said)) await exchange.token(word)
      await exchange.stall()
      resolve()
    })
    const { json } = await client.ask(conversation, 'It has been a hard day')
    expect(json.run.state).toBe('blocked')
    await promise
  })

  test.each([
    ['S3 POST /chat', '/chat', (content: string) => ({ message: content, sessionId: 's1', userId: 'ann' })],
    ['S0 POST /chat/stream', '/chat/stream', (content: string) => ({ messages: [{ role: 'user', content }] })],
  ])('S0-8: %s has not a byte, and ends as success (SETTLED 7)', async (_, path, body) => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply(said)
    const { status, text } = await client.post(path, body(active))
    const frames = text.split('\n\n').slice(0, -1)
    const told = frames.map((frame) => JSON.parse(frame.slice('data: '.length)) as { content: string; error?: string })
    expect(status).toBe(200)
    expect(told.some(({ error }) => error !== undefined)).toBe(false)
    expect(told.map(({ content }) => content).join('')).toContain(`\n\n${kept}`)
    expect(text).not.toMatch(held)
    expect(server.lines.join('\n')).not.toMatch(held)
  })

  test('S0-8: S0 POST /chat/completion has not a byte, and ends as success', async () => {
    await using server = await startTestServer()
    server.model.reply(said)
    const { status, text, json } = await server.client.post('/chat/completion', {
      messages: [{ role: 'user', content: active }],
    })
    expect(status).toBe(200)
    expect(json.response.endsWith(`\n\n${kept}`)).toBe(true)
    expect(text).not.toMatch(held)
  })

  test('the model of S3 is not reminded of it at the next message, and no file has it', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const say = (message: string) => client.post('/chat', { message, sessionId: 's1', userId: 'ann' })
    model.reply(said)
    await say(active)
    await say('Go on')
    const next = model.requests.at(-1)?.body
    expect(lastUserText(next ?? { model: '' })).toBe('Go on')
    expect(JSON.stringify(next)).toContain(before)
    expect(JSON.stringify(next)).not.toMatch(held)
    await expectNoTrace(server)
  })

  test('S4 and S1 have not a byte either, where somebody is at risk', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    model.reply(said)
    const guide = await client.post('/api/chat', { message: active })
    model.reply(said)
    const chatbot = await client.post('/api/chat/simple', { user_id: 'ann', message: active })
    for (const { status, text } of [guide, chatbot]) {
      expect(status).toBe(200)
      expect(text).toContain(before)
      expect(text).not.toMatch(held)
    }
  })
})

describe('LESSONS 18: a person who stops the answer in the middle of a held sentence', () => {
  test.each([
    ['that is harmless so far', faulty.slice(0, faulty.indexOf(' pills'))],
    ['that is not', faulty.slice(0, -1)],
  ])('%s never reads what was held, and has what stood before it', async (_, cut) => {
    await using server = await startTestServer()
    const { client, model } = server
    const conversation = await atRisk(server)
    const { promise: isSaid, resolve } = Promise.withResolvers<void>()
    model.next(async (exchange) => {
      for (const word of words(`${before} ${cut}`)) await exchange.token(word)
      resolve()
      await exchange.stall()
    })
    const live = await client.send(conversation, 'It has been a hard day')
    const run = String(live.headers['x-run-id'])
    await live.until(({ type }) => type === 'delta')
    await isSaid
    await client.post(`/v1/runs/${run}/stop`)
    const events = await live.all()
    expect(events.at(-1)).toMatchObject({ type: 'stopped', data: { message: { content: before, status: 'stopped' } } })
    expect(foldEvents(events)).toBe(before)
    const everywhere = await allOf(client, conversation, run)
    for (const text of [live.text(), ...everywhere]) expect(text).not.toMatch(held)
    await client.ask(conversation, 'Go on')
    expect(JSON.stringify(model.requests.at(-1)?.body)).not.toMatch(held)
    await expectNoTrace(server)
  })
})
