import { array, assert, constantFrom, property } from 'fast-check'
import { expect, test } from 'vitest'
import { createStemFinder } from '../../src/safety/languages/stems.ts'

const lists = [
  ['mor[it]', String.raw`\bvi[ev]`, 'mue?r[oat]'],
  [String.raw`\bmor\b`, String.raw`mal\b`, 'plus (?:etre )?la'],
  ['死', 'しにたい', '首を?[吊つ]'],
]

test('a stem is found where its pattern finds nothing, or the other way round', () => {
  const stemsIn = createStemFinder(lists)
  const patterns = lists.map((stems) => new RegExp(stems.join('|')))
  const pieces = constantFrom(
    ...'mor mori vi vie viv muer mur muero mal plus la etre 死 しに しにたい 首を 首 吊 é _ 1 . '.split(' '),
    ' ',
  )
  assert(
    property(array(pieces, { maxLength: 12 }), (said) => {
      const text = said.join('')
      expect(
        stemsIn(text).reduce((all, stem) => all | stem.lists, 0),
        text,
      ).toBe(patterns.reduce((bits, pattern, at) => bits | (pattern.test(text) ? 1 << at : 0), 0))
    }),
    { numRuns: 2_000 },
  )
})

test('a stem that is no plain word is looked for as it is written', () => {
  expect(() => createStemFinder([['mor.*']])).toThrow('more than letters')
  expect(() => createStemFinder([[String.raw`\b死`]])).toThrow('more than letters')
  expect(() => createStemFinder(Array.from({ length: 32 }, () => ['mor']))).toThrow('31 bits')
})
