import { describe, expect, test } from 'vitest'
import { startTestServer, type TestOptions } from '../harness.ts'
import { as, withAuth } from '../tokens.ts'
import { absentFromDisk, scrubbed, tracesOnDisk } from './files.ts'
import { createVoice, formsOf, type Voice } from './voice.ts'

const once: TestOptions = { retry: { attempts: 0 } }
const stays = createVoice('stays')

/** Messages of many sizes, so that pages are split and joined. */
const imported = (voice: Voice, seed: number, count: number) => ({
  title: voice.text(`title ${seed}`),
  messages: Array.from({ length: count }, (_, i) => ({
    role: 'user',
    content: voice.long(`import ${seed} ${i}`, 20 + ((seed * 977 + i * 7919) % 3_000)),
  })),
})

describe('PROTOCOL, SETTLED 8: one conversation is deleted', () => {
  test('and no file keeps a word of it, in whatever contract it was, and all of the others', async () => {
    await using server = await startTestServer({ ...withAuth, ...once })
    const { client, model, path } = server
    const headers = await as('ann')
    const post = (at: string, body: object, more = {}) =>
      client.call('POST', at, { body, headers: { ...headers, ...more } })
    const native = createVoice('native')
    const guide = createVoice('guide')
    const smart = createVoice('smart')

    const conversations: Record<string, string> = {}
    for (const voice of [native, stays]) {
      const metadata = { [voice.text('key')]: voice.text('value') }
      const { id } = (await post('/v1/conversations', { metadata })).json
      conversations[voice.word('id')] = id
      const key = { 'idempotency-key': voice.word('key of a send') }
      const answered = await post(`/v1/conversations/${id}/messages`, { content: voice.text('message') }, key)
      await post(`/v1/messages/${answered.json.message.id}/feedback`, { rating: 'up', comment: voice.text('comment') })
      await post(`/v1/conversations/${id}/messages`, { content: voice.longChinese('long', 31_000) })
    }
    const { sessionId } = (await post('/api/chat', { message: guide.text('message') })).json
    await post(`/api/chat/sessions/${sessionId}`, { title: guide.text('title') })
    await post('/api/chat/simple', { user_id: 'ann', message: smart.text('message') })
    const before = formsOf(tracesOnDisk(path, stays))

    const gone: [Voice, string][] = [
      [native, `/v1/conversations/${conversations[native.word('id')]}`],
      [guide, `/api/chat/sessions/${sessionId}`],
      [smart, '/api/chat/history/ann'],
    ]
    for (const [voice, at] of gone) {
      expect(tracesOnDisk(path, voice)).not.toEqual([])
      expect((await client.call('DELETE', at, { headers })).status).toBeLessThan(205)
      await scrubbed(server)
      expect(tracesOnDisk(path, voice)).toEqual([])
    }
    expect(formsOf(tracesOnDisk(path, stays))).toEqual(before)
    expect(model.requests.length).toBe(6)
  })

  test('by whoever is named in a body while authentication is off, and nobody else’s is', async () => {
    await using server = await startTestServer(once)
    const { client, path } = server
    const ann = createVoice('ann')
    for (const [user_id, voice] of [
      ['ann', ann],
      ['bob', stays],
    ] as const) {
      await client.post(
        '/api/chat',
        { user_id, message: voice.text('message') },
        { 'idempotency-key': voice.word('key') },
      )
    }
    expect((await client.call('DELETE', '/api/chat/history/ann')).status).toBe(200)
    await scrubbed(server)
    expect(tracesOnDisk(path, ann)).toEqual([])
    expect(tracesOnDisk(path, stays)).not.toEqual([])
  })

  test('S1, S3 and S4: what began with a failure is gone without anybody’s asking for it', async () => {
    await using server = await startTestServer(once)
    const { client, model, path } = server
    const lost = createVoice('lost')
    const bodies = [
      ['/api/chat', { user_id: 'ann', message: lost.text('smart') }],
      ['/chat', { message: lost.text('therapy'), sessionId: lost.text('session'), userId: 'ann' }],
      ['/api/chat', { message: lost.text('guide') }],
    ] as const
    for (const [at, body] of bodies) {
      model.next(async (exchange) => {
        await exchange.token(lost.text('half an answer'))
        await exchange.error({ message: lost.text('error') })
      })
      await client.post(at, body)
    }
    expect(tracesOnDisk(path, lost)).not.toEqual([])
    await scrubbed(server)
    expect(tracesOnDisk(path, lost)).toEqual([])
  })

  test('a title, details, a comment and a session’s title that were changed are not kept under the new ones', async () => {
    await using server = await startTestServer(once)
    const { client, path } = server
    const old = createVoice('old')
    const say = async (voice: Voice, id: string, message: string, sessionId: string) => {
      const metadata = { [voice.text('key')]: voice.long('value', 8_000) }
      await client.call('PATCH', `/v1/conversations/${id}`, { body: { title: voice.text('title'), metadata } })
      await client.post(`/v1/messages/${message}/feedback`, { rating: 'up', comment: voice.text('comment') })
      await client.post(`/api/chat/sessions/${sessionId}`, { title: voice.text('title of a session') })
    }
    const id = await client.conversation()
    const { message } = (await client.ask(id, 'Hello')).json
    const { sessionId } = (await client.post('/api/chat', { message: 'Hello' })).json
    await say(old, id, message.id, sessionId)
    expect(absentFromDisk(path, ['key', 'value', 'title', 'comment', 'title of a session'].map(old.word))).toEqual([])
    await say(stays, id, message.id, sessionId)
    const { id: other } = (await client.post('/v1/conversations', {})).json
    await client.call('DELETE', `/v1/conversations/${other}`)
    await scrubbed(server)
    expect(tracesOnDisk(path, old)).toEqual([])
    expect(tracesOnDisk(path, stays)).not.toEqual([])
  })

  test('pages that were split, joined and used again keep nothing of it', { timeout: 60_000 }, async () => {
    await using server = await startTestServer({ ...withAuth, ...once })
    const { client, path } = server
    const [ann, bob] = [createVoice('ann'), stays]
    const hers = { headers: await as('ann') }
    const his = { headers: await as('bob') }
    const ids: string[] = []
    const add = async (voice: Voice, seed: number, of: typeof hers, count: number): Promise<string> => {
      const { json } = await client.call('POST', '/v1/conversations/import', {
        body: imported(voice, seed, count),
        ...of,
      })
      for (const size of [20, 9_000, 700]) {
        const metadata = { [voice.word('key')]: voice.long(`value ${seed}`, 20 + ((seed * 911) % size)) }
        await client.call('PATCH', `/v1/conversations/${json.id}`, { body: { metadata }, ...of })
      }
      return json.id as string
    }
    for (let seed = 0; seed < 40; seed++) {
      ids.push(await add(ann, seed, hers, 12))
      await add(bob, seed, his, 9)
    }
    for (const [i, id] of ids.toSorted((a, b) => a.slice(-6).localeCompare(b.slice(-6))).entries()) {
      if (i % 3 === 2) continue
      await client.call('DELETE', `/v1/conversations/${id}`, hers)
      await add(bob, 100 + i, his, 2)
    }
    await client.call('DELETE', '/v1/me', hers)
    await scrubbed(server)
    expect(tracesOnDisk(path, ann)).toEqual([])
    expect(tracesOnDisk(path, bob)).not.toEqual([])
  })

  test('SETTLED 6: an Idempotency-Key that has expired is on no page either', async () => {
    await using server = await startTestServer(once)
    const { client, path } = server
    const old = createVoice('old')
    const conversation = await client.conversation()
    await client.ask(conversation, stays.text('message'), {}, { 'idempotency-key': old.word('key') })
    await client.post('/chat', { message: 'Hello' }, { 'idempotency-key': old.word('other key') })
    expect(absentFromDisk(path, ['key', 'other key'].map(old.word))).toEqual([])
    server.advance(25 * 3_600_000)
    await scrubbed(server)
    await client.call('DELETE', `/v1/conversations/${await client.conversation()}`)
    await scrubbed(server)
    expect(tracesOnDisk(path, old)).toEqual([])
    expect(tracesOnDisk(path, stays)).not.toEqual([])
  })
})
