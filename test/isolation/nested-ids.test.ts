import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness.ts'
import { as, withAuth } from '../tokens.ts'
import { ann, type Belongings, canaries, exportOf, settleIn } from './belongings.ts'

interface Both extends Belongings {
  server: TestServer
  bob: Record<string, string>
  /** One of his, with an answer. */
  his: { conversation: string; question: string; answer: string; run: string }
}

async function annAndBob(server: TestServer): Promise<Both> {
  const belongings = await settleIn(server)
  const bob = await as('bob')
  const conversation: string = (await server.client.post('/v1/conversations', {}, bob)).json.id
  const said = (await server.client.ask(conversation, 'Words of bob', {}, bob)).json
  const his = { conversation, question: said.userMessage.id, answer: said.message.id, run: said.run.id }
  return { ...belongings, server, bob, his }
}

/** Runs with everything in place, and finds all of hers as it was. */
async function besideHer(test: (both: Both) => Promise<void>): Promise<void> {
  await using server = await startTestServer(withAuth)
  const both = await annAndBob(server)
  const hers = await exportOf(server, await as(ann))
  await test(both)
  expect(await exportOf(server, await as(ann))).toEqual(hers)
  both.steps.releaseAll()
}

const noneOfHers = (text: string, { ids }: Belongings): void => {
  const secrets = [...Object.values(canaries), ...Object.values(ids)]
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
}

describe('LESSONS 22: an id of another inside what is one’s own', () => {
  test('is no parent of a message, and brings nothing of hers into its context', () =>
    besideHer(async ({ server, ids, bob, his }) => {
      const { client, model } = server
      const before = await exportOf(server, bob)
      const asked = model.requests.length
      const unknown = await client.ask(his.conversation, 'Hi', { parentId: 'x' }, bob)
      expect(unknown.status).toBe(404)
      for (const parentId of [ids.question, ids.answer, ids.importedMessage, ids.guideAnswer, ids.conversation]) {
        const refused = await client.ask(his.conversation, 'Hi', { parentId }, bob)
        expect({ ...refused.json, correlationId: '' }).toEqual({ ...unknown.json, correlationId: '' })
      }
      expect(model.requests.length).toBe(asked)
      expect(await exportOf(server, bob)).toBe(before)
    }))

  test('is not answered again, under his conversation or under hers', () =>
    besideHer(async ({ server: { client, model }, ids, bob, his }) => {
      const asked = model.requests.length
      const again = (conversation: string, message: string) =>
        client.post(`/v1/conversations/${conversation}/messages/${message}/regenerate`, {}, bob)
      const unknown = await again(his.conversation, 'x')
      expect(unknown.status).toBe(404)
      for (const [conversation, message] of [
        [his.conversation, ids.answer],
        [his.conversation, ids.question],
        [his.conversation, ids.guideAnswer],
        [ids.conversation, ids.answer],
        [ids.conversation, his.answer],
        [ids.guideSession, ids.guideAnswer],
      ] as const) {
        const refused = await again(conversation, message)
        expect({ ...refused.json, correlationId: '' }).toEqual({ ...unknown.json, correlationId: '' })
      }
      expect(model.requests.length).toBe(asked)
      expect((await again(his.conversation, his.answer)).status).toBe(200)
    }))

  test('as the event that was heard last of a run of his is refused, and shows none of hers', () =>
    besideHer(async (both) => {
      const { server, ids, bob, his } = both
      const path = `/v1/runs/${his.run}/events`
      for (const run of [ids.run, ids.running, ids.therapyRun]) {
        for (const id of [`${run}:0`, `${run}:1048577`, run]) {
          const refused = await server.client.get(path, { headers: { ...bob, 'last-event-id': id } })
          expect([refused.status, refused.json.code]).toEqual([400, 'cursor_mismatch'])
          noneOfHers(refused.text, both)
          const after = await server.client.get(`${path}?after=${encodeURIComponent(id)}`, { headers: bob })
          expect([after.status, after.json.code]).toEqual([422, 'invalid'])
        }
      }
      const own = await server.client.get(`${path}?after=1048577`, { headers: bob })
      expect(own.text).toContain('Words')
      noneOfHers(own.text, both)
    }))
})

