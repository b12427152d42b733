import { describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../harness.ts'
import { type Output, printed, runPython } from './run-client.ts'
import { python } from './tools.ts'

const files = (...names: string[]): string => names.map((name) => printed(`domain-guide/${name}.py`)).join('\n\n')

const runTests = ({ url }: TestServer, suite: string): Promise<Output> =>
  runPython(files('client-shim', suite, 'run-tests'), url)

const asked = ({ model }: TestServer): string[][] =>
  model.requests.map(({ body }) => (body.messages ?? []).slice(1).map(({ role, content }) => `${role}: ${content}`))

describe.runIf(python.usable)(`The domain guide's end-to-end tests${python.missing}`, () => {
  test('S4-1: they pass, and a session that is continued is one conversation', async () => {
    await using server = await startTestServer()
    const { stdout } = await runTests(server, 'end-to-end')
    expect(stdout).toBe('test_start_conversation\ntest_continue_conversation\ntest_get_conversation_history\n')
    expect(asked(server)).toEqual([
      ['user: Hello, who are you?'],
      ['user: Hello'],
      ['user: Hello', 'assistant: You said: Hello', "user: What's my name?"],
    ])
  })

  test('S4-1, S4-2: a history has every message of its session in order, and no other', async () => {
    await using server = await startTestServer()
    expect((await runTests(server, 'history')).stdout).toBe('test_whole_conversation_history\n')
  })
})

/** The names that a printed model has on the wire. */
const namesOf = (model: string): string[] =>
  [...model.matchAll(/alias="(?<name>\w+)"|^ +(?<plain>title):/gm)].map(
    ({ groups }) => groups?.['name'] ?? groups?.['plain'] ?? '',
  )

describe("The domain guide's models", () => {
  const [answer = '', session = ''] = printed('domain-guide/response-models.py').split('\n\nclass ')

  test('S4-1: an answer has the keys of ChatResponse, all of them texts', async () => {
    await using server = await startTestServer()
    const { status, json } = await server.client.post('/api/chat', { message: 'Hello' })
    expect(status).toBe(200)
    expect(Object.keys(json)).toEqual(namesOf(answer))
    expect(json).toEqual({
      message: 'You said: Hello',
      sessionId: expect.stringMatching(/./),
      messageId: expect.stringMatching(/./),
    })
  })

  test('S4-2: a session has the keys of SessionResponse, all of them texts', async () => {
    await using server = await startTestServer()
    await server.client.post('/api/chat', { message: 'Hello' })
    const [json] = (await server.client.get('/api/chat/sessions')).json
    expect(Object.keys(json)).toEqual(namesOf(session))
    expect(Object.values(json).every((value) => typeof value === 'string' && value !== '')).toBe(true)
  })

  test.each(['sessionId', 'session_id'])('S4-1: ChatRequest may name its session by %s', async (name) => {
    expect(printed('domain-guide/request-model.py')).toMatch(
      /session_id: .*alias="sessionId".*\n.*"validate_by_name": True/s,
    )
    await using server = await startTestServer()
    const { json: first } = await server.client.post('/api/chat', { message: 'One', [name]: null })
    const { json: second } = await server.client.post('/api/chat', { message: 'Two', [name]: first.sessionId })
    expect(second.sessionId).toBe(first.sessionId)
    expect(asked(server).at(-1)).toEqual(['user: One', 'assistant: You said: One', 'user: Two'])
  })
})
