import { expect } from 'vitest'
import type { CallOptions, Client } from '../client.ts'
import { echoOf, type FakeModel } from '../fake-model.ts'
import type { Voice } from './voice.ts'

export interface Speaker {
  client: Client
  model: FakeModel
  voice: Voice
  userId: string
  headers: Record<string, string>
}

/** A request that was answered, as it can be sent once more. */
export interface Keyed {
  path: string
  body: unknown
  headers: Record<string, string>
}

export interface Spoken {
  userId: string
  /** Places whose words are on record until they are erased. */
  kept: string[]
  /** Requests that came with an Idempotency-Key. */
  keyed: Keyed[]
  /** Those that have ended. */
  runs: string[]
  conversations: string[]
  messages: string[]
  sessions: string[]
  /** The run that still answers; others wait for it. */
  underWay: string
}

const over64KiB = 70_000

/** Says something in every place that takes the words of a person, and has some of it answered, stopped and failed. */
export async function sayEverything({ client, model, voice, userId, headers }: Speaker): Promise<Spoken> {
  const { text, word } = voice
  const spoken: Spoken = {
    userId,
    kept: [],
    keyed: [],
    runs: [],
    conversations: [],
    messages: [],
    sessions: [],
    underWay: '',
  }
  const kept = (place: string): string => {
    spoken.kept.push(place)
    return text(place)
  }
  const call = async (method: string, path: string, status: number, options: CallOptions = {}) => {
    const answer = await client.call(method, path, { ...options, headers: { ...headers, ...options.headers } })
    expect([method, path.split('?')[0], answer.status, answer.status === status ? '' : answer.text]).toEqual([
      method,
      path.split('?')[0],
      status,
      '',
    ])
    const run = answer.headers['x-run-id']
    if (typeof run === 'string') spoken.runs.push(run)
    return answer
  }
  const post = (path: string, body: unknown, status = 200, more: Record<string, string> = {}) =>
    call('POST', path, status, { body, headers: more })
  const keyed = async (path: string, body: unknown, more: Record<string, string> = {}) => {
    const key = { 'idempotency-key': word(`key of ${spoken.keyed.length}`), ...more }
    spoken.keyed.push({ path, body, headers: key })
    spoken.kept.push(`key of ${spoken.keyed.length - 1}`)
    return post(path, body, 200, key)
  }
  const stream = async (method: string, path: string, body?: unknown) => {
    const events = { accept: 'text/event-stream' }
    const opened = await client.stream(method, path, { body, headers: { ...headers, ...events } })
    expect(opened.status).toBe(200)
    spoken.runs.push(String(opened.headers['x-run-id']))
    return opened
  }
  const conversation = async (body: object = {}): Promise<string> => {
    const { id } = (await post('/v1/conversations', body, 201)).json
    spoken.conversations.push(id)
    return id
  }
  const answers = (place: string): void => {
    const said = kept(place)
    model.next(async (exchange) => {
      const { messages = [] } = exchange.request.body
      for (const part of [echoOf(messages.at(-1)?.content ?? ''), ' ', said]) await exchange.token(part)
      await exchange.finish()
      await exchange.done()
    })
  }

  // The native protocol: a conversation with a title, things said of it, and branches.
  const metadata = { [kept('key of metadata')]: [kept('metadata'), { deep: voice.long('long metadata', 9_000) }] }
  const first = await conversation({ title: text('first title'), metadata })
  await call('PATCH', `/v1/conversations/${first}`, 200, { body: { title: kept('title') } })
  const send = `/v1/conversations/${first}/messages`
  answers('answer')
  const { message, userMessage } = (
    await keyed(send, { content: kept('message') }, { 'x-correlation-id': word('correlation') })
  ).json
  spoken.kept.push('correlation')
  spoken.messages.push(message.id, userMessage.id)
  await post(`/v1/messages/${message.id}/feedback`, { rating: 'down', comment: text('first comment') })
  await post(`/v1/messages/${message.id}/feedback`, { rating: 'up', comment: kept('comment') })
  answers('other answer')
  await keyed(`${send}/${message.id}/regenerate`, {})
  answers('answer of a branch')
  await post(send, { content: kept('branch'), parentId: null })
  await post(send, { content: kept('another branch'), parentId: message.id })
  await post(send, { content: voice.long('long message', 31_000) })
  await post(send, { content: voice.longChinese('long message', 31_900) })
  model.reply(voice.longChinese('long answer', over64KiB))
  await post(send, { content: 'Tell me more' })
  model.fail(401, {}, JSON.stringify({ error: { message: text('refusal') } }))
  await post(send, { content: kept('failed question') }, 503)
  model.next(async (exchange) => {
    await exchange.token(kept('half an answer'))
    await exchange.error({ message: text('error of the model') })
  })
  await post(send, { content: kept('question that failed halfway') }, 503)

  // One whose title is made, with an answer that is stopped and messages that wait.
  const second = await conversation()
  const stall = async (said: string, question: string, at: string) => {
    model.next(async (exchange) => {
      await exchange.token(said)
      await exchange.stall()
    })
    const opened = await stream('POST', `/v1/conversations/${at}/messages`, { content: question })
    await opened.until(({ type }) => type === 'delta')
    return opened
  }
  const stalled = await stall(kept('stopped answer'), kept('question that was stopped'), second)
  const waiting = { accept: 'text/event-stream' }
  const queued = await client.stream('POST', `/v1/conversations/${second}/messages`, {
    body: { content: kept('message that waited'), whileRunning: 'queue' },
    headers: { ...headers, ...waiting },
  })
  await post(`/v1/runs/${spoken.runs.at(-1)}/stop`, undefined)
  expect((await stalled.all()).at(-1)?.type).toBe('stopped')
  expect((await queued.all()).at(-1)?.type).toBe('completed')

  // From elsewhere: names, a long text, and one that repeats.
  const imported = await post(
    '/v1/conversations/import',
    {
      messages: [
        { role: 'user', content: kept('imported'), name: kept('name') },
        { role: 'assistant', content: voice.long('long import', over64KiB), name: 'Anybody' },
        ...Array.from({ length: 200 }, () => ({ role: 'user', content: kept('again and again') })),
        ...Array.from({ length: 200 }, (_, i) => ({ role: 'user', content: text(`imported ${i}`) })),
      ],
    },
    201,
  )
  spoken.conversations.push(imported.json.id)
  const found = await call('GET', `/v1/search?q=${encodeURIComponent(word('message'))}`, 200)
  expect(found.json.data.length).toBeGreaterThan(0)
  await call('GET', `/v1/search?q=${encodeURIComponent(text('searched'))}`, 200)

  // The five contracts.
  const said = (place: string) => [{ role: 'user', content: text(place) }]
  await keyed('/chat/completion', { messages: said('luma'), user_id: userId })
  model.fail(401)
  await post('/chat/completion', { messages: said('luma that failed'), user_id: userId }, 503, {
    'idempotency-key': word('key that failed'),
  })
  await post('/chat/stream', { messages: [...said('luma'), ...said('luma again')], user_id: userId })
  await keyed('/api/chat', { user_id: userId, message: kept('smart chatbot') })
  await keyed('/api/chat/simple', { user_id: userId, message: kept('smart chatbot, whole') })
  model.fail(401)
  await post('/api/chat', { user_id: userId, message: kept('smart chatbot that failed') })
  await keyed('/chat', { message: text('personal assistant') })
  const session = kept('name of a session')
  await keyed('/chat', { message: kept('therapy bot'), sessionId: session, userId })
  const query = new URLSearchParams({ message: kept('therapy bot, asked by GET'), sessionId: session, userId })
  await (await stream('GET', `/chat?${query.toString()}`)).all()
  model.fail(401)
  const lost = { message: text('therapy bot that failed'), sessionId: text('session that failed'), userId }
  await post('/chat', lost)
  answers('answer of the guide')
  const guided = (await keyed('/api/chat', { message: kept('domain guide') })).json
  spoken.sessions.push(guided.sessionId)
  await post('/api/chat', { message: kept('domain guide again'), sessionId: guided.sessionId })
  await post(`/api/chat/sessions/${guided.sessionId}`, { title: kept('title of a session') })
  model.fail(401)
  await post('/api/chat', { message: text('domain guide that failed') }, 503)

  // What is refused is on no record.
  await post(send, { content: [text('refused')] }, 422)
  await post(send, { content: text('refused'), [text('refused')]: 1, parentId: text('no parent') }, 404)
  await post('/chat', { message: text('refused') }, 409, spoken.keyed.at(-1)?.headers)

  // At last, what still runs and waits.
  const third = await conversation()
  await stall(text('unfinished answer'), kept('question under way'), third)
  spoken.underWay = spoken.runs.at(-1) ?? ''
  for (const place of ['first in the queue', 'second in the queue']) {
    const more = { prefer: 'respond-async' }
    await post(`/v1/conversations/${third}/messages`, { content: kept(place), whileRunning: 'queue' }, 202, more)
  }
  const { data } = (await call('GET', `/v1/conversations/${third}/messages`, 200)).json
  spoken.messages.push(...data.map(({ id }: { id: string }) => id))
  const ended = new Set(spoken.runs.slice(0, spoken.runs.indexOf(spoken.underWay)))
  return { ...spoken, runs: [...ended] }
}
