import { setImmediate as nextTick } from 'node:timers/promises'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLiveLog } from '../../src/adapters/in-process/live-log.ts'
import { attemptOf, compactionGap, seqOf } from '../../src/conversation/seq.ts'
import type { Message, RunEvent } from '../../src/conversation/types.ts'
import type { Signal } from '../../src/ports/relay.ts'
import { createFollowRun } from '../../src/streams/follow-run.ts'
import { pace, rarely, readAt, run, seqs, until, world } from './elsewhere-world.ts'

describe('a run that is written on one node and read on another', () => {
  test('LESSONS 34: each event comes once and in its order, and every stored one does, whatever is lost on the way', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant('token' as const) },
      { weight: 3, arbitrary: fc.constantFrom('flush', 'tick', 'wait') },
      { weight: 1, arbitrary: fc.constantFrom('lose', 'find', 'cut', 'mend', 'die', 'join') },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), fc.boolean(), async (steps, relayed) => {
        const { hub, record, leave, a, b, c } = await world(['a', 'b', 'c'], { related: relayed })
        let writer = a
        const readers = [readAt(b)]
        writer.begin()
        for (const each of steps) {
          if (each === 'token') writer.token()
          if (each === 'flush') writer.flush()
          if (each === 'tick') await nextTick()
          if (each === 'wait') await new Promise((resolve) => setTimeout(resolve, pace.tellMs))
          if (each === 'lose' || each === 'find') hub.loses = each === 'lose'
          if (each === 'cut' || each === 'mend') hub.down = each === 'cut'
          if (each === 'join') readers.push(readAt(b, readers[0]?.read.at(-1)))
          if (each === 'die' && writer === a) {
            a.die()
            leave('a')
            writer = c
            writer.begin()
          }
        }
        writer.end()
        await Promise.all(readers.map(({ over }) => over))
        for (const [i, { read }] of readers.entries()) {
          expect(read).toEqual([...new Set(read)].sort((x, y) => x - y))
          const stored = record.stored.map(({ seq }) => seq).filter((seq) => i === 0 || seq >= (read[0] ?? 0))
          expect(read.filter((seq) => stored.includes(seq))).toEqual(stored)
          const last = attemptOf(read.at(-1) ?? 0)
          expect(read.filter((seq) => !stored.includes(seq) && attemptOf(seq) === last)).toEqual([])
        }
        for (const node of [a, b, c]) node.elsewhere.stop()
      }),
      { numRuns: 60 },
    )
  })

  test('comes before it is on record, where signals pass', async () => {
    const { a, b, record } = await world(['a', 'b'])
    a.begin()
    const { read } = readAt(b)
    a.token()
    await until(() => read.includes(seqOf(1, 2)))
    expect(record.stored).toHaveLength(1)
    a.token()
    await until(() => read.includes(seqOf(1, 3)))
    expect(record.stored).toHaveLength(1)
  })

  test('asks the record nothing for as long as signals come', async () => {
    const { a, b, record } = await world(['a', 'b'], { slow: { ...rarely, relayedMs: 1 } })
    a.begin()
    const { read } = readAt(b)
    await until(() => read.length === 1 && b.live.reach(run) !== undefined)
    const { asked } = record
    for (let i = 2; i < 20; i++) {
      a.token()
      await until(() => read.includes(seqOf(1, i)))
    }
    expect(record.asked).toBe(asked)
  })

  test('goes on being told for longer than one asking lasts', async () => {
    const { a, b, record, hub } = await world(['a', 'b'])
    a.begin()
    const { read } = readAt(b)
    const end = performance.now() + 2 * pace.lastingMs
    for (let i = 2; performance.now() < end; i++) {
      a.token()
      await until(() => read.includes(seqOf(1, i)))
    }
    expect(record.stored).toHaveLength(1)
    expect(hub.carried.filter(({ kind }) => kind === 'follow').length).toBeGreaterThan(2)
  })

  test('is told to no node on which nobody reads it any more', async () => {
    const { a, b, hub } = await world(['a', 'b'])
    a.begin()
    const { read, reader } = readAt(b)
    a.token()
    await until(() => read.includes(seqOf(1, 2)))
    expect(a.elsewhere.isFollowed(run)).toBe(true)
    reader.close()
    a.token()
    await until(() => !a.elsewhere.isFollowed(run))
    expect(a.stopped).toEqual([`left ${run}`])
    const { length } = hub.carried.filter(({ kind }) => kind === 'tail')
    a.token()
    await new Promise((resolve) => setTimeout(resolve, 5 * pace.tellMs))
    expect(hub.carried.filter(({ kind }) => kind === 'tail')).toHaveLength(length)
  })

  test('is found by those who wait for it before anybody answers it', async () => {
    const { a, b } = await world(['a', 'b'])
    const { read } = readAt(b)
    await new Promise((resolve) => setTimeout(resolve, 2 * pace.relayedMs))
    a.begin()
    a.token()
    await until(() => read.includes(seqOf(1, 2)))
  })

  test('is told by a node that was thought dead to nobody who has it from its heir', async () => {
    const { a, b, c, hub } = await world(['a', 'b', 'c'])
    a.begin()
    const { read } = readAt(b)
    a.token()
    await until(() => read.includes(seqOf(1, 2)))
    c.begin()
    await until(() => read.includes(seqOf(2, 1)))
    // It has not heard that it is dead, and goes on.
    a.token()
    await until(() => hub.carried.some((signal) => signal.kind === 'tail' && signal.events.at(-1)?.seq === seqOf(1, 3)))
    c.token()
    await until(() => read.includes(seqOf(2, 2)))
    expect(read).not.toContain(seqOf(1, 3))
  })

  test('is read from the record again when signals cease', async () => {
    const { a, b, hub } = await world(['a', 'b'])
    a.begin()
    const { read, over } = readAt(b)
    a.token()
    await until(() => read.includes(seqOf(1, 2)))
    hub.down = true
    a.token()
    a.flush()
    await until(() => read.includes(seqOf(1, 3)))
    a.end()
    await over
  })

  test('has no gap that nobody notices, though its tail was shortened before it could be told', async () => {
    const { a, b } = await world(['a', 'b'])
    a.begin()
    const { read } = readAt(b)
    a.token()
    await until(() => read.includes(seqOf(1, 2)))
    a.lease.held = false
    for (let i = 0; i < 5; i++) {
      a.token()
      a.flush()
      await nextTick()
    }
    expect(a.live.tail(run, seqOf(1, 2))).toBe('elsewhere')
    a.lease.held = true
    a.token()
    await until(() => read.includes(seqOf(1, 8)))
    expect(read).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => seqOf(1, n)))
  })

  test('is told by its new writer at once, and to its end, without a question to the record', async () => {
    const { a, b, c, record, leave } = await world(['a', 'b', 'c'], { slow: rarely })
    a.begin()
    const { read, over } = readAt(b)
    await until(() => b.live.reach(run) !== undefined)
    a.die()
    leave('a')
    const { asked } = record
    c.begin()
    c.token()
    await until(() => read.includes(seqOf(2, 2)))
    c.end()
    await over
    expect(record.asked).toBe(asked)
  })

  test('is followed to whoever goes on with it by all its readers, here and there, when its writer has lost it', async () => {
    const { a, b, c } = await world(['a', 'b', 'c'])
    a.begin()
    const readers = [readAt(a), readAt(b), readAt(b)]
    a.token()
    await until(() => readers.every(({ read }) => read.includes(seqOf(1, 2))))
    a.lose()
    await new Promise((resolve) => setTimeout(resolve, 2 * pace.relayedMs))
    c.begin()
    c.token()
    c.end()
    await Promise.all(readers.map(({ over }) => over))
    for (const { read } of readers)
      expect(read.slice(-3)).toEqual([seqOf(2, 1), seqOf(2, 2), seqOf(2, 3 + compactionGap)])
  })

  test('is told again where something of it was lost that is not on record either', async () => {
    const { a, b, hub, record } = await world(['a', 'b'], { slow: rarely })
    a.begin()
    const { read } = readAt(b)
    a.token()
    await until(() => read.includes(seqOf(1, 2)))
    hub.loses = true
    const told = hub.tried
    a.token()
    await until(() => hub.tried > told)
    hub.loses = false
    a.token()
    await until(() => read.includes(seqOf(1, 4)))
    expect(read).toEqual([1, 2, 3, 4].map((n) => seqOf(1, n)))
    expect(record.stored).toHaveLength(1)
  })

  test('goes on being told to a node that could not be heard for longer than one asking lasts', async () => {
    const { a, b, hub } = await world(['a', 'b'])
    a.begin()
    const { read } = readAt(b)
    a.token()
    await until(() => read.includes(seqOf(1, 2)))
    hub.down = true
    await new Promise((resolve) => setTimeout(resolve, 2 * pace.lastingMs))
    hub.down = false
    a.token()
    await until(() => read.includes(seqOf(1, 3)))
    expect(a.stopped).toEqual([])
  })

  test('is forgotten when it ends, though it could not be told that then', async () => {
    const { a, b } = await world(['a', 'b'])
    a.begin()
    readAt(b)
    await until(() => a.elsewhere.isFollowed(run))
    a.lease.held = false
    a.lose()
    await nextTick()
    a.lease.held = true
    await until(() => !a.elsewhere.isFollowed(run))
    expect(a.live.isRead(run)).toBe(false)
  })

  test('is asked after no more than now and then, where the record names a writer who has nothing', async () => {
    const { a, b, record, hub } = await world(['a', 'b'])
    record.owner = a.self
    readAt(b)
    await until(() => hub.carried.filter(({ kind }) => kind === 'gone').length > 1)
    const { asked } = record
    await new Promise((resolve) => setTimeout(resolve, 20 * pace.aloneMs))
    expect(record.asked - asked).toBeLessThan(40)
  })

  test('is not taken from a node that is not its writer', async () => {
    const { b, c, record, relayOf, leave } = await world(['a', 'b', 'c'])
    leave('c')
    c.begin()
    const { read } = readAt(b)
    await until(() => record.asked > 1)
    const stale: Signal = {
      kind: 'tail',
      run,
      after: 0,
      recorded: 0,
      events: [{ seq: 1, type: 'delta', text: 'x' }],
      closed: 'no',
    }
    relayOf('a').tell('b', [stale])
    await nextTick()
    await nextTick()
    expect(b.live.reach(run)).toBeUndefined()
    expect(read).toEqual([seqOf(1, 1)])
  })

  test('is not told for ever to a node that is dead', async () => {
    const { a, b, leave } = await world(['a', 'b'])
    a.begin()
    const { read } = readAt(b)
    await until(() => read.length > 0 && a.elsewhere.isFollowed(run))
    b.die()
    leave('b')
    while (a.elsewhere.isFollowed(run)) {
      a.token()
      await nextTick()
    }
    expect(a.stopped).toEqual([`left ${run}`])
  })

  test('waits for what comes next, though a tail came and went again before it looked', async () => {
    const live = createLiveLog()
    const stored: RunEvent[] = []
    const asked: PromiseWithResolvers<void>[] = []
    const answer = async <Value>(value: () => Value): Promise<Value> => {
      const gate = Promise.withResolvers<void>()
      asked.push(gate)
      await gate.promise
      return value()
    }
    const pass = async (): Promise<void> => {
      await until(() => asked.length > 0)
      asked.shift()?.resolve()
      await nextTick()
    }
    let ended = false
    const { follow } = createFollowRun({
      live,
      record: {
        read: (_user, _run, after) => answer(() => stored.filter(({ seq }) => seq > after)),
        ended: () => answer(() => ended),
      },
      onDeserted() {},
    })
    const over = Promise.withResolvers<void>()
    follow({ run, userId: 'u', after: 7 }, seqs, { write: () => true, end: () => over.resolve(), fail: over.reject })
    await pass()
    await until(() => asked.length > 0)
    // While the record is asked whether it has ended: a tail from elsewhere that is not yet where this reader is.
    live.open(run, 4)
    live.push(run, { seq: 5, type: 'delta', text: 'x' })
    asked.shift()?.resolve()
    await Promise.resolve()
    await nextTick()
    live.drop(run)
    await nextTick()
    await pass()
    stored.push({ seq: 8, type: 'stopped', data: { message: {} as Message } })
    ended = true
    live.touch(run)
    while (!(await Promise.race([over.promise.then(() => true), nextTick(false)]))) asked.shift()?.resolve()
  })

  test('a stop reaches its writer', async () => {
    const { a, b } = await world(['a', 'b'])
    a.begin()
    b.elsewhere.askToStop('a', run)
    await until(() => a.stopped.includes(run))
  })
})

describe('S0-6, SETTLED 6: a run that is on no record, asked for by its key on another node', () => {
  test('is brought there whole', async () => {
    const { a, b } = await world(['a', 'b'], { isTransient: true })
    a.begin()
    a.token()
    expect(await b.elsewhere.bring(run, 1_000)).toBe(true)
    const { read, over } = readAt(b)
    a.token()
    a.end()
    await over
    expect(read).toEqual([seqOf(1, 1), seqOf(1, 2), seqOf(1, 3), seqOf(1, 3 + 1 + compactionGap)])
  })

  test('cannot be where nodes tell each other nothing, or its writer is gone, and that is said in time', async () => {
    const alone = await world(['a', 'b'], { related: false })
    alone.a.begin()
    expect(await alone.b.elsewhere.bring(run, 50)).toBe(false)
    const lost = await world(['a', 'b'])
    lost.a.begin()
    lost.leave('a')
    expect(await lost.b.elsewhere.bring(run, 50)).toBe(false)
  })
})
