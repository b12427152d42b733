import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness.ts'
import { as, asAdmin, bearer, withAuth } from '../tokens.ts'

const long = 'x'.repeat(255)

/** Nobody of these is anybody else of these. */
const names = [
  'ann',
  'Ann',
  'ANN',
  ' ann',
  'ann ',
  'ann\u00a0',
  'ann\u200b',
  '\ufeffann',
  'ann\u202e',
  'ann\ufe0f',
  'аnn',
  'ａｎｎ',
  'ann%20',
  'ann,bob',
  'ann/bob',
  '../ann',
  'local',
  'admin',
  'null',
  'undefined',
  '0',
  '-0',
  '__proto__',
  'caf\u00e9',
  'cafe\u0301',
  'stra\u00dfe',
  'strasse',
  'ann\ufffd',
  long,
  `${long.slice(1)}y`,
  '😀'.repeat(255),
]

/** Names that would be somebody else's if anything of them were cut off, left out or replaced. */
const refusedNames = [
  '',
  ' ',
  '\u00a0',
  `${long}x`,
  `${long} `,
  '😀'.repeat(256),
  'ann\0',
  'ann\ud800',
  'ann\n',
  '\tann',
]

const secretOf = (name: string): string => `geheim${names.indexOf(name)}ende`
const historyOf = (name: string): string => `/api/chat/history/${encodeURIComponent(name)}`

/** What the model was told last, of all these secrets. */
const toldOf = ({ model }: TestServer): string[] => {
  const told = JSON.stringify(model.requests.at(-1)?.body)
  return names.filter((name) => told.includes(secretOf(name)))
}

const toldIn = (text: string): string[] => names.filter((name) => text.includes(secretOf(name)))

