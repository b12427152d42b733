import { expect } from 'vitest'
import type { Answer } from '../client.ts'
import type { Steps } from '../fake-model.ts'
import type { TestServer } from '../harness.ts'
import { as, asAdmin } from '../tokens.ts'
import { letToolWait } from '../let-tool-wait.ts'

/** Nothing of this is a word that a server says by itself. */
export const ann = 'annabel-kanarienvogel'

export const canaries = {
  message: 'kanariennachricht',
  answer: 'kanarienantwort',
  title: 'kanarientitel',
  metadata: 'kanarienangaben',
  comment: 'kanarienkommentar',
  imported: 'kanarieneinfuhr',
  streaming: 'kanarienstrom',
  waiting: 'kanarienwarten',
  chatbot: 'kanarienplauderei',
  therapy: 'kanarienkummer',
  guide: 'kanarienfrage',
  session: 'kanariensitzung',
  memory: 'kanariengedächtnis',
  response: 'kanarienauskunft',
}

export interface Ids {
  user: string
  /** One that was answered and rated. */
  conversation: string
  question: string
  answer: string
  run: string
  /** One where an answer is being written, and another message waits. */
  busy: string
  running: string
  queued: string
  imported: string
  importedMessage: string
  chatbotRun: string
  therapySession: string
  therapyRun: string
  /** What a browser would come back with. */
  therapyEvent: string
  guideSession: string
  guideAnswer: string
  key: string
  memory: string
  /** As OpenAI's clients know it, with its conversation and what it says. */
  response: string
  talk: string
  item: string
  /** One that nobody has gone on from. */
  alone: string
}

export interface Belongings {
  ids: Ids
  /** The answer that is being written; released, it ends. */
  steps: Steps
}

/** Gives ann one of everything that a person can have. */
export async function settleIn({ client, model, path: file }: TestServer, user = ann): Promise<Belongings> {
  const headers = await as(user)
  async function post(path: string, body: object, more: Record<string, string> = {}): Promise<Answer> {
    const answer = await client.post(path, body, { ...headers, ...more })
    expect([path, answer.status < 300]).toEqual([path, true])
    return answer
  }
  const begin = async (): Promise<string> => (await post('/v1/conversations', { title: canaries.title })).json.id

  const started = { title: canaries.title, metadata: { note: canaries.metadata } }
  const conversation: string = (await post('/v1/conversations', started)).json.id
  model.reply(`So: ${canaries.answer}`)
  const said = (await post(`/v1/conversations/${conversation}/messages`, { content: canaries.message })).json
  await post(`/v1/messages/${said.message.id}/feedback`, { rating: 'down', comment: canaries.comment })
  const messages = [{ role: 'user', content: canaries.imported }]
  const imported: string = (await post('/v1/conversations/import', { messages })).json.id
  const importedMessages = await client.get(`/v1/conversations/${imported}/messages`, { headers })

  // So important that every answer of hers is told of it.
  const memory: string = (await post('/v1/memories', { text: `Her ${canaries.memory}`, importance: 1 })).json.id
  await client.call('PATCH', '/v1/me', { body: { country: 'IS', language: 'is' }, headers })

  const chatbot = await post('/api/chat/simple', { user_id: user, message: canaries.chatbot })
  const therapySession = canaries.session
  const therapy = await post('/chat', { message: canaries.therapy, sessionId: therapySession })
  const guide = await post('/api/chat', { message: canaries.guide })
  await post('/chat/completion', { messages })
  await post('/chat', { message: canaries.message })

  const asked = { input: canaries.response }
  const response = (await post('/openai/v1/responses', asked)).json
  const alone = (await post('/openai/v1/responses', asked)).json

  letToolWait(file, said.run.id)

  const busy = await begin()
  const steps = model.stepped([canaries.streaming, ' to its end'])
  const later = { prefer: 'respond-async' }
  const running: string = (await post(`/v1/conversations/${busy}/messages`, { content: 'Slowly' }, later)).json.id
  const events = await client.stream('GET', `/v1/runs/${running}/events`, { headers })
  steps.release()
  await events.until(({ type }) => type === 'delta')
  events.leave()
  const waiting = { content: canaries.waiting, whileRunning: 'queue' }
  const queued: string = (await post(`/v1/conversations/${busy}/messages`, waiting, later)).json.id

  const key = await client.call('POST', '/v1/admin/keys', { body: { name: 'hers', userId: user }, headers: asAdmin })
  const therapyRun = String(therapy.headers['x-run-id'])
  return {
    steps,
    ids: {
      user,
      conversation,
      question: said.userMessage.id,
      answer: said.message.id,
      run: said.run.id,
      busy,
      running,
      queued,
      imported,
      importedMessage: importedMessages.json.data[0].id,
      chatbotRun: String(chatbot.headers['x-run-id']),
      therapySession,
      therapyRun,
      therapyEvent: `${therapyRun}:0`,
      guideSession: guide.json.sessionId,
      guideAnswer: guide.json.messageId,
      key: key.json.id,
      memory,
      response: response.id,
      talk: response.conversation.id,
      item: response.output[0].id,
      alone: alone.id,
    },
  }
}

/** Everything of a person, without the time at which it was asked for. */
export async function exportOf({ client }: TestServer, headers: Record<string, string>): Promise<string> {
  const { status, text } = await client.get('/v1/me/export', { headers })
  expect(status).toBe(200)
  return text.replace(/"exportedAt":"[^"]*"/, '"exportedAt":"…"')
}
