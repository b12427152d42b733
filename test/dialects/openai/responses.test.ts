import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../harness.ts'
import { asking, sdkFor } from './sdk.ts'

const model = 'gpt-4'
const toldTo = ({ model: fake }: TestServer, n: number) => fake.requests[n - 1]?.body.messages

describe('the SDK asks for a response', () => {
  test('and gets all of it, and the same when it comes back', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    server.model.reply('Tea is good.', { input: 12, output: 4 })
    const {
      output_text: text,
      _request_id: _,
      ...response
    } = await sdk.responses.create({
      model,
      input: 'Is tea good?',
      instructions: 'Be brief.',
      temperature: 0.2,
      max_output_tokens: 50,
      metadata: { topic: 'tea' },
    })
    expect(text).toBe('Tea is good.')
    expect(response).toMatchObject({
      id: expect.stringMatching(/^resp_[0-9a-f-]{36}$/),
      object: 'response',
      status: 'completed',
      model,
      instructions: 'Be brief.',
      temperature: 0.2,
      max_output_tokens: 50,
      metadata: { topic: 'tea' },
      error: null,
      incomplete_details: null,
      store: true,
      background: false,
      output: [
        {
          id: expect.stringMatching(/^msg_[0-9a-f-]{36}$/),
          type: 'message',
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'Tea is good.', annotations: [] }],
        },
      ],
      usage: { input_tokens: 12, output_tokens: 4, total_tokens: 16 },
    })
    expect(server.model.requests[0]?.body).toMatchObject({
      temperature: 0.2,
      max_tokens: 50,
      messages: [{ role: 'system', content: 'Be brief.' }, ...asking('Is tea good?')],
    })
    const { output_text: again, _request_id: __, ...retrieved } = await sdk.responses.retrieve(response.id)
    expect([again, retrieved]).toEqual([text, response])
  })

  test('and reads its events, of which the helper makes the same response', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    server.model.reply('Tea is good.')
    const stream = await sdk.responses.create({ model, input: 'Is tea good?', stream: true })
    const events = []
    for await (const event of stream) events.push(event)
    expect(events.map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ])
    const numbers = events.map(({ sequence_number: number }) => number)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    expect(numbers[0]).toBe(0)

    server.model.reply('Coffee is good.')
    const runner = sdk.responses.stream({ model, input: 'Is coffee good?' })
    const deltas: string[] = []
    runner.on('response.output_text.delta', ({ delta, snapshot }) => deltas.push(`${delta}|${snapshot}`))
    const final = await runner.finalResponse()
    expect(deltas).toEqual(['Coffee|Coffee', ' is|Coffee is', ' good.|Coffee is good.'])
    expect(final).toMatchObject({ status: 'completed', output_text: 'Coffee is good.' })
    const { output, usage } = await sdk.responses.retrieve(final.id)
    expect(final).toMatchObject({ output, usage })
  })

  test('that ends before its end, and hears why', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    server.model.script(async (exchange) => {
      await exchange.token('Once upon')
      await exchange.finish('length')
      await exchange.done()
    })
    const expected = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }
    const whole = await sdk.responses.create({ model, input: 'A story' })
    expect(whole).toMatchObject({ ...expected, output_text: 'Once upon', output: [{ status: 'incomplete' }] })
    expect(await sdk.responses.retrieve(whole.id)).toMatchObject(expected)
    const final = await sdk.responses.stream({ model, input: 'A story' }).finalResponse()
    expect(final).toMatchObject(expected)
  })

  test('with the schema that it is to have', async () => {
    await using server = await startTestServer()
    const schema = { type: 'object', properties: { city: { type: 'string' } } }
    const format = { type: 'json_schema', name: 'place', schema, strict: true } as const
    server.model.reply('{"city":"Graz"}')
    const { output_parsed: parsed, id } = await sdkFor(server).responses.parse({
      model,
      input: 'Where?',
      text: { format },
    })
    expect(parsed).toEqual({ city: 'Graz' })
    expect(server.model.requests[0]?.body).toMatchObject({ response_format: { json_schema: { schema } } })
    expect((await sdkFor(server).responses.retrieve(id)).text?.format).toMatchObject(format)
  })

  test('with a schema that need not be held to the letter', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const format = { type: 'json_schema', name: 'place', schema: { type: 'object' }, strict: false } as const
    for (const store of [true, false]) {
      const response = await sdk.responses.create({ model, input: 'Where?', text: { format }, store })
      expect(response.text?.format).toMatchObject(format)
    }
    const { type, ...asked } = format
    const told = server.model.requests.map(({ body }) => body['response_format'])
    expect(told).toEqual([
      { type, json_schema: asked },
      { type, json_schema: asked },
    ])
  })

  test('of which nothing is kept', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const asked = { model, input: 'Hello', instructions: 'Be brief.', store: false }
    const response = await sdk.responses.create(asked)
    expect(response).toMatchObject({ status: 'completed', store: false, output_text: 'You said: Hello', model })
    expect(toldTo(server, 1)).toEqual([{ role: 'system', content: 'Be brief.' }, ...asking('Hello')])
    await expect(sdk.responses.retrieve(response.id)).rejects.toMatchObject({ status: 404 })
    const final = await sdk.responses.stream(asked).finalResponse()
    expect(final).toMatchObject({ store: false, output_text: 'You said: Hello' })
    expect((await server.client.get('/v1/me/export')).json).toMatchObject({ conversations: [], messages: [] })
  })
})

