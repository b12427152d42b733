import { expect, test } from 'vitest'
import { escalationDelay } from '../../src/safety/escalation-delay.ts'

const hourMs = 3_600_000

const delays = Array.from({ length: 100 }, (_, past) => escalationDelay(past + 1))
const waits = delays.filter((one) => one !== undefined)

test('an endpoint that was gone for a moment is not left waiting', () => {
  expect(delays.slice(0, 12).map((ms) => (ms ?? 0) / 1000)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048])
})

test('an endpoint that is gone for long is told within the hour in which it is back', () => {
  expect(Math.max(...waits)).toBe(hourMs)
  expect(delays.slice(12, 34)).toEqual(Array.from({ length: 22 }, () => hourMs))
})

test('a notice is neither given up before a day is over, nor kept after it', () => {
  expect(waits.reduce((sum, one) => sum + one, 0)).toBe(24 * hourMs)
  expect(delays.slice(waits.length).every((one) => one === undefined)).toBe(true)
})

test.each([1e12, Infinity])('a number of tries that nobody made (%d) ends at once', (attempt) => {
  expect(escalationDelay(attempt)).toBeUndefined()
})

test.each([0, -1, Number.NaN])('where tries were counted wrongly (%d), there is a next', (attempt) => {
  expect(escalationDelay(attempt)).toBe(1_000)
})
