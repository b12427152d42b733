import { describe, expect, test } from 'vitest'
import { seqOf } from '../../../src/conversation/seq.ts'
import type { Message, RunEvent } from '../../../src/conversation/types.ts'
import { createChatEncoder } from '../../../src/dialects/openai/chat-frames.ts'
import { createResponseEncoder } from '../../../src/dialects/openai/response-frames.ts'
import { keptOf } from '../../../src/dialects/openai/response-shape.ts'
import type { Encoder } from '../../../src/streams/follow-run.ts'

const run = '01a1fe53-dffc-79c5-8fbc-465d2908aca8'
const message: Message = {
  id: run,
  conversationId: run,
  seq: 2,
  parentId: null,
  role: 'assistant',
  content: 'One two',
  status: 'completed',
  runId: run,
  model: 'gpt-4',
  usage: null,
  createdAt: '2026-01-01T00:00:00.000Z',
}
const started: RunEvent = {
  seq: seqOf(1, 1),
  type: 'started',
  data: { runId: run, conversationId: run, userMessageId: run, messageId: run, model: 'gpt-4' },
}
const delta = (attempt: number, n: number, text: string): RunEvent => ({ seq: seqOf(attempt, n), type: 'delta', text })
const restarted: RunEvent = { seq: seqOf(2, 1), type: 'restarted', data: { attempt: 2, reason: 'recovered' } }
const retracted = (n: number, keep: number): RunEvent => ({
  seq: seqOf(1, n),
  type: 'retracted',
  data: { keep, reason: 'safety' },
})
const completed: RunEvent = { seq: seqOf(2, 9), type: 'completed', data: { message, finishReason: 'stop' } }
const blocked: RunEvent = {
  seq: seqOf(2, 9),
  type: 'blocked',
  data: {
    message: { ...message, status: 'blocked' },
    error: { title: 'Not said', detail: 'It must not be.', code: 'x' },
  },
}

const outline = {
  run,
  kept: keptOf({}),
  request: {},
  model: 'gpt-4',
  conversationId: run,
  messageId: run,
}

const contracts: [string, () => Encoder, { text: string; end: string; filtered: string }][] = [
  [
    'completions',
    () => createChatEncoder({ run, model: null, stored: true, includesUsage: false }),
    { text: '"content":"One"', end: 'data: [DONE]\n\n', filtered: '"finish_reason":"content_filter"' },
  ],
  [
    'responses',
    () => createResponseEncoder(outline),
    {
      text: '"delta":"One"',
      end: 'event: response.completed\n',
      filtered: '"incomplete_details":{"reason":"content_filter"}',
    },
  ],
]

const tell = (encoder: Encoder, events: readonly RunEvent[]): string[] =>
  events.map((event) => (encoder.over === true ? '(over)' : encoder.encode(event, run)))

describe.each(contracts)('a reader of %s', (_, create, { text, end, filtered }) => {
  test('who has heard nothing is told of no new beginning', () => {
    const frames = tell(create(), [started, restarted, delta(2, 2, 'One'), completed])
    expect(frames[1]).toBe('')
    expect(frames[2]).toContain(text)
    expect(frames[3]).toContain(end)
  })

  test('who comes when it has begun anew is told all of it', () => {
    const frames = tell(create(), [restarted, delta(2, 2, 'One'), completed])
    expect(frames[0]).toMatch(/"role":"assistant"/)
    expect(frames[2]).toContain(end)
  })

  test('who has text that holds no more is told that it has failed, and nothing after that', () => {
    for (const anew of [restarted, retracted(3, 2)]) {
      const frames = tell(create(), [started, delta(1, 2, 'One'), anew, delta(2, 2, 'Other'), completed])
      expect(frames[2]).toContain('"code":"begun_anew"')
      expect(frames[2]).toContain('need not be sent again')
      expect(frames.slice(3)).toEqual(['(over)', '(over)'])
    }
  })

  test('is told of nothing where what was taken back never reached them', () => {
    expect(tell(create(), [started, retracted(2, 0)])[1]).toBe('')
    expect(tell(create(), [started, delta(1, 2, 'One'), retracted(3, 3)])[2]).toBe('')
  })

  test('hears that an answer was filtered', () => {
    expect(tell(create(), [started, delta(1, 2, 'One'), blocked])[2]).toContain(filtered)
  })

  test('who is sent away is told why, once', () => {
    const encoder = create()
    encoder.encode(started, run)
    expect(encoder.farewell('rightsEnded')).toContain('"code":"rights_ended"')
    expect(encoder.farewell('goingDown')).toBe('')
  })
})
