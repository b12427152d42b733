import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLease } from '../../src/conversation/lease.ts'

const periodMs = 8_000

/** A store whose renewals succeed, fail or never come back, as the test wants. */
function createWorld({ shared = true } = {}) {
  const world = {
    answer: 'well' as 'well' | 'fails' | 'hangs',
    /** What an answer waits for. */
    before: Promise.resolve(),
    renewals: [] as string[],
    /** Whether the store has kept the lease until now. */
    kept: true,
    regained: 0,
    troubles: 0,
  }
  const lease = createLease({
    owner: 'me',
    periodMs,
    shared,
    journal: {
      async renew(_owner, state) {
        await world.before
        if (world.answer === 'hangs') await new Promise(() => {})
        if (world.answer === 'fails') throw new Error('away')
        world.renewals.push(state)
        return world.kept
      },
    },
    async regain() {
      expect(lease.holds()).toBe(false)
      world.regained++
    },
    onTrouble: () => world.troubles++,
  })
  return { world, lease }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

describe('SETTLED 13: the lease of a process', () => {
  test('is kept for as long as the store renews it', async () => {
    const { lease, world } = createWorld()
    expect(lease.holds()).toBe(false)
    await lease.take()
    for (let i = 0; i < 10; i++) {
      await vi.advanceTimersByTimeAsync(periodMs / 2)
      expect(lease.holds()).toBe(true)
    }
    expect(world.renewals.length).toBeGreaterThan(10)
    expect(world.regained).toBe(0)
    lease.stop()
  })

  test('is over by the process’s own clock, whether the store fails or does not answer at all', async () => {
    for (const answer of ['fails', 'hangs'] as const) {
      const { lease, world } = createWorld()
      await lease.take()
      world.answer = answer
      await vi.advanceTimersByTimeAsync(periodMs - 1)
      expect(lease.holds()).toBe(true)
      await vi.advanceTimersByTimeAsync(1)
      expect(lease.holds()).toBe(false)
      lease.stop()
    }
  })

  test('is counted from before the store was asked: a late answer gives no time that it has not', async () => {
    const { lease, world } = createWorld()
    await lease.take()
    const answered = Promise.withResolvers<void>()
    world.before = answered.promise
    await vi.advanceTimersByTimeAsync(periodMs / 2)
    answered.resolve()
    world.before = new Promise(() => {})
    // Asked after a quarter of a period, answered after half of one.
    await vi.advanceTimersByTimeAsync(0.75 * periodMs - 1)
    expect(lease.holds()).toBe(true)
    await vi.advanceTimersByTimeAsync(1)
    expect(lease.holds()).toBe(false)
    lease.stop()
  })

  test('that had lapsed is regained when it is known what is still its own, and nobody is told before', async () => {
    const { lease, world } = createWorld()
    await lease.take()
    world.answer = 'fails'
    await vi.advanceTimersByTimeAsync(periodMs)
    const told: string[] = []
    lease.whenHeld(() => told.push(`${lease.holds()} ${world.regained}`))
    await vi.advanceTimersByTimeAsync(periodMs)
    expect(told).toEqual([])
    world.answer = 'well'
    await vi.advanceTimersByTimeAsync(periodMs / 2)
    expect(told).toEqual(['true 1'])
    await vi.advanceTimersByTimeAsync(periodMs)
    expect(told).toHaveLength(1)
    lease.stop()
  })

  test('that the store had let lapse is regained, though no time seems to have passed here', async () => {
    const { lease, world } = createWorld()
    await lease.take()
    world.kept = false
    await vi.advanceTimersByTimeAsync(periodMs / 4)
    expect([world.regained, lease.holds(), lease.isSteady()]).toEqual([1, true, false])
    lease.stop()
  })

  test('is steady a whole period after the store was last away, so that others could renew theirs', async () => {
    const { lease, world } = createWorld()
    await lease.take()
    expect(lease.isSteady()).toBe(false)
    await vi.advanceTimersByTimeAsync(periodMs)
    expect(lease.isSteady()).toBe(true)
    world.answer = 'fails'
    await vi.advanceTimersByTimeAsync(periodMs / 4)
    expect([lease.holds(), lease.isSteady()]).toEqual([true, false])
    world.answer = 'well'
    await vi.advanceTimersByTimeAsync(periodMs)
    expect(lease.isSteady()).toBe(false)
    await vi.advanceTimersByTimeAsync(periodMs / 2)
    expect(lease.isSteady()).toBe(true)
    lease.stop()
  })

  test('tells once that the store is away, however often it is asked, and again the next time', async () => {
    const { lease, world } = createWorld()
    await lease.take()
    for (const outage of [1, 2]) {
      world.answer = 'fails'
      await vi.advanceTimersByTimeAsync(3 * periodMs)
      expect(world.troubles).toBe(outage)
      world.answer = 'well'
      await vi.advanceTimersByTimeAsync(periodMs)
    }
    lease.stop()
  })

  test('of a store that nobody else can serve never lapses: there is nobody to take over', async () => {
    const { lease, world } = createWorld({ shared: false })
    expect([lease.holds(), lease.isSteady()]).toEqual([true, true])
    await lease.take()
    world.answer = 'fails'
    await vi.advanceTimersByTimeAsync(10 * periodMs)
    expect([lease.holds(), lease.isSteady()]).toEqual([true, true])
    lease.stop()
  })

  test('says that its process drains, and is renewed no more once that is stopped', async () => {
    const { lease, world } = createWorld()
    await lease.take()
    await lease.drain()
    expect(world.renewals).toEqual(['serving', 'draining'])
    lease.stop()
    await vi.advanceTimersByTimeAsync(10 * periodMs)
    expect(world.renewals).toHaveLength(2)
  })
})
