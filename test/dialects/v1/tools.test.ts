import { describe, expect, test } from 'vitest'
import { estimateRequest } from '../../../src/context/tokens.ts'
import type { OwnTool } from '../../../src/ports/tools.ts'
import { startTestServer, type TestServer } from '../../harness.ts'
import { foldEvents, type Stream, type WireEvent } from '../../client.ts'
import { day, rows } from './budgeted.ts'
import { scripted, type ScriptedModel, type Turn } from './scripted-model.ts'

const weather: OwnTool = {
  name: 'weather',
  description: 'Tells the weather of a place.',
  parameters: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
  run: ({ place }) => `Rain in ${String(place)}.`,
}

const asks = (name: string, input: unknown = {}): Turn => ({
  calls: [{ name, arguments: typeof input === 'string' ? input : JSON.stringify(input) }],
})

async function begin(server: TestServer, persona = 'personal-assistant'): Promise<Stream> {
  const { id } = (await server.client.post('/v1/conversations', { persona })).json
  return server.client.stream('POST', `/v1/conversations/${id}/messages`, { body: { content: 'What is it like?' } })
}

const toolsIn = (events: readonly WireEvent[]): WireEvent['data'][] =>
  events.filter(({ data }) => data['kind'] === 'tool').map(({ data }) => data)
const statesIn = (events: readonly WireEvent[]): unknown[] => toolsIn(events).map((data) => data['state'])
const given = ({ requests }: ScriptedModel, n: number): unknown =>
  requests[n]?.steps?.at(-1)?.calls.map((c) => c.result)
const isTool =
  (state: string) =>
  ({ data }: WireEvent) =>
    data['kind'] === 'tool' && data['state'] === state
const codeOf = (events: readonly WireEvent[]): unknown =>
  (events.at(-1)?.data['error'] as { code: string } | undefined)?.code

