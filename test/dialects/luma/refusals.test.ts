import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'

const good = { role: 'user', content: 'Hi' }
const paths = ['/chat/completion', '/chat/stream']

describe.each(paths)('S0-2: %s', (path) => {
  test('refuses a role that it does not know, wherever it stands, before it costs anything', async () => {
    await using server = await startTestServer()
    for (const role of ['tool', 'function', 'developer', 'User', 'user ', '', 'constructor']) {
      const body = { messages: [good, { role, content: 'Hi' }, good] }
      const answer = await server.client.call('POST', path, { body, headers: { 'x-correlation-id': 'mine' } })
      expect(answer.status).toBe(400)
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
      expect(answer.json).toEqual({
        error: 'A message has a role that this path does not know. Use one of system, user, assistant.',
        detail: `Invalid role: ${role}`,
        correlation_id: 'mine',
      })
    }
    expect(server.model.requests).toHaveLength(0)
  })

  test('refuses a message that is not two texts before it costs anything', async () => {
    await using server = await startTestServer()
    for (const message of [
      { role: 'user' },
      { content: 'Hi' },
      { role: 'user', content: null },
      { role: 'user', content: 7 },
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      { role: 1, content: 'Hi' },
      { role: 'user', content: '\ud83c' },
      {},
      null,
      'Hi',
      ['user', 'Hi'],
    ]) {
      const answer = await server.client.post(path, { messages: [good, message] })
      expect(answer.status, JSON.stringify(message)).toBe(400)
      expect(answer.json).toEqual({
        error: 'A message is not as this path takes it. Give every message a "role" and a "content", both texts.',
        detail: 'Invalid message format',
        correlation_id: answer.headers['x-correlation-id'],
      })
    }
    expect(server.model.requests).toHaveLength(0)
  })

  test('lists what is wrong with a body that is not as its schema, before it costs anything', async () => {
    await using server = await startTestServer()
    const noList = { type: 'list_type', loc: ['body', 'messages'], msg: 'Input should be a valid list' }
    const noObject = {
      type: 'model_attributes_type',
      loc: ['body'],
      msg: 'Input should be a valid dictionary or object to extract fields from',
    }
    for (const [raw, fault] of [
      ['{}', { type: 'missing', loc: ['body', 'messages'], msg: 'Field required' }],
      ['{"messages": null}', noList],
      ['{"messages": "Hi"}', noList],
      ['{"messages": {"0": 1}}', noList],
      [
        '{"messages": [], "user_id": 7}',
        { type: 'string_type', loc: ['body', 'user_id'], msg: 'Input should be a valid string' },
      ],
      ['[]', noObject],
      ['null', noObject],
    ] as const) {
      const answer = await server.client.call('POST', path, { raw })
      expect(answer.status, raw).toBe(422)
      expect(answer.json, raw).toEqual({
        error: 'Validation error',
        detail: [fault],
        correlation_id: answer.headers['x-correlation-id'],
      })
    }
    expect(server.model.requests).toHaveLength(0)
  })

  test('lists all that is wrong at once, and shows nothing of what was sent', async () => {
    await using server = await startTestServer()
    const answer = await server.client.post(path, {
      messages: 'sk-secret',
      user_id: ['sk-secret'],
    })
    expect(answer.status).toBe(422)
    const places = answer.json.detail.map(({ loc }: { loc: string[] }) => loc.join('.'))
    expect(places).toEqual(['body.messages', 'body.user_id'])
    expect(answer.text).not.toContain('sk-secret')
  })

  test('lists a body that is no JSON', async () => {
    await using server = await startTestServer()
    const answer = await server.client.call('POST', path, { raw: '{"messages": [' })
    expect(answer.status).toBe(422)
    expect(answer.json.detail).toEqual([
      { type: 'json_invalid', loc: ['body'], msg: expect.stringMatching(/^JSON decode error: /) },
    ])
  })
})

test('S0-2: a role without end does not come back whole', async () => {
  await using server = await startTestServer()
  const role = '🎭'.repeat(10_000)
  const answer = await server.client.post('/chat/completion', { messages: [{ role, content: 'Hi' }] })
  expect(answer.status).toBe(400)
  expect(answer.json.detail).toBe(`Invalid role: ${'🎭'.repeat(100)}`)
})

test('S0-2: the three roles reach the model in the order in which they were sent', async () => {
  await using server = await startTestServer()
  const messages = [
    { role: 'assistant', content: 'Hello.' },
    { role: 'user', content: '' },
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
    { role: 'user', content: 'Still there?' },
  ]
  expect((await server.client.post('/chat/completion', { messages })).status).toBe(200)
  expect(server.model.requests[0]?.body.messages?.slice(1)).toEqual(messages)
})
