import { addTraceProcessor, Agent, setTracingDisabled, tool } from '@openai/agents'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { startFakeModel } from '../fake-model.ts'
import { askAgent, forecast, forecastTool, says, saysAtOnce, speakingTo, toldRoles } from './ask-agent.ts'

test('what agents say, do and hand over is told in the order in which it happened, and all of it is counted', async () => {
  await using fake = await startFakeModel()
  fake.next(says(['One ', 'moment.'], [forecast('call_a')], { input: 10, output: 3 }))
  const handOff = { id: 'call_b', name: 'transfer_to_poet', arguments: '{}' }
  fake.next(says(['It rains.'], [handOff], { input: 20, output: 4 }))
  fake.next(says(['Drip, ', 'drop.'], [], { input: 30, output: 5 }))
  const model = speakingTo(fake)
  const poet = new Agent({ name: 'poet', instructions: 'Rhyme.', model })
  const agent = new Agent({ name: 'concierge', model, tools: [forecastTool().made], handoffs: [poet] })

  const { heard, usages, outcome } = await askAgent(agent)
  expect(heard).toEqual([
    'One ',
    'moment.',
    { callId: 'call_a', name: 'forecast', state: 'called', input: { city: 'Oslo' } },
    { callId: 'call_a', name: 'forecast', state: 'done', output: 'Rain.' },
    '\n\n',
    'It rains.',
    { callId: 'call_b', name: 'transfer_to_poet', state: 'called', input: {} },
    { callId: 'call_b', name: 'transfer_to_poet', state: 'done', output: '{"assistant":"poet"}' },
    '\n\n',
    'Drip, ',
    'drop.',
  ])
  expect(usages.at(-1)).toEqual({ inputTokens: 60, outputTokens: 12 })
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
})

test('the same is told of the Responses API', async () => {
  await using fake = await startFakeModel()
  fake.next(says(['One moment.'], [forecast('call_a')], { input: 10, output: 3 }))
  fake.next(async (exchange) => {
    const content = [{ type: 'output_text', text: 'It rains.', annotations: [] }]
    const item = { type: 'message', id: 'msg_2', role: 'assistant', status: 'completed', content }
    const usage = { input_tokens: 20, output_tokens: 4, total_tokens: 24 }
    const place = { item_id: 'msg_2', output_index: 0, content_index: 0 }
    await exchange.frame({ type: 'response.created', response: { status: 'in_progress' } }, 'response.created')
    for (const delta of ['It ', 'rains.'])
      await exchange.frame({ type: 'response.output_text.delta', ...place, delta }, 'response.output_text.delta')
    const response = { id: 'resp_2', object: 'response', status: 'completed', output: [item], usage }
    await exchange.frame({ type: 'response.completed', response }, 'response.completed')
    await exchange.end()
  })
  const agent = new Agent({ name: 'one', model: speakingTo(fake, 'responses'), tools: [forecastTool().made] })

  const { heard, usages, outcome } = await askAgent(agent)
  expect(heard).toEqual([
    'One moment.',
    { callId: 'call_a', name: 'forecast', state: 'called', input: { city: 'Oslo' } },
    { callId: 'call_a', name: 'forecast', state: 'done', output: 'Rain.' },
    '\n\n',
    'It ',
    'rains.',
  ])
  expect(usages.at(-1)).toEqual({ inputTokens: 30, outputTokens: 7 })
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
})

test('a word is told before there is a next one, also behind a tool', async () => {
  await using fake = await startFakeModel()
  fake.next(says([], [forecast('call_a')]))
  const steps = fake.stepped(['a', 'b', 'c'])
  steps.release()
  const agent = new Agent({ name: 'one', model: speakingTo(fake), tools: [forecastTool().made] })
  const { heard } = await askAgent(agent, {
    onHeard: (what) => {
      if (typeof what === 'string') steps.release()
    },
  })
  expect(heard.filter((what) => typeof what === 'string')).toEqual(['a', 'b', 'c'])
})