describe('SETTLED 1: her name in a body of his', () => {
  const message = 'Words of bob'
  const messages = [{ role: 'user', content: message }]
  const sessionId = 'a session'

  test('is the name of nobody, whatever else it comes with', () =>
    besideHer(async (both) => {
      const { server, ids, bob } = both
      const { client, model } = server
      const asked = model.requests.length
      const naming = (user: string): [string, object][] => [
        ['/chat/completion', { messages, user_id: user }],
        ['/chat/stream', { messages, user_id: user }],
        ['/api/chat', { message, user_id: user }],
        ['/api/chat', { message, user_id: user, sessionId: ids.guideSession }],
        ['/api/chat/simple', { message, user_id: user }],
        ['/chat', { message, sessionId, userId: user }],
        ['/chat', { message, sessionId: canaries.session, userId: user }],
      ]
      const unknown = naming('nobody-at-all')
      for (const [i, [path, body]] of naming(ann).entries()) {
        const refused = await client.post(path, body, bob)
        const same = await client.post(path, unknown[i]?.[1], bob)
        expect([path, refused.status]).toEqual([path, 404])
        expect({ ...refused.json, correlation_id: '' }).toEqual({ ...same.json, correlation_id: '' })
        noneOfHers(refused.text, both)
      }
      const query = (user: string) => new URLSearchParams({ message, sessionId, userId: user }).toString()
      for (const more of [{}, { 'last-event-id': ids.therapyEvent }, { 'last-event-id': `${ids.running}:0` }]) {
        const refused = await client.get(`/chat?${query(ann)}`, { headers: { ...bob, ...more } })
        expect(refused.status).toBe(404)
        noneOfHers(refused.text, both)
      }
      for (const run of [ids.therapyRun, ids.run, ids.running, ids.chatbotRun]) {
        for (const path of ['/chat', `/chat?${query('bob')}`]) {
          const nothing = await client.get(path, { headers: { ...bob, 'last-event-id': `${run}:0` } })
          expect([nothing.status, nothing.text]).toEqual([204, ''])
        }
      }
      expect(model.requests.length).toBe(asked)
    }))

  test('left out, or where it is his own, it is he who asks', () =>
    besideHer(async (both) => {
      const { server, bob } = both
      const { client, model } = server
      for (const [path, body] of [
        ['/chat/completion', { messages }],
        ['/chat/completion', { messages, user_id: 'bob' }],
        ['/chat/stream', { messages, user_id: null }],
        ['/chat', { message }],
        ['/chat', { message, sessionId: canaries.session }],
        ['/chat', { message, sessionId: canaries.session, userId: '' }],
        ['/chat', { message, sessionId: canaries.session, userId: 'bob' }],
        ['/api/chat', { message, user_id: 'bob' }],
        ['/api/chat', { message, userId: ann }],
      ] as const) {
        const own = await client.post(path, body, bob)
        expect([path, own.status]).toEqual([path, 200])
        noneOfHers(own.text, both)
        noneOfHers(JSON.stringify(model.requests.at(-1)?.body), both)
      }
      // Her session's name is in one of his as well by now, and his three messages are in that.
      const last = await client.post('/chat', { message: 'And?', sessionId: canaries.session }, bob)
      expect(last.status).toBe(200)
      const said = model.requests.at(-1)?.body.messages?.filter(({ role }) => role === 'user')
      expect(said?.map(({ content }) => content)).toEqual([message, message, message, 'And?'])
      const history = await client.get('/api/chat/history/bob', { headers: bob })
      expect(history.json.history).toMatchObject([{ user_message: message }])
    }))
})

