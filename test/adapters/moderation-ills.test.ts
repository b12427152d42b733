import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { ModerationError } from '../../src/adapters/moderation/moderation-error.ts'
import { createOpenAiModeration } from '../../src/adapters/moderation/openai-moderation.ts'
import { createSentinel } from '../../src/adapters/moderation/sentinel.ts'
import type { Classifier, TextToCheck } from '../../src/ports/classifier.ts'
import { misjudgements as misjudgedByOpenAi, moderationReply, startFakeModeration } from '../fake-moderation.ts'
import { harmless, misjudgements as misjudgedBySentinel, startFakeSentinel } from '../fake-sentinel.ts'
import { endless, ills } from '../fake-webhook.ts'
import type { FakeWebhook, Ill } from '../fake-webhook.ts'
import { startMute } from '../mute-server.ts'

const CANARY = 'canary-8h2Kq0Zx'
const SAID = 'Nobody but you knows of the heron'
const { signal: never } = new AbortController()
const long = { connectMs: 1e6, replyMs: 1e6 }

const asked: TextToCheck = {
  stage: 'input',
  text: SAID,
  persona: 'luma',
  conversation: { idHash: 'c_0f', turns: [{ role: 'user', content: SAID }] },
  riskState: 0,
  traceId: 't_1',
}

interface Kind {
  start(): Promise<FakeWebhook>
  create(url: string, patience?: { connectMs: number; replyMs?: number }): Classifier
  /** As it should be. */
  reply: object
  misjudgements: Readonly<Record<string, object>>
}

const kinds: Readonly<Record<string, Kind>> = {
  'OpenAI’s moderation': {
    start: () => startFakeModeration({ key: CANARY }),
    create: (baseUrl, patience = long) => createOpenAiModeration({ baseUrl, apiKey: CANARY, ...patience }),
    reply: moderationReply(),
    misjudgements: misjudgedByOpenAi,
  },
  'a sentinel': {
    start: () => startFakeSentinel({ secret: CANARY }),
    create: (url, patience = long) => createSentinel({ url, secret: CANARY, ...patience }),
    reply: harmless,
    misjudgements: misjudgedBySentinel,
  },
}

async function failureOf(promise: Promise<unknown>): Promise<ModerationError> {
  const error: unknown = await promise.then(
    (value) => new Error(`It came to ${inspect(value)}`),
    (error: unknown) => error,
  )
  if (!(error instanceof ModerationError)) throw error
  return error
}

/** All that a log could ever print of it. */
const printed = (error: ModerationError): string =>
  inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error) + String(error) + error.stack

const codes: Readonly<Record<Ill, ModerationError['code']>> = {
  'nothing at all': 'timeout',
  'headers and nothing else': 'timeout',
  'a cut before the headers': 'unreachable',
  'a cut inside the body': 'unreachable',
  'a cut inside a chunk': 'unreachable',
  'no HTTP': 'garbled',
  'headers without end': 'garbled',
  400: 'refused',
  401: 'denied',
  404: 'refused',
  408: 'unavailable',
  429: 'rate_limited',
  500: 'unavailable',
  503: 'unavailable',
  'an error without end': 'unavailable',
  'a huge error': 'unavailable',
  'another place': 'refused',
  'another place, for good': 'refused',
  'a page': 'garbled',
  'garbage for JSON': 'garbled',
  'no UTF-8': 'garbled',
  'a nest without end': 'garbled',
  'a poisoned key': 'garbled',
  'what was said': 'garbled',
  'a list': 'garbled',
  null: 'garbled',
  nothing: 'garbled',
  'no content': 'refused',
  'two megabytes': 'garbled',
  'two megabytes, bit by bit': 'garbled',
}

