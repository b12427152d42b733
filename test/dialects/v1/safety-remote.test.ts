import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createSecret } from '../../../src/config/secrets.ts'
import type { WireEvent } from '../../client.ts'
import { foldEvents } from '../../client.ts'
import { moderationReply } from '../../fake-moderation.ts'
import { harmless, misjudgements, startFakeSentinel } from '../../fake-sentinel.ts'
import { ills, startFakeWebhook, type Ill, type Told } from '../../fake-webhook.ts'
import { startTestServer, type TestOptions, type TestServer } from '../../harness.ts'
import { as, asAdmin, withAuth } from '../../tokens.ts'

const secret = 'canary-of-the-sentinel-3Jx8'
const atRisk = 'I want to kill myself'
const passive = "I don't want to be here anymore"
const ordinary = 'The lighthouse keeper feeds the gulls every morning.'
const kind = 'I am glad that you told me. What happened today?'
const ours = 'I stopped that answer because it might not have been good for you.'

type AuditRecord = Record<
  'stage' | 'level' | 'subject' | 'scanned' | 'decision' | 'classifiers' | 'categories',
  unknown
>

async function watched({ safety, ...more }: TestOptions = {}) {
  const stack = new AsyncDisposableStack()
  const sentinel = stack.use(await startFakeSentinel({ secret }))
  const choice = { sentinel: { url: sentinel.url, secret: createSecret(secret) }, ...safety }
  const server = stack.use(await startTestServer({ adminKey: withAuth.adminKey, ...more, safety: choice }))
  return { ...server, server, sentinel, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** A sentinel that answers when it is told to. */
async function startPatient() {
  const asked = Promise.withResolvers<ServerResponse>()
  const server = createServer((request, response) => {
    request.resume()
    asked.resolve(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async answer(verdict: object): Promise<void> {
      const response = await asked.promise
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(verdict))
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

const luma = ({ client }: TestServer): Promise<string> => client.conversation({ persona: 'luma' })

const say = async (server: TestServer, conversation: string, text: string): Promise<WireEvent[]> =>
  (await server.client.send(conversation, text)).all()

const records = async ({ client }: Pick<TestServer, 'client'>): Promise<AuditRecord[]> =>
  (await client.get('/v1/admin/safety/audit', { headers: asAdmin })).json.data as AuditRecord[]

const crises = (events: readonly WireEvent[]) =>
  events.filter(({ data }) => data.kind === 'crisis').map(({ data }) => [data.as, data.level])

const stageOf = ({ body }: Told) => body.stage

/** Says one thing of what people say, and nothing of what they are told. */
const ofInput = (verdict: object) => (told: Told) =>
  stageOf(told) === 'input' ? { ...harmless, ...verdict } : harmless

describe('what a service says of a message', () => {
  test('LESSONS 19: a danger that our rules do not see is answered like one that they do', async () => {
    await using server = await watched()
    server.sentinel.judge(ofInput({ level: 3, subject: 'self', categories: [{ name: 'oblique', score: 0.9 }] }))
    server.model.reply(kind)
    const events = await say(server, await luma(server), ordinary)
    expect(crises(events)).toEqual([['message', 3]])
    const text = foldEvents(events)
    expect(text.endsWith(kind)).toBe(true)
    expect(text.length).toBeGreaterThan(kind.length + 200)
    expect(JSON.stringify(server.model.requests[0]?.body)).toContain('[Safety notes for this answer')
    const [record, ...more] = await records(server)
    expect(more).toEqual([])
    expect(record).toMatchObject({
      level: 3,
      subject: 'self',
      scanned: 'both',
      decision: 'crisis',
      categories: [{ name: 'oblique', score: 0.9 }],
      classifiers: [{ name: 'rules' }, { name: 'sentinel', version: 'v1' }],
    })
  })

  test('a wish in passing that was read as one is lowered from 2 to 1, and nothing is shown', async () => {
    await using server = await watched()
    server.model.reply(kind)
    expect(crises(await say(server, await luma(server), passive))).toEqual([])
    expect(await records(server)).toMatchObject([{ level: 1, scanned: 'both', decision: 'support' }])
  })

  test('LESSONS 19: nothing else is lowered, whatever a service says', async () => {
    await using server = await watched()
    for (const [text, level, decision] of [
      [atRisk, 3, 'crisis'],
      ["I'm going to end it tonight, I have the pills ready", 4, 'crisis_only'],
      ['what is suicide?', 1, 'support'],
    ] as const) {
      server.model.reply(kind)
      await say(server, await luma(server), text)
      expect([text, (await records(server))[0]]).toMatchObject([text, { level, decision }])
    }
  })

  test('of somebody who was in danger a moment ago, not even a 2 is lowered', async () => {
    await using server = await watched()
    const conversation = await luma(server)
    for (const text of [atRisk, passive]) {
      server.model.script((exchange) =>
        exchange
          .token(kind)
          .then(() => exchange.finish())
          .then(() => exchange.done()),
      )
      await say(server, conversation, text)
    }
    expect((await records(server)).map(({ level }) => level)).toEqual([2, 3])
  })

  test('LESSONS 19: the crisis message of our own rules is read before a service has said a word', async () => {
    await using sentinel = await startPatient()
    await using server = await startTestServer({ adminKey: withAuth.adminKey, safety: { sentinel } })
    const stream = await server.client.send(await luma(server), atRisk)
    await stream.untilText((text) => /"kind":"crisis"[^]*event: delta/.test(text))
    // In time only if nothing else was waited for.
    await sentinel.answer({ ...harmless, level: 4, subject: 'self' })
    expect(crises(await stream.all())).toEqual([
      ['message', 3],
      ['message', 4],
    ])
    expect(server.model.requests).toEqual([])
    expect(await records(server)).toMatchObject([{ level: 4, scanned: 'both', decision: 'crisis_only' }])
  })
})

describe('a service that cannot be relied on', () => {
  const wrong: [name: string, spoil: (sentinel: Awaited<ReturnType<typeof startFakeSentinel>>) => void][] = [
    ...(Object.keys(ills) as Ill[]).map((ill): (typeof wrong)[number] => [String(ill), (one) => one.suffer(ill)]),
    ...Object.entries(misjudgements).map(([name, reply]): (typeof wrong)[number] => [
      name,
      (one) => one.judge(() => reply),
    ]),
  ]

  test.each(wrong)(
    'LESSONS 18, 19: %s is no verdict, holds no answer back and hides no crisis',
    async (_name, spoil) => {
      await using server = await watched({ safety: { mode: 'strict' } })
      spoil(server.sentinel)
      for (const text of [ordinary, passive, atRisk]) {
        server.model.reply(kind)
        const events = await say(server, await luma(server), text)
        expect(events.at(-1)?.type).toBe('completed')
        expect(foldEvents(events)).toContain(kind)
        expect(crises(events)).toEqual(text === atRisk ? [['message', 3]] : text === passive ? [['card', 2]] : [])
        if (text === atRisk) expect(foldEvents(events).startsWith(kind)).toBe(false)
      }
      const listed = await records(server)
      const inputs = listed.filter(({ stage }) => stage === 'input')
      expect(inputs.map(({ level }) => level)).toEqual([3, 2, 0])
      expect(listed.every(({ scanned }) => scanned === 'partial')).toBe(true)
      expect(JSON.stringify(listed)).not.toContain('"sentinel"')
      expect(server.sentinel.requests.every(({ path }) => path === '/v1/check')).toBe(true)
      const log = server.lines.join('\n')
      for (const word of [secret, 'gulls', 'kill myself', '10.0.0.7']) expect(log).not.toContain(word)
    },
  )
})

describe('a service that has something else said', () => {
  for (const action of ['block', 'replace'] as const) {
    test(`PROTOCOL: ${action}: no model is asked, and what the service wants said is the answer`, async () => {
      await using server = await watched()
      const message = 'Please talk to the people at the front desk.'
      server.sentinel.judge(ofInput({ action, message }))
      const conversation = await luma(server)
      const events = await say(server, conversation, ordinary)
      expect(events.at(-1)).toMatchObject({ type: 'blocked' })
      expect(foldEvents(events)).toBe(message)
      expect(server.model.requests).toEqual([])
      const answer = (await server.client.messages(conversation)).find(({ role }) => role === 'assistant')
      expect(answer).toMatchObject({ content: message, status: 'blocked' })
      expect(await records(server)).toMatchObject([{ level: 0, decision: 'replaced', scanned: 'both' }])
    })
  }

  test('a service that gives no words has ours said', async () => {
    await using server = await watched()
    server.sentinel.judge(ofInput({ action: 'block' }))
    expect(foldEvents(await say(server, await luma(server), ordinary))).toContain(ours)
    expect(server.model.requests).toEqual([])
  })

  test('LESSONS 19: who is in danger is shown where there is help all the same, and not that they were blocked', async () => {
    await using server = await watched()
    const message = 'Somebody of ours will write to you.'
    server.sentinel.judge(ofInput({ action: 'block', message }))
    const events = await say(server, await luma(server), atRisk)
    expect(crises(events)).toEqual([['message', 3]])
    expect(foldEvents(events).endsWith(`\n\n${message}`)).toBe(true)
    expect(events.at(-1)?.type).toBe('completed')
    expect(server.model.requests).toEqual([])
    expect(await records(server)).toMatchObject([{ level: 3, decision: 'crisis' }])
  })

  test('LESSONS 18: a sentence that it does not let go is nowhere: not shown, not replayed, not kept, not in any file', async () => {
    await using server = await watched()
    const { client, sentinel, model } = server
    const message = 'Let us talk about something else.'
    const heron = (told: Told) => String(told.body.text).includes('heron') && stageOf(told) === 'output'
    sentinel.judge((told) => (heron(told) ? { ...harmless, action: 'block', message } : harmless))
    model.reply('Good morning. The heron is grey. Nobody saw the kingfisher.')
    const conversation = await luma(server)
    const stream = await client.send(conversation, ordinary)
    const events = await stream.all()
    expect(events.at(-1)?.type).toBe('blocked')
    expect(foldEvents(events)).toMatch(/^Good morning\.\s+Let us talk about something else\.$/)
    const replay = await client.events(String(stream.headers['x-run-id']))
    await replay.all()
    const exported = await client.get('/v1/me/export')
    model.reply('Fine.')
    await say(server, conversation, 'And now?')
    const shown = [stream.text(), replay.text(), exported.text, JSON.stringify(await client.messages(conversation))]
    const told = JSON.stringify(model.requests[1]?.body)
    expect(told).toContain(message)
    const log = server.lines.join('\n')
    const files = ['', '-wal'].map((end) => readFileSync(`${server.path}${end}`).toString('latin1'))
    for (const bytes of [...shown, told, log, ...files]) expect(bytes).not.toMatch(/heron|kingfisher/)
    const [output] = await records(server)
    expect(output).toMatchObject({ stage: 'output', decision: 'blocked', scanned: 'both' })
  })

  test('LESSONS 18: where answers flow, what was taken back is gone from all that is read afterwards', async () => {
    await using server = await watched({ safety: { mode: 'balanced' } })
    const { client, sentinel, model } = server
    sentinel.judge((told) =>
      String(told.body.text).includes('heron') && stageOf(told) === 'output'
        ? { ...harmless, action: 'replace', message: 'Never mind.' }
        : harmless,
    )
    model.reply('Good morning. The heron is grey.')
    const conversation = await client.conversation({ persona: 'personal-assistant' })
    const stream = await client.send(conversation, ordinary)
    const events = await stream.all()
    expect(foldEvents(events)).toMatch(/^Good morning\.\s+Never mind\.$/)
    expect(events.at(-1)?.type).toBe('blocked')
    const replay = await client.events(String(stream.headers['x-run-id']))
    expect(foldEvents(await replay.all())).toBe(foldEvents(events))
    model.reply('Fine.')
    await say(server, conversation, 'And now?')
    const seen = [replay.text(), JSON.stringify(await client.messages(conversation))]
    for (const text of [...seen, JSON.stringify(model.requests[1]?.body)]) expect(text).not.toContain('heron')
  })

  test('a sentence that a strict server cannot have read is let go, and on record as not read', async () => {
    await using server = await watched({ safety: { mode: 'strict' } })
    server.sentinel.say((told) => (stageOf(told) === 'input' ? { status: 200, body: harmless } : { status: 500 }))
    server.model.reply(kind)
    const events = await say(server, await luma(server), ordinary)
    expect(foldEvents(events)).toBe(kind)
    expect(await records(server)).toMatchObject([{ stage: 'output', scanned: 'partial', decision: 'none' }])
  })
})

describe('what a service is sent', () => {
  function sentOf(told: Told | undefined) {
    if (!told) throw new Error('Nothing was sent')
    return told.body.conversation as { idHash: string; turns: { role: string; content: string }[] }
  }

  const isSigned = ({ headers, bytes }: Told): boolean => {
    const hmac = createHmac('sha256', secret)
      .update(`${String(headers['x-sentinel-timestamp'])}.`)
      .update(bytes)
    return headers['x-sentinel-signature'] === `sha256=${hmac.digest('hex')}`
  }

  test('is signed, and is the text, the last six turns and how they fare; it names nobody', async () => {
    await using server = await watched(withAuth)
    const { client, model, sentinel } = server
    const headers = await as('ann-of-the-harbour')
    const made = await client.call('POST', '/v1/conversations', { body: { persona: 'luma' }, headers })
    const conversation = (made.json as { id: string }).id
    const said = [atRisk, 'The first day was long.', 'The second was short.', 'The third was wet.', ordinary]
    for (const [i, text] of said.entries()) {
      model.reply(`Answer number ${i}.`)
      await (await client.send(conversation, text, {}, headers)).all()
    }
    const { requests } = sentinel
    expect(requests.every(isSigned)).toBe(true)
    const input = requests.findLast((told) => stageOf(told) === 'input')
    expect(Object.keys(input?.body ?? {}).sort()).toEqual(
      ['stage', 'text', 'persona', 'conversation', 'riskState', 'traceId'].sort(),
    )
    expect(input?.body).toMatchObject({ text: ordinary, persona: 'luma', riskState: 3 })
    const { idHash, turns, ...rest } = sentOf(input)
    expect(rest).toEqual({})
    expect(turns).toEqual(
      [1, 2, 3].flatMap((i) => [
        { role: 'user', content: said[i] },
        { role: 'assistant', content: `Answer number ${i}.` },
      ]),
    )
    const output = requests.findLast((told) => stageOf(told) === 'output')
    expect(output?.body.text).toContain('Answer number 4.')
    expect(sentOf(output).turns.slice(-2)).toEqual([
      { role: 'assistant', content: 'Answer number 3.' },
      { role: 'user', content: ordinary },
    ])
    expect(requests[0]?.body).toMatchObject({ riskState: 0, conversation: { turns: [] } })
    const hashes = new Set(requests.map((told) => sentOf(told).idHash))
    expect([...hashes]).toEqual([idHash])
    const sent = requests.map((told) => `${JSON.stringify(told.headers)} ${told.bytes.toString()}`).join('\n')
    for (const name of [conversation, 'ann-of-the-harbour', headers.authorization]) expect(sent).not.toContain(name)
    model.reply('Fine.')
    const other = await client.call('POST', '/v1/conversations', { body: { persona: 'luma' }, headers })
    await (await client.send((other.json as { id: string }).id, ordinary, {}, headers)).all()
    expect(sentOf(requests.at(-1)).idHash).not.toBe(idHash)
  })

  test('is nothing at all while safety is off', async () => {
    await using server = await watched({ safety: { mode: 'off' } })
    server.model.reply(kind)
    expect(foldEvents(await say(server, await luma(server), atRisk))).toBe(kind)
    expect(server.sentinel.requests).toEqual([])
    expect(await records(server)).toEqual([])
  })

  test('a dry run asks it as well, and names no conversation', async () => {
    await using server = await watched()
    server.sentinel.judge(ofInput({ level: 3, subject: 'self' }))
    const turns = [
      { role: 'user', content: passive },
      { role: 'assistant', content: kind },
      { role: 'user', content: ordinary },
    ]
    const checked = await server.client.post('/v1/admin/safety/check', { turns }, asAdmin)
    expect(checked.json).toMatchObject({ level: 3, subject: 'self', scanned: 'both' })
    expect(server.sentinel.requests).toHaveLength(1)
    expect(server.sentinel.requests[0]?.body).toMatchObject({ text: ordinary, riskState: 2, persona: 'luma' })
    server.sentinel.suffer(500)
    const again = await server.client.post('/v1/admin/safety/check', { text: passive }, asAdmin)
    expect(again.json).toMatchObject({ level: 2, scanned: 'partial' })
  })

  test('MODERATION: the server that the model is asked of reads messages, where that is asked for', async () => {
    await using moderation = await startFakeWebhook(({ path }) =>
      path.endsWith('/moderations')
        ? { status: 200, body: moderationReply({ 'self-harm/intent': 0.95, 'self-harm': 0.95 }) }
        : { status: 404 },
    )
    await using server = await startTestServer({
      adminKey: withAuth.adminKey,
      model: { kind: 'openai', api: 'chat', baseUrl: `${moderation.url}/v1` },
      safety: { moderation: 'openai' },
      answering: {
        async stream(_request, on) {
          on.delta(kind)
          return { kind: 'finish', reason: 'stop' }
        },
      },
    })
    const events = await say(server, await luma(server), ordinary)
    expect(crises(events)).not.toEqual([])
    expect(moderation.requests[0]).toMatchObject({ path: '/v1/moderations', body: { input: ordinary } })
    const record = (await records(server)).find(({ stage }) => stage === 'input')
    expect(record).toMatchObject({ scanned: 'both', classifiers: [{ name: 'rules' }, { name: 'openai' }] })
  })
})

test('LESSONS 18: a record of an answer names who judged that, and not who judged the message', async () => {
  await using server = await watched()
  const whenOf =
    (failing: 'input' | 'output') =>
    ({ body }: { body: Record<string, unknown> }) =>
      body['stage'] === failing
        ? { status: 500 }
        : { status: 200, body: { ...harmless, ...(failing === 'input' && { action: 'block' }) } }
  const namesOf = (record: AuditRecord | undefined): string[] =>
    ((record?.classifiers ?? []) as { name: string }[]).map(({ name }) => name)

  server.sentinel.say(whenOf('input'))
  await say(server, await luma(server), ordinary)
  const [blocked, heard] = await records(server)
  expect([blocked?.stage, namesOf(blocked), namesOf(heard)]).toEqual(['output', ['rules', 'sentinel'], ['rules']])
  expect(blocked?.categories).toEqual([{ name: 'output/remote', score: 1 }])

  server.sentinel.say(whenOf('output'))
  await say(server, await luma(server), ordinary)
  expect((await records(server))[0]).toMatchObject({
    stage: 'output',
    scanned: 'partial',
    classifiers: [{ name: 'rules' }],
  })
})
