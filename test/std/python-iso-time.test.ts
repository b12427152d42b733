import { expect, it } from 'vitest'
import { pythonIsoTime } from '../../src/std/python-iso-time.ts'

it('writes six digits of microseconds and the offset, also where they are zero', () => {
  expect(pythonIsoTime(Date.UTC(2024, 0, 28, 12))).toBe('2024-01-28T12:00:00.000000+00:00')
  expect(pythonIsoTime(Date.UTC(2024, 11, 31, 23, 59, 59, 7))).toBe('2024-12-31T23:59:59.007000+00:00')
})
