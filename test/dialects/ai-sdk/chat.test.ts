import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { openPage, shown } from './page.ts'

test('shows the answer as it is written, at the path that the SDK asks by itself', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one', path: '/api/chat' })
  const steps = server.model.stepped(['Hello', ' “you”', ' 😀'])
  void page.chat.sendMessage({ text: 'Hi' })
  steps.release()
  await page.until((chat) => shown(chat)[1] === 'assistant: Hello' && chat.status === 'streaming')
  steps.release()
  await page.until((chat) => shown(chat)[1] === 'assistant: Hello “you”')
  steps.releaseAll()
  const { messages, error } = await page.until(({ status }) => status === 'ready')
  expect(shown({ messages })).toEqual(['user: Hi', 'assistant: Hello “you” 😀'])
  expect(error).toBeUndefined()
})

test('remembers what was said before, and takes nothing for it that a page says was said', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one' })
  server.model.reply('Paris.')
  await page.say('The capital of France?')
  page.chat.setMessages((all) => all.map((one) => (one.role === 'assistant' ? { ...one, parts: [] } : one)))
  await page.say('And of Italy?')
  expect(server.model.requests[1]?.body.messages?.slice(1)).toEqual([
    { role: 'user', content: 'The capital of France?' },
    { role: 'assistant', content: 'Paris.' },
    { role: 'user', content: 'And of Italy?' },
  ])
})

test('somebody in need is shown where there is help, in words and as a part of the message', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'one', transport: { body: { persona: 'luma' } } })
  server.model.reply('I am here.')
  await page.say('I want to kill myself')
  const { parts = [] } = page.chat.messages[1] ?? {}
  expect(parts).toContainEqual(
    expect.objectContaining({
      type: 'data-crisis',
      data: expect.objectContaining({ level: 3, as: 'message', resources: expect.any(Array) }),
    }),
  )
  expect(shown(page.chat)[1]).toMatch(/\n\nI am here\.$/)
  const { json } = await server.client.get('/ai-sdk/chat/one/messages')
  expect(shown({ messages: json })).toEqual(shown(page.chat))
})

test('persona and model are whom a body names, and the persona stays', async () => {
  await using server = await startTestServer()
  const body = { persona: 'luma', model: 'gpt-4' }
  await using page = await openPage(server, { id: 'one', transport: { body } })
  await page.say('Hi')
  await using other = await openPage(server, { id: 'one', messages: page.chat.messages })
  await other.say('Hello')
  const prompts = server.model.requests.map(({ body: { messages } }) => messages?.[0]?.content)
  expect(prompts[0]).toMatch(/Luma/)
  expect(prompts[1]).toBe(prompts[0])
  expect(server.model.requests[0]?.body.model).toBe('gpt-4')
})
