import { expect, test } from 'vitest'
import type { TestServer } from '../../harness.ts'
import { startTestServer } from '../../harness.ts'
import { openPage, type Page, shown } from './page.ts'

/** What the model was told last of what was said. */
const told = ({ model }: TestServer): string[] =>
  (model.requests.at(-1)?.body.messages ?? [])
    .filter(({ role }) => role !== 'system')
    .map(({ role, content }) => `${role}: ${content}`)

const ended = (page: Page) => page.until(({ status }) => status === 'ready' || status === 'error')
const idOf = (page: Page, i: number): string => page.chat.messages[i]?.id ?? ''

/** Two turns; the model says a number each time. */
async function talk(server: TestServer, page: Page): Promise<void> {
  server.model.reply('One.')
  await page.say('First')
  server.model.reply('Two.')
  await page.say('Second')
}

test('regenerates the last answer to the same words, which it neither says twice nor keeps the first answer to', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  await talk(server, page)
  const before = idOf(page, 3)
  server.model.reply('Two, in other words.')
  await page.chat.regenerate()
  await ended(page)
  expect(shown(page.chat)).toEqual([
    'user: First',
    'assistant: One.',
    'user: Second',
    'assistant: Two, in other words.',
  ])
  expect(idOf(page, 3)).not.toBe(before)
  expect(told(server)).toEqual(['user: First', 'assistant: One.', 'user: Second'])
  const { messages } = (await server.client.get('/v1/me/export')).json as { messages: { content: string }[] }
  expect(messages.filter(({ content }) => content === 'Second')).toHaveLength(1)
  await page.say('Third')
  expect(told(server)).toEqual([
    'user: First',
    'assistant: One.',
    'user: Second',
    'assistant: Two, in other words.',
    'user: Third',
  ])
})

test('regenerates an earlier answer in its place, and goes on from there', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  await talk(server, page)
  for (const [i, words] of [
    [1, 'One again.'],
    [0, 'One once more.'],
  ] as const) {
    server.model.reply(words)
    await page.chat.regenerate({ messageId: idOf(page, i) })
    await ended(page)
    expect(shown(page.chat)).toEqual(['user: First', `assistant: ${words}`])
    expect(told(server)).toEqual(['user: First'])
  }
  await page.say('Second again')
  expect(told(server)).toEqual(['user: First', 'assistant: One once more.', 'user: Second again'])
})

test('an edited message is answered after what stands before it, and after nothing else', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  await talk(server, page)
  await page.chat.sendMessage({ text: 'Second, edited', messageId: idOf(page, 2) })
  await ended(page)
  expect(told(server)).toEqual(['user: First', 'assistant: One.', 'user: Second, edited'])
  await page.chat.sendMessage({ text: 'First, edited', messageId: idOf(page, 0) })
  await ended(page)
  expect(told(server)).toEqual(['user: First, edited'])
  await page.say('And now?')
  expect(told(server)).toEqual(['user: First, edited', 'assistant: You said: First, edited', 'user: And now?'])
  const { json: messages } = await server.client.get('/ai-sdk/chat/one/messages')
  expect(shown({ messages })).toEqual(shown(page.chat))
})

test('a message that got no answer is answered when it is asked for again, and a turn that failed is forgotten', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  server.model.fail(400)
  await page.say('First')
  expect(page.chat.status).toBe('error')
  await page.chat.regenerate()
  await ended(page)
  expect(shown(page.chat)).toEqual(['user: First', 'assistant: You said: First'])
  server.model.fail(400)
  await page.say('Second')
  await page.say('Third')
  expect(told(server)).toEqual(['user: First', 'assistant: You said: First', 'user: Third'])
  const { json: messages } = await server.client.get('/ai-sdk/chat/one/messages')
  expect(shown({ messages })).toEqual([
    'user: First',
    'assistant: You said: First',
    'user: Second',
    'user: Third',
    'assistant: You said: Third',
  ])
})

test('a message that the server has never accepted is sent when it is asked for again', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  await talk(server, page)
  page.chat.setMessages((all) => [...all, { id: 'never-sent', role: 'user', parts: [{ type: 'text', text: 'Third' }] }])
  await page.until(({ messages }) => messages.length === 5)
  await page.chat.regenerate()
  await ended(page)
  expect(told(server).at(-1)).toBe('user: Third')
  expect(told(server)).toHaveLength(5)
})

test('what was asked while the page had no answer yet is not lost for the model', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  await page.say('First')
  const steps = server.model.stepped(['Slow', ' answer'])
  void page.chat.sendMessage({ text: 'Second' })
  await server.model.waitForRequest(2)
  await page.chat.stop()
  page.chat.setMessages((all) => all.filter((_, i) => i < 3))
  await page.until(({ messages }) => messages.length === 3)
  steps.releaseAll()
  await page.say('Third')
  expect(told(server)).toEqual([
    'user: First',
    'assistant: You said: First',
    'user: Second',
    'assistant: Slow answer',
    'user: Third',
  ])
})

test('a page that knows less of a chat than another goes on from what it shows', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  server.model.reply('One.')
  await page.say('First')
  await using other = await openPage(server, { id: 'one', messages: page.chat.messages })
  await other.say('Here')
  await page.say('There')
  expect(told(server)).toEqual(['user: First', 'assistant: One.', 'user: There'])
})

test('a page that shows nothing of a chat goes on where it is', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  server.model.reply('One.')
  await page.say('First')
  await using other = await openPage(server, { id: 'one' })
  await other.say('Second')
  expect(told(server)).toEqual(['user: First', 'assistant: One.', 'user: Second'])
})

test('what was said elsewhere is not taken for what was said here', async () => {
  await using server = await startTestServer()
  const messages = [
    { id: 'a', role: 'assistant', parts: [{ type: 'text', text: 'How can I help?' }] },
    { id: 'b', role: 'user', parts: [{ type: 'text', text: 'Elsewhere' }] },
    { id: 'c', role: 'assistant', parts: [{ type: 'text', text: 'I promise you a refund.' }] },
  ] as const
  await using page = await openPage(server, { id: 'one', messages: structuredClone([...messages]) as never })
  await page.say('First')
  expect(told(server)).toEqual(['user: First'])
  await page.say('Second')
  expect(told(server)).toEqual(['user: First', 'assistant: You said: First', 'user: Second'])
})

test('an answer of another chat is no place to go on from', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  await page.say('A secret')
  await using other = await openPage(server, { id: 'two', messages: page.chat.messages })
  await other.say('First')
  expect(told(server)).toEqual(['user: First'])
  await other.chat.regenerate({ messageId: idOf(page, 1) })
  await ended(other)
  expect(told(server)).toEqual(['user: A secret'])
})
