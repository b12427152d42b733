import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inTime, TooLateError } from '../../src/std/in-time.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const { signal: never } = new AbortController()

/** Something that goes on for ever, and what it was told by. */
function endless() {
  const told: AbortSignal[] = []
  const work = (within: AbortSignal): Promise<never> => {
    told.push(within)
    return new Promise(() => {})
  }
  return { told, work }
}

test('what takes longer than it may is not waited for, though it does not hear', async () => {
  const { told, work } = endless()
  const waited = inTime(work, 1_000, never)
  const late = expect(waited).rejects.toThrow(TooLateError)
  vi.advanceTimersByTime(999)
  expect(told[0]?.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  await late
  expect(told[0]?.aborted).toBe(true)
})

test('whoever leaves is let go at once, and what they waited for is told', async () => {
  const { told, work } = endless()
  const leaving = new AbortController()
  const waited = inTime(work, 1_000, leaving.signal)
  leaving.abort()
  await expect(waited).rejects.toThrow(TooLateError)
  expect(told[0]?.aborted).toBe(true)
  expect(vi.getTimerCount()).toBe(0)
})

test('whoever has left already begins nothing', async () => {
  const { told, work } = endless()
  await expect(inTime(work, 1_000, AbortSignal.abort())).rejects.toThrow(TooLateError)
  expect(told).toEqual([])
})

test('what comes in time, or fails, comes as it is, and leaves no timer', async () => {
  expect(await inTime(async () => 'tea', 1_000, never)).toBe('tea')
  await expect(inTime(() => Promise.reject(new RangeError('too hot')), 1_000, never)).rejects.toThrow(RangeError)
  expect(vi.getTimerCount()).toBe(0)
})

test('a failure that comes when nobody waits any more disturbs nobody', async () => {
  const { promise, reject } = Promise.withResolvers<never>()
  const leaving = new AbortController()
  const waited = inTime(() => promise, 1_000, leaving.signal)
  leaving.abort()
  await expect(waited).rejects.toThrow(TooLateError)
  reject(new RangeError('too late'))
  await Promise.resolve()
})
