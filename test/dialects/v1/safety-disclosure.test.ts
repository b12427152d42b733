import { expect, test } from 'vitest'
import type { WireEvent } from '../../client.ts'
import { startTestServer, type TestServer } from '../../harness.ts'

const hour = 3_600_000
const day = 24 * hour

function talkTo(server: TestServer, conversation: string) {
  return async (content: string): Promise<WireEvent[]> => (await server.client.send(conversation, content)).all()
}

/** Why somebody was told that they talk to an AI; undefined where they were not. */
const reasonOf = (events: readonly WireEvent[]): unknown =>
  events.find(({ data }) => data['kind'] === 'disclosure')?.data['reason']

const answerOf = (events: readonly WireEvent[]): string =>
  events.map(({ type, data }) => (type === 'delta' ? data.text : '')).join('')

test('whoever talks to a persona that gives therapy is told at the start that it is an AI, and not with each answer', async () => {
  await using server = await startTestServer()
  const say = talkTo(server, await server.client.conversation({ persona: 'luma' }))
  const first = await say('hello')
  expect(reasonOf(first)).toBe('start')
  expect(answerOf(first)).toBe('You said: hello')
  expect(reasonOf(await say('hello again'))).toBeUndefined()
})

test('whoever asks is told, each time', async () => {
  await using server = await startTestServer()
  const say = talkTo(server, await server.client.conversation({ persona: 'therapy-bot' }))
  await say('hello')
  expect(reasonOf(await say('Are you a real person?'))).toBe('asked')
  expect(reasonOf(await say('bist du ein Mensch?'))).toBe('asked')
})

test('whoever goes on for three hours is told again, and not whoever pauses', async () => {
  await using server = await startTestServer()
  const say = talkTo(server, await server.client.conversation({ persona: 'luma' }))
  await say('hello')
  const reasons: unknown[] = []
  for (let quarter = 0; quarter < 13; quarter++) {
    server.advance(hour / 4)
    reasons.push(reasonOf(await say('and then')))
  }
  expect(reasons.map(String).join()).toBe(`${'undefined,'.repeat(11)}ongoing,undefined`)
  server.advance(4 * hour)
  expect(reasonOf(await say('back'))).toBeUndefined()
})

test('whoever comes back after a week is told again', async () => {
  await using server = await startTestServer()
  const say = talkTo(server, await server.client.conversation({ persona: 'luma' }))
  await say('hello')
  server.advance(6 * day)
  expect(reasonOf(await say('back'))).toBeUndefined()
  server.advance(7 * day)
  expect(reasonOf(await say('back'))).toBe('return')
})

test('a persona that gives no therapy discloses nothing by itself', async () => {
  await using server = await startTestServer()
  const say = talkTo(server, await server.client.conversation())
  expect(reasonOf(await say('hello'))).toBeUndefined()
  expect(reasonOf(await say('are you human?'))).toBeUndefined()
})

test('a contract without notices says it in words, at the start of the answer, and only when asked', async () => {
  await using server = await startTestServer()
  const ask = async (content: string): Promise<string> =>
    (await server.client.post('/chat/completion', { messages: [{ role: 'user', content }] })).json.response as string
  expect(await ask('hello')).toBe('You said: hello')
  expect(await ask('are you human?')).toMatch(/^I am Luma, an AI.*\n\nYou said: are you human\?$/s)
  const bot = await server.client.post('/chat', { message: 'am I talking to a bot?', sessionId: 's' })
  expect(bot.text).toMatch(/^data: \{"content": "I am TherapyBot, an AI/)
})
