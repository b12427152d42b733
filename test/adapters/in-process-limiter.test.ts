import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLimiter } from '../../src/adapters/in-process/limiter.ts'
import type { LimitAsk, Limiter } from '../../src/ports/limiter.ts'
import { ask, limiterContract } from '../contracts/limiter.contract.ts'
import { heapGrowth } from '../heap-growth.ts'

function withClock(start = 1_000_000): { limiter: Limiter; clock: { now: number } } {
  const clock = { now: start }
  return { limiter: createLimiter({ now: () => clock.now }), clock }
}

limiterContract(async () => {
  const { limiter, clock } = withClock()
  return {
    limiter,
    pass: async (ms) => void (clock.now += ms),
    [Symbol.asyncDispose]: async () => {},
  }
})

async function isAllowed(limiter: Limiter, asked: LimitAsk): Promise<boolean> {
  return (await limiter.take([asked])).allowed
}

async function fill(limiter: Limiter, count: number, { seconds = 60, from = 'other' } = {}): Promise<void> {
  const asks = Array.from({ length: count }, (_, i) => ask('user', `${from} ${i}`, 1, seconds))
  for (let i = 0; i < count; i += 10) await limiter.take(asks.slice(i, i + 10))
}

test('it counts as a plain record of every request would, whatever is asked when', async () => {
  const seconds: Readonly<Record<string, number>> = { a: 5, b: 20, c: 50 }
  const asked = fc.record({ name: fc.constantFrom('a', 'b', 'c'), key: fc.constantFrom('x', 'y') })
  const step = fc.record({ asks: fc.array(asked, { maxLength: 4 }), ms: fc.nat(12_000) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const { limiter, clock } = withClock()
      const record = new Map<string, { begun: number; used: number }>()
      for (const { asks, ms } of steps) {
        clock.now += ms
        const rates = asks.map(({ name, key }) => ask(name, key, 4, seconds[name]))
        const after = structuredClone(record)
        for (const { name, key, rate } of rates) {
          const id = `${name} ${key}`
          const found = after.get(id)
          const live = found && clock.now < found.begun + rate.seconds * 1_000 ? found : { begun: clock.now, used: 0 }
          after.set(id, { ...live, used: live.used + 1 })
        }
        const fits = [...after.values()].every(({ used }) => used <= 4)
        if (fits) for (const [id, window] of after) record.set(id, window)
        const { allowed, states } = await limiter.take(rates)
        expect(allowed).toBe(fits)
        for (const [i, { name, key, rate }] of rates.entries()) {
          const found = record.get(`${name} ${key}`)
          const live = found && clock.now < found.begun + rate.seconds * 1_000 ? found : { begun: clock.now, used: 0 }
          expect(states[i]).toEqual({
            name,
            rate,
            remaining: 4 - live.used,
            resetMs: live.begun + rate.seconds * 1_000 - clock.now,
          })
        }
      }
    }),
  )
})

test.each([1, 30_000, 59_999, 60_000, 86_400_000])(
  'a clock that is set back by %i ms locks nobody out for longer than a window',
  async (back) => {
    const { limiter, clock } = withClock(100_000_000)
    const ann = ask('user', 'ann', 1)
    expect(await isAllowed(limiter, ann)).toBe(true)
    clock.now += 59_999
    expect(await isAllowed(limiter, ann)).toBe(false)
    clock.now -= back
    await limiter.take([ask('user', 'somebody else', 1)])
    clock.now += 1
    expect(await isAllowed(limiter, ann)).toBe(true)
    // What is begun on the new time is counted as ever.
    expect(await isAllowed(limiter, ann)).toBe(false)
    clock.now += 60_000
    expect(await isAllowed(limiter, ann)).toBe(true)
  },
)

test('of 100,000 keys none is forgotten; of more, the one that was begun first', async () => {
  const { limiter, clock } = withClock()
  const [first, second] = [ask('address', 'first', 1), ask('user', 'second', 1)]
  await limiter.take([first])
  clock.now++
  await limiter.take([second])
  clock.now++
  await fill(limiter, 99_998)
  expect(await isAllowed(limiter, first)).toBe(false)
  await fill(limiter, 1, { from: 'one more' })
  expect(await isAllowed(limiter, second)).toBe(false)
  expect(await isAllowed(limiter, ask('user', 'other 99997', 1))).toBe(false)
  expect(await isAllowed(limiter, first)).toBe(true)
  expect(await isAllowed(limiter, second)).toBe(true)
})

test('a refused stranger takes the place of nobody, however many names they go by', async () => {
  const { limiter, clock } = withClock()
  const [ann, door] = [ask('user', 'ann', 1), ask('address', '192.0.2.1', 1)]
  await limiter.take([ann, door])
  clock.now++
  await fill(limiter, 99_998)
  for (let i = 0; i < 1_000; i++) await limiter.take([ask('user', `stranger ${i}`, 1), door])
  expect(await isAllowed(limiter, ann)).toBe(false)
})

test('windows that are over make room, also for one that was begun long before them', async () => {
  const { limiter, clock } = withClock()
  const ann = ask('session', 'ann', 1, 3_600)
  expect(await isAllowed(limiter, ann)).toBe(true)
  for (let round = 0; round < 2; round++) {
    await fill(limiter, 60_000, { seconds: 5, from: `round ${round}` })
    clock.now += 5_000
  }
  expect(await isAllowed(limiter, ann)).toBe(false)
})

test('a window that is begun anew is not dropped with the one before it', async () => {
  const { limiter, clock } = withClock()
  const ann = ask('user', 'ann', 1)
  await fill(limiter, 1_000)
  await limiter.take([ann])
  clock.now += 60_000
  expect(await isAllowed(limiter, ann)).toBe(true)
  await fill(limiter, 1_000, { from: 'another' })
  expect(await isAllowed(limiter, ann)).toBe(false)
})

test('neither long keys nor windows that are over are kept in memory', async () => {
  const { limiter, clock } = withClock()
  const long = (i: number): string => createHash('shake256', { outputLength: 5_000 }).update(String(i)).digest('hex')
  const kept = await heapGrowth(async () => {
    for (let i = 0; i < 10_000; i++) await limiter.take([ask('user', long(i), 1)])
  })
  expect(kept).toBeLessThan(10)
  const more = await heapGrowth(async () => {
    for (let i = 0; i < 100_000; i++) {
      clock.now += 1_000
      await limiter.take([ask('user', 'ann', 1, 1), ask('session', `hers ${i}`, 1, 1)])
    }
  })
  expect(more).toBeLessThan(10)
})

test('halves of characters, which no encoding of text tells apart, are two keys', async () => {
  const { limiter } = withClock()
  expect(await isAllowed(limiter, ask('user', '\ud83d', 1))).toBe(true)
  expect(await isAllowed(limiter, ask('user', '\ud83e', 1))).toBe(true)
})
