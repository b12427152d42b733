import { NotFoundError } from 'openai'
import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../harness.ts'
import { asking, sdkFor } from './sdk.ts'

const model = 'gpt-4'
const toldTo = ({ model: fake }: TestServer, n: number) => fake.requests[n - 1]?.body

describe('the SDK asks for a completion', () => {
  test('and gets all of it, with its usage and its reason to end', async () => {
    await using server = await startTestServer()
    server.model.reply('Tea is good.', { input: 12, output: 4 })
    const { data: completion, request_id: requestId } = await sdkFor(server)
      .chat.completions.create({ model, messages: asking('Is tea good?') })
      .withResponse()
    expect(completion).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f-]{36}$/),
      object: 'chat.completion',
      model,
      choices: [
        { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Tea is good.', refusal: null } },
      ],
      usage: { prompt_tokens: 12, completion_tokens: 4, total_tokens: 16 },
    })
    expect(Math.abs(completion.created - Date.now() / 1000)).toBeLessThan(60)
    expect(requestId).toMatch(/^[\w-]+$/)
  })

  test('and reads it as it is written, with the usage last where it wants that', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const steps = server.model.stepped(['Tea', ' is', ' good.'], { input: 12, output: 3 })
    const stream = await sdk.chat.completions.create({
      model,
      messages: asking('Is tea good?'),
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks = []
    for await (const chunk of stream) {
      chunks.push(chunk)
      steps.release()
    }
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? null)).toEqual([
      '',
      'Tea',
      ' is',
      ' good.',
      null,
      null,
    ])
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([null, null, null, null, 'stop', undefined])
    expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true)
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
    })
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
  })

  test('with the helper that puts the chunks together', async () => {
    await using server = await startTestServer()
    const runner = sdkFor(server).chat.completions.stream({ model, messages: asking('Hello') })
    expect(await runner.finalContent()).toBe('You said: Hello')
    expect((await runner.finalChatCompletion()).choices[0]?.finish_reason).toBe('stop')
  })

  test('which was cut off by its length, or filtered, and hears so', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    for (const reason of ['length', 'content_filter'] as const) {
      server.model.next(async (exchange) => {
        await exchange.token('Once upon')
        await exchange.finish(reason)
        await exchange.done()
      })
      const { choices } = await sdk.chat.completions.create({ model, messages: asking('A story') })
      expect(choices[0]).toMatchObject({ finish_reason: reason, message: { content: 'Once upon' } })
    }
  })
})