describe('what a model has done while it answers', () => {
  test('is done on the server, told to its readers, and told to the model, which goes on', async () => {
    const model = scripted({ says: ['One ', 'moment.'], ...asks('weather', { place: 'Ulm' }) }, { says: ['It rains.'] })
    await using server = await startTestServer({ answering: model, tools: [weather] })
    const stream = await begin(server)
    const events = await stream.all()
    expect(foldEvents(events)).toBe('One moment.\n\nIt rains.')
    expect(toolsIn(events)).toEqual([
      expect.objectContaining({ name: 'weather', state: 'called', input: { place: 'Ulm' } }),
      expect.objectContaining({ name: 'weather', state: 'done', output: 'Rain in Ulm.' }),
    ])
    expect(model.requests[0]?.tools?.map(({ name }) => name)).toEqual(['weather'])
    expect(model.requests[1]?.steps).toMatchObject([
      { text: 'One moment.', calls: [{ name: 'weather', arguments: '{"place":"Ulm"}', result: 'Rain in Ulm.' }] },
    ])
    // Both times that it was asked have cost something.
    expect(events.find(({ type }) => type === 'usage')?.data).toMatchObject({ inputTokens: 20, outputTokens: 4 })
    const again = await server.client.stream('GET', `/v1/runs/${String(events[0]?.data['runId'])}/events`)
    expect((await again.all()).map(({ raw }) => raw)).toEqual(events.map(({ raw }) => raw))
  })

  test('is nothing for a persona that may not use it, and no reason to ask again', async () => {
    const model = scripted({ says: ['Hello.'] })
    await using server = await startTestServer({ answering: model, tools: [weather] })
    expect(foldEvents(await (await begin(server, 'smart-chatbot')).all())).toBe('Hello.')
    expect(model.requests[0]).not.toHaveProperty('tools')
  })

  test('may fail in every way, and the answer goes on', async () => {
    const tools: OwnTool[] = [
      {
        name: 'throws',
        description: 'Throws.',
        run: () => {
          throw new Error('sk-canary')
        },
      },
      { name: 'rejects', description: 'Rejects.', run: () => Promise.reject(new Error('sk-canary')) },
      { name: 'nothing', description: 'Gives nothing.', run: () => undefined },
      { name: 'endless', description: 'Gives much.', run: () => 'x'.repeat(1_000_000) },
    ]
    const calls = [...tools.map(({ name }) => ({ name, arguments: '' })), { name: 'missing', arguments: '{}' }]
    const garbled = [
      { name: 'nothing', arguments: '[1' },
      { name: 'nothing', arguments: '[]' },
    ]
    const model = scripted({ calls: [...calls, ...garbled] }, { says: ['So be it.'] })
    await using server = await startTestServer({ answering: model, tools })
    const events = await (await begin(server)).all()
    expect(foldEvents(events)).toBe('So be it.')
    const results = given(model, 1) as string[]
    expect(results.map((text) => text.slice(0, 26))).toEqual([
      'The tool gave no result. A',
      'The tool gave no result. A',
      'Done.',
      'x'.repeat(26),
      'There is no tool of this n',
      'The arguments are not a JS',
      'The arguments are not a JS',
    ])
    expect(results[3]?.length).toBeLessThan(70_000)
    expect(server.lines.join()).not.toContain('sk-canary')
    expect(JSON.stringify(events)).not.toContain('sk-canary')
  })

  test('is told as far as there is room for it, however much it is', async () => {
    const flood: OwnTool = { name: 'flood', description: 'Gives much.', run: () => 'x'.repeat(1_000_000) }
    const floods = Array.from({ length: 16 }, () => ({ name: 'flood', arguments: '{}' }))
    const model = scripted({ calls: floods }, asks('weather', { place: 'Ulm' }), { calls: floods }, { says: ['Much.'] })
    await using server = await startTestServer({ answering: model, tools: [weather, flood] })
    expect(foldEvents(await (await begin(server)).all())).toBe('Much.')
    for (const request of model.requests.slice(1)) {
      // An eighth of its window is the answer’s.
      expect(request.model).toBe('gpt-4')
      expect(estimateRequest(request)).toBeLessThanOrEqual((8_192 * 7) / 8)
      expect(estimateRequest(request)).toBeGreaterThan(5_000)
    }
    expect(model.requests[3]?.steps?.[1]?.calls[0]?.result).toBe('Rain in Ulm.')
  })

  test('has an end: whoever asks for ever is told to answer', async () => {
    const turns = Array.from({ length: 8 }, () => asks('weather', { place: 'Ulm' }))
    const model = scripted(...turns, { says: ['Enough.'] })
    await using server = await startTestServer({ answering: model, tools: [weather] })
    expect(foldEvents(await (await begin(server)).all())).toBe('Enough.')
    expect(model.requests.map(({ toolChoice }) => toolChoice)).toEqual([...turns.map(() => undefined), 'none'])
    expect(model.requests.at(-1)?.tools).toHaveLength(1)
  })

  test('SETTLED 19: is paid from the budget of its person, and no more of it is done when that is spent', async () => {
    const seen: number[] = []
    const turns = Array.from({ length: 3 }, () => asks('look'))
    const model = scripted(...turns, { says: ['Enough.'] })
    const look: OwnTool = {
      name: 'look',
      description: 'Looks.',
      run() {
        seen.push(Number(rows(server.path, 'SELECT reserved FROM runs')[0]?.['reserved']))
      },
    }
    await using server = await startTestServer({
      answering: model,
      tools: [look],
      tokenBudget: { ...day, tokens: 30 },
      limits: { answerTokens: 50 },
    })
    const events = await (await begin(server)).all()
    expect(foldEvents(events)).toBe('Enough.')
    expect(model.requests.map(({ toolChoice }) => toolChoice)).toEqual([undefined, undefined, undefined, 'none'])
    expect(events.find(({ type }) => type === 'usage')?.data).toMatchObject({ totalTokens: 48 })
    // Each time that it is asked is held back before, together with what the times before have cost.
    expect(seen[1]).toBeGreaterThanOrEqual(12 + 50)
    expect(seen[2]! - seen[1]!).toBeGreaterThanOrEqual(12)
    expect(rows(server.path, 'SELECT spent FROM budgets')).toEqual([{ spent: 48 }])
  })

  test('is not shown where nobody may read what was not looked at', async () => {
    const model = scripted(asks('weather', { place: 'Ulm' }), { says: ['It rains.'] })
    await using server = await startTestServer({ answering: model, tools: [{ ...weather, personas: ['luma'] }] })
    const events = await (await begin(server, 'luma')).all()
    expect(statesIn(events)).toEqual(['called', 'done'])
    for (const data of toolsIn(events)) {
      expect(data).not.toHaveProperty('input')
      expect(data).not.toHaveProperty('output')
    }
  })

  test('is settled when somebody stops the answer, and its signal says so', async () => {
    const begun = Promise.withResolvers<AbortSignal>()
    const slow: OwnTool = {
      name: 'slow',
      description: 'Never ends.',
      run: (_input, { signal }) => {
        begun.resolve(signal)
        return new Promise(() => {})
      },
    }
    await using server = await startTestServer({ answering: scripted(asks('slow')), tools: [slow] })
    const stream = await begin(server)
    const signal = await begun.promise
    const { runId } = (await stream.until(({ type }) => type === 'started')).data
    const stopped = await server.client.post(`/v1/runs/${String(runId)}/stop`)
    expect(stopped.json.state).toBe('stopped')
    expect(signal.aborted).toBe(true)
    const events = await stream.all()
    expect(statesIn(events)).toEqual(['called', 'stopped'])
    expect(events.at(-1)?.type).toBe('stopped')
  })
})

