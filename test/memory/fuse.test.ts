import { expect, test } from 'vitest'
import { fuse } from '../../src/memory/fuse.ts'

test('who leads one order is not before who stands high in both', () => {
  const words = [1, 2, 3]
  const meaning = [4, 2, 1]
  const fused = fuse([words, meaning])
  expect([...fused.keys()]).toEqual([1, 2, 4, 3])
  expect(fused.get(1)).toBeCloseTo(1 / 61 + 1 / 63, 10)
  expect(fused.get(2)).toBeCloseTo(2 / 62, 10)
  expect(fused.get(3)).toBeCloseTo(1 / 63, 10)
})

test('an order that is empty changes nothing', () => {
  expect([...fuse([[], [7, 8, 9]]).keys()]).toEqual([7, 8, 9])
  expect([...fuse([]).keys()]).toEqual([])
})

test('of two that stand alike the one that words have found comes first', () => {
  expect([...fuse([[1], [2]]).keys()]).toEqual([1, 2])
})
