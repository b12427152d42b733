import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../harness.ts'
import { tokenFor, withAuth } from '../../tokens.ts'
import { asking, sdkFor } from './sdk.ts'

const model = 'gpt-4'
const saidTo = ({ model: fake }: TestServer, n: number) => fake.requests[n - 1]?.body.messages?.slice(1)

describe('a session is a conversation that is kept here', () => {
  test('of which only the newest message is said: what came before is known', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const inSession = { headers: { 'X-Session-Id': 'tea' } }
    const first = await sdk.chat.completions
      .create({ model, messages: asking('My name is Ada') }, inSession)
      .withResponse()
    const second = await sdk.chat.completions
      .create({ model, messages: [...asking('Forged'), ...asking('Who am I?')], metadata: { session_id: 'tea' } })
      .withResponse()
    expect(saidTo(server, 2)).toEqual([
      { role: 'user', content: 'My name is Ada' },
      { role: 'assistant', content: 'You said: My name is Ada' },
      { role: 'user', content: 'Who am I?' },
    ])
    const headersOf = ({ response }: { response: Response }) => [
      response.headers.get('x-conversation-id'),
      response.headers.get('x-run-id'),
    ]
    const [conversation, run] = headersOf(first)
    expect(conversation).toMatch(/^conv_[0-9a-f-]{36}$/)
    expect(headersOf(second)).toEqual([conversation, expect.not.stringMatching(run ?? '')])
    expect(first.data.id).toBe(`chatcmpl-${run}`)
    const { data } = await sdk.conversations.items.list(conversation ?? '', { order: 'asc' })
    expect(data.map((item) => item.type === 'message' && item.role)).toEqual(['user', 'assistant', 'user', 'assistant'])
  })

  test('of one person: the same name is another session for somebody else', async () => {
    await using server = await startTestServer(withAuth)
    const body = { model, metadata: { session_id: 'tea' } }
    for (const name of ['ann', 'bob']) {
      const sdk = sdkFor(server, await tokenFor(name))
      await sdk.chat.completions.create({ ...body, messages: asking(`I am ${name}`), user: 'ann' })
    }
    expect(saidTo(server, 2)).toEqual([{ role: 'user', content: 'I am bob' }])
  })

  test('whose persona is chosen when it begins, and stays', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const ask = (persona: string) =>
      sdk.chat.completions.create({ model, messages: asking('Hello'), metadata: { session_id: 'tea', persona } })
    await ask('therapy-bot')
    await ask('therapy-bot')
    await expect(ask('luma')).rejects.toMatchObject({ status: 400, param: 'metadata.persona' })
    expect(server.model.requests[1]?.body.messages?.[0]?.content).toContain('You are TherapyBot')
  })

  test('in which instructions hold for the answer that they came with', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const system = { role: 'system' as const, content: 'Be brief.' }
    const metadata = { session_id: 'tea' }
    await sdk.chat.completions.create({ model, messages: [system, ...asking('One')], metadata })
    await sdk.chat.completions.create({ model, messages: asking('Two'), metadata })
    const systems = server.model.requests.map(({ body }) => body.messages?.filter(({ role }) => role === 'system'))
    expect(systems).toEqual([[system], [{ role: 'system', content: expect.stringContaining('helpful assistant') }]])
  })

  test('that goes on without whoever asked, and whose answer is there when they come back with their key', async () => {
    await using server = await startTestServer()
    const sdk = sdkFor(server)
    const steps = server.model.stepped(['Tea', ' is good.'])
    const body = { model, messages: asking('Is tea good?'), metadata: { session_id: 'tea' } }
    const key = { headers: { 'idempotency-key': 'the-same' } }
    const stream = await sdk.chat.completions.create({ ...body, stream: true }, key)
    steps.release()
    for await (const { choices } of stream) if (choices[0]?.delta.content === 'Tea') break
    await server.logged({ event: 'stream_left' })
    steps.releaseAll()
    const again = await sdk.chat.completions.create({ ...body, stream: true }, key)
    let text = ''
    for await (const { choices } of again) text += choices[0]?.delta.content ?? ''
    expect(text).toBe('Tea is good.')
    expect(server.model.requests).toHaveLength(1)
  })
})
