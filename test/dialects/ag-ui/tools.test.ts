import { EventType } from '@ag-ui/client'
import { expect, test } from 'vitest'
import type { OwnTool } from '../../../src/ports/tools.ts'
import { startTestServer } from '../../harness.ts'
import { scripted, type Turn } from '../v1/scripted-model.ts'
import { agentOf, say, shown, watch } from './agent.ts'

const weather: OwnTool = { name: 'weather', description: 'Tells the weather.', run: () => 'Rain.' }
const asks = (name: string): Turn => ({ says: ['Let me see.'], calls: [{ name, arguments: '{"place":"Ulm"}' }] })

test('the use of a tool stands in the answer, its result behind it, and what follows behind that', async () => {
  await using server = await startTestServer({
    answering: scripted(asks('weather'), { says: ['It rains.'] }, { says: ['Yes.'] }),
    tools: [weather],
  })
  const agent = agentOf(server)
  const { events } = watch(agent)
  say(agent, 'How is it?')
  await agent.runAgent()
  expect(shown(agent)).toEqual([
    'user: How is it?',
    'assistant: Let me see.\n\n',
    'tool: Rain.',
    'assistant: It rains.',
  ])
  const [, answer, result] = agent.messages
  const toolCalls = [
    { id: expect.any(String), type: 'function', function: { name: 'weather', arguments: '{"place":"Ulm"}' } },
  ]
  expect(answer).toMatchObject({ role: 'assistant', toolCalls })
  expect(result).toMatchObject({ toolCallId: answer && 'toolCalls' in answer ? answer.toolCalls?.[0]?.id : '' })
  expect(events.at(-1)).toMatchObject({ type: EventType.RUN_FINISHED, outcome: { type: 'success' } })
  say(agent, 'Still?')
  await agent.runAgent()
  expect(shown(agent).slice(-2)).toEqual(['user: Still?', 'assistant: Yes.'])
})

const asking: OwnTool = { ...weather, needsApproval: true }

test.each([
  [true, 'It rains.', 'tool: Rain.'],
  [false, 'Then not.', 'tool: Refused.'],
])(
  'a use that somebody is to allow interrupts the run; allowed: %s, it goes on with that',
  async (approved, words, result) => {
    await using server = await startTestServer({
      answering: scripted(asks('weather'), { says: [words] }),
      tools: [asking],
    })
    const agent = agentOf(server)
    say(agent, 'How is it?')
    await agent.runAgent()
    const [interrupt] = agent.pendingInterrupts
    expect(interrupt).toMatchObject({
      reason: 'tool_call',
      toolCallId: interrupt?.id,
      responseSchema: { type: 'object' },
    })
    expect(shown(agent)).toEqual(['user: How is it?', 'assistant: Let me see.\n\n'])
    const interruptId = interrupt?.id ?? ''
    await agent.runAgent({ resume: [{ interruptId, status: 'resolved', payload: { approved } }] })
    expect(agent.pendingInterrupts).toEqual([])
    expect(shown(agent)).toEqual(['user: How is it?', 'assistant: Let me see.\n\n', result, `assistant: ${words}`])
  },
)

test.each([
  [true, ['used', 'It rains.', 'Bring an umbrella.']],
  [false, ['It rains.', 'Bring an umbrella.']],
])('whoever says something else is heard on the use that waits as well; allowed: %s', async (approved, order) => {
  const done: string[] = []
  const turns = [asks('weather'), { says: ['It rains.'] }, { says: ['Bring an umbrella.'] }]
  await using server = await startTestServer({
    answering: scripted(...turns),
    tools: [{ ...asking, run: () => void done.push('used') }],
  })
  const agent = agentOf(server)
  say(agent, 'How is it?')
  await agent.runAgent()
  const interruptId = agent.pendingInterrupts[0]?.id ?? ''
  say(agent, 'And what shall I bring?')
  await agent.runAgent({ resume: [{ interruptId, status: 'resolved', payload: { approved } }] })
  expect(agent.pendingInterrupts).toEqual([])
  expect(shown(agent).slice(-2)).toEqual(['user: And what shall I bring?', 'assistant: Bring an umbrella.'])
  const { messages } = (await server.client.get('/v1/me/export')).json as { messages: Record<string, string>[] }
  const answers = messages.filter(({ role }) => role === 'assistant')
  const told = answers.map(({ content }) => content?.replace('Let me see.\n\n', ''))
  expect([...done, ...told]).toEqual(order)
})

test('what is said of a use that there is not is refused, and nothing is asked of the model', async () => {
  await using server = await startTestServer()
  const messages = [{ id: 'a', role: 'user', content: 'Hi' }]
  const resume = [{ interruptId: 'none', status: 'resolved', payload: { approved: true } }]
  const { status, json } = await server.client.post('/ag-ui/run', { threadId: 't', runId: 'r', messages, resume })
  expect([status, json.code]).toEqual([404, 'not_found'])
  expect(server.model.requests).toHaveLength(0)
})

test('what is cancelled, or said in other words, is not allowed', async () => {
  for (const resumption of [
    { status: 'cancelled' as const, payload: { approved: true } },
    { status: 'resolved' as const, payload: 'yes' },
  ]) {
    await using server = await startTestServer({
      answering: scripted(asks('weather'), { says: ['Then not.'] }),
      tools: [asking],
    })
    const agent = agentOf(server)
    say(agent, 'How is it?')
    await agent.runAgent()
    await agent.runAgent({ resume: [{ interruptId: agent.pendingInterrupts[0]?.id ?? '', ...resumption }] })
    expect(shown(agent).slice(-2)).toEqual(['tool: Refused.', 'assistant: Then not.'])
  }
})
