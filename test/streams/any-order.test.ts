import { setImmediate as nextTick } from 'node:timers/promises'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLiveLog } from '../../src/adapters/in-process/live-log.ts'
import { compactionGap, seqOf } from '../../src/conversation/seq.ts'
import type { Message, RunEvent, Seq } from '../../src/conversation/types.ts'
import { createFollowRun, type Encoder, type Reader } from '../../src/streams/follow-run.ts'

const run = 'r'
const userId = 'u'

/** A record as far away as a database can be: every answer is what it was when it was asked, told some ticks later. */
function createWorld() {
  const live = createLiveLog()
  const stored: RunEvent[] = [{ seq: seqOf(1, 1), type: 'notice', data: { kind: 'waiting' } }]
  let untold: RunEvent[] = []
  let ended = false
  let attempt = 0
  let n = 0
  let late = 0

  async function answer<Value>(value: Value): Promise<Value> {
    const ticks = late
    for (let i = 0; i < ticks; i++) await nextTick()
    return value
  }

  const { follow } = createFollowRun({
    live,
    record: {
      read: (_user, _run, after) => answer(stored.filter(({ seq }) => seq > after).slice(0, 3)),
      ended: () => answer(ended),
    },
    onDeserted() {},
  })

  function flush(): void {
    stored.push(...untold)
    const last = untold.at(-1)
    untold = []
    if (last) live.stored(run, last.seq)
  }

  return {
    live,
    stored,
    follow,
    flush,
    hasBegun: () => attempt > 0,
    distance: (ticks: number) => (late = ticks),
    /** The attempt that it has waited for, or a new one; what the last one had told and not stored is lost. */
    begin(): void {
      if (ended) return
      untold = []
      attempt++
      n = attempt === 1 ? 2 : 1
      const seq = seqOf(attempt, n++)
      const opening: RunEvent = { seq, type: 'restarted', data: { attempt, reason: 'recovered' } }
      stored.push(opening)
      live.open(run, seq - 1)
      live.push(run, opening)
    },
    token(): void {
      if (ended) return
      const event: RunEvent = { seq: seqOf(attempt, n++), type: 'delta', text: 'x' }
      untold.push(event)
      live.push(run, event)
    },
    end(): void {
      if (ended) return
      if (attempt === 0) this.begin()
      flush()
      n += compactionGap
      const event: RunEvent = { seq: seqOf(attempt, n), type: 'stopped', data: { message: {} as Message } }
      stored.push(event)
      ended = true
      live.push(run, event)
      live.close(run)
    },
  }
}

type World = ReturnType<typeof createWorld>

/** Somebody who reads, stops reading, leaves and comes back with the last cursor. */
function createVisitor(world: World, encoderFor: () => Encoder) {
  const read: Seq[] = []
  let reader: Reader | undefined
  let flows = true
  let over = false
  let failure: unknown
  return {
    read,
    over: () => over,
    failure: () => failure,
    join(): void {
      if (reader || over) return
      flows = true
      const joined = world.follow({ run, userId, after: read.at(-1) ?? 0 }, encoderFor(), {
        write(frames) {
          if (reader !== undefined && reader !== joined) throw new Error('A reader that has left is written to')
          read.push(...frames.split(' ').filter(Boolean).map(Number))
          return flows
        },
        end: () => (over = true),
        fail: (error) => (failure = error),
      })
      reader = joined
    },
    leave(): void {
      reader?.close()
      reader = undefined
    },
    stall: () => (flows = false),
    go(): void {
      flows = true
      reader?.resume()
    },
  }
}

const createEncoder = (): Encoder => ({ encode: ({ seq }) => `${seq} `, farewell: () => '' })
const encoder = createEncoder()
const another = createEncoder()

/** Remembers what it was told, as a contract does that numbers its frames: once, and in its order. */
function createOwnEncoder(): Encoder {
  let last: Seq = 0
  return {
    ...encoder,
    encode(event, id) {
      if (event.seq <= last) throw new Error(`Told ${event.seq} after ${last}`)
      last = event.seq
      return encoder.encode(event, id)
    },
  }
}

const encoders = [() => encoder, () => encoder, () => another, createOwnEncoder, createOwnEncoder]
const visitors = encoders.length

const step = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ kind: 'token' } as const) },
  { weight: 6, arbitrary: fc.constant({ kind: 'tick' } as const) },
  { weight: 3, arbitrary: fc.constant({ kind: 'flush' } as const) },
  { weight: 2, arbitrary: fc.constant({ kind: 'begin' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'end' } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('distance' as const), ticks: fc.nat({ max: 3 }) }) },
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constantFrom('join', 'leave', 'stall', 'go'), who: fc.nat({ max: visitors - 1 }) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

