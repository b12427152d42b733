import { describe, expect, test } from 'vitest'
import type { Message, RunEvent } from '../../../src/conversation/types.ts'
import { createEncoder, type Reopening } from '../../../src/dialects/ai-sdk/encode-run.ts'
import { chunksOf, messageOf } from './chunks.ts'
import { textOf } from './page.ts'

const answer: Message = {
  id: 'm-1',
  conversationId: 'c-1',
  seq: 2,
  parentId: 'q-1',
  role: 'assistant',
  content: '',
  status: 'completed',
  runId: 'r-1',
  model: 'gpt-4',
  usage: null,
  createdAt: '2026-01-31T12:00:00.000Z',
}
const ids = { runId: 'r-1', conversationId: 'c-1', userMessageId: 'q-1', messageId: 'm-1', model: 'gpt-4' }

type Untold = RunEvent extends infer Event ? (Event extends RunEvent ? Omit<Event, 'seq'> : never) : never

const started: Untold = { type: 'started', data: ids }
const say = (text: string): Untold => ({ type: 'delta', text })
const restarted: Untold = { type: 'restarted', data: { attempt: 2, reason: 'recovered' } }
const retracted = (keep: number): Untold => ({ type: 'retracted', data: { keep, reason: 'safety' } })
const completed: Untold = { type: 'completed', data: { message: answer, finishReason: 'stop' } }
const error = { title: 'It failed', detail: 'Send it again.', code: 'x' }
const crisis: Untold = {
  type: 'notice',
  data: { kind: 'crisis', level: 3, as: 'message', country: 'AT', resources: [{ name: 'Telefonseelsorge' }] },
}
const tool = (state: string, more: object = {}, callId = 'call-1'): Untold => ({
  type: 'notice',
  data: { kind: 'tool', callId, name: 'weather', state, ...more },
})

/** What an encoder tells of these, which come in their order. */
function tell(events: readonly Untold[], reopening?: Reopening): string {
  const encoder = createEncoder(reopening)
  return events.map((event, i) => encoder.encode({ seq: i + 1, ...event }, 'r-1')).join('')
}

const shown = async (events: readonly Untold[]) => messageOf(await chunksOf(tell(events)))
const texts = async (events: readonly Untold[]): Promise<string> => {
  const message = await shown(events)
  return message ? textOf(message) : ''
}

describe('text that holds no longer is gone from the page', () => {
  test('when the answer is begun anew', async () => {
    expect(await texts([started, say('Half'), say(' an'), restarted, say('Anew'), completed])).toBe('Anew')
    expect(await texts([started, say('Half'), restarted, completed])).toBe('')
    expect(tell([started, restarted, say('Anew'), completed])).not.toContain('reset-step')
  })

  test('when a part of it is taken back, within characters and without', async () => {
    const before = [started, say('Safe 👋'), say(' and not')]
    expect(await texts([...before, retracted(6), say('.'), completed])).toBe('Safe 👋.')
    expect(await texts([...before, retracted(5), completed])).toBe('Safe ')
    expect(await texts([...before, retracted(0), say('Anew'), completed])).toBe('Anew')
    expect(tell([...before, retracted(14), completed])).not.toContain('reset-step')
  })

  test('and what was shown beside it stays in its place', async () => {
    const message = await shown([
      started,
      crisis,
      say('Help is near.'),
      tool('called', { input: { city: 'Wien' } }),
      tool('done', { output: 'Sun' }),
      say(' Unsafe'),
      retracted(13),
      say(' Well.'),
      completed,
    ])
    expect(message?.parts).toMatchObject([
      { type: 'data-crisis', data: { level: 3 } },
      { type: 'text', text: 'Help is near.', state: 'done' },
      { type: 'dynamic-tool', state: 'output-available', output: 'Sun' },
      { type: 'text', text: ' Well.', state: 'done' },
    ])
  })
})

test('a crisis is a part of the message, with where there is help, and once; other notices pass', async () => {
  const trimmed: Untold = { type: 'notice', data: { kind: 'context_trimmed' } }
  const events = [started, crisis, trimmed, say('Help'), restarted, crisis, say('Help is near.'), completed]
  const chunks = await chunksOf(tell(events))
  expect(chunks).toContainEqual({ type: 'data-notice', data: { kind: 'context_trimmed' }, transient: true })
  expect((await messageOf(chunks))?.parts).toEqual([
    {
      type: 'data-crisis',
      id: 'crisis',
      data: { level: 3, as: 'message', country: 'AT', resources: [{ name: 'Telefonseelsorge' }] },
    },
    { type: 'text', text: 'Help is near.', state: 'done' },
  ])
})

