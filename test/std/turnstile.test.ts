import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTurnstile } from '../../src/std/turnstile.ts'

test('a crowd comes through a few a turn and in its order, so that tokens are not held up by it', async () => {
  const enter = createTurnstile(2)
  const order: number[] = []
  const crowd = Array.from({ length: 7 }, async (_, i) => {
    await enter()
    order.push(i)
  })
  await Promise.resolve()
  expect(order).toEqual([0, 1])
  const sizes: number[] = []
  while (order.length < 7) {
    const before = order.length
    await nextTurn()
    sizes.push(order.length - before)
  }
  expect(Math.max(...sizes)).toBe(2)
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6])
  await Promise.all(crowd)
})

test('who comes alone does not wait for a turn', async () => {
  const enter = createTurnstile(2)
  let through = false
  void enter().then(() => (through = true))
  await Promise.resolve()
  expect(through).toBe(true)
})

test('after a quiet time the turnstile admits as many as at first', async () => {
  const enter = createTurnstile(1)
  await enter()
  await nextTurn()
  await nextTurn()
  let through = false
  void enter().then(() => (through = true))
  await Promise.resolve()
  expect(through).toBe(true)
})
