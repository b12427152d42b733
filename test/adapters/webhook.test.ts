import { inspect } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'
import { EscalationError } from '../../src/adapters/webhook/escalation-error.ts'
import { createSendEscalation } from '../../src/adapters/webhook/send-escalation.ts'
import type { EscalationNotice } from '../../src/ports/escalation.ts'
import { ills, startFakeWebhook } from '../fake-webhook.ts'
import type { Ill } from '../fake-webhook.ts'
import { startMute } from '../mute-server.ts'

const SECRET = 'canary-8h2Kq0Zx'
const SAID = 'Nobody but you knows of the heron'
const { signal: never } = new AbortController()

const notice: EscalationNotice = {
  id: 'n_1',
  at: '2026-11-22T05:00:00.000Z',
  level: 4,
  subject: 'self',
  urgent: true,
  persona: 'luma',
  conversationId: 'c_1',
  runId: 'r_1',
}

async function open({ secret = SECRET, replyMs = 1e6 } = {}) {
  const stack = new AsyncDisposableStack()
  const server = stack.use(await startFakeWebhook())
  const webhook = stack.use(createSendEscalation({ url: `${server.url}/hook?k=v`, secret, connectMs: 1e6, replyMs }))
  return { server, webhook, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

async function failureOf(promise: Promise<unknown>): Promise<EscalationError> {
  const error: unknown = await promise.then(
    () => new Error('It was delivered'),
    (error: unknown) => error,
  )
  if (!(error instanceof EscalationError)) throw error
  return error
}

/** All that a log could ever print of it. */
const printed = (error: EscalationError): string =>
  inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(error) + String(error) + error.stack

afterEach(() => {
  vi.useRealTimers()
})

test('who receives it can check that it is from here, by the bytes that they got', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_790_000_000_999 })
  await using t = await open({ secret: 'a secret' })
  await t.webhook.send(notice, never)
  const [told] = t.server.requests
  expect(told).toMatchObject({ method: 'POST', path: '/hook?k=v' })
  expect(told?.bytes.toString()).toBe(
    '{"id":"n_1","at":"2026-11-22T05:00:00.000Z","level":4,"subject":"self","urgent":true,"persona":"luma",' +
      '"conversationId":"c_1","runId":"r_1"}',
  )
  expect(told?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-colloquy-id': 'n_1',
    'x-colloquy-timestamp': '1790000000',
    // By openssl.
    'x-colloquy-signature': 'sha256=9ebb212d9b8a26c829efc07c81b13800749fe3c4e023f9b9857f2e16e0051bdf',
  })
})

test('without a secret nothing is signed', async () => {
  await using t = await open({ secret: '' })
  await t.webhook.send(notice, never)
  expect(t.server.requests[0]?.headers).not.toHaveProperty('x-colloquy-signature')
})

test('a notice that was kept in between is the same bytes at the next try, with nothing that came to stand beside it', async () => {
  await using t = await open()
  const whole: EscalationNotice = { ...notice, userId: 'ann', text: 'Ich kann nicht mehr \ud800' }
  const kept = Object.fromEntries([...Object.entries(whole).reverse(), ['attempt', 2]]) as unknown as EscalationNotice
  await t.webhook.send(whole, never)
  await t.webhook.send(kept, never)
  const [first, second] = t.server.requests
  expect(second?.bytes.toString()).toBe(first?.bytes.toString())
  expect(first?.body).toEqual({ ...whole, text: 'Ich kann nicht mehr \ufffd' })
  expect(second?.headers['x-colloquy-id']).toBe(first?.headers['x-colloquy-id'])
})

const delivered = new Set<string>([
  'headers and nothing else',
  'a cut inside the body',
  'a cut inside a chunk',
  'a page',
  'garbage for JSON',
  'no UTF-8',
  'a nest without end',
  'a poisoned key',
  'what was said',
  'a list',
  'null',
  'nothing',
  'no content',
  'two megabytes',
  'two megabytes, bit by bit',
])

test.each([...delivered])('%s after a good status: it was taken over, and is not sent a second time', async (name) => {
  await using t = await open()
  t.server.suffer(name as Ill)
  await t.webhook.send(notice, never)
  t.server.recover()
  await t.webhook.send({ ...notice, id: 'n_2' }, never)
  expect(t.server.requests.map(({ body }) => body['id'])).toEqual(['n_1', 'n_2'])
})

