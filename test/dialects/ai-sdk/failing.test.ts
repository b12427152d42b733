import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { as, withAuth } from '../../tokens.ts'
import { openPage, type Page, shown } from './page.ts'

/** As the documentation says it: the SDK shows a body as it is. */
const inSentences: typeof fetch = async (...request) => {
  const response = await fetch(...request)
  if (response.ok) return response
  const { detail } = (await response.json()) as { detail: string }
  return new Response(detail, response)
}
const transport = { fetch: inSentences }

/** What a page shows that shows `error.message`. */
async function fail(page: Page, text: string): Promise<string | undefined> {
  void page.chat.sendMessage({ text })
  return (await page.until(({ status }) => status === 'error')).error?.message
}

test('a model that fails is told in a sentence, and the next message is answered', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  server.model.fail(401, {}, '{"error":{"message":"Incorrect API key provided: sk-1234"}}')
  const message = await fail(page, 'Hi')
  expect(message).toMatch(/^[A-Z][^{}"]+\. [A-Z][^{}"]+\.$/)
  expect(message).not.toMatch(/sk-1234|401/)
  expect(await page.say('Hi again')).toEqual(expect.arrayContaining(['assistant: You said: Hi again']))
})

test('a model that fails in the middle keeps what it has said on the page, which is told of the failure', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  server.model.next(async (exchange) => {
    await exchange.token('Half')
    exchange.cut()
  })
  expect(await fail(page, 'Hi')).toMatch(/\.$/)
  expect(shown(page.chat)).toEqual(['user: Hi', 'assistant: Half'])
})

test('too many messages, a missing token and an empty message are refused in a sentence', async () => {
  await using server = await startTestServer({ rateLimits: { session: { requests: 1, seconds: 60 } } })
  await using page = await openPage(server, { id: 'one', transport })
  await page.say('Hi')
  expect(await fail(page, 'Hi again')).toMatch(
    /^More than 1 message in 60 seconds came to this conversation\. Send this one again in \d+ seconds?\.$/,
  )
  await using other = await openPage(server, { id: 'two', transport })
  expect(await fail(other, '   ')).toMatch(/^A message has 1 to 32000 characters .*\.$/)
  expect(server.model.requests).toHaveLength(1)

  await using closed = await startTestServer(withAuth)
  for (const path of ['/ai-sdk/chat', '/api/chat']) {
    await using stranger = await openPage(closed, { id: 'one', path, transport })
    expect(await fail(stranger, 'Hi')).toMatch(/^[A-Z][^{}]*\.$/)
  }
  await using known = await openPage(closed, { id: 'one', transport: { headers: await as('ann') } })
  expect(await known.say('Hi')).toEqual(['user: Hi', 'assistant: You said: Hi'])
})

test('a refusal is a problem, which says in headers what a program needs', async () => {
  await using server = await startTestServer({ rateLimits: { session: { requests: 1, seconds: 60 } } })
  const body = { id: 'one', messages: [{ id: 'a', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] }
  await server.client.post('/ai-sdk/chat', body)
  const refused = await server.client.post('/ai-sdk/chat', body)
  expect(refused.headers).toMatchObject({
    'content-type': expect.stringContaining('application/problem+json'),
    'retry-after': expect.stringMatching(/^\d+$/),
  })
  expect([refused.status, refused.json]).toEqual([
    429,
    {
      type: 'urn:colloquy:problem:rate_limited',
      title: 'Too many messages',
      status: 429,
      detail: expect.stringMatching(/\.$/),
      correlationId: refused.headers['x-correlation-id'],
      code: 'rate_limited',
    },
  ])
})

test('what is no chat is refused with what is wrong with it', async () => {
  await using server = await startTestServer()
  const text = (words: string, role = 'user') => ({ id: 'a', role, parts: [{ type: 'text', text: words }] })
  const wrong: [object, RegExp][] = [
    [{ messages: [text('Hi')] }, /^body\.id: /],
    [{ id: '', messages: [text('Hi')] }, /^body\.id: /],
    [{ id: 'one' }, /^body\.messages: /],
    [{ id: 'one', messages: [] }, /^body\.messages: /],
    [{ id: 'one', messages: ['Hi'] }, /^body\.messages\.0: /],
    [{ id: 'one', messages: [text('Hi')], trigger: 'go' }, /^body\.trigger: /],
    [{ id: 'one', messages: [text('Hi', 'assistant')] }, /no message here that could be answered/],
    [{ id: 'one', messages: [text('Hi'), text('Hello', 'assistant')] }, /no message here that could be answered/],
    [{ id: 'one', messages: [text('x'.repeat(32_001))] }, /1 to 32000 characters/],
    [{ id: 'one', messages: [text('a\0b')] }, /1 to 32000 characters/],
    [{ id: 'one', messages: [{ ...text('Hi'), parts: [{ type: 'file', url: 'data:,' }] }] }, /reads texts only/],
    [{ id: 'one', messages: [text('Hi')], persona: 'nobody' }, /no persona of that name/],
    [{ id: 'one', messages: [text('Hi')], model: 'none' }, /no model of that name/],
  ]
  for (const [body, sentence] of wrong) {
    const { status, json } = await server.client.post('/ai-sdk/chat', body)
    expect([status, json.code, json.detail]).toEqual([422, 'invalid', expect.stringMatching(sentence)])
    expect(json.detail).toMatch(/\.$/)
  }
  expect(server.model.requests).toHaveLength(0)
})