async function play(
  world: World,
  people: readonly ReturnType<typeof createVisitor>[],
  steps: readonly Step[],
): Promise<void> {
  for (const step of steps) {
    if ('who' in step) people[step.who]?.[step.kind]()
    else if (step.kind === 'tick') await nextTick()
    else if (step.kind === 'distance') world.distance(step.ticks)
    else if (step.kind === 'begin' || world.hasBegun()) world[step.kind]()
  }
  world.end()
  for (const person of people) {
    person.go()
    person.join()
  }
}

async function untilOver(people: readonly ReturnType<typeof createVisitor>[]): Promise<void> {
  for (let i = 0; i < 400 && !people.every((person) => person.over() || person.failure()); i++) await nextTick()
}

describe('DESIGN: readers hold a cursor, never a queue', () => {
  test('no order of tokens, joins, stalls, leaves, beginnings and ends makes a reader miss or repeat an event', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80, size: 'max' }), async (steps) => {
        const world = createWorld()
        const people = encoders.map((encoderFor) => createVisitor(world, encoderFor))
        await play(world, people, steps)
        await untilOver(people)
        const stored = world.stored.map(({ seq }) => seq)
        const known = new Set(stored)
        for (const person of people) {
          expect(person.failure()).toBeUndefined()
          expect(person.over()).toBe(true)
          // Beside the record it may have seen what a lost attempt had told and not stored; nothing twice, nothing out of order.
          expect(person.read.filter((seq) => known.has(seq))).toEqual(stored)
          expect(person.read).toEqual([...new Set(person.read)].sort((a, b) => a - b))
        }
      }),
      { numRuns: 400 },
    )
  })

  test('nothing is written to a reader that has stopped reading, and its place is all that is kept', async () => {
    const world = createWorld()
    const slow = createVisitor(world, () => encoder)
    const lively = createVisitor(world, () => encoder)
    world.begin()
    slow.join()
    lively.join()
    slow.stall()
    world.token()
    await nextTick()
    const before = [...slow.read]
    for (let i = 0; i < 100; i++) {
      world.token()
      if (i % 10 === 0) world.flush()
      await nextTick()
    }
    expect(slow.read).toEqual(before)
    expect(lively.read).toHaveLength(103)
    expect(world.live.tail(run, before.at(-1) ?? 0)).toBe('elsewhere')
    slow.go()
    await nextTick()
    expect(slow.read).toEqual(lively.read)
  })

  test('a frame is made once for all readers of a dialect, however many there are', async () => {
    const world = createWorld()
    let made = 0
    const counting: Encoder = {
      ...encoder,
      encode(event, id) {
        made++
        return encoder.encode(event, id)
      },
    }
    const people = Array.from({ length: 20 }, () => createVisitor(world, () => counting))
    world.begin()
    await nextTick()
    for (const person of people) person.join()
    await nextTick()
    made = 0
    for (let i = 0; i < 10; i++) {
      world.token()
      await nextTick()
    }
    expect(made).toBe(10)
    for (const person of people) expect(person.read).toHaveLength(12)
  })

  test('how far a reader is behind counts from where it stopped', async () => {
    const world = createWorld()
    world.begin()
    let flows = true
    const reader = world.follow({ run, userId, after: 0 }, encoder, { write: () => flows, end() {}, fail() {} })
    world.token()
    await nextTick()
    expect(reader.behind()).toBe(0)
    flows = false
    world.token()
    await nextTick()
    for (let i = 0; i < 7; i++) world.token()
    await nextTick()
    expect(reader.behind()).toBe(7)
    flows = true
    reader.resume()
    await nextTick()
    expect(reader.behind()).toBe(0)
  })

  test('a log that cannot be read is said to that reader alone', async () => {
    const live = createLiveLog()
    const { follow } = createFollowRun({
      live,
      record: { read: () => Promise.reject(new Error('away')), ended: async () => false },
      onDeserted() {},
    })
    live.open(run, 5)
    const failures: unknown[] = []
    const writes: string[] = []
    follow({ run, userId, after: 0 }, encoder, { write: () => true, end() {}, fail: (error) => failures.push(error) })
    follow({ run, userId, after: 5 }, encoder, {
      write: (frames) => writes.push(frames) > 0,
      end() {},
      fail: (error) => failures.push(error),
    })
    live.push(run, { seq: 6, type: 'delta', text: 'x' })
    await nextTick()
    expect(failures).toHaveLength(1)
    expect(writes).toEqual(['6 '])
  })
})