describe('LESSONS 26: fields that no request has', () => {
  const slipped = ({ ids }: Belongings) => ({
    id: ids.conversation,
    conversationId: ids.conversation,
    conversation_id: ids.conversation,
    messageId: ids.answer,
    userMessageId: ids.question,
    runId: ids.run,
    userId: ann,
    user_id: ann,
    owner: ann,
    user: { id: ann },
    scope: { userId: ann, namespace: 'domain-guide' },
    namespace: 'domain-guide',
    externalId: canaries.session,
    external_id: canaries.session,
    role: 'system',
    seq: 99,
    status: 'blocked',
    state: 'completed',
    hidden: 'deleting',
    dialect: 'luma',
    isAdmin: true,
  })

  test('change neither whose something is nor what it is', () =>
    besideHer(async (both) => {
      const { server, bob, his } = both
      const { client, model } = server
      const more = slipped(both)

      const made = await client.post('/v1/conversations', { ...more, title: 'His' }, bob)
      expect(made.status).toBe(201)
      expect(Object.keys(made.json)).toEqual(['id', 'title', 'persona', 'metadata', 'createdAt', 'updatedAt'])
      expect(made.json).toMatchObject({ title: 'His', metadata: {} })
      const messages = [{ ...more, content: 'From elsewhere', role: 'user' }]
      const imported = await client.post('/v1/conversations/import', { ...more, messages }, bob)
      expect(imported.status).toBe(201)

      const change = await client.call('PATCH', `/v1/conversations/${his.conversation}`, {
        body: { ...more, title: 'New' },
        headers: bob,
      })
      expect(change.json).toMatchObject({ id: his.conversation, title: 'New' })

      const sent = await client.ask(his.conversation, 'Go on', more, bob)
      expect(sent.status).toBe(200)
      expect(sent.json.userMessage).toMatchObject({ conversationId: his.conversation, role: 'user', seq: 3 })
      expect(sent.json.message).toMatchObject({ conversationId: his.conversation, role: 'assistant', seq: 4 })
      expect(model.requests.at(-1)?.body.messages?.filter(({ role }) => role === 'system')).toHaveLength(1)
      const path = `/v1/conversations/${his.conversation}/messages/${his.answer}/regenerate`
      const again = await client.post(path, more, bob)
      expect(again.json.run).toMatchObject({ conversationId: his.conversation, userMessageId: his.question })
      const rated = await client.post(`/v1/messages/${his.answer}/feedback`, { ...more, rating: 'up' }, bob)
      expect(rated.json).toMatchObject({ messageId: his.answer, rating: 'up' })

      const whole = await exportOf(server, bob)
      noneOfHers(whole, both)
      const { userId, conversations } = JSON.parse(whole)
      expect(userId).toBe('bob')
      const ofHis = [his.conversation, made.json.id, imported.json.id]
      expect(conversations.map(({ id, namespace }: Record<string, string>) => [id, namespace])).toEqual(
        ofHis.map((id) => [id, 'v1']),
      )
      expect((await client.get('/api/chat/sessions', { headers: bob })).json).toEqual([])
    }))
})

describe('SETTLED 6: her Idempotency-Key', () => {
  test('of his begins what is his own, and of hers leads to what she has', async () => {
    await using server = await startTestServer(withAuth)
    const { client, model } = server
    const message = 'The same words'
    const messages = [{ role: 'user', content: message }]
    const sessionId = 'the same session'
    const key = { 'idempotency-key': 'the same key' }
    const [hers, his] = [await as(ann), await as('bob')]
    for (const [path, body] of [
      ['/chat/completion', { messages }],
      ['/chat', { message }],
      ['/chat', { message, sessionId }],
      ['/api/chat', { message }],
    ] as const) {
      const keyed = { ...key, 'idempotency-key': `${path} ${JSON.stringify(body)}` }
      const asked = model.requests.length
      model.reply(canaries.answer)
      model.reply('His own')
      const first = await client.post(path, body, { ...hers, ...keyed })
      expect([first.status, first.text]).toEqual([200, expect.stringContaining(canaries.answer)])
      const other = await client.post(path, body, { ...his, ...keyed })
      expect([other.status, other.text]).toEqual([200, expect.stringContaining('His')])
      expect(other.text).not.toContain(canaries.answer)
      const again = await client.post(path, body, { ...hers, ...keyed })
      expect([again.status, again.text]).toEqual([200, expect.stringContaining(canaries.answer)])
      expect(again.headers['x-run-id']).toBe(first.headers['x-run-id'])
      expect(model.requests.length).toBe(asked + 2)
    }
    const conversation: string = (await client.post('/v1/conversations', {}, hers)).json.id
    const run = (await client.ask(conversation, message, {}, { ...hers, ...key })).json.run.id
    const stranger = await client.ask(conversation, message, {}, { ...his, ...key })
    expect(stranger.status).toBe(404)
    const own: string = (await client.post('/v1/conversations', {}, his)).json.id
    const begun = (await client.ask(own, message, {}, { ...his, ...key })).json.run
    expect(begun).toMatchObject({ conversationId: own })
    expect(begun.id).not.toBe(run)
    expect((await client.ask(conversation, message, {}, { ...hers, ...key })).json.run.id).toBe(run)
  })
})
