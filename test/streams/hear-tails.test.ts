import { expect, onTestFinished, test, vi } from 'vitest'
import { createLiveLog } from '../../src/adapters/in-process/live-log.ts'
import { seqOf } from '../../src/conversation/seq.ts'
import type { RunEvent } from '../../src/conversation/types.ts'
import type { RunNews } from '../../src/ports/journal.ts'
import type { Signal } from '../../src/ports/relay.ts'
import { createHearTails } from '../../src/streams/hear-tails.ts'

function startHearing(news: (runs: readonly string[]) => Promise<RunNews[]>) {
  const live = createLiveLog()
  const troubles: unknown[] = []
  const hear = createHearTails({
    self: 'here',
    live,
    relay: undefined,
    news,
    isWrittenHere: () => false,
    pace: { aloneMs: 5, relayedMs: 10, silentMs: 30, renewMs: 50 },
    onTrouble: (error) => troubles.push(error),
  })
  onTestFinished(() => hear.stop())
  return { live, hear, troubles }
}

test('a record that fails over one run, while others are to be asked about, is asked about all of them again', async () => {
  const asked: (readonly string[])[] = []
  const first = Promise.withResolvers<RunNews[]>()
  const { live, troubles } = startHearing((runs) => {
    asked.push(runs)
    if (asked.length === 1) return first.promise
    return Promise.resolve(runs.map((run) => ({ run, owner: null, upTo: 0, ended: true })))
  })
  live.wake('first', () => {})
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  const woken = Promise.withResolvers<void>()
  live.wake('second', woken.resolve)
  first.reject(new Error('The connection broke'))
  await woken.promise
  expect(troubles).toHaveLength(1)
  expect(asked.slice(1).flat()).toContain('second')
})

test('a tail behind a gap never seems to reach back over it, whatever its writer has stored by then', () => {
  const { live, hear } = startHearing(() => Promise.resolve([]))
  live.wake('r', () => {})
  const delta = (n: number): RunEvent => ({ seq: seqOf(1, n), type: 'delta', text: `${n} ` })
  const tail = (after: number, recorded: number, ...events: number[]): Signal & { kind: 'tail' } => ({
    kind: 'tail',
    run: 'r',
    after: seqOf(1, after),
    recorded: seqOf(1, recorded),
    events: events.map(delta),
    closed: 'no',
  })
  hear.tail('there', tail(1, 1, 2, 3))
  // What told of 4 and 5 was lost, and both are on record.
  hear.tail('there', tail(5, 5, 6))
  hear.tail('there', tail(6, 3, 7))
  hear.tail('there', tail(7, 4, 8))
  expect(live.tail('r', seqOf(1, 3))).toBe('elsewhere')
  expect(live.tail('r', seqOf(1, 5))).toEqual([6, 7, 8].map(delta))
})
