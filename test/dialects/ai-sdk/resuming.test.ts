import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { openPage, shown } from './page.ts'

const asText = (text: string) => `assistant: ${text}`

test('a page that is left in the middle of an answer finds it again when it is opened again, once', async () => {
  await using server = await startTestServer()
  const steps = server.model.stepped(['Half', ' an', ' answer'])
  const page = await openPage(server, { id: 'one' })
  void page.chat.sendMessage({ text: 'Hi' })
  steps.release()
  const left = await page.until((chat) => shown(chat)[1] === asText('Half'))
  await page[Symbol.asyncDispose]()

  await using again = await openPage(server, { id: 'one', messages: structuredClone(left.messages), resume: true })
  await again.until(({ status }) => status === 'streaming')
  steps.releaseAll()
  const { messages } = await again.until(({ status }) => status === 'ready')
  expect(shown({ messages })).toEqual(['user: Hi', asText('Half an answer')])
  expect(messages[1]?.id).toBe(left.messages[1]?.id)
  expect(server.model.requests).toHaveLength(1)
})

test('a page that has nothing but the address of a chat shows what was said, and what is being said', async () => {
  await using server = await startTestServer()
  await using page = await openPage(server, { id: 'a chat/with? odd%20name' })
  server.model.reply('One.')
  await page.say('First')
  const steps = server.model.stepped(['Half', ' an answer'])
  void page.chat.sendMessage({ text: 'Second' })
  steps.release()
  await page.until((chat) => shown(chat)[3] === asText('Half'))

  const id = page.chat.id
  const { json: messages } = await server.client.get(`/ai-sdk/chat/${encodeURIComponent(id)}/messages`)
  await using other = await openPage(server, { id, messages, resume: true })
  await other.until((chat) => shown(chat)[3] === asText('Half'))
  steps.releaseAll()
  for (const one of [page, other]) {
    const { messages: all } = await one.until(({ status }) => status === 'ready')
    expect(shown({ messages: all })).toEqual(['user: First', asText('One.'), 'user: Second', asText('Half an answer')])
  }
  expect(other.chat.messages[3]?.id).toBe(page.chat.messages[3]?.id)
  expect(other.chat.messages[1]).toMatchObject({ id: page.chat.messages[1]?.id, metadata: { state: 'completed' } })
})

test('a page that is opened where nothing is being said is ready at once', async () => {
  await using server = await startTestServer()
  await using fresh = await openPage(server, { id: 'one', resume: true })
  await fresh.say('Hi')
  await using again = await openPage(server, { id: 'one', resume: true, messages: fresh.chat.messages })
  expect(again.chat).toMatchObject({ status: 'ready', error: undefined })
  for (const path of ['/ai-sdk/chat/one/stream', '/api/chat/one/stream', '/api/chat/another/stream']) {
    const { status, text } = await server.client.get(path)
    expect([path, status, text]).toEqual([path, 204, ''])
  }
})

test('an answer that is begun anew by the next server is shown as that one has it, and nothing of the first', async () => {
  await using server = await startTestServer({ drainMs: 0 })
  const { model } = server
  const steps = model.stepped(['Half', ' an', ' answer'])
  await using page = await openPage(server, { id: 'one' })
  void page.chat.sendMessage({ text: 'Hi' })
  steps.release(2)
  await page.until((chat) => shown(chat)[1] === asText('Half an'))
  await server.drain()
  const { error, messages } = await page.until(({ status }) => status === 'error')
  expect(error?.message).toBe(
    'The server is going down before the answer is complete. It will be finished and stored: your message need not be sent again.',
  )

  const anew = model.stepped(['Anew', ' and', ' whole'])
  await using next = await startTestServer({ path: server.path, fake: model })
  await using again = await openPage(next, { id: 'one', messages: structuredClone(messages), resume: true })
  anew.release()
  await again.until((chat) => shown(chat)[1] === asText('Anew'))
  anew.releaseAll()
  const whole = await again.until(({ status }) => status === 'ready')
  expect(shown(whole)).toEqual(['user: Hi', asText('Anew and whole')])
  expect(whole.messages[1]?.id).toBe(messages[1]?.id)
})