test('S2-4: what a model has done takes no longer than its answer may', async () => {
  const signals: AbortSignal[] = []
  const slow: OwnTool = {
    name: 'slow',
    description: 'Never ends.',
    run: (_input, { signal }) => {
      signals.push(signal)
      return new Promise(() => {})
    },
  }
  const options = { answering: scripted(asks('slow')), tools: [slow], assistant: { timeoutMs: 300 } }
  await using server = await startTestServer(options)
  const { text } = await server.client.call('POST', '/chat', { body: { message: 'Go' } })
  expect(text).toContain('"sequence": -1')
  expect(text).toMatch(/timed out/i)
  expect(signals.map(({ aborted }) => aborted)).toEqual([true])
})

describe('a tool that asks for leave', () => {
  let used: unknown[] = []
  const send: OwnTool = {
    name: 'send',
    description: 'Sends a letter.',
    needsApproval: true,
    run: (input, { callId }) => {
      used.push({ input, callId })
      return 'Sent.'
    },
  }

  async function waiting(server: TestServer) {
    used = []
    const stream = await begin(server)
    const { data } = await stream.until(isTool('waiting'))
    const { runId } = (await stream.until(({ type }) => type === 'started')).data
    const decide = (approve: unknown, callId = data['callId']) =>
      server.client.post(`/v1/runs/${String(runId)}/tools/${String(callId)}`, { approve })
    return { stream, decide, callId: String(data['callId']) }
  }

  test('is used once it is allowed, and not before', async () => {
    const model = scripted(asks('send', { to: 'Ann' }), { says: ['It is sent.'] })
    await using server = await startTestServer({ answering: model, tools: [send] })
    const { stream, decide, callId } = await waiting(server)
    expect(used).toEqual([])
    expect((await decide('yes')).status).toBe(422)
    expect((await decide(true, `${callId}0`)).status).toBe(404)
    expect((await decide(true, 'nonsense')).status).toBe(404)
    expect((await decide(true)).json).toEqual({ callId, state: 'allowed' })
    const events = await stream.all()
    expect(statesIn(events)).toEqual(['called', 'waiting', 'done'])
    expect(used).toEqual([{ input: { to: 'Ann' }, callId }])
    expect((await decide(true)).json).toEqual({ callId, state: 'done' })
    const late = await decide(false)
    expect([late.status, late.json.code]).toEqual([409, 'tool_decided'])
  })

  test('is not used where it is refused, and the model is told', async () => {
    const model = scripted(asks('send', { to: 'Ann' }), { says: ['As you like.'] })
    await using server = await startTestServer({ answering: model, tools: [send] })
    const { stream, decide } = await waiting(server)
    expect((await decide(false)).json.state).toBe('refused')
    expect((await decide(true)).status).toBe(409)
    const events = await stream.all()
    expect(statesIn(events)).toEqual(['called', 'waiting', 'refused'])
    expect(foldEvents(events)).toBe('As you like.')
    expect(given(model, 1)).toEqual([expect.stringContaining('did not allow')])
    expect(used).toEqual([])
  })

  test('is not offered where nobody could be asked', async () => {
    const model = scripted({ says: ['I cannot.'] })
    const tools = [{ ...send, personas: ['personal-assistant'] }, weather]
    await using server = await startTestServer({ answering: model, tools })
    const stream = await server.client.stream('POST', '/chat', { body: { message: 'Write to Ann' } })
    await stream.untilText((text) => text.includes('"is_final": true'))
    expect(model.requests[0]?.tools?.map(({ name }) => name)).toEqual(['weather'])
  })
})