test("the agents' own instructions stand, and the persona's stand behind them, also after a hand-off", async () => {
  await using fake = await startFakeModel()
  fake.next(says([], [{ name: 'transfer_to_poet', arguments: '{}' }]))
  const model = speakingTo(fake)
  const poet = new Agent({ name: 'poet', instructions: 'Rhyme.', model })
  const agent = new Agent({ name: 'concierge', instructions: 'Be brief.', model, handoffs: [poet] })
  const messages = [
    { role: 'system' as const, content: 'You work in a hotel.' },
    { role: 'user' as const, content: 'Hi' },
    { role: 'assistant' as const, content: 'Hello' },
    { role: 'user' as const, content: 'A poem?' },
  ]
  const { outcome } = await askAgent(agent, { request: { messages } })
  expect(outcome.kind).toBe('finish')
  const rest = messages.map(({ role, content }) => [role, content])
  expect(toldRoles(fake, 1)).toEqual([['system', 'Be brief.'], ...rest])
  expect(toldRoles(fake, 2).slice(0, 5)).toEqual([['system', 'Rhyme.'], ...rest])
})

test("a persona's parameters reach the models, but for those that an agent has set itself", async () => {
  await using fake = await startFakeModel()
  const request = { temperature: 0.3, maxTokens: 50, frequencyPenalty: 0.5, presencePenalty: 0.25 }
  const model = speakingTo(fake)
  await askAgent(new Agent({ name: 'one', model }), { request })
  await askAgent(new Agent({ name: 'one', model, modelSettings: { temperature: 1, maxTokens: 9 } }), { request })
  const penalties = { frequency_penalty: 0.5, presence_penalty: 0.25 }
  expect(fake.requests[0]?.body).toMatchObject({ temperature: 0.3, max_tokens: 50, ...penalties })
  expect(fake.requests[1]?.body).toMatchObject({ temperature: 1, max_tokens: 9, ...penalties })
})

test('two answers at once do not see what the other was given', async () => {
  await using fake = await startFakeModel()
  const whoAmI = tool({
    name: 'who_am_i',
    description: 'Says for whom it works.',
    parameters: z.object({}),
    execute: (_input, context) => (context as { context: { asked: string } }).context.asked,
  })
  fake.script((exchange) => {
    const { messages = [] } = exchange.request.body
    const given = messages.find(({ role }) => role === 'tool')
    return says(given ? [given.content] : [], given ? [] : [{ name: 'who_am_i', arguments: '{}' }])(exchange)
  })
  const agent = new Agent({ name: 'one', model: speakingTo(fake), tools: [whoAmI] })
  const ask = (content: string) =>
    askAgent(agent, {
      request: { messages: [{ role: 'user', content }] },
      context: ({ messages }) => ({ asked: messages[0]?.content }),
    })
  const [ann, bob] = await Promise.all([ask('ann'), ask('bob')])
  expect(ann.heard.at(-1)).toBe('ann')
  expect(bob.heard.at(-1)).toBe('bob')
})

test('the words of an agent that is a tool are for the agent alone, and their tokens are counted', async () => {
  await using fake = await startFakeModel()
  fake.next(says([], [{ id: 'call_a', name: 'ask_poet', arguments: '{"input":"Rain"}' }], { input: 1, output: 1 }))
  fake.next(saysAtOnce('Drip.', { input: 100, output: 10 }))
  fake.next(says(['A poem.'], [], { input: 2, output: 2 }))
  const model = speakingTo(fake)
  const poet = new Agent({ name: 'poet', model }).asTool({ toolName: 'ask_poet', toolDescription: 'Has a poem made.' })
  const { heard, usages } = await askAgent(new Agent({ name: 'one', model, tools: [poet] }))
  expect(heard).toEqual([
    { callId: 'call_a', name: 'ask_poet', state: 'called', input: { input: 'Rain' } },
    { callId: 'call_a', name: 'ask_poet', state: 'done', output: 'Drip.' },
    'A poem.',
  ])
  expect(usages.at(-1)).toEqual({ inputTokens: 103, outputTokens: 13 })
})

