import { describe, expect, test } from 'vitest'
import type { Message, RunEvent } from '../../../src/conversation/types.ts'
import { createLegacyEncoder, type Resumption } from '../../../src/dialects/legacy-encoder.ts'

const message: Message = {
  id: 'm',
  conversationId: 'c',
  seq: 2,
  parentId: null,
  role: 'assistant',
  content: '',
  status: 'completed',
  runId: 'r',
  model: 'gpt-4',
  usage: null,
  createdAt: '2026-01-01T00:00:00.000Z',
}
const error = { title: 'It failed', detail: 'Send it again.', code: 'internal' }

type Unnumbered<Event> = Event extends unknown ? Omit<Event, 'seq'> : never
type Given = Unnumbered<RunEvent>

const delta = (text: string): Given => ({ type: 'delta', text })
const retracted = (keep: number): Given => ({ type: 'retracted', data: { keep, reason: 'recovered' } })
const restarted: Given = { type: 'restarted', data: { attempt: 2, reason: 'recovered' } }
const completed: Given = { type: 'completed', data: { message, finishReason: 'stop' } }
const stopped: Given = { type: 'stopped', data: { message } }
const blocked: Given = { type: 'blocked', data: { message, error } }
const failed: Given = { type: 'failed', data: { message, error } }
const notice: Given = { type: 'notice', data: { kind: 'waiting' } }
const usage: Given = {
  type: 'usage',
  data: { inputTokens: 1, outputTokens: 1, totalTokens: 2, estimated: false },
}
const started: Given = {
  type: 'started',
  data: { runId: 'r', conversationId: 'c', userMessageId: 'u', messageId: 'm', model: 'gpt-4' },
}

const begunAnew =
  'no("The answer was begun anew, and what you have read no longer holds. Send the message again in a few seconds.")'
const goingDown =
  'no("The server is going down before the answer is complete. Send the message again in a few seconds.")'

const create = (resumption?: Resumption, stored = false) =>
  createLegacyEncoder(
    {
      stored,
      text: (json, n) => `${n}${json} `,
      success: (n) => `ok(${n})`,
      failure: (why) => `no(${JSON.stringify(why)})`,
    },
    resumption,
  )

/** What a reader hears of these events, and whether it has heard all that there is. */
function told(events: readonly Given[], resumption?: Resumption): [heard: string, over: boolean] {
  const encoder = create(resumption)
  const heard = events.map((event, i) => encoder.encode({ ...event, seq: i + 1 }, 'r')).join('')
  return [heard, encoder.over === true]
}

describe('W9, SETTLED 7: a legacy reader hears', () => {
  test.each<[title: string, events: Given[], heard: string]>([
    ['that an answer is complete', [started, delta('a'), delta('b'), usage, completed], '0"a" 1"b" ok(2)'],
    ['of one that was stopped as of a success', [started, delta('a'), stopped], '0"a" ok(1)'],
    ['of one that was blocked as of a success', [started, delta('a'), blocked], '0"a" ok(1)'],
    ['of one that was stopped while it waited', [notice, stopped], 'ok(0)'],
    ['why one failed', [notice, started, delta('a'), failed], '0"a" no("It failed. Send it again.")'],
    ['why one failed before its first word', [started, failed], 'no("It failed. Send it again.")'],
    ['nothing of a new beginning before its first word', [started, restarted, delta('a'), completed], '0"a" ok(1)'],
    ['nothing of text taken back before its first word', [started, retracted(0), delta('a'), completed], '0"a" ok(1)'],
    ['a failure at a new beginning after its first word', [started, delta('a'), restarted], `0"a" ${begunAnew}`],
    ['a failure where text that it was told is taken back', [delta('abc'), retracted(2)], `0"abc" ${begunAnew}`],
    ['a failure where all that it was told is taken back', [delta('a'), retracted(0)], `0"a" ${begunAnew}`],
    [
      'nothing where all that it was told is kept',
      [delta('ab'), delta('c'), retracted(3), failed],
      '0"ab" 1"c" no("It failed. Send it again.")',
    ],
    [
      'nothing where characters of two units are kept',
      [delta('😀😀'), retracted(2), completed],
      String.raw`0"\ud83d\ude00\ud83d\ude00" ok(1)`,
    ],
    [
      'a failure where one of them is not',
      [delta('😀😀'), retracted(1)],
      String.raw`0"\ud83d\ude00\ud83d\ude00" ` + begunAnew,
    ],
  ])('%s', (_title, events, heard) => {
    expect(told(events)[0]).toBe(heard)
  })

  test.each<[title: string, last: Given]>([
    ['a new beginning', restarted],
    ['text taken back', retracted(0)],
    ['a failure', failed],
    ['an end', completed],
    ['a stop', stopped],
    ['a block', blocked],
  ])('nothing more after %s, whatever comes', (_title, last) => {
    const [heard, over] = told([delta('a'), last])
    expect(over).toBe(true)
    expect(told([delta('a'), last, delta('b'), retracted(0), restarted, failed, completed])).toEqual([heard, true])
  })

  test('that there is more to come until there is not', () => {
    expect(told([started, notice, restarted, delta('a'), retracted(1), usage])).toEqual(['0"a" ', false])
  })

  test('that the server goes down, unless it has heard its last word', () => {
    const encoder = create()
    encoder.encode({ ...delta('a'), seq: 1 }, 'r')
    expect([encoder.farewell('goingDown'), encoder.over, encoder.farewell('goingDown')]).toEqual([goingDown, true, ''])
    const ended = create()
    ended.encode({ ...completed, seq: 1 }, 'r')
    expect(ended.farewell('goingDown')).toBe('')
  })
})

describe('W9, S3-4: a reader that comes back', () => {
  test.each<[title: string, events: Given[], resumption: Resumption, heard: string]>([
    ['hears the rest', [delta('b'), completed], { resumed: true }, '0"b" ok(1)'],
    ['hears nothing of pieces that it has', [delta('a'), delta('b')], { resumed: true, skip: 1 }, '1"b" '],
    ['hears a failure at a new beginning, for it has read', [restarted, delta('a')], { resumed: true }, begunAnew],
    ['hears a failure where text is taken back, for it has read', [retracted(9)], { resumed: true }, begunAnew],
    ['hears of a failure', [failed], { resumed: true }, 'no("It failed. Send it again.")'],
  ])('%s', (_title, events, resumption, heard) => {
    expect(told(events, resumption)[0]).toBe(heard)
  })
})

describe('W3: a frame', () => {
  test.each([1014, 1015, 1019, 1020])('of %i bytes or so is under 1 KiB with what is added to it', (length) => {
    const text = 'x'.repeat(length)
    for (const added of [0, 5]) {
      const encoder = create({ added })
      const frames = encoder.encode({ seq: 1, type: 'delta', text }, 'r').split(/(?<= )/)
      expect(frames.filter((frame) => frame.length + added >= 1024)).toEqual([])
      expect(frames).toHaveLength(length + 4 + added < 1024 ? 1 : 2)
    }
  })
})

test('SETTLED 11, 7: where an answer is stored, nobody is told to send its message again', () => {
  const itGoesOn = 'It will be finished and stored: your message need not be sent again.")'
  expect(create(undefined, true).farewell('goingDown')).toBe(
    `no("The server is going down before the answer is complete. ${itGoesOn}`,
  )
  const encoder = create({ resumed: true }, true)
  expect(encoder.encode({ ...restarted, seq: 1 }, 'r')).toBe(
    `no("The answer was begun anew, and what you have read no longer holds. ${itGoesOn}`,
  )
})