describe('a server that goes down while a tool is used', () => {
  test('tells the model that it does not know what became of it, and does not use it again', async () => {
    let uses = 0
    const begun = Promise.withResolvers<void>()
    const slow: OwnTool = {
      name: 'slow',
      description: 'Takes long.',
      run: () => {
        uses++
        begun.resolve()
        return new Promise(() => {})
      },
    }
    await using first = await startTestServer({
      answering: scripted(asks('weather', { place: 'Ulm' }), asks('slow')),
      tools: [weather, slow],
      drainMs: 50,
    })
    const sent = await first.client.sendAsync(await first.client.conversation(), 'Go')
    await begun.promise
    await first.drain()
    const model = scripted({ says: ['I do not know whether it was done.'] })
    await using next = await startTestServer({ answering: model, tools: [weather, slow], path: first.path })
    const events = await (await next.client.stream('GET', `/v1/runs/${sent.json.id}/events`)).all()
    expect(foldEvents(events)).toBe('I do not know whether it was done.')
    expect(uses).toBe(1)
    expect(model.requests[0]?.steps?.map(({ calls }) => calls.map(({ result }) => result))).toEqual([
      ['Rain in Ulm.'],
      [expect.stringContaining('Whether it was done is not known')],
    ])
    const after = events.slice(events.findIndex(({ type }) => type === 'restarted'))
    expect(statesIn(after)).toEqual(['called', 'done', 'called', 'failed'])
  })
})

describe('a model that uses its tools itself', () => {
  test('is not asked again once it has, and a failure ends the answer', async () => {
    let asked = 0
    await using server = await startTestServer({
      answering: {
        async stream(_request, on) {
          asked++
          on.tool?.({ callId: 'its-own', name: 'search', state: 'called', input: { q: 'x' } })
          on.tool?.({ callId: 'its-own', name: 'search', state: 'done', output: 'y' })
          return { kind: 'error', code: 'unavailable', retryable: true }
        },
      },
      retry: { attempts: 2, baseMs: 1, maxMs: 1, maxRetryAfterMs: 1 },
    })
    const events = await (await begin(server)).all()
    expect(statesIn(events)).toEqual(['called', 'done'])
    expect(codeOf(events)).toBe('model_unavailable')
    expect(asked).toBe(1)
  })
})