test('a tool that has the last word is heard', async () => {
  await using fake = await startFakeModel()
  fake.next(says(['Wait.'], [forecast('call_a')]))
  const model = speakingTo(fake)
  const tools = [forecastTool().made]
  const agent = new Agent({ name: 'one', model, tools, toolUseBehavior: 'stop_on_first_tool' })
  const { heard, outcome } = await askAgent(agent)
  expect(heard.filter((what) => typeof what === 'string')).toEqual(['Wait.', '\n\n', 'Rain.'])
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
  expect(fake.requests).toHaveLength(1)
})

test.each(['chat', 'responses'] as const)('%s: a refusal is shown instead of nothing', async (api) => {
  await using fake = await startFakeModel()
  fake.next(async (exchange) => {
    await exchange.refusal('I ')
    await exchange.refusal('cannot.')
    await exchange.finish('stop')
    await exchange.done()
  })
  const { heard, outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake, api) }))
  expect(heard).toEqual(['I ', 'cannot.'])
  expect(outcome).toEqual({ kind: 'finish', reason: 'stop' })
})

test.each([
  ['chat', 'length'],
  ['chat', 'content_filter'],
  ['responses', 'length'],
  ['responses', 'content_filter'],
] as const)('%s: an answer that was cut by %s is not taken for a whole one', async (api, reason) => {
  await using fake = await startFakeModel()
  fake.next(async (exchange) => {
    await exchange.token('so')
    await exchange.finish(reason)
    await exchange.done()
  })
  const { heard, outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake, api) }))
  expect(heard).toEqual(['so'])
  expect(outcome).toEqual({ kind: 'finish', reason })
})

test.each(['length', undefined])('a call that was cut is not carried out, whole as it looks: %s', async (reason) => {
  await using fake = await startFakeModel()
  fake.next(async (exchange) => {
    await exchange.call(forecast('call_a'))
    if (reason) await exchange.finish(reason)
    await exchange.end()
  })
  const { made, used } = forecastTool()
  const { outcome } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake), tools: [made] }))
  const finish = { kind: 'finish', reason: 'length' }
  expect(outcome).toMatchObject(reason ? finish : { code: 'interrupted', retryable: true })
  expect(used).toEqual([])
  expect(fake.requests).toHaveLength(1)
})

test('an empty answer is not asked for ten times', async () => {
  await using fake = await startFakeModel()
  fake.script(says([]))
  const { heard } = await askAgent(new Agent({ name: 'one', model: speakingTo(fake) }))
  expect(heard).toEqual([])
  expect(fake.requests).toHaveLength(1)
})

test('nothing that is said is traced, not by an agent that is a tool either', async () => {
  await using fake = await startFakeModel()
  const traced: unknown[] = []
  const note = async (what: unknown): Promise<void> => void traced.push(what)
  setTracingDisabled(false)
  onTestFinished(() => setTracingDisabled(true))
  const silent = async (): Promise<void> => {}
  addTraceProcessor({
    onTraceStart: note,
    onTraceEnd: note,
    onSpanStart: note,
    onSpanEnd: note,
    shutdown: silent,
    forceFlush: silent,
  })
  fake.next(says([], [{ name: 'ask_poet', arguments: '{"input":"Rain"}' }]))
  fake.next(saysAtOnce('Drip.', { input: 100, output: 10 }))
  const model = speakingTo(fake)
  const poet = new Agent({ name: 'poet', model }).asTool({ toolName: 'ask_poet', toolDescription: 'Has a poem made.' })
  const { outcome } = await askAgent(new Agent({ name: 'one', model, tools: [poet] }))
  expect(outcome.kind).toBe('finish')
  expect(fake.requests).toHaveLength(3)
  expect(traced).toEqual([])
})
