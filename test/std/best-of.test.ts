import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestOf } from '../../src/std/best-of.ts'

type Item = readonly [worth: number, place: number]

const items = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.nat()), { maxLength: 60 })
const byWorth = ([one]: Item, [other]: Item): number => other - one

test('the best are those that would stand first if all were sorted, equals in the order in which they came', () => {
  fc.assert(
    fc.property(items, fc.nat(70), (all, count) => {
      expect(bestOf(all, count, byWorth)).toEqual([...all].sort(byWorth).slice(0, count))
    }),
  )
})
