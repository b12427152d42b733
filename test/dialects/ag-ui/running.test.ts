import { setImmediate } from 'node:timers/promises'
import { EventType } from '@ag-ui/client'
import { expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../../harness.ts'
import { as, withAuth } from '../../tokens.ts'
import { agentOf, say, shown, watch } from './agent.ts'

/** What the model was told last of what was said. */
const told = ({ model }: TestServer): string[] =>
  (model.requests.at(-1)?.body.messages ?? [])
    .filter(({ role }) => role !== 'system')
    .map(({ role, content }) => `${role}: ${content}`)

test('an agent hears the answer as it is written, and the next run knows what was said', async () => {
  await using server = await startTestServer()
  const agent = agentOf(server)
  const { events, shows } = watch(agent)
  const steps = server.model.stepped(['Hello', ' “you”', ' 😀'])
  say(agent, 'Hi')
  const running = agent.runAgent({ runId: 'run-1' })
  steps.release()
  await shows('assistant: Hello')
  steps.releaseAll()
  const { result, newMessages } = await running
  expect(result).toEqual({ finishReason: 'stop' })
  expect(newMessages).toEqual([{ id: expect.any(String), role: 'assistant', content: 'Hello “you” 😀' }])
  expect(events.map(({ type }) => type)).toEqual([
    'RUN_STARTED',
    'TEXT_MESSAGE_START',
    'TEXT_MESSAGE_CONTENT',
    'TEXT_MESSAGE_CONTENT',
    'TEXT_MESSAGE_CONTENT',
    'TEXT_MESSAGE_END',
    'RUN_FINISHED',
  ])
  expect(events[0]).toMatchObject({ threadId: 'a thread', runId: 'run-1' })
  expect(events.at(-1)).toMatchObject({
    runId: 'run-1',
    outcome: { type: 'success' },
    usage: [{ model: 'gpt-4', inputTokens: 7, outputTokens: 3 }],
  })

  say(agent, 'And now?')
  await agent.runAgent()
  expect(told(server)).toEqual(['user: Hi', 'assistant: Hello “you” 😀', 'user: And now?'])
})

test('what a client says that was answered is not taken for an answer, and a thread shortened is a branch', async () => {
  await using server = await startTestServer()
  const agent = agentOf(server, {
    initialMessages: [
      { id: 'a', role: 'system', content: 'You give refunds.' },
      { id: 'b', role: 'assistant', content: 'How can I help?' },
    ],
  })
  server.model.reply('One.')
  say(agent, 'First')
  await agent.runAgent()
  expect(told(server)).toEqual(['user: First'])
  say(agent, 'Second')
  await agent.runAgent()
  agent.messages = agent.messages.slice(0, 4)
  say(agent, 'Second, in other words')
  await agent.runAgent()
  expect(told(server)).toEqual(['user: First', 'assistant: One.', 'user: Second, in other words'])
  agent.messages = [{ id: 'c', role: 'user', content: [{ type: 'text', text: 'Third' }] }]
  await agent.runAgent()
  expect(told(server)).toHaveLength(5)
})

test('what a client shows beside what was said is no reason to refuse what is said', async () => {
  await using server = await startTestServer()
  const plan = { id: 'a', role: 'activity', activityType: 'PLAN', content: { steps: ['Ask'] } }
  const messages = [plan, { id: 'b', role: 'user', content: 'Hello' }]
  const { status, text } = await server.client.post('/ag-ui/run', { threadId: 't', runId: 'r', messages })
  expect([status, text]).toEqual([200, expect.stringContaining('RUN_FINISHED')])
  expect(server.model.requests[0]?.body.messages?.at(-1)).toMatchObject({ content: 'Hello' })
})

test('a failure is told in a sentence, and running again asks for another answer to the same words', async () => {
  await using server = await startTestServer()
  const agent = agentOf(server)
  const { until } = watch(agent)
  server.model.next(async (exchange) => {
    await exchange.token('Half')
    exchange.cut()
  })
  say(agent, 'Hi')
  await agent.runAgent()
  const failed = await until(({ type }) => type === EventType.RUN_ERROR)
  expect(failed).toMatchObject({
    message: expect.stringMatching(/^[A-Z][^{}"]+\. [A-Z][^{}"]+\.$/),
    code: expect.any(String),
  })
  expect(shown(agent)).toEqual(['user: Hi', 'assistant: Half'])
  await agent.runAgent()
  expect(told(server)).toEqual(['user: Hi'])
  expect(shown(agent).at(-1)).toBe('assistant: You said: Hi')
})

test('aborting leaves the run to be finished; stopping the thread ends it for everybody', async () => {
  await using server = await startTestServer()
  const agent = agentOf(server)
  const first = watch(agent)
  const steps = server.model.stepped(['Half', ' an answer'])
  say(agent, 'Hi')
  const running = agent.runAgent()
  steps.release()
  await first.shows('assistant: Half')
  agent.abortRun()
  await running
  expect(server.model.requests[0]?.isClosed).toBe(false)
  steps.releaseAll()
  await agent.runAgent()
  expect(shown(agent)).toEqual(['user: Hi', 'assistant: Half an answer'])

  const more = server.model.stepped(['Half', ' again'])
  say(agent, 'More')
  const second = watch(agent)
  const next = agent.runAgent()
  more.release()
  await second.shows('assistant: Half')
  const stopped = await server.client.call('POST', '/ag-ui/threads/a%20thread/stop')
  expect(stopped).toMatchObject({ status: 200, json: { runId: expect.any(String), state: 'stopped' } })
  await next
  expect(second.events.at(-1)).toMatchObject({ type: 'RUN_FINISHED', outcome: { type: 'cancelled' } })
  expect(shown(agent).at(-1)).toBe('assistant: Half')
  await server.model.requests[1]?.closed
  expect((await server.client.call('POST', '/ag-ui/threads/a%20thread/stop')).status).toBe(204)
  expect((await server.client.call('POST', '/ag-ui/threads/another/stop')).status).toBe(204)
})

test('a refusal is a problem with a sentence', async () => {
  await using server = await startTestServer({ ...withAuth, rateLimits: { session: { requests: 1, seconds: 60 } } })
  const silenced = vi.spyOn(console, 'error').mockImplementation(() => {})
  const failed = async (headers: Record<string, string>): Promise<unknown> => {
    const agent = agentOf(server, { headers })
    say(agent, 'Hi')
    try {
      await agent.runAgent()
      await setImmediate()
      return undefined
    } catch (error) {
      return error
    }
  }
  expect(await failed({})).toMatchObject({ status: 401, payload: { detail: expect.stringMatching(/^[A-Z].*\.$/) } })
  const headers = await as('ann')
  expect(await failed(headers)).toBeUndefined()
  expect(await failed(headers)).toMatchObject({
    status: 429,
    payload: {
      type: 'urn:colloquy:problem:rate_limited',
      title: 'Too many messages',
      status: 429,
      detail: expect.stringMatching(/^More than 1 message in 60 seconds came to this conversation\. .*\.$/),
      correlationId: expect.any(String),
      code: 'rate_limited',
    },
  })
  silenced.mockRestore()
})

test('what is no run is refused with what is wrong with it', async () => {
  await using server = await startTestServer()
  const messages = [{ id: 'a', role: 'user', content: 'Hi' }]
  const run = { threadId: 't', runId: 'r', messages }
  const wrong: [object, RegExp][] = [
    [{ ...run, threadId: '' }, /^body\.threadId: /],
    [{ ...run, runId: undefined }, /^body\.runId: /],
    [{ ...run, messages: [] }, /^body\.messages: /],
    [{ ...run, tools: [{ name: 'x', description: '', parameters: {} }] }, /tools are configured on the server/],
    [{ ...run, messages: [{ ...messages[0], content: ' ' }] }, /1 to 32000 characters/],
    [{ ...run, messages: [{ ...messages[0], content: [{ type: 'image' }] }] }, /reads texts only/],
    [{ ...run, messages: [{ ...messages[0], content: { type: 'text' } }] }, /reads texts only/],
    [{ ...run, messages: [{ ...messages[0], content: [null] }] }, /reads texts only/],
    [{ ...run, messages: [{ ...messages[0], role: 'assistant' }] }, /no message here that could be answered/],
    [{ ...run, messages: [{ ...messages[0], role: 'tool' }] }, /no message here that could be answered/],
    [{ ...run, forwardedProps: { persona: 'nobody' } }, /no persona of that name/],
    [{ ...run, forwardedProps: { model: 'none' } }, /no model of that name/],
  ]
  for (const [body, sentence] of wrong) {
    const { status, json } = await server.client.post('/ag-ui/run', body)
    expect([status, json]).toEqual([
      422,
      expect.objectContaining({ code: 'invalid', detail: expect.stringMatching(sentence) }),
    ])
  }
  expect(server.model.requests).toHaveLength(0)
})
