import { afterEach, expect, test, vi } from 'vitest'
import { retryAfterMs } from '../../src/std/retry-after.ts'

afterEach(() => {
  vi.useRealTimers()
})

test.each([
  ['0', 0],
  ['120', 120_000],
  [' 7 ', 7_000],
  ['0.5', 500],
  ['0.0001', 1],
  ['9999999999', 9_999_999_999_000],
  ['Sun, 22 Nov 2026 05:01:00 GMT', 60_000],
  ['Sunday, 22-Nov-26 05:01:00 GMT', 60_000],
  ['Sun, 22 Nov 2026 04:00:00 GMT', 0],
])('whoever asks for a rest of "%s" is not asked again before it', (value, ms) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-22T05:00:00Z') })
  expect(retryAfterMs(value)).toBe(ms)
})

test.each([
  undefined,
  '',
  '-5',
  '+5',
  '5s',
  '1e9',
  '0x10',
  'Infinity',
  'soon',
  '2026-11-22T05:01:00Z',
  'Sun, 99 Nov 2026',
  '7, 8',
])('what names no time is no rest of some length or other: %s', (value) => {
  expect(retryAfterMs(value)).toBeUndefined()
})

test('a header that came twice names no time', () => {
  expect(retryAfterMs(['7', '8'])).toBeUndefined()
})
