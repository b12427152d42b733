import { expect, test } from 'vitest'
import { createBreaker } from '../../src/std/breaker.ts'

function create() {
  const clock = { now: 1_000 }
  const breaker = createBreaker({ failures: 3, openMs: 100, now: () => clock.now })
  const fail = (times: number): void => {
    for (let i = 0; i < times; i++) breaker.failed()
  }
  return { clock, breaker, fail }
}

test('failures that come now and then keep nobody from asking', () => {
  const { breaker, fail } = create()
  for (let i = 0; i < 10; i++) {
    fail(2)
    breaker.succeeded()
  }
  fail(2)
  expect(breaker.allows()).toBe(true)
  expect(breaker.allows()).toBe(true)
})

test('so many failures in a row, and nobody asks until the time has passed', () => {
  const { clock, breaker, fail } = create()
  fail(3)
  expect(breaker.allows()).toBe(false)
  clock.now += 99
  expect(breaker.allows()).toBe(false)
  clock.now += 1
  expect(breaker.allows()).toBe(true)
})

test('once the time has passed, one asks and the crowd does not', () => {
  const { clock, breaker, fail } = create()
  fail(3)
  clock.now += 100
  expect([1, 2, 3].map(() => breaker.allows())).toEqual([true, false, false])
  breaker.succeeded()
  expect([1, 2, 3].map(() => breaker.allows())).toEqual([true, true, true])
})

test('after a try that went well, it takes as many failures as at first', () => {
  const { clock, breaker, fail } = create()
  fail(3)
  clock.now += 100
  breaker.allows()
  breaker.succeeded()
  fail(2)
  expect(breaker.allows()).toBe(true)
  fail(1)
  expect(breaker.allows()).toBe(false)
})

test('a try that fails keeps it shut for the whole time again, from then on', () => {
  const { clock, breaker, fail } = create()
  fail(3)
  clock.now += 100
  expect(breaker.allows()).toBe(true)
  clock.now += 30
  fail(1)
  clock.now += 99
  expect(breaker.allows()).toBe(false)
  clock.now += 1
  expect(breaker.allows()).toBe(true)
})

test('those who were on their way when it shut keep it shut no longer', () => {
  const { clock, breaker, fail } = create()
  fail(3)
  clock.now += 90
  fail(5)
  clock.now += 10
  expect(breaker.allows()).toBe(true)
})

test('a try that nobody reports on does not shut it for ever', () => {
  const { clock, breaker, fail } = create()
  fail(3)
  clock.now += 100
  expect(breaker.allows()).toBe(true)
  clock.now += 99
  expect(breaker.allows()).toBe(false)
  clock.now += 1
  expect(breaker.allows()).toBe(true)
})

test('whoever says for how long is left alone that long, after a single failure', () => {
  const { clock, breaker } = create()
  breaker.failed(250)
  clock.now += 249
  expect(breaker.allows()).toBe(false)
  clock.now += 1
  expect([1, 2].map(() => breaker.allows())).toEqual([true, false])
  breaker.succeeded()
  expect(breaker.allows()).toBe(true)
})

test('a rest that was asked for is shortened by nobody', () => {
  const { clock, breaker, fail } = create()
  breaker.failed(250)
  breaker.failed(10)
  fail(5)
  clock.now += 249
  expect(breaker.allows()).toBe(false)
})
