import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSentinel } from '../../src/adapters/moderation/sentinel.ts'
import type { SaidTurn, TextToCheck } from '../../src/ports/classifier.ts'
import { harmless, startFakeSentinel } from '../fake-sentinel.ts'

const { signal: never } = new AbortController()

const asked: TextToCheck = {
  stage: 'input',
  text: 'Ich kann nicht mehr – 死にたい',
  persona: 'luma',
  conversation: { idHash: 'c_0f', turns: [{ role: 'assistant', content: 'How are you?' }] },
  riskState: 2,
  traceId: 't_1',
}

async function open(secret?: string, slash = '') {
  const stack = new AsyncDisposableStack()
  const server = stack.use(await startFakeSentinel(secret === undefined ? {} : { secret }))
  const options = { url: server.url + slash, connectMs: 10_000 }
  const classifier = stack.use(createSentinel(secret === undefined ? options : { ...options, secret }))
  return { server, classifier, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

test('it is asked in the words of the contract, and in no others', async () => {
  await using t = await open(undefined, '/')
  await t.classifier.check({ ...asked, userId: 'ann' } as TextToCheck, never)
  const [told] = t.server.requests
  expect(told).toMatchObject({ method: 'POST', path: '/v1/check' })
  expect(told?.headers['content-type']).toBe('application/json')
  expect(told?.bytes.toString()).toBe(
    '{"stage":"input","text":"Ich kann nicht mehr – 死にたい","persona":"luma","conversation":{"idHash":"c_0f",' +
      '"turns":[{"role":"assistant","content":"How are you?"}]},"riskState":2,"traceId":"t_1"}',
  )
})

test('of a long conversation it is told the last six turns, and nothing that stands beside them', async () => {
  await using t = await open()
  const turns = Array.from({ length: 9 }, (_, n) => ({ role: 'user', content: `turn ${n}`, id: `m_${n}` }) as SaidTurn)
  await t.classifier.check({ ...asked, conversation: { idHash: 'c_0f', turns } }, never)
  const last = ['turn 3', 'turn 4', 'turn 5', 'turn 6', 'turn 7', 'turn 8']
  expect(t.server.requests[0]?.body['conversation']).toEqual({
    idHash: 'c_0f',
    turns: last.map((content) => ({ role: 'user', content })),
  })
})

test('half a letter is not sent: many a parser stops at it', async () => {
  await using t = await open()
  const turns: SaidTurn[] = [{ role: 'user', content: '\udc00' }]
  await t.classifier.check({ ...asked, text: 'a\ud800b', conversation: { idHash: 'c', turns } }, never)
  expect(t.server.requests[0]?.bytes.toString()).not.toMatch(/\\ud/)
  expect(t.server.requests[0]?.body['text']).toBe('a\ufffdb')
})

test('a stranger cannot ask in our name, nor anybody again what we have asked', async () => {
  await using t = await open('a secret')
  const before = Math.floor(Date.now() / 1000)
  await t.classifier.check(asked, never)
  const { headers, bytes } = t.server.requests[0] ?? {}
  const timestamp = String(headers?.['x-sentinel-timestamp'])
  expect(timestamp).toMatch(/^\d{10}$/)
  expect(Number(timestamp)).toBeGreaterThanOrEqual(before)
  expect(Number(timestamp)).toBeLessThanOrEqual(Date.now() / 1000)
  const hmac = createHmac('sha256', 'a secret').update(`${timestamp}.${bytes?.toString()}`).digest('hex')
  expect(headers?.['x-sentinel-signature']).toBe(`sha256=${hmac}`)
})

test('without a secret nothing is signed, also where it is empty', async () => {
  await using t = await open()
  await t.classifier.check(asked, never)
  await using unsigned = createSentinel({ url: t.server.url, secret: '', connectMs: 10_000 })
  await unsigned.check(asked, never)
  for (const { headers } of t.server.requests) expect(headers).not.toHaveProperty('x-sentinel-signature')
  expect(t.server.requests).toHaveLength(2)
})

test('what it says is passed on as it is, and nothing else that it says', async () => {
  await using t = await open()
  const verdict = {
    level: 4,
    subject: 'other',
    categories: [{ name: 'self-harm/plan', score: 0.93 }],
    action: 'replace',
    message: 'x'.repeat(4_000),
  }
  t.server.judge(() => ({ ...verdict, debug: 'what was said' }))
  expect(await t.classifier.check(asked, never)).toEqual(verdict)
  expect(t.classifier).toMatchObject({ name: 'sentinel', version: 'v1' })
})

test.each([
  ...[0, 1, 2, 3, 4].map((level) => ({ level })),
  ...['self', 'other', 'fiction', 'none'].map((subject) => ({ subject })),
  ...['replace', 'block'].map((action) => ({ action })),
])('%j is understood', async (said) => {
  await using t = await open()
  t.server.judge(() => ({ ...harmless, ...said }))
  expect(await t.classifier.check(asked, never)).toEqual({ ...harmless, ...said })
})

test.each(['allow', 'support'])('"%s" is no verdict that is missing, and leaves it to the level', async (action) => {
  await using t = await open()
  const verdict = { ...harmless, level: 2, subject: 'self' }
  t.server.judge(() => ({ ...verdict, action }))
  expect(await t.classifier.check(asked, never)).toEqual(verdict)
})

test('null for what is left out is nothing said', async () => {
  await using t = await open()
  t.server.judge(() => ({ ...harmless, action: null, message: null }))
  expect(await t.classifier.check(asked, never)).toEqual(harmless)
})
