import { expect, test } from 'vitest'
import { createOpenAiModeration } from '../../src/adapters/moderation/openai-moderation.ts'
import type { TextToCheck } from '../../src/ports/classifier.ts'
import { moderationReply, startFakeModeration } from '../fake-moderation.ts'

const { signal: never } = new AbortController()

const asked = (text: string, stage: TextToCheck['stage'] = 'input'): TextToCheck => ({
  stage,
  text,
  persona: 'luma',
  conversation: { idHash: 'c_0f', turns: [{ role: 'user', content: 'what went before' }] },
  riskState: 2,
  traceId: 't_1',
})

async function open(options: { model?: string; slash?: string } = {}) {
  const { slash = '', ...more } = options
  const stack = new AsyncDisposableStack()
  const server = stack.use(await startFakeModeration({ key: 'sk-1' }))
  const classifier = stack.use(
    createOpenAiModeration({ baseUrl: server.url + slash, apiKey: 'sk-1', connectMs: 10_000, ...more }),
  )
  return { server, classifier, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

test('it is asked about the text and told nothing else', async () => {
  await using t = await open({ slash: '/' })
  await t.classifier.check(asked('I feel low'), never)
  const [told] = t.server.requests
  expect(told).toMatchObject({ method: 'POST', path: '/v1/moderations' })
  expect(told?.headers.authorization).toBe('Bearer sk-1')
  expect(told?.body).toEqual({ model: 'omni-moderation-latest', input: 'I feel low' })
})

test('the model that is on record is the one that is asked', async () => {
  await using t = await open({ model: 'text-moderation-stable' })
  await t.classifier.check(asked('I feel low'), never)
  expect(t.classifier).toMatchObject({ name: 'openai', version: 'text-moderation-stable' })
  expect(t.server.requests[0]?.body['model']).toBe('text-moderation-stable')
})

test('a text without any, or with half a letter, is not refused', async () => {
  await using t = await open()
  expect(await t.classifier.check(asked(''), never)).toMatchObject({ level: 0 })
  await t.classifier.check(asked('a\ud800b'), never)
  expect(t.server.requests.map(({ body }) => body['input'])).toEqual([' ', 'a\ufffdb'])
})

test.each([
  ['the beginning', 0],
  ['the end', 199_980],
  ['a cut', 9_990],
  ['the end of an overlap', 9_980],
  ['the second cut', 19_495],
])('of a long text that is too much at once, what is said at %s is not overlooked', async (_, at) => {
  await using t = await open()
  const sentence = 'a sentence of twenty'
  t.server.score((text) => (text.includes(sentence) ? { scores: { 'self-harm/intent': 0.8 } } : {}))
  const text = '.'.repeat(at) + sentence + '.'.repeat(200_000 - at - sentence.length)
  expect(await t.classifier.check(asked(text), never)).toEqual({
    level: 3,
    subject: 'self',
    categories: [{ name: 'self-harm/intent', score: 0.8 }],
  })
})

test.each([
  [10_000, 1],
  [10_001, 2],
  [19_500, 2],
  [19_501, 3],
])('of a text of %i characters nothing is left out, nor asked in more than %i parts', async (length, count) => {
  await using t = await open()
  const text = Array.from({ length }, (_, n) => String.fromCodePoint(0x4e00 + (n % 20_000))).join('')
  await t.classifier.check(asked(text), never)
  const input = t.server.requests[0]?.body['input'] as string | string[]
  const parts = typeof input === 'string' ? [input] : input
  expect(parts).toHaveLength(count)
  expect(
    parts[0] +
      parts
        .slice(1)
        .map((one) => one.slice(500))
        .join(''),
  ).toBe(text)
})

test('a part of a long text that is harmless takes nothing from one that is not', async () => {
  await using t = await open()
  t.server.score((text) => ({ scores: { 'self-harm': text.startsWith('a') ? 0.9 : 0.15 } }))
  expect(await t.classifier.check(asked('a'.repeat(9_500) + 'b'.repeat(9_500)), never)).toMatchObject({
    level: 2,
    categories: [{ name: 'self-harm', score: 0.9 }],
  })
})

test('a long text of which one part has no result has no verdict', async () => {
  await using t = await open()
  t.server.say(() => ({ status: 200, body: moderationReply() }))
  await expect(t.classifier.check(asked('x'.repeat(20_000)), never)).rejects.toMatchObject({ code: 'garbled' })
})

test.each([
  [{}, {}, 0, 'none'],
  [{ 'self-harm': 0.05 }, {}, 0, 'none'],
  [{ 'self-harm': 0.1 }, {}, 1, 'none'],
  [{ 'self-harm': 0.39 }, {}, 1, 'none'],
  [{ 'self-harm': 0.4 }, {}, 2, 'self'],
  [{ 'self-harm': 0.99 }, {}, 2, 'self'],
  [{ 'self-harm': 0.01 }, { 'self-harm': true }, 2, 'self'],
  [{ 'self-harm/intent': 0.19 }, {}, 0, 'none'],
  [{ 'self-harm/intent': 0.2 }, {}, 2, 'self'],
  [{ 'self-harm/intent': 0.5 }, {}, 3, 'self'],
  [{ 'self-harm/intent': 0.01 }, { 'self-harm/intent': true }, 3, 'self'],
  [{ 'self-harm/instructions': 0.2 }, {}, 2, 'self'],
  [{ 'self-harm/instructions': 0.5 }, {}, 3, 'self'],
  [{ 'self-harm/instructions': 0.01 }, { 'self-harm/instructions': true }, 3, 'self'],
  // What a model is sure of without flagging it is no less for that.
  [{ 'self-harm/intent': 0.9 }, { 'self-harm/intent': false }, 3, 'self'],
  [{ 'self-harm': 0.99, 'self-harm/intent': 0.9 }, {}, 3, 'self'],
] as const)('%j, flagged %j, is not taken for another level than %i', async (scores, flags, level, subject) => {
  await using t = await open()
  t.server.score(() => ({ scores, flags }))
  expect(await t.classifier.check(asked('a text'), never)).toMatchObject({ level, subject })
})

test('violence, hatred and the like are on record and are no crisis of the one who writes', async () => {
  await using t = await open()
  t.server.score(() => ({ scores: { violence: 0.97, 'harassment/threatening': 0.8, hate: 0.02 } }))
  expect(await t.classifier.check(asked('a text'), never)).toEqual({
    level: 0,
    subject: 'none',
    categories: [
      { name: 'harassment/threatening', score: 0.8 },
      { name: 'violence', score: 0.97 },
    ],
  })
})

test('an answer that says how, or means to, is not let go', async () => {
  await using t = await open()
  for (const category of ['self-harm/instructions', 'self-harm/intent']) {
    t.server.score(() => ({ flags: { [category]: true } }))
    expect(await t.classifier.check(asked('an answer', 'output'), never)).toMatchObject({ level: 3, action: 'block' })
    // What a person says is never kept from them.
    expect(await t.classifier.check(asked('a text'), never)).not.toHaveProperty('action')
  }
})

test('an answer that speaks of self-harm, as it must, is let go', async () => {
  await using t = await open()
  t.server.score(() => ({ scores: { 'self-harm': 0.9 } }))
  expect(await t.classifier.check(asked('an answer', 'output'), never)).not.toHaveProperty('action')
})

test('a model that knows fewer categories, or has null for some, is understood', async () => {
  await using t = await open()
  const result = {
    categories: { 'self-harm': true, illicit: null },
    category_scores: { 'self-harm': 0.7, illicit: null },
  }
  t.server.say(() => ({ status: 200, body: { results: [result] } }))
  expect(await t.classifier.check(asked('a text'), never)).toEqual({
    level: 2,
    subject: 'self',
    categories: [{ name: 'self-harm', score: 0.7 }],
  })
})

test('a name of a category that could be what was said does not go on record', async () => {
  await using t = await open()
  const { results } = moderationReply({ 'self-harm/intent': 0.9 })
  const echoing = results.map((one) => ({ ...one, categories: { ...one.categories, 'I told nobody else': true } }))
  t.server.say(() => ({ status: 200, body: { results: echoing } }))
  expect(await t.classifier.check(asked('a text'), never)).toMatchObject({
    level: 3,
    categories: [{ name: 'self-harm/intent', score: 0.9 }],
  })
})
