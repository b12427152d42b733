import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createSecret } from '../../../src/config/secrets.ts'
import { foldEvents, type WireEvent } from '../../client.ts'
import { startFakeWebhook, type Told } from '../../fake-webhook.ts'
import { startTestServer, type TestOptions, type TestServer } from '../../harness.ts'
import { as, withAuth } from '../../tokens.ts'
import { rows } from './budgeted.ts'

const secret = 'canary-of-the-webhook-7Hq2'
const at = {
  2: "I don't want to be here anymore",
  3: 'I want to kill myself, and the heronry knows',
  4: "I'm going to end it tonight, I have the pills ready",
} as const
const hourMs = 3_600_000

async function telling({ withText = false, ...more }: TestOptions & { withText?: boolean } = {}) {
  const stack = new AsyncDisposableStack()
  const webhook = stack.use(await startFakeWebhook())
  const escalation = { url: `${webhook.url}/hook`, secret: createSecret(secret), withText }
  const server = stack.use(await startTestServer({ ...more, safety: { escalation, ...more.safety } }))
  return { ...server, webhook, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

async function say({ client, model }: TestServer, text: string, persona = 'luma') {
  model.reply('I am glad that you told me.')
  const conversation = await client.conversation({ persona })
  const stream = await client.send(conversation, text)
  const events: WireEvent[] = await stream.all()
  return { conversation, events, run: String(stream.headers['x-run-id']) }
}

const owed = ({ path }: TestServer) => rows(path, "SELECT seq FROM chores WHERE kind = 'escalate'").length

const isSigned = ({ headers, bytes }: Told): boolean => {
  const hmac = createHmac('sha256', secret)
    .update(`${String(headers['x-colloquy-timestamp'])}.`)
    .update(bytes)
  return headers['x-colloquy-signature'] === `sha256=${hmac.digest('hex')}`
}

describe('people outside', () => {
  for (const persona of ['luma', 'therapy-bot', 'personal-assistant']) {
    test(`LESSONS 19: are told of danger that ${persona} hears of, of what is about to happen as urgent, and of less not`, async () => {
      await using server = await telling()
      const { webhook } = server
      for (const level of [2, 3, 4] as const) await say(server, at[level], persona)
      await server.tidy()
      expect(webhook.requests.map(({ body }) => [body.level, body.urgent, body.persona, body.subject])).toEqual([
        [3, false, persona, 'self'],
        [4, true, persona, 'self'],
      ])
      expect(owed(server)).toBe(0)
    })
  }

  test('are told what to look up, signed, and no word of what was said', async () => {
    await using server = await telling()
    const { conversation, run } = await say(server, at[3])
    await server.tidy()
    const [told, ...more] = server.webhook.requests
    if (!told) throw new Error('Nobody was told')
    expect(more).toEqual([])
    expect(told).toMatchObject({ method: 'POST', path: '/hook' })
    expect(isSigned(told)).toBe(true)
    const { id, at: when, ...rest } = told.body
    expect(id).toBe(told.headers['x-colloquy-id'])
    expect(Math.abs(Date.parse(String(when)) - Date.now())).toBeLessThan(hourMs)
    expect(rest).toEqual({
      level: 3,
      subject: 'self',
      urgent: false,
      persona: 'luma',
      conversationId: conversation,
      runId: run,
      userId: expect.any(String) as string,
    })
    const sent = `${JSON.stringify(told.headers)} ${told.bytes.toString()}`
    for (const word of ['kill', 'heronry', 'glad', 'text']) expect(sent).not.toContain(word)
  })

  test('are told who it is, where people are known by name', async () => {
    await using server = await telling(withAuth)
    const headers = await as('ann')
    const made = await server.client.call('POST', '/v1/conversations', { body: { persona: 'luma' }, headers })
    await (await server.client.send((made.json as { id: string }).id, at[4], {}, headers)).all()
    await server.tidy()
    expect(server.webhook.requests[0]?.body).toMatchObject({ userId: 'ann', urgent: true })
  })

  test('are told the message where that is asked for, and nothing of it once it is deleted', async () => {
    await using server = await telling({ withText: true })
    const { webhook, client } = server
    await say(server, at[3])
    await server.tidy()
    expect(webhook.requests[0]?.body.text).toBe(at[3])
    webhook.suffer(503, 1)
    const { conversation } = await say(server, `${at[3]} too`)
    await server.tidy()
    const tries = webhook.requests.length
    expect((await client.call('DELETE', `/v1/conversations/${conversation}`)).status).toBe(204)
    server.advance(hourMs)
    await server.tidy()
    expect(webhook.requests).toHaveLength(tries + 1)
    const last = webhook.requests.at(-1)
    expect(last?.body).toMatchObject({ level: 3, conversationId: conversation })
    expect(last?.body).not.toHaveProperty('text')
    expect(last?.body.id).toBe(webhook.requests.at(-2)?.body.id)
  })

  test('are told of what the older contracts hear as well, and of a conversation only where there is one', async () => {
    await using server = await telling()
    server.model.reply('I am glad that you told me.')
    await server.client.post('/chat/stream', { messages: [{ role: 'user', content: at[3] }] })
    await server.tidy()
    expect(server.webhook.requests).toHaveLength(1)
    expect(server.webhook.requests[0]?.body).toMatchObject({ level: 3, persona: 'luma' })
    expect(server.webhook.requests[0]?.body).not.toHaveProperty('conversationId')
  })
})

describe('a webhook that cannot be relied on', () => {
  test('is told the same, byte by byte, at every try, and not once more when it has taken it', async () => {
    await using server = await telling()
    const { webhook } = server
    webhook.suffer(500, 4)
    const { run } = await say(server, at[4])
    for (let tries = 1; tries <= 5; tries++) {
      await server.tidy()
      await webhook.waitForRequest(tries)
      server.advance(hourMs)
    }
    for (let more = 0; more < 3; more++) {
      await server.tidy()
      server.advance(hourMs)
    }
    expect(webhook.requests).toHaveLength(5)
    expect(webhook.requests.every(isSigned)).toBe(true)
    expect(new Set(webhook.requests.map(({ bytes }) => bytes.toString('hex'))).size).toBe(1)
    expect(new Set(webhook.requests.map(({ headers }) => headers['x-colloquy-id']))).toEqual(new Set([`${run}:input`]))
    expect(owed(server)).toBe(0)
  })

  test('LESSONS 19: is told by the server that comes after the one which heard it', async () => {
    await using first = await telling()
    first.webhook.suffer(500)
    await say(first, at[4])
    await first.tidy()
    await first.drain()
    first.webhook.recover()
    const escalation = { url: `${first.webhook.url}/hook`, secret: createSecret(secret), withText: false }
    await using second = await startTestServer({ path: first.path, safety: { escalation } })
    const before = first.webhook.requests.length
    second.advance(hourMs)
    await second.tidy()
    expect(first.webhook.requests).toHaveLength(before + 1)
    expect(first.webhook.requests.at(-1)?.bytes).toEqual(first.webhook.requests[0]?.bytes)
    expect(owed(second)).toBe(0)
  })

  test('is tried for 24 hours, and then let be', async () => {
    await using server = await telling()
    const { webhook } = server
    webhook.suffer(500)
    await say(server, at[3])
    await server.tidy()
    let waited = 0
    for (let wait = 1_000; waited < 24 * hourMs; wait = Math.min(wait * 2, hourMs)) {
      expect([waited, owed(server)]).toEqual([waited, 1])
      const step = Math.min(wait, 24 * hourMs - waited)
      waited += step
      server.advance(step)
      await server.tidy()
    }
    const tries = webhook.requests.length
    expect(tries).toBeGreaterThan(24)
    expect(owed(server)).toBe(0)
    webhook.recover()
    server.advance(48 * hourMs)
    await server.tidy()
    expect(webhook.requests).toHaveLength(tries)
    const log = server.lines.join('\n')
    for (const word of ['heronry', secret, webhook.url]) expect(log).not.toContain(word)
  })

  test('LESSONS 19: an answer does not wait for it', async () => {
    await using server = await telling()
    const { webhook, client, model } = server
    webhook.suffer('nothing at all')
    const steps = model.stepped(['I am', ' here.'])
    const stream = await client.send(await client.conversation({ persona: 'luma' }), at[3])
    await webhook.waitForRequest(1)
    steps.releaseAll()
    const events = await stream.all()
    expect(events.at(-1)?.type).toBe('completed')
    expect(foldEvents(events).endsWith('I am here.')).toBe(true)
    // It is still being told.
    expect(owed(server)).toBe(1)
    expect(webhook.requests).toHaveLength(1)
  })
})

describe('nobody outside', () => {
  test('is told, and nothing is kept to be told, where no webhook is set', async () => {
    await using server = await startTestServer()
    for (const level of [3, 4] as const) await say(server, at[level])
    expect(owed(server)).toBe(0)
    expect(rows(server.path, 'SELECT level FROM safety_audit ORDER BY seq')).toEqual([{ level: 3 }, { level: 4 }])
  })

  test('is told while safety is off', async () => {
    await using server = await telling({ safety: { mode: 'off' } })
    await say(server, at[4])
    await server.tidy()
    expect(server.webhook.requests).toEqual([])
    expect(owed(server)).toBe(0)
  })
})

test('whoever is in danger does not wait behind what is learned from others', async () => {
  await using server = await telling({ helperModel: 'helper' })
  const { model, client } = server
  const asked = Promise.withResolvers<void>()
  let waiting = 0
  model.script(async (exchange) => {
    if (exchange.request.body.model === 'helper') {
      if (++waiting === 4) asked.resolve()
      return exchange.stall()
    }
    await exchange.token('Fine.')
    await exchange.finish('stop')
    await exchange.done()
  })
  for (let i = 0; i < 6; i++) {
    const conversation = await client.conversation({ persona: 'personal-assistant' })
    await (await client.send(conversation, `I work as a gardener, for the ${i}th time`)).all()
  }
  server.advance(600_000)
  await asked.promise
  await (await client.send(await client.conversation({ persona: 'luma' }), at[4])).all()
  expect((await server.webhook.waitForRequest(1)).body).toMatchObject({ level: 4, urgent: true })
})