describe('what the model is told', () => {
  test('are the messages as they came, in their order, with what they are drawn with', async () => {
    await using server = await startTestServer()
    await sdkFor(server).chat.completions.create({
      model: 'gpt-3.5-turbo',
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'One' },
            { type: 'text', text: 'Two' },
          ],
          name: 'Ada',
        },
        { role: 'assistant', content: [{ type: 'text', text: 'Yes' }] },
        { role: 'developer', content: 'Be briefer.' },
        { role: 'user', content: 'And?' },
      ],
      temperature: 0.3,
      max_completion_tokens: 77,
      frequency_penalty: 0.5,
      presence_penalty: -0.5,
      top_p: 1,
      n: 1,
      tools: [],
      seed: 7,
      user: 'somebody-else',
    })
    expect(toldTo(server, 1)).toMatchObject({
      model: 'gpt-3.5-turbo',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'One\nTwo', name: 'Ada' },
        { role: 'assistant', content: 'Yes' },
        { role: 'system', content: 'Be briefer.' },
        { role: 'user', content: 'And?' },
      ],
      temperature: 0.3,
      max_tokens: 77,
      frequency_penalty: 0.5,
      presence_penalty: -0.5,
    })
  })

  test('may be words that were refused, and what says that no tool was called', async () => {
    await using server = await startTestServer()
    await sdkFor(server).chat.completions.create({
      model,
      messages: [
        ...asking('One'),
        { role: 'assistant', content: null, refusal: 'I cannot say' },
        ...asking('Two'),
        { role: 'assistant', content: [{ type: 'refusal', refusal: 'Nor that' }], tool_calls: [] },
        ...asking('Three'),
      ],
    })
    const told = toldTo(server, 1)?.messages?.slice(1)
    expect(told?.map(({ content }) => content)).toEqual(['One', 'I cannot say', 'Two', 'Nor that', 'Three'])
  })

  test('is the persona’s prompt first, unless nobody chose it and the messages bring their own', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const own = { role: 'system' as const, content: 'Be brief.' }
    const systemOf = (n: number) =>
      toldTo(server, n)?.messages?.flatMap(({ role, content }) => (role === 'system' ? [content] : []))
    const ask = (metadata: Record<string, string>, ...more: (typeof own)[]) =>
      sdk.chat.completions.create({ model, metadata, messages: [...more, ...asking('Hello')] })
    await ask({})
    await ask({}, own)
    await ask({ persona: 'therapy-bot' })
    await ask({ persona: 'therapy-bot' }, own)
    expect(systemOf(1)).toEqual([expect.stringContaining('You are a helpful assistant')])
    expect(systemOf(2)).toEqual(['Be brief.'])
    expect(systemOf(3)).toEqual([expect.stringContaining('You are TherapyBot')])
    expect(systemOf(4)).toEqual([expect.stringContaining('You are TherapyBot'), 'Be brief.'])
  })

  test('is the schema that the answer is to have', async () => {
    await using server = await startTestServer()
    server.model.reply('{"city":"Graz"}')
    const schema = { type: 'object', properties: { city: { type: 'string' } } }
    const asked = { name: 'place', schema, strict: true }
    const { choices } = await sdkFor(server).chat.completions.parse({
      model,
      messages: asking('Where?'),
      response_format: { type: 'json_schema', json_schema: asked },
    })
    expect(choices[0]?.message.content).toBe('{"city":"Graz"}')
    expect(toldTo(server, 1)).toMatchObject({ response_format: { type: 'json_schema', json_schema: asked } })
  })

  test.each([{ strict: false }, {}])('is a schema that need not be held to the letter: %o', async (more) => {
    await using server = await startTestServer()
    const asked = { name: 'place', schema: { type: 'object' }, ...more }
    const format = { type: 'json_schema' as const, json_schema: asked }
    await sdkFor(server).chat.completions.create({ model, messages: asking('Where?'), response_format: format })
    expect(toldTo(server, 1)?.response_format).toEqual({ ...format, json_schema: { ...asked, strict: false } })
  })
})

test('nothing of a completion is kept, and nothing that was said elsewhere is told in it', async () => {
  await using server = await startTestServer()
  const { client } = server
  await client.post('/v1/memories', { text: 'My dog is called Rex', importance: 1 })
  await sdkFor(server).chat.completions.create({ model, messages: asking('How is my dog called?') })
  expect(JSON.stringify(toldTo(server, 1))).not.toContain('Rex')
  const { json } = await client.get('/v1/me/export')
  expect(json).toMatchObject({ conversations: [], messages: [] })
  expect(JSON.stringify(json)).not.toContain('How is my dog called')
})

test('the same key again is the same answer, and another request with it is refused', async () => {
  await using server = await startTestServer()
  const sdk = sdkFor(server)
  const headers = { 'idempotency-key': 'one' }
  const ask = (content: string) => sdk.chat.completions.create({ model, messages: asking(content) }, { headers })
  const first = await ask('Hello')
  expect(await ask('Hello')).toEqual(first)
  await expect(ask('Goodbye')).rejects.toMatchObject({ status: 409, code: 'idempotency_key_reused' })
  expect(server.model.requests).toHaveLength(1)
})

test('models are listed, and one is found by its name', async () => {
  await using server = await startTestServer()
  const sdk = sdkFor(server)
  const { data } = await sdk.models.list()
  expect(data.map(({ id }) => id)).toEqual(['gpt-4', 'gpt-4-turbo-preview', 'gpt-3.5-turbo'])
  expect(await sdk.models.retrieve('gpt-3.5-turbo')).toMatchObject({ id: 'gpt-3.5-turbo', object: 'model' })
  await expect(sdk.models.retrieve('none/such')).rejects.toThrow(NotFoundError)
  await expect(sdk.models.retrieve('none')).rejects.toMatchObject({ code: 'model_not_found', param: 'model' })
})
