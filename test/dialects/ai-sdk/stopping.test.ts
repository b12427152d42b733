import { expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { openPage, shown } from './page.ts'

test('leaving a page, or `stop()`, leaves the answer to be written and stored', async () => {
  await using server = await startTestServer()
  const steps = server.model.stepped(['Half', ' an answer'])
  await using page = await openPage(server, { id: 'one' })
  void page.chat.sendMessage({ text: 'Hi' })
  steps.release()
  await page.until((chat) => shown(chat)[1] === 'assistant: Half')
  await page.chat.stop()
  expect(server.model.requests[0]?.isClosed).toBe(false)
  steps.releaseAll()
  await page.say('And?')
  expect(server.model.requests[1]?.body.messages?.at(-2)).toEqual({ role: 'assistant', content: 'Half an answer' })
})

test.each(['/ai-sdk/chat/one/stop', '/api/chat/one/stop'])(
  'POST %s stops the model, keeps what was said, and every tab hears of it',
  async (path) => {
    await using server = await startTestServer()
    const steps = server.model.stepped(['Half', ' an answer'])
    await using page = await openPage(server, { id: 'one' })
    void page.chat.sendMessage({ text: 'Hi' })
    steps.release()
    await page.until((chat) => shown(chat)[1] === 'assistant: Half')
    await using other = await openPage(server, { id: 'one', messages: page.chat.messages.slice(0, 1), resume: true })
    await other.until((chat) => shown(chat)[1] === 'assistant: Half')

    const stopped = await server.client.call('POST', path)
    expect(stopped).toMatchObject({ status: 200, json: { runId: expect.any(String), state: 'stopped' } })
    await server.model.requests[0]?.closed
    for (const one of [page, other]) {
      const chat = await one.until(({ status }) => status === 'ready')
      expect(shown(chat)).toEqual(['user: Hi', 'assistant: Half'])
      expect(chat.messages[1]?.metadata).toMatchObject({ runId: stopped.json.runId, state: 'stopped' })
    }
    expect((await server.client.call('POST', path)).status).toBe(204)
    await page.say('And?')
    expect(server.model.requests[1]?.body.messages?.at(-2)).toEqual({ role: 'assistant', content: 'Half' })
  },
)