const codes: Readonly<Record<string, EscalationError['code']>> = {
  'nothing at all': 'timeout',
  'a cut before the headers': 'unreachable',
  'no HTTP': 'unreachable',
  'headers without end': 'unreachable',
  400: 'refused',
  401: 'refused',
  404: 'refused',
  408: 'unavailable',
  429: 'rate_limited',
  500: 'unavailable',
  503: 'unavailable',
  'an error without end': 'unavailable',
  'a huge error': 'unavailable',
  'another place': 'refused',
  'another place, for good': 'refused',
}

test.each(Object.keys(ills).filter((ill) => !delivered.has(ill)))(
  '%s is no delivery: it is to be tried again, and the error says nothing of what it was',
  async (name) => {
    const isEndless = name === 'nothing at all'
    await using t = await open(isEndless ? { replyMs: 50 } : {})
    t.server.suffer(name as Ill)
    const error = await failureOf(t.webhook.send({ ...notice, userId: 'ann-of-canary', text: SAID }, never))
    expect(error).toMatchObject({ code: codes[name], retryable: true })
    expect(error.retryAfterMs).toBe(name === '429' ? 7_000 : undefined)
    expect(printed(error)).not.toMatch(/canary|heron|knows of|127\.0\.0\.1|10\.0\.0\.7|elsewhere|hook\?/)
    // A redirect is not followed, and nothing that broke is sent again by itself; with so little time it may not have come.
    if (isEndless) expect(t.server.requests.length).toBeLessThanOrEqual(1)
    else expect(t.server.requests.map(({ path }) => path)).toEqual(['/hook?k=v'])
  },
)

test.each([
  ['0', 0],
  ['120', 120_000],
  ['86400', 3_600_000],
  ['Sun, 22 Nov 2026 05:01:00 GMT', 60_000],
  ['Sun, 22 Nov 2026 04:00:00 GMT', 0],
  ['Tue, 22 Nov 2044 05:01:00 GMT', 3_600_000],
  ['soon', undefined],
  ['-1', undefined],
])('an endpoint that asks to be left alone until "%s" is heard, but for no longer than an hour', async (value, ms) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-22T05:00:00Z') })
  await using server = await startFakeWebhook()
  server.say(() => ({ status: 503, headers: { 'retry-after': value } }))
  await using webhook = createSendEscalation({ url: server.url, connectMs: 1e6 })
  expect((await failureOf(webhook.send(notice, never))).retryAfterMs).toBe(ms)
})

test('an id that fits no header is not tried for a day', async () => {
  await using t = await open()
  const error = await failureOf(t.webhook.send({ ...notice, id: 'n\r\nx: 1' }, never))
  expect(error).toMatchObject({ code: 'unsendable', retryable: false })
  expect(t.server.requests).toEqual([])
})

test('whoever has no time to wait is let go at once', async () => {
  await using t = await open()
  t.server.suffer('nothing at all')
  const leaving = new AbortController()
  const sent = failureOf(t.webhook.send(notice, leaving.signal))
  await t.server.waitForRequest(1)
  leaving.abort(new Error(SECRET))
  const error = await sent
  expect(error).toMatchObject({ code: 'timeout', retryable: true })
  expect(printed(error)).not.toContain(SECRET)
})

test('its own deadline holds while it connects, and so does whoever leaves', async () => {
  await using mute = await startMute()
  await using late = createSendEscalation({ url: mute.url, connectMs: 1e6, replyMs: 20 })
  expect(await failureOf(late.send(notice, never))).toMatchObject({ code: 'timeout', retryable: true })
  await using webhook = createSendEscalation({ url: mute.url, connectMs: 1e6, replyMs: 1e6 })
  const leaving = new AbortController()
  const sent = failureOf(webhook.send(notice, leaving.signal))
  await mute.called()
  leaving.abort()
  expect(await sent).toMatchObject({ code: 'timeout', retryable: true })
})

test('what was given up before there was a connection is not sent over it', async () => {
  await using t = await open()
  const leaving = new AbortController()
  const sent = failureOf(t.webhook.send(notice, leaving.signal))
  leaving.abort()
  await sent
  await t.webhook.send({ ...notice, id: 'n_2' }, never)
  expect(t.server.requests.map(({ body }) => body['id'])).toEqual(['n_2'])
})

test('nobody at home is an error without an address', async () => {
  const server = await startFakeWebhook()
  await server[Symbol.asyncDispose]()
  await using webhook = createSendEscalation({ url: server.url, secret: SECRET, connectMs: 1e6 })
  const error = await failureOf(webhook.send(notice, never))
  expect(error).toMatchObject({ code: 'unreachable', retryable: true, cause: { reason: 'ECONNREFUSED' } })
  expect(printed(error)).not.toContain('127.0.0.1')
})