describe('the use of a tool is a part of the message', () => {
  const called = tool('called', { input: { city: 'Wien' } })
  test.each([
    ['done', { output: 'Sun' }, { state: 'output-available', output: 'Sun' }],
    ['failed', { error: 'It is away.' }, { state: 'output-error', errorText: 'It is away.' }],
    ['stopped', {}, { state: 'output-error', errorText: 'The tool could not be used.' }],
    ['refused', {}, { state: 'output-denied' }],
  ])('that ends %s', async (state, more, part) => {
    const message = await shown([started, say('Let me see.'), called, tool(state, more), say('So.'), completed])
    const known = { type: 'dynamic-tool', toolName: 'weather', toolCallId: 'call-1', input: { city: 'Wien' } }
    expect(message?.parts).toMatchObject([
      { type: 'text', text: 'Let me see.', state: 'done' },
      { ...known, providerExecuted: true, ...part },
      { type: 'text', text: 'So.', state: 'done' },
    ])
  })

  test('that an answer begun anew uses again', async () => {
    const message = await shown([started, called, restarted, called, tool('done', { output: 1 }), completed])
    expect(message?.parts).toMatchObject([{ type: 'dynamic-tool', state: 'output-available', output: 1 }])
  })

  const asking = [started, say('May I?'), called, tool('waiting')]
  test('that somebody is to allow ends the stream, as the SDK waits for that', async () => {
    const chunks = await chunksOf(tell([...asking, tool('done', { output: 1 }), completed]))
    expect(chunks.at(-1)).toMatchObject({ type: 'finish', finishReason: 'tool-calls' })
    expect((await messageOf(chunks))?.parts[1]).toMatchObject({
      state: 'approval-requested',
      approval: { id: 'call-1' },
    })
  })

  test('that was allowed goes on behind the question, in the same message', async () => {
    const rest = [tool('done', { output: 1 }), say('Well.'), completed]
    const before = await chunksOf(tell(asking))
    const after = await chunksOf(tell([...asking, ...rest], { behind: ['call-1'], decided: new Set(['call-1']) }))
    expect(after[0]).toMatchObject({ type: 'start', messageId: 'm-1' })
    expect((await messageOf([...before, ...after]))?.parts).toMatchObject([
      { type: 'text', text: 'May I?' },
      { type: 'dynamic-tool', state: 'output-available', output: 1 },
      { type: 'text', text: 'Well.' },
    ])
    const whole = await chunksOf(tell([...asking, ...rest], { decided: new Set(['call-1']) }))
    expect((await messageOf(whole))?.parts).toMatchObject([{}, { state: 'output-available' }, { text: 'Well.' }])
  })
})

describe('an end says how it came', () => {
  test.each([
    [{ type: 'stopped', data: { message: answer } }, ['abort', 'finish'], 'other'],
    [{ type: 'failed', data: { message: answer, error } }, ['error', 'finish'], 'error'],
    [{ type: 'blocked', data: { message: answer, error } }, ['text-end', 'finish'], 'content-filter'],
    [{ type: 'completed', data: { message: answer, finishReason: 'length' } }, ['text-end', 'finish'], 'length'],
    [
      { type: 'completed', data: { message: answer, finishReason: 'content_filter' } },
      ['text-end', 'finish'],
      'content-filter',
    ],
  ] as const)('%o', async (event, types, finishReason) => {
    const chunks = await chunksOf(tell([started, say('Half'), event]))
    expect(chunks.slice(-2).map(({ type }) => type)).toEqual(types)
    expect(chunks.at(-1)).toMatchObject({ finishReason, messageMetadata: { runId: 'r-1', state: event.type } })
  })

  test('and a reader who is sent away is told why, but for one who comes back by itself', async () => {
    const [chunk] = await chunksOf(createEncoder().farewell('goingDown'))
    expect(chunk).toMatchObject({ type: 'error', errorText: expect.stringMatching(/will be finished and stored/) })
    expect(createEncoder({ from: 0 }).farewell('goingDown')).toBe('')
    expect(createEncoder({ from: 0 }).farewell('rightsEnded')).toContain('sign in again')
  })
})

describe('a reader who counts chunks', () => {
  const whole = [
    started,
    say('One'),
    say(' two'),
    tool('called'),
    tool('done', { output: 1 }),
    say(' three'),
    completed,
  ]

  test('is told the rest from wherever it was', async () => {
    const all = await chunksOf(tell(whole))
    for (let from = 0; from < all.length; from++) {
      expect([from, await chunksOf(tell(whole, { from }))]).toEqual([from, all.slice(from)])
    }
  })

  test.each([
    [
      'begun anew after pieces that are on no record',
      [started, say('Half'), restarted, say('Anew'), completed],
      'Anew',
    ],
    ['begun anew before any piece was on record', [started, restarted, say('Anew'), completed], 'Anew'],
    ['taken back in part', [started, say('Safe'), retracted(2), say('ne'), completed], 'Sane'],
    ['put together', [started, { seq: 9, ...say('One two') }, completed], 'One two'],
    ['stopped before them', [started, { type: 'stopped', data: { message: answer } } as const], ''],
  ])('has the right text before it where the log it counted in was %s', async (_what, events, text) => {
    const seen = await chunksOf(tell([started, ...['a', ' b', ' c', ' d'].map(say)]))
    for (let had = 1; had <= seen.length; had++) {
      const rest = await chunksOf(tell(events, { from: had }))
      const both = [...seen.slice(0, had), ...rest]
      const isHalf = text !== 'One two' && had < 4
      if (isHalf) continue
      const message = await messageOf(both)
      expect([had, message ? textOf(message) : '']).toEqual([had, text])
      expect(rest.at(-1)).toMatchObject({ type: 'finish' })
    }
  })
})
