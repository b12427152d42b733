import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { stretchesOf } from '../../src/adapters/postgres/search-stretches.ts'

const shortest = 2 ** 10
const row = fc.integer({ min: 0, max: 2 ** 32 })

test('stretches hold every row from one up to another, none of them twice, and few others', () => {
  fc.assert(
    fc.property(row, fc.integer({ min: 1, max: 2 ** 25 }), (from, length) => {
      const found = stretchesOf(from, from + length)
      const spans = found.map((word) => {
        const [, width = '', stretch = ''] = /^'_(\d+)_(\d+)'$/.exec(word) ?? []
        return { first: Number(stretch) * 2 ** Number(width), end: (Number(stretch) + 1) * 2 ** Number(width) }
      })
      spans.sort((a, b) => a.first - b.first)
      expect(spans.slice(1).filter(({ first }, i) => first !== spans[i]?.end)).toEqual([])
      expect(from - (spans[0]?.first ?? Infinity)).toSatisfy((over: number) => over >= 0 && over < shortest)
      expect((spans.at(-1)?.end ?? 0) - from - length).toSatisfy((over: number) => over >= 0 && over < shortest)
    }),
  )
})

test('they are few, however many rows they hold', () => {
  fc.assert(
    fc.property(row, fc.integer({ min: 1, max: 2 ** 22 }), (from, length) => {
      expect(stretchesOf(from, from + length).length).toBeLessThan(100)
    }),
  )
})
