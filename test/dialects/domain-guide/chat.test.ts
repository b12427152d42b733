import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { begin, say, told } from './say.ts'

describe('S4-1: POST /api/chat', () => {
  test('an answer has exactly the keys that the guide names, and they name what was stored', async () => {
    await using server = await startTestServer()
    const { client } = server
    const { status, headers, json } = await client.post('/api/chat', { message: 'Hello, who are you?' })
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(json).toEqual({
      message: 'You said: Hello, who are you?',
      sessionId: expect.any(String),
      messageId: expect.any(String),
    })
    const messages = (await client.get(`/api/chat/sessions/${json.sessionId}/messages`)).json
    expect(messages[1]).toMatchObject({ messageId: json.messageId, role: 'assistant', content: json.message })
  })

  test('without a sessionId, a session begins, and another one each time', async () => {
    await using server = await startTestServer()
    const { client } = server
    const nothing = [
      {},
      {},
      { sessionId: null },
      { sessionId: '' },
      { session_id: '' },
      { sessionId: null, session_id: '' },
    ]
    const begun = new Set<unknown>()
    for (const ids of nothing) {
      const { status, json } = await client.post('/api/chat', { message: 'Hello', ...ids })
      expect(status).toBe(200)
      begun.add(json.sessionId)
    }
    expect(begun.size).toBe(nothing.length)
    expect((await client.get('/api/chat/sessions')).json).toHaveLength(nothing.length)
  })

  test('either spelling of sessionId goes on with the session that it names', async () => {
    await using server = await startTestServer()
    const { client } = server
    const id = await begin(client, 'n0')
    const names = [
      { sessionId: id },
      { session_id: id },
      { sessionId: null, session_id: id },
      { sessionId: '', session_id: id },
    ]
    for (const [i, ids] of names.entries()) {
      const { status, json } = await client.post('/api/chat', { message: `n${i + 1}`, ...ids })
      expect([status, json.sessionId]).toEqual([200, id])
    }
    const expected = [0, 1, 2, 3, 4].flatMap((n) => [`user: n${n}`, `assistant: You said: n${n}`])
    expect(await told(client, id)).toEqual(expected)
  })

  test('where both are given, sessionId holds', async () => {
    await using server = await startTestServer()
    const { client } = server
    const [meant, other] = [await begin(client), await begin(client)]
    const { json } = await client.post('/api/chat', { message: 'Which?', sessionId: meant, session_id: other })
    expect(json.sessionId).toBe(meant)
    expect(await told(client, other)).toHaveLength(2)
  })

  test('a sessionId that is no text is refused, not taken for none', async () => {
    await using server = await startTestServer()
    const { client } = server
    for (const name of ['sessionId', 'session_id']) {
      for (const id of [7, 0, false, true, {}, ['x']]) {
        const { status, json } = await client.post('/api/chat', { message: 'Hi', [name]: id })
        expect(status).toBe(422)
        expect(json.detail).toEqual([
          { type: 'string_type', loc: ['body', name], msg: 'Input should be a valid string' },
        ])
      }
    }
    expect(server.model.requests).toHaveLength(0)
  })
})

const tooLong = [{ type: 'value_error', loc: ['body', 'message'], msg: 'Value error, Message too long' }]
const blank = [
  { type: 'value_error', loc: ['body', 'message'], msg: 'Value error, Message must not be empty or whitespace' },
]
const empty = [{ type: 'string_too_short', loc: ['body', 'message'], msg: 'String should have at least 1 character' }]
const missing = [{ type: 'missing', loc: ['body', 'message'], msg: 'Field required' }]
const noText = [{ type: 'string_type', loc: ['body', 'message'], msg: 'Input should be a valid string' }]

describe('S4-1: a message', () => {
  test('of 1 to 10,000 code points is taken', async () => {
    await using server = await startTestServer({ defaultModel: 'gpt-4o' })
    const { client, model } = server
    for (const message of ['x', 'x'.repeat(10_000), '\u{1f600}'.repeat(10_000)]) {
      model.reply('Fine')
      expect((await say(client, message)).status).toBe(200)
      expect(model.requests.at(-1)?.body.messages?.at(-1)?.content).toBe(message)
    }
  })

  test.each([
    ['of 10,001 characters', 'x'.repeat(10_001), tooLong],
    ['of 10,001 code points', '\u{1f600}'.repeat(10_001), tooLong],
    ['of 10,001 characters, of which some would be trimmed', ` ${'x'.repeat(9_998)}  `, tooLong],
    ['without a character', '', empty],
    ['of white space', ' \n\t\u00a0\u3000 ', blank],
    ['that is missing', undefined, missing],
    ['that is null', null, noText],
    ['that is a number', 7, noText],
    ['that is a list', ['Hi'], noText],
  ])('%s is 422, and nothing is stored', async (_title, message, detail) => {
    await using server = await startTestServer()
    const { client, model } = server
    const refused = await client.post('/api/chat', { message })
    expect(refused.status).toBe(422)
    expect(refused.json).toEqual({
      error: 'Validation error',
      detail,
      correlation_id: refused.headers['x-correlation-id'],
    })
    expect((await client.get('/api/chat/sessions')).json).toEqual([])
    expect(model.requests).toHaveLength(0)
  })

  test('is trimmed before it is sent, stored and made a title', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    const id = await begin(client, ' \n  two  words\t ')
    expect(model.requests[0]?.body.messages?.at(-1)?.content).toBe('two  words')
    expect(await told(client, id)).toEqual(['user: two  words', 'assistant: You said: two  words'])
    expect((await client.get(`/api/chat/sessions/${id}`)).json.title).toBe('two words')
  })

  test('may be as long as the limit with what is trimmed', async () => {
    await using server = await startTestServer()
    server.model.reply('Fine')
    expect((await say(server.client, ` ${'x'.repeat(9_998)} `)).status).toBe(200)
    expect(server.model.requests[0]?.body.messages?.at(-1)?.content).toBe('x'.repeat(9_998))
  })
})
