import { describe, expect, test } from 'vitest'
import { startTestServer } from '../../harness.ts'
import { sdkFor } from './sdk.ts'

const model = 'gpt-4'

describe('a response in the background', () => {
  test('is accepted at once, goes on without readers, and is asked for until it is there', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const steps = server.model.stepped(['Tea', ' is good.'])
    const accepted = await sdk.responses.create({ model, input: 'Is tea good?', background: true })
    expect(accepted).toMatchObject({
      status: 'in_progress',
      background: true,
      output: [],
      output_text: '',
      usage: null,
    })
    expect(await sdk.responses.retrieve(accepted.id)).toMatchObject({ status: 'in_progress' })
    const next = await sdk.responses.create({
      model,
      input: 'And coffee?',
      background: true,
      previous_response_id: accepted.id,
    })
    expect(next.status).toBe('queued')
    steps.releaseAll()
    const stream = await sdk.responses.retrieve(next.id, { stream: true })
    const types = []
    for await (const { type } of stream) types.push(type)
    expect(types.slice(0, 3)).toEqual(['response.created', 'response.queued', 'response.in_progress'])
    expect(types.at(-1)).toBe('response.completed')
    expect(await sdk.responses.retrieve(accepted.id)).toMatchObject({
      status: 'completed',
      background: true,
      output_text: 'Tea is good.',
    })
  })

  test('is cancelled, keeps what it has said, and cannot be cancelled into anything else', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    server.model.next(async (exchange) => {
      await exchange.token('Once upon')
      await exchange.stall()
    })
    const stream = await sdk.responses.create({ model, input: 'A story', background: true, stream: true })
    const events = []
    let id = ''
    for await (const event of stream) {
      events.push(event)
      if (event.type === 'response.created') ({ id } = event.response)
      if (event.type !== 'response.output_text.delta') continue
      const cancelled = await sdk.responses.cancel(id)
      expect(cancelled).toMatchObject({ id, status: 'cancelled', output: [{ content: [{ text: 'Once upon' }] }] })
    }
    expect(events.at(-1)).toMatchObject({ type: 'response.incomplete', response: { id, status: 'cancelled' } })
    const request = await server.model.waitForRequest(1)
    await request.closed
    expect(await sdk.responses.cancel(id)).toMatchObject({ status: 'cancelled' })
    expect(await sdk.responses.retrieve(id)).toMatchObject({ status: 'cancelled', output_text: 'Once upon' })
    const done = await sdk.responses.create({ model, input: 'Hello' })
    expect(await sdk.responses.cancel(done.id)).toMatchObject({ status: 'completed' })
  })

  test('that fails is there as a failure, for those who read it and those who ask later', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    server.model.script(async (exchange) => {
      await exchange.token('Half')
      exchange.cut()
    })
    const stream = await sdk.responses.create({ model, input: 'Hello', background: true, stream: true })
    let last
    for await (const event of stream) last = event
    const failed = {
      status: 'failed',
      error: { code: 'server_error', message: expect.stringContaining('The answer broke off') },
      output: [{ status: 'incomplete', content: [{ text: 'Half' }] }],
    }
    expect(last).toMatchObject({ type: 'response.failed', response: failed })
    const { id } = (last as { response: { id: string } }).response
    expect(await sdk.responses.retrieve(id)).toMatchObject(failed)
    // Who waits for all of it is not to take a half for it.
    await expect(sdk.responses.create({ model, input: 'Hello' })).rejects.toMatchObject({ status: 503 })
  })
})

describe('a response is deleted', () => {
  test('with all that was said for it, where it stands alone', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const response = await sdk.responses.create({ model, input: 'Forget this canary' })
    await sdk.responses.delete(response.id)
    await expect(sdk.responses.retrieve(response.id)).rejects.toMatchObject({ status: 404, code: 'not_found' })
    expect((await server.client.get('/v1/me/export')).text).not.toContain('canary')
  })

  test('not where others go on from it, or it stands in a conversation: it is said what to delete instead', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const one = await sdk.responses.create({ model, input: 'One' })
    const two = await sdk.responses.create({ model, input: 'Two', previous_response_id: one.id })
    const { id: conversation } = await sdk.conversations.create()
    const named = await sdk.responses.create({ model, input: 'Three', conversation })
    for (const { id, conversation: of } of [one, two, named]) {
      await expect(sdk.responses.delete(id)).rejects.toMatchObject({
        status: 400,
        code: 'unsupported_parameter',
        message: expect.stringContaining(`/openai/v1/conversations/${of?.id}`),
      })
      expect((await sdk.responses.retrieve(id)).status).toBe('completed')
    }
    await sdk.conversations.delete(one.conversation?.id ?? '')
    await expect(sdk.responses.retrieve(two.id)).rejects.toMatchObject({ status: 404 })
  })
})

test('an answer of another contract is no response, though the same person was given it', async () => {
  await using server = await startTestServer()
  const { client } = server
  const { json } = await client.ask(await client.conversation(), 'Hello')
  const [response, conversation] = [`resp_${json.run.id}`, `conv_${json.run.conversationId}`]
  for (const [method, path] of [
    ['GET', `/openai/v1/responses/${response}`],
    ['GET', `/openai/v1/responses/${response}?stream=true`],
    ['GET', `/openai/v1/responses/${response}/input_items`],
    ['POST', `/openai/v1/responses/${response}/cancel`],
    ['DELETE', `/openai/v1/responses/${response}`],
    ['GET', `/openai/v1/conversations/${conversation}`],
    ['GET', `/openai/v1/conversations/${conversation}/items`],
    ['GET', `/openai/v1/conversations/${conversation}/items/msg_${json.message.id}`],
    ['DELETE', `/openai/v1/conversations/${conversation}`],
  ] as const)
    expect([method, path, (await client.call(method, path)).status]).toEqual([method, path, 404])
  for (const more of [{ previous_response_id: response }, { conversation }])
    expect((await client.post('/openai/v1/responses', { input: 'Hello', ...more })).status).toBe(404)
})
