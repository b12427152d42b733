import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createStreamSlots } from '../../src/http/stream-slots.ts'
import { heapGrowth } from '../heap-growth.ts'

test('a user has so many slots and no more, whatever others hold', () => {
  const slots = createStreamSlots({ perUser: 2 })
  expect(slots.take('ann')).toBeDefined()
  expect(slots.take('ann')).toBeDefined()
  expect(slots.take('ann')).toBeUndefined()
  expect(slots.take('bob')).toBeDefined()
  expect(slots.take('__proto__')).toBeDefined()
})

test('a slot that is released can be taken again', () => {
  const slots = createStreamSlots({ perUser: 1 })
  for (let i = 0; i < 5; i++) {
    const release = slots.take('ann')
    expect(slots.take('ann')).toBeUndefined()
    release?.()
  }
  expect(slots.take('ann')).toBeDefined()
})

test('a slot that is released twice gives nobody one too many, nor after it was taken by another stream', () => {
  const slots = createStreamSlots({ perUser: 2 })
  const first = slots.take('ann')
  slots.take('ann')
  first?.()
  first?.()
  expect(slots.take('ann')).toBeDefined()
  first?.()
  expect(slots.take('ann')).toBeUndefined()
})

test('where there is no cap there is always one more, and with a cap of none never one', () => {
  const slots = createStreamSlots({ perUser: Infinity })
  const releases = Array.from({ length: 10_000 }, () => slots.take('ann'))
  expect(releases.every((release) => release !== undefined)).toBe(true)
  for (const release of releases) release?.()
  expect(slots.take('ann')).toBeDefined()
  expect(createStreamSlots({ perUser: 0 }).take('ann')).toBeUndefined()
})

test('nothing is kept of users who have nothing open', async () => {
  const slots = createStreamSlots({ perUser: 3 })
  const user = (i: number): string => createHash('shake256', { outputLength: 1_000 }).update(String(i)).digest('hex')
  const kept = await heapGrowth(() => {
    for (let i = 0; i < 30_000; i++) slots.take(user(i))?.()
  })
  expect(kept).toBeLessThan(10)
  expect(slots.take(user(0))).toBeDefined()
})