describe.each(Object.entries(kinds))('%s', (_, { start, create, reply, misjudgements }) => {
  async function open(patience?: { connectMs: number; replyMs: number }) {
    const stack = new AsyncDisposableStack()
    const server = stack.use(await start())
    const classifier = stack.use(create(server.url, patience))
    return { server, classifier, [Symbol.asyncDispose]: () => stack.disposeAsync() }
  }

  test.each(Object.keys(ills))('%s is no verdict, and an error that says nothing of either side', async (name) => {
    const ill = name as Ill
    await using world = await open(endless.has(ill) ? { connectMs: 1e6, replyMs: 50 } : undefined)
    const { server, classifier } = world
    server.suffer(ill)
    const error = await failureOf(classifier.check(asked, never))
    expect(error.code).toBe(codes[ill])
    expect(printed(error)).not.toMatch(new RegExp(`${CANARY}|heron|knows of|127\\.0\\.0\\.1|10\\.0\\.0\\.7|elsewhere`))
    // A redirect is not followed, and nothing that broke is sent again by itself; with so little time it may not have come.
    if (endless.has(ill)) expect(server.requests.length).toBeLessThanOrEqual(1)
    else expect(server.requests).toHaveLength(1)
  })

  test.each(Object.keys(misjudgements))('%s is no verdict', async (name) => {
    await using world = await open()
    world.server.say(() => ({ status: 200, body: misjudgements[name] }))
    const error = await failureOf(world.classifier.check(asked, never))
    expect(error.code).toBe('garbled')
    expect(printed(error)).not.toMatch(/I want to be gone|hang-up|overloaded|not loaded|dog/)
  })

  const nest = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))

  test.each([
    ['two megabytes beside it', 'x'.repeat(2 << 20), { reason: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' }],
    ['a nest without end beside it', nest(1_000), { reason: 'JSON too_deep' }],
  ])('a right verdict with %s is none', async (_, beside, cause) => {
    await using world = await open()
    world.server.say(() => ({ status: 200, body: { ...reply, beside } }))
    expect(await failureOf(world.classifier.check(asked, never))).toMatchObject({ code: 'garbled', cause })
    world.server.say(() => ({ status: 200, body: { ...reply, beside: [nest(4), 'x'.repeat(1_000)] } }))
    expect(await world.classifier.check(asked, never)).toMatchObject({ level: 0 })
  })

  test('after an answer that was none, the next is taken for what it is', async () => {
    await using world = await open()
    world.server.suffer('two megabytes, bit by bit', 1)
    await failureOf(world.classifier.check(asked, never))
    expect(await world.classifier.check(asked, never)).toMatchObject({ level: 0, subject: 'none' })
  })

  test('a key or a secret that is not theirs is no verdict', async () => {
    await using server = await start()
    server.say(() => ({ status: 403 }))
    await using classifier = create(server.url)
    expect((await failureOf(classifier.check(asked, never))).code).toBe('denied')
  })

  test('whoever leaves while it thinks is let go at once', async () => {
    await using world = await open()
    const { server, classifier } = world
    server.suffer('nothing at all')
    const leaving = new AbortController()
    const left = failureOf(classifier.check(asked, leaving.signal))
    await server.waitForRequest(1)
    leaving.abort(new Error(CANARY))
    const error = await left
    expect(error.code).toBe('timeout')
    expect(printed(error)).not.toContain(CANARY)
  })

  test('whoever has left already asks nothing', async () => {
    await using world = await open()
    expect((await failureOf(world.classifier.check(asked, AbortSignal.abort()))).code).toBe('timeout')
    expect(world.server.requests).toEqual([])
  })

  test('whoever leaves while it connects is let go at once', async () => {
    await using mute = await startMute()
    await using classifier = create(mute.url)
    const leaving = new AbortController()
    const left = failureOf(classifier.check(asked, leaving.signal))
    await mute.called()
    leaving.abort()
    expect((await left).code).toBe('timeout')
  })

  test('its own deadline holds while it connects', async () => {
    await using mute = await startMute()
    await using classifier = create(mute.url, { connectMs: 1e6, replyMs: 20 })
    expect((await failureOf(classifier.check(asked, never))).code).toBe('timeout')
  })

  test('nobody at home is an error without an address', async () => {
    const server = await start()
    await server[Symbol.asyncDispose]()
    await using classifier = create(server.url)
    const error = await failureOf(classifier.check(asked, never))
    expect(error).toMatchObject({ code: 'unreachable', cause: { reason: 'ECONNREFUSED' } })
    expect(printed(error)).not.toContain('127.0.0.1')
  })

  test('what may be said of whoever asks after it is closed is an error like any other', async () => {
    await using server = await start()
    const classifier = create(server.url)
    await classifier[Symbol.asyncDispose]()
    expect((await failureOf(classifier.check(asked, never))).code).toBe('unreachable')
  })
})
