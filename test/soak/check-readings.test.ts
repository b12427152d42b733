import { describe, expect, test } from 'vitest'
import { checkReadings } from '../../soak/check-readings.ts'
import { parseEvents, type WireEvent } from '../client.ts'

const run = 'r1'
const first = 2 ** 20
const second = 2 ** 21

const event = (seq: number, type: string, data: object): WireEvent => {
  const [parsed] = parseEvents(`id: ${run}:${seq}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`)
  if (!parsed) throw new Error('An event is one')
  return parsed
}

const started = event(first + 1, 'started', { runId: run })
const lost = event(first + 2, 'delta', { text: 'lost ' })
const restarted = event(second + 1, 'restarted', { attempt: 2, reason: 'recovered' })
const one = event(second + 2, 'delta', { text: 'One ' })
const two = event(second + 3, 'delta', { text: 'two' })
const end = event(second + 6, 'completed', { message: { content: 'One two' }, finishReason: 'stop' })
const log = [started, restarted, one, two, end]

const wrong: readonly [failure: string, seen: readonly WireEvent[], complaint: RegExp][] = [
  ['was left waiting', [started, restarted, one], /not come to its end/],
  ['has read nothing', [], /seen nothing/],
  ['missed a piece', [started, restarted, two, end], /not shown delta/],
  ['missed what came before a new attempt', [restarted, one, two, end], /not shown started/],
  [
    'read a piece twice',
    [started, restarted, one, two, event(second + 4, 'delta', { text: 'two' }), end],
    /not on record/,
  ],
  [
    'read another piece',
    [started, restarted, event(second + 2, 'delta', { text: 'Une ' }), two, end],
    /where the log has/,
  ],
  ['read another end', [started, restarted, one, two, event(second + 6, 'stopped', {})], /where the log has/],
]

describe('the soak notices a reader that', () => {
  test('saw nothing wrong, and lets it pass', () => {
    expect(checkReadings(run, log, [log, [started, lost, restarted, one, two, end]])).toEqual([])
  })

  test.each(wrong)('%s', (_failure, seen, complaint) => {
    expect(checkReadings(run, log, [seen]).join('\n')).toMatch(complaint)
  })

  test('would read a log without an end, or whose text is not its answer', () => {
    expect(checkReadings(run, log.slice(0, -1), []).join()).toMatch(/ends with delta/)
    expect(checkReadings(run, [started, restarted, one, end], []).join()).toMatch(/its log tells/)
  })
})
