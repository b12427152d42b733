import { expect, test, vi } from 'vitest'
import { createTally } from '../../src/std/tally.ts'

test('a flood is told in a few words, and none of it is lost', () => {
  vi.useFakeTimers()
  try {
    const told: number[] = []
    const happened = createTally(1_000, (count) => told.push(count))
    for (let i = 0; i < 500; i++) happened()
    expect(told).toEqual([1])
    vi.advanceTimersByTime(1_000)
    expect(told).toEqual([1, 499])
    happened()
    vi.advanceTimersByTime(5_000)
    happened()
    expect(told).toEqual([1, 499, 1, 1])
  } finally {
    vi.useRealTimers()
  }
})