describe('SETTLED 1: names that look alike', () => {
  test('are different people in tokens, each with what is their own', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const conversations = new Map<string, string>()
    for (const name of names) {
      const headers = await as(name)
      const content = secretOf(name)
      const { status, json } = await client.post('/v1/conversations', { title: content }, headers)
      expect([name, status]).toEqual([name, 201])
      conversations.set(name, json.id)
      for (const [path, body] of [
        [`/v1/conversations/${json.id}/messages`, { content }],
        ['/api/chat/simple', { user_id: name, message: content }],
        ['/chat', { userId: name, sessionId: 'one', message: content }],
        ['/api/chat', { message: content }],
        ['/chat/completion', { user_id: name, messages: [{ role: 'user', content }] }],
      ] as const) {
        const said = await client.post(path, body, headers)
        expect([name, path, said.status, toldOf(server)]).toEqual([name, path, 200, [name]])
      }
    }
    for (const name of names) {
      const headers = await as(name)
      for (const [path, count] of [
        ['/v1/conversations', 1],
        ['/v1/search?q=geheim', 2],
        ['/api/chat/sessions', 1],
        [historyOf(name), 1],
      ] as const) {
        const { status, json, text } = await client.get(path, { headers })
        const listed = json.data ?? json.history ?? json
        expect([name, path, status, listed.length, toldIn(text)]).toEqual([name, path, 200, count, [name]])
      }
      const whole = await client.get('/v1/me/export', { headers })
      expect([whole.json.userId, whole.json.runs.length, toldIn(whole.text)]).toEqual([name, 5, [name]])
      expect((await client.get('/v1/usage', { headers })).json.data).toMatchObject([{ runs: 5 }])
      const runs = await client.get(`/v1/admin/runs?userId=${encodeURIComponent(name)}`, { headers: asAdmin })
      expect(runs.json.data.map(({ userId }: { userId: string }) => userId)).toEqual(Array(5).fill(name))
    }
    for (const name of names) {
      const headers = await as(name)
      for (const other of names.filter((one) => one !== name)) {
        const paths = [historyOf(other), `/v1/conversations/${conversations.get(other)}`]
        for (const path of paths) {
          expect([name, path, (await client.get(path, { headers })).status]).toEqual([name, path, 404])
        }
      }
    }
    // One goes, and all the others stay.
    await client.call('DELETE', '/v1/me', { headers: await as('ann') })
    for (const name of names) {
      const { data } = (await client.get('/v1/conversations', { headers: await as(name) })).json
      expect([name, data.length]).toEqual([name, name === 'ann' ? 0 : 1])
    }
  })

  test('that nobody can have are refused in tokens, and given to nobody', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    for (const name of refusedNames) {
      const refused = await client.get('/v1/conversations', { headers: await as(name) })
      expect([name, refused.status]).toEqual([name, 401])
      const key = await client.post('/v1/admin/keys', { name: 'a key', userId: name }, asAdmin)
      expect([name, key.status]).toEqual([name, 422])
    }
  })

  test('are different people where a service names them', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const { key } = (await client.post('/v1/admin/keys', { name: 'a service' }, asAdmin)).json
    const named = (bytes: Buffer) => ({ ...bearer(key), 'x-user-id': bytes.toString('latin1') })
    // HTTP itself takes spaces from the ends of a header.
    const sendable = names.filter((name) => name.trim() === name)
    for (const name of sendable) {
      const headers = named(Buffer.from(name))
      const raw = Buffer.from(JSON.stringify({ title: secretOf(name) }))
      const made = await client.call('POST', '/v1/conversations', { raw, headers })
      expect([name, made.status]).toEqual([name, 201])
    }
    for (const name of sendable) {
      for (const headers of [named(Buffer.from(name)), await as(name)]) {
        const { text } = await client.get('/v1/conversations', { headers })
        expect([name, toldIn(text)]).toEqual([name, [name]])
      }
    }
  })

  test('that a service sends in another alphabet than UTF-8 are nobody’s, for what cannot be read would be one name', async () => {
    await using server = await startTestServer(withAuth)
    const { key } = (await server.client.post('/v1/admin/keys', { name: 'a service' }, asAdmin)).json
    const headersOf = (bytes: number[]) => ({
      ...bearer(key),
      'x-user-id': Buffer.from([0x61, ...bytes]).toString('latin1'),
    })
    // "aé" and "aè" in Latin-1 first.
    for (const bytes of [[0xe9], [0xe8], [0x61, 0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xe2, 0x80]]) {
      const refused = await server.client.get('/v1/conversations', { headers: headersOf(bytes) })
      expect([bytes, refused.status]).toEqual([bytes, 401])
    }
  })

  test('are different people in bodies while authentication is off, and in no context of each other', async () => {
    await using server = await startTestServer()
    const { client } = server
    for (const name of names) {
      const message = secretOf(name)
      for (const [path, body] of [
        ['/api/chat', { user_id: name, message }],
        ['/api/chat/simple', { user_id: name, message }],
        ['/chat', { userId: name, sessionId: 'one', message }],
        ['/chat', { userId: 'one', sessionId: name, message }],
      ] as const) {
        const said = await client.post(path, body)
        expect([name, path, said.status, toldOf(server)]).toEqual([name, path, 200, [name]])
      }
    }
    for (const name of names) {
      const history = await client.get(historyOf(name))
      expect([name, history.json.count, toldIn(history.text)]).toEqual([name, 2, [name]])
      const { origin } = new URL(server.url)
      const query = new URLSearchParams({ userId: name, sessionId: 'one', message: 'And?' }).toString()
      expect((await client.get(`${origin}/chat?${query}`)).status).toBe(200)
      expect([name, toldOf(server)]).toEqual([name, [name]])
    }
    await client.call('DELETE', historyOf('ann'))
    for (const name of names) {
      const { count } = (await client.get(historyOf(name))).json
      expect([name, count]).toEqual([name, name === 'ann' ? 0 : 2])
    }
  })

  test('that nobody can have are refused in bodies and paths, or nobody’s name where that may be left out', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const impossible = ['', `${long}x`, '😀'.repeat(256), 'ann\0', 'ann\ud800']
    for (const name of impossible) {
      const bodies: [string, object, number][] = [
        ['/api/chat', { user_id: name, message: 'Hi' }, 422],
        ['/api/chat/simple', { user_id: name, message: 'Hi' }, 422],
        ['/chat/completion', { user_id: name, messages: [] }, 422],
        ['/chat', { sessionId: name, userId: 'ann', message: 'Hi' }, 400],
      ]
      if (name !== '') bodies.push(['/chat', { sessionId: 'one', userId: name, message: 'Hi' }, 400])
      for (const [path, body, status] of bodies) {
        expect([name, path, (await client.post(path, body)).status]).toEqual([name, path, status])
      }
    }
    for (const path of ['', 'ann%00', 'ann%ed%a0%80', 'ann%ff', 'ann%', `${long}x`]) {
      const { status } = await client.get(`/api/chat/history/${path}`)
      expect([path, status >= 400 && status < 500]).toEqual([path, true])
    }
    expect(model.requests).toHaveLength(0)
    // An empty one is how some pages say that nobody has signed in: that is everybody who is not named.
    model.reply('First')
    await client.post('/chat', { sessionId: 'one', message: 'geheim0ende' })
    await client.post('/chat', { sessionId: 'one', userId: '', message: 'And?' })
    expect(toldOf(server)).toEqual(['ann'])
    await client.post('/chat', { sessionId: 'one', userId: 'ann', message: 'And?' })
    expect(toldOf(server)).toEqual([])
  })

  test('of person and session are not run together', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const pairs = [
      ['a', 'bc'],
      ['ab', 'c'],
      ['a:b', 'c'],
      ['a', 'b:c'],
      ['a","b', 'c'],
      ['a', 'b","c'],
      ['a\u001fb', 'c'],
      ['a', 'b\u001fc'],
    ] as const
    for (const [i, [userId, sessionId]] of pairs.entries()) {
      const message = secretOf(names[i] ?? '')
      expect((await client.post('/chat', { userId, sessionId, message })).status).toBe(200)
      expect([userId, sessionId, toldOf(server)]).toEqual([userId, sessionId, [names[i]]])
    }
    expect(model.requests).toHaveLength(pairs.length)
  })
})
