import { describe, expect, test } from 'vitest'
import { configFrom } from '../../../src/config/config.ts'
import { readEnv } from '../../../src/config/env.ts'
import { startTestServer, type TestServer } from '../../harness.ts'

async function expectRefused(server: TestServer, raw: string, detail: string): Promise<void> {
  const answer = await server.client.call('POST', '/chat', { raw, headers: { 'x-correlation-id': 'mine' } })
  expect(answer.status, raw.slice(0, 80)).toBe(400)
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(answer.json).toEqual({ error: 'Validation error', detail, correlation_id: 'mine' })
}

describe('S2-3: a request that breaks a limit is refused in the words of its document', () => {
  test('for its message', async () => {
    await using server = await startTestServer()
    const blank = "Field 'body.message': Value error, Message must not be empty or whitespace"
    const tooLong = "Field 'body.message': String should have at most 8000 characters"
    const noText = "Field 'body.message': Input should be a valid string"
    for (const [raw, detail] of [
      ['{}', "Field 'body.message': Field required"],
      ['{"Message": "Hi"}', "Field 'body.message': Field required"],
      ['{"message": ""}', "Field 'body.message': String should have at least 1 character"],
      ['{"message": " "}', blank],
      ['{"message": " \\t\\r\\n\\u00a0\\u3000 "}', blank],
      [JSON.stringify({ message: ' '.repeat(8_000) }), blank],
      [JSON.stringify({ message: 'x'.repeat(8_001) }), tooLong],
      [JSON.stringify({ message: '🎈'.repeat(8_001) }), tooLong],
      ['{"message": null}', noText],
      ['{"message": 7}', noText],
      ['{"message": ["Hi"]}', noText],
    ] as const)
      await expectRefused(server, raw, detail)
    expect(server.model.requests).toHaveLength(0)
  })

  test('for its max_tokens', async () => {
    await using server = await startTestServer()
    for (const [value, words] of [
      ['0', 'Input should be greater than or equal to 1'],
      ['-5', 'Input should be greater than or equal to 1'],
      ['4001', 'Input should be less than or equal to 4000'],
      ['1e15', 'Input should be less than or equal to 4000'],
      ['1e300', 'Input should be less than or equal to 4000'],
      ['1.5', 'Input should be a valid integer, got a number with a fractional part'],
      ['"x"', 'Input should be a valid integer, unable to parse string as an integer'],
      ['[]', 'Input should be a valid integer'],
    ] as const)
      await expectRefused(server, `{"message": "Hi", "max_tokens": ${value}}`, `Field 'body.max_tokens': ${words}`)
    expect(server.model.requests).toHaveLength(0)
  })

  test('for its model', async () => {
    await using server = await startTestServer()
    const known =
      "Field 'body.model': Value error, Model must be one of ['gpt-4', 'gpt-4-turbo-preview', 'gpt-3.5-turbo']"
    for (const [value, detail] of [
      ['"gpt-99"', known],
      ['""', known],
      ['"GPT-4"', known],
      ['4', "Field 'body.model': Input should be a valid string"],
    ] as const)
      await expectRefused(server, `{"message": "Hi", "model": ${value}}`, detail)
    expect(server.model.requests).toHaveLength(0)
  })

  test('by the first field that is wrong, where several are', async () => {
    await using server = await startTestServer()
    const raw = '{"max_tokens": 0, "model": 4, "message": ""}'
    await expectRefused(server, raw, "Field 'body.message': String should have at least 1 character")
  })

  test('and a body that is no object, or no JSON, is refused too', async () => {
    await using server = await startTestServer()
    const words = 'Input should be a valid dictionary or object to extract fields from'
    await expectRefused(server, '[]', `Field 'body': ${words}`)
    const answer = await server.client.call('POST', '/chat', { raw: '{"message": "Hi"' })
    expect(answer.status).toBe(400)
    expect(answer.json).toEqual({
      error: 'Malformed JSON',
      detail: expect.stringMatching(/\.$/),
      correlation_id: answer.headers['x-correlation-id'],
    })
  })
})

describe('S2-3: a request within its limits is answered', () => {
  test('for a message of 1 to 8000 code points, which reaches the model as it is', async () => {
    await using server = await startTestServer()
    for (const message of ['x', '🎈', 'x'.repeat(8_000), '🎈'.repeat(8_000), ' Hi\n']) {
      server.model.reply('ok')
      expect((await server.client.post('/chat', { message })).status).toBe(200)
      expect(server.model.requests.at(-1)?.body.messages?.[1]?.content).toBe(message)
    }
  })

  test('and max_tokens is not lost on its way to the model: its own, or MAX_TOKENS', async () => {
    await using server = await startTestServer()
    for (const more of [{ max_tokens: 1 }, { max_tokens: 4_000 }, {}, { max_tokens: null }])
      expect((await server.client.post('/chat', { message: 'Hi', ...more })).status).toBe(200)
    expect(server.model.requests.map(({ body }) => body.max_tokens)).toEqual([1, 4_000, 2_000, 2_000])

    const { assistant } = configFrom(readEnv({ MAX_TOKENS: '321', OPENAI_MAX_TOKENS: '5' }))
    await using other = await startTestServer({ assistant })
    await other.client.post('/chat', { message: 'Hi' })
    expect(other.model.requests[0]?.body.max_tokens).toBe(321)
  })

  test('and its model is the one that is asked: one of three, or OPENAI_MODEL', async () => {
    await using server = await startTestServer({ defaultModel: 'my-model' })
    for (const model of ['gpt-4', 'gpt-4-turbo-preview', 'gpt-3.5-turbo', 'my-model', null, undefined])
      expect((await server.client.post('/chat', { message: 'Hi', model })).status).toBe(200)
    expect(server.model.requests.map(({ body }) => body.model)).toEqual([
      'gpt-4',
      'gpt-4-turbo-preview',
      'gpt-3.5-turbo',
      'my-model',
      'my-model',
      'my-model',
    ])
  })

  test('and ALLOWED_MODELS replaces the three', async () => {
    const { allowedModels } = configFrom(readEnv({ ALLOWED_MODELS: 'one,two' }))
    await using server = await startTestServer({ allowedModels })
    for (const model of ['one', 'two', 'gpt-4'])
      expect((await server.client.post('/chat', { message: 'Hi', model })).status).toBe(200)
    await expectRefused(
      server,
      '{"message": "Hi", "model": "gpt-3.5-turbo"}',
      "Field 'body.model': Value error, Model must be one of ['one', 'two', 'gpt-4']",
    )
  })

  test('and keys that it does not know are ignored', async () => {
    await using server = await startTestServer()
    const body = { message: 'Hi', temperature: 2, user_id: 'anna', stream: false, messages: 'none' }
    expect((await server.client.post('/chat', body)).status).toBe(200)
    expect(server.model.requests[0]?.body).not.toHaveProperty('temperature')
  })
})
