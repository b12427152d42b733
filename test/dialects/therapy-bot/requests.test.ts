import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { chat, contextOf } from './chat.ts'

const required = {
  error: 'Missing required fields',
  detail: expect.stringMatching(/^This needs a "message" .*"sessionId".*"userId".*Correct that and send it again\.$/),
}

describe('S3-1, SETTLED 24: numbers are the texts that they are written as', () => {
  test('7 and "7" are one session of one person', async () => {
    await using server = await startTestServer()
    const { client, model } = server
    await chat(client, { message: 'One', sessionId: 7, userId: 42 })
    await chat(client, { message: 'Two', sessionId: '7', userId: '42' })
    await chat(client, { message: 'Three', sessionId: 7.0, userId: 42 })
    expect(contextOf(model)).toEqual([
      'user: One',
      'assistant: You said: One',
      'user: Two',
      'assistant: You said: Two',
      'user: Three',
    ])
  })

  test.for([
    [7, '7'],
    [0, '0'],
    [-0, '0'],
    [-12, '-12'],
    [3.5, '3.5'],
    [9_007_199_254_740_991, '9007199254740991'],
  ] as const)('the message %d is the text %s', async ([message, text]) => {
    await using server = await startTestServer()
    await chat(server.client, { message, sessionId: 's' })
    expect(contextOf(server.model)).toEqual([`user: ${text}`])
  })

  test.for(['9007199254740993', '-9007199254740993', '1e21', '1e300', '1e400', '12345678901234567890'])(
    '%s, which is one number with others to a reader of JSON, is nobody and no session',
    async (number) => {
      await using server = await startTestServer()
      const { client, model } = server
      const bodies = [
        `{"message":"Hi","sessionId":${number}}`,
        `{"message":"Hi","sessionId":"s","userId":${number}}`,
        `{"message":${number},"sessionId":"s"}`,
      ]
      for (const raw of bodies) {
        const { status, json } = await client.call('POST', '/chat', { raw })
        expect(status).toBe(400)
        expect(json).toMatchObject(required)
      }
      await chat(client, { message: 'Hi', sessionId: number, userId: number })
      expect(contextOf(model)).toEqual(['user: Hi'])
      expect(model.requests).toHaveLength(1)
    },
  )
})

test('S3-1: an empty userId is nobody, as where pages have no one signed in', async () => {
  await using server = await startTestServer()
  const { client, model } = server
  await client.post('/chat', { message: 'Hi', sessionId: 's', userId: '' })
  const again = await client.post('/chat', { message: 'Again', sessionId: 's' })
  expect(again.status).toBe(200)
  expect(contextOf(model)).toEqual(['user: Hi', 'assistant: You said: Hi', 'user: Again'])
})

describe('S3-2: POST /chat is refused', () => {
  const good = { message: 'Hi', sessionId: 's', userId: 'u' }

  test.for([
    ['no message', { sessionId: 's' }],
    ['an empty message', { ...good, message: '' }],
    ['a blank message', { ...good, message: ' \n\t\u3000' }],
    ['a message of null', { ...good, message: null }],
    ['a message that is a list', { ...good, message: ['Hi'] }],
    ['a message that is an object', { ...good, message: { text: 'Hi' } }],
    ['a message of true', { ...good, message: true }],
    ['a message of 32001 characters', { ...good, message: '👋'.repeat(32_001) }],
    ['a message with half a character', { ...good, message: 'x\ud83d' }],
    ['a message with a NUL', { ...good, message: 'x\0' }],
    ['no session', { message: 'Hi', userId: 'u' }],
    ['an empty session', { ...good, sessionId: '' }],
    ['a session of null', { ...good, sessionId: null }],
    ['a session of false', { ...good, sessionId: false }],
    ['a session that is an object', { ...good, sessionId: {} }],
    ['a session of 256 characters', { ...good, sessionId: 's'.repeat(256) }],
    ['a person that is a list', { ...good, userId: ['u'] }],
    ['a person of 256 characters', { ...good, userId: 'u'.repeat(256) }],
    ['nothing but a person', { userId: 'u' }],
    ['nothing but a session of null', { sessionId: null }],
  ] as const)('with %s: 400, in its own words', async ([, body]) => {
    await using server = await startTestServer()
    const { client, model } = server
    const answer = await client.post('/chat', body)
    expect(answer.status).toBe(400)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.json).toEqual({ ...required, correlation_id: answer.headers['x-correlation-id'] })
    expect(model.requests).toHaveLength(0)
  })

  test('at none of its bounds', async () => {
    await using server = await startTestServer({ defaultModel: 'gpt-4o' })
    const { client, model } = server
    const bodies = [
      { message: '👋'.repeat(32_000), sessionId: '👋'.repeat(255), userId: '👋'.repeat(255) },
      { message: ' x ', sessionId: ' ', userId: ' ' },
      { ...good, userId: null },
      { ...good, unknown: { key: 1 } },
    ]
    for (const body of bodies) {
      const stream = await chat(client, body)
      expect(stream.status).toBe(200)
      expect(contextOf(model).at(-1)).toBe(`user: ${body.message}`)
    }
  })

  test.for([{ message: '' }, {}, { message: null }, { session_id: 's', user_id: 'u' }])(
    'by the other contract of the path where the body %j has neither sessionId nor userId',
    async (body) => {
      await using server = await startTestServer()
      const { status, json } = await server.client.post('/chat', body)
      expect([status, json.error]).toEqual([400, 'Validation error'])
      expect(json.detail).toMatch(/^Field 'body\.message': /)
    },
  )

  test('with JSON that is none: 400, and with what is no JSON: 415', async () => {
    await using server = await startTestServer()
    const { client } = server
    const broken = await client.call('POST', '/chat', { raw: '{"message":"Hi","sessionId":' })
    expect([broken.status, broken.json.error]).toEqual([400, 'Malformed JSON'])
    const form = { raw: 'message=Hi&sessionId=s', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
    const other = await client.call('POST', '/chat', form)
    expect([other.status, other.json.error]).toEqual([415, 'Unsupported media type'])
  })
})