describe('a response goes on', () => {
  test('from another, though others have gone on from there before', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const one = await sdk.responses.create({ model, input: 'My name is Ada' })
    const two = await sdk.responses.create({ model, input: 'I like tea', previous_response_id: one.id })
    const branch = await sdk.responses.create({ model, input: 'I like coffee', previous_response_id: one.id })
    expect(branch.previous_response_id).toBe(one.id)
    expect(branch.conversation).toEqual(two.conversation)
    const said = (n: number) => toldTo(server, n)?.filter(({ role }) => role !== 'system')
    const beginning = [...asking('My name is Ada'), { role: 'assistant', content: 'You said: My name is Ada' }]
    expect(said(2)).toEqual([...beginning, ...asking('I like tea')])
    expect(said(3)).toEqual([...beginning, ...asking('I like coffee')])
    await sdk.responses.create({ model, input: 'And?', previous_response_id: two.id, instructions: 'Be brief.' })
    expect(toldTo(server, 4)).toEqual([
      { role: 'system', content: 'Be brief.' },
      ...beginning,
      ...asking('I like tea'),
      { role: 'assistant', content: 'You said: I like tea' },
      ...asking('And?'),
    ])
  })

  test('with what was said elsewhere before, which is there to be read afterwards', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const input = [
      { role: 'user' as const, content: 'My name is Ada' },
      { role: 'assistant' as const, content: 'Hello, Ada' },
      { role: 'user' as const, content: [{ type: 'input_text' as const, text: 'Who am I?' }] },
    ]
    const response = await sdk.responses.create({ model, input })
    expect(
      toldTo(server, 1)
        ?.slice(1)
        .map(({ content }) => content),
    ).toEqual(['My name is Ada', 'Hello, Ada', 'Who am I?'])
    const textOf = (item: object) => (item as { content: { text: string }[] }).content[0]?.text
    const items = []
    for await (const item of sdk.responses.inputItems.list(response.id, { order: 'asc', limit: 2 })) items.push(item)
    expect(items.map(textOf)).toEqual(['My name is Ada', 'Hello, Ada', 'Who am I?'])
    const newest = await sdk.responses.inputItems.list(response.id)
    expect(newest.data.map(textOf)).toEqual(['Who am I?', 'Hello, Ada', 'My name is Ada'])
    const next = await sdk.responses.create({ model, input: 'And?', previous_response_id: response.id })
    expect((await sdk.responses.inputItems.list(next.id)).data.map(textOf)).toEqual(['And?'])
  })

  test('with words that were refused before', async () => {
    await using server = await startTestServer()
    const refusal = { type: 'refusal' as const, refusal: 'I cannot say' }
    const refused = { type: 'message' as const, id: 'msg_1', role: 'assistant' as const, status: 'completed' as const }
    const input = [...asking('One'), { ...refused, content: [refusal] }, ...asking('Two')]
    await sdkFor(server).responses.create({ model, input })
    const told = toldTo(server, 1)?.slice(1)
    expect(told?.map(({ content }) => content)).toEqual(['One', 'I cannot say', 'Two'])
  })

  test('and what others were asked with is no part of what it was asked with', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const first = await sdk.responses.create({ model, input: 'One' })
    const next = await sdk.responses.create({ model, input: 'Two', previous_response_id: first.id })
    const [asked] = (await sdk.responses.inputItems.list(first.id)).data
    const answered = next.output[0]
    for (const [order, after] of [
      ['asc', asked?.id],
      ['desc', answered?.id],
    ] as const) {
      const listed = sdk.responses.inputItems.list(next.id, { order, after: after ?? '' })
      await expect(listed).rejects.toMatchObject({ status: 400, param: 'after' })
    }
  })

  test('not twice where it is asked for twice with one key', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const input = [...asking('Hello'), { role: 'assistant' as const, content: 'Hi' }, ...asking('Well?')]
    const key = { headers: { 'idempotency-key': 'k' } }
    const first = await sdk.responses.create({ model, input }, key)
    expect((await sdk.responses.create({ model, input }, key)).id).toBe(first.id)
    expect(server.model.requests).toHaveLength(1)
    const { json } = await server.client.get('/v1/me/export')
    expect(json.conversations).toHaveLength(1)
  })

  test.each([
    ['nowhere', { previous_response_id: 'resp_01a1fe53-dffc-79c5-8fbc-465d2908aca8' }, 404, 'previous_response_id'],
    ['from what is no response', { previous_response_id: 'chatcmpl-1' }, 404, 'previous_response_id'],
    ['in no conversation', { conversation: 'conv_01a1fe53-dffc-79c5-8fbc-465d2908aca8' }, 404, 'conversation'],
    [
      'from two places',
      { conversation: 'conv_01a1fe53-dffc-79c5-8fbc-465d2908aca8', previous_response_id: 'resp_1' },
      400,
      'previous_response_id',
    ],
    ['from what is not kept', { previous_response_id: 'resp_1', store: false }, 400, 'previous_response_id'],
    ['behind one’s back, and unkept', { background: true, store: false }, 400, 'background'],
    ['with tools', { tools: [{ type: 'web_search' }] }, 400, 'tools'],
    [
      'with what a tool said',
      { input: [{ type: 'function_call_output', call_id: 'a', output: 'x' }] },
      400,
      'input[0].type',
    ],
    [
      'with a file',
      { input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'f' }] }] },
      400,
      'input[0].content[0].type',
    ],
    ['with a prompt from elsewhere', { prompt: { id: 'p' } }, 400, 'prompt'],
    ['with the last word', { input: [{ role: 'assistant', content: 'Hi' }] }, 400, 'input[0].role'],
    ['with nobody’s word', { input: [{ role: 'critic', content: 'Hi' }] }, 400, 'input[0].role'],
    ['with an empty word', { input: '' }, 400, 'input'],
    ['with another model', { model: 'gpt-9' }, 404, 'model'],
    ['with JSON of any kind', { text: { format: { type: 'json_object' } } }, 400, 'text.format'],
  ] as const)('%s: it is refused by what is wrong', async (_, body, status, param) => {
    await using server = await startTestServer()
    const { json, ...answer } = await server.client.post('/openai/v1/responses', { model, input: 'Hello', ...body })
    expect({ status: answer.status, ...json.error }).toMatchObject({ status, param, type: 'invalid_request_error' })
    expect(server.model.requests).toHaveLength(0)
  })
})
