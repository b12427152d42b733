import { APIError, AuthenticationError, type OpenAI } from 'openai'
import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { bearer, tokenFor, withAuth } from '../../tokens.ts'
import { asking, sdkFor } from './sdk.ts'

const model = 'gpt-4'
const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }
const tool = { type: 'function', function: { name: 'look', parameters: {} } }
const called = { role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'look' } }] }
const answered = { role: 'tool', tool_call_id: 'a', content: 'Seen' }
const unsupported = 'unsupported_parameter'

const refused: [string, object, Partial<APIError>][] = [
  ['another model', { model: 'gpt-9' }, { status: 404, code: 'model_not_found', param: 'model' }],
  ['tools', { tools: [tool] }, { code: unsupported, param: 'tools' }],
  ['functions', { functions: [{ name: 'look' }] }, { code: unsupported, param: 'functions' }],
  ['calls of tools', { messages: [called] }, { code: unsupported, param: 'messages[0].tool_calls' }],
  ['what tools said', { messages: [...asking('Hi'), answered] }, { param: 'messages[1].role' }],
  ['several answers', { n: 2 }, { code: unsupported, param: 'n' }],
  ['likelihoods', { logprobs: true }, { code: unsupported, param: 'logprobs' }],
  ['speech', { modalities: ['text', 'audio'] }, { code: unsupported, param: 'modalities' }],
  ['a voice', { audio: { voice: 'alloy', format: 'mp3' } }, { code: unsupported, param: 'audio' }],
  ['a word to end at', { stop: ['END'] }, { code: unsupported, param: 'stop' }],
  ['another way to draw', { top_p: 0.5 }, { code: unsupported, param: 'top_p' }],
  ['the likeliest token alone', { top_p: 0 }, { code: unsupported, param: 'top_p' }],
  ['no answer', { n: 0 }, { code: unsupported, param: 'n' }],
  ['biased tokens', { logit_bias: { 50256: -100 } }, { code: unsupported, param: 'logit_bias' }],
  ['a search', { web_search_options: { user_location: null } }, { code: unsupported, param: 'web_search_options' }],
  ['JSON of any kind', { response_format: { type: 'json_object' } }, { code: unsupported, param: 'response_format' }],
  [
    'an image',
    { messages: [{ role: 'user', content: [{ type: 'text', text: 'This?' }, image] }] },
    { code: unsupported, param: 'messages[0].content[1].type' },
  ],
  ['no messages', { messages: [] }, { param: 'messages' }],
  ['no content', { messages: [{ role: 'user' }] }, { param: 'messages[0].content', code: 'invalid_type' }],
  ['half a character', { messages: asking('\ud800') }, { param: 'messages[0].content' }],
  ['too much warmth', { temperature: 3 }, { param: 'temperature', code: 'invalid_value' }],
  ['a text for a number', { max_tokens: 'many' }, { param: 'max_tokens', code: 'invalid_type' }],
  [
    'a note that is no word',
    { metadata: { topic: ['tea'] } },
    { param: 'metadata.topic', message: expect.stringContaining('must be a text of at most 512 characters') as string },
  ],
  [
    'a note of a long name',
    { metadata: { ['k'.repeat(65)]: 'tea' } },
    { message: expect.stringContaining('must have a name of 1 to 64 characters') as string },
  ],
  ['nobody', { metadata: { persona: 'nobody' } }, { param: 'metadata.persona' }],
  ['a blank session', { metadata: { session_id: '' } }, { param: 'metadata.session_id' }],
  [
    'nothing to answer',
    { metadata: { session_id: 's' }, messages: [{ role: 'assistant', content: 'Hi' }] },
    { param: 'messages[0].role' },
  ],
  [
    'more than is kept',
    { metadata: { session_id: 's' }, messages: [...asking('Hello'), ...asking('x'.repeat(32_001))] },
    { param: 'messages[1].content', code: 'string_above_max_length' },
  ],
  ['nothing said', { metadata: { session_id: 's' }, messages: asking(' ') }, { param: 'messages[0].content' }],
]

test('what cannot be had is refused by its name, before anybody is asked', async () => {
  await using server = await startTestServer()
  const sdk = sdkFor(server)
  for (const [what, body, expected] of refused) {
    const asked = { model, messages: asking('Hello'), ...body } as OpenAI.ChatCompletionCreateParamsNonStreaming
    const error = await sdk.chat.completions.create(asked).catch((failure: unknown) => failure)
    expect(error, what).toBeInstanceOf(APIError)
    expect(error, what).toMatchObject({ status: 400, type: 'invalid_request_error', ...expected })
    expect((error as APIError).message, what).toMatch(/^\d{3} \S.*\.$/)
  }
  expect(server.model.requests).toHaveLength(0)
})

describe('who asks is found out by the key', () => {
  test('and whoever has none, or a wrong one, hears so in words that the SDK knows', async () => {
    await using server = await startTestServer(withAuth)
    const asked = { model, messages: asking('Hello') }
    const error = await sdkFor(server, 'sk-wrong')
      .chat.completions.create(asked)
      .catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(AuthenticationError)
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key', type: 'invalid_request_error', param: null })
    const none = await server.client.post('/openai/v1/chat/completions', asked)
    expect(none).toMatchObject({ status: 401, json: { error: { code: 'invalid_api_key' } } })
    const good = await sdkFor(server, await tokenFor('ann')).chat.completions.create(asked)
    expect(good.choices[0]?.message.content).toBe('You said: Hello')
  })

  test('a path that is not there is refused in the same words, to those alone who are known', async () => {
    await using server = await startTestServer(withAuth)
    const { client } = server
    const headers = bearer(await tokenFor('ann'))
    expect((await client.get('/openai/v1/files')).json.error.code).toBe('invalid_api_key')
    expect(await client.get('/openai/v1/files', { headers })).toMatchObject({
      status: 404,
      json: { error: { type: 'invalid_request_error', code: 'unknown_url', param: null } },
    })
    const malformed = await client.call('POST', '/openai/v1/chat/completions', { raw: '{"messages"', headers })
    expect(malformed).toMatchObject({ status: 400, json: { error: { code: 'invalid_json' } } })
    expect(await client.call('GET', '/openai/v1/chat/completions', { headers })).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
      json: { error: { code: 'method_not_allowed' } },
    })
  })
})
