import { expect, test } from 'vitest'
import { answer, words } from '../fake-model.ts'
import { startTestServer, type TestServer } from '../harness.ts'

const helperModel = 'helper'
const long = 'word '.repeat(1_000)

async function start(): Promise<TestServer> {
  const server = await startTestServer({ helperModel, defaultModel: 'gpt-4o' })
  server.model.script((exchange) => {
    const { body } = exchange.request
    const isSummary = JSON.stringify(body.messages).includes('running summary')
    if (body.model !== helperModel) return answer(exchange, ['Fine.'], { input: 5, output: 1 })
    const text = isSummary ? 'They have spoken of a kanarienvogel.' : 'A Title'
    return answer(exchange, words(text), { input: 5, output: 5 })
  })
  return server
}

async function rest(server: TestServer): Promise<void> {
  server.advance(11_000)
  await server.tidy()
}

const lastAsked = ({ model }: TestServer) =>
  model.requests.findLast(({ body }) => body.model !== helperModel)?.body.messages ?? []

const summaryIn = (server: TestServer): string | undefined =>
  lastAsked(server).find(({ role, content }) => role === 'system' && content.includes('kanarienvogel'))?.content

test('what no longer fits is summed up, and the summary stands where it stood', async () => {
  await using server = await start()
  const { client } = server
  const conversation = await client.conversation({ metadata: { memory: false } })
  for (let n = 0; n < 5; n++) await client.ask(conversation, `${n} ${long}`)
  expect(summaryIn(server)).toBeUndefined()
  await rest(server)
  await client.ask(conversation, 'And now?')
  expect(summaryIn(server)).toContain('kanarienvogel')
  const messages = lastAsked(server)
  expect(messages[1]?.role).toBe('system')
  expect(messages.some(({ content }) => content.startsWith('0 '))).toBe(false)
  expect(messages.at(-1)).toEqual({ role: 'user', content: 'And now?' })
})

test('a branch from before is not told what was said after it', async () => {
  await using server = await start()
  const { client } = server
  const conversation = await client.conversation({ metadata: { memory: false } })
  for (let n = 0; n < 5; n++) await client.ask(conversation, `${n} ${long}`)
  await rest(server)
  const [question] = await client.messages(conversation)
  await client.ask(conversation, 'Otherwise?', { parentId: question?.id })
  expect(summaryIn(server)).toBeUndefined()
})

test('a summary goes with its conversation, and is in the export until then', async () => {
  await using server = await start()
  const { client } = server
  const conversation = await client.conversation({ metadata: { memory: false } })
  for (let n = 0; n < 5; n++) await client.ask(conversation, `${n} ${long}`)
  await rest(server)
  expect((await client.get('/v1/me/export')).text).toContain('kanarienvogel')
  await client.call('DELETE', `/v1/conversations/${conversation}`)
  expect((await client.get('/v1/me/export')).text).not.toContain('kanarienvogel')
})

test('without a helper the oldest turns are left out, and nobody is asked', async () => {
  await using server = await startTestServer({ defaultModel: 'gpt-4o' })
  const { client, model } = server
  const conversation = await client.conversation({ metadata: { memory: false } })
  for (let n = 0; n < 6; n++) await client.ask(conversation, `${n} ${long}`)
  await rest(server)
  expect(model.requests).toHaveLength(6)
  expect(lastAsked(server).some(({ content }) => content.startsWith('0 '))).toBe(false)
})
