import { expect, test } from 'vitest'
import { createPhraseBook } from '../../src/safety/rules/phrases.ts'
import { createVocabulary } from '../../src/safety/rules/vocabulary.ts'

const book = createPhraseBook(
  {
    wish: `
      {i|we} want *2 rest _
      want to sleep
    `,
    sleep: `
      want to sleep *2
      $tired {of|from}? it all
    `,
  },
  { tired: 'tired weary' },
)

const vocabulary = createVocabulary(book.words)
const at = book.reader(vocabulary)

const read = (text: string): readonly string[] => {
  const tokens = text.split(' ')
  const numbers = tokens.map(vocabulary.numberOf)
  return tokens.flatMap((_, start) =>
    at(numbers, start).map(({ kind, end }) => `${kind}: ${tokens.slice(start, end).join(' ')}`),
  )
}

test('a gap is taken for longer than it is', () => {
  expect(read('i want rest')).toEqual(['wish: i want rest'])
  expect(read('we want some good rest')).toEqual(['wish: we want some good rest'])
  expect(read('i want some very good rest')).toEqual([])
})

test('a phrase goes on behind the end of a clause', () => {
  expect(read('i want , some rest')).toEqual([])
  expect(read('i want some rest now')).toEqual([])
  expect(read('i want some rest . now')).toEqual(['wish: i want some rest'])
})

test('the shorter of two readings hides the longer, or one kind another', () => {
  expect(read('want to sleep now and then')).toEqual(['wish: want to sleep', 'sleep: want to sleep now and'])
})

test('what may be left out must be there', () => {
  expect(read('weary it all')).toEqual(['sleep: weary it all'])
  expect(read('tired of it all')).toEqual(['sleep: tired of it all'])
})

test('what was read before changes what is read', () => {
  const names = (letter: string): string[] => Array.from({ length: 60 }, (_, n) => `${letter}${n}`)
  const pairs = names('a').flatMap((one) => names('b').map((other) => [one, other, 'last']))
  const large = createPhraseBook({ pair: pairs.map((pair) => pair.join(' ')).join('\n') }, {})
  const { numberOf } = createVocabulary(large.words)
  const readPair = large.reader(createVocabulary(large.words))
  const endOf = (words: readonly string[]): number | undefined => readPair(words.map(numberOf), 0)[0]?.end
  const found = (): number => pairs.filter((pair) => endOf(pair) === 3).length
  expect(found()).toBe(3_600)
  expect(found()).toBe(3_600)
  expect(endOf(['a1', 'last', 'last'])).toBeUndefined()
})
