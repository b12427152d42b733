import { expect, test } from 'vitest'
import { searchTerms } from '../../src/std/search-terms.ts'

test('words with spaces between them stay as they are', () => {
  expect(searchTerms('A walk in the park')).toBe('A walk in the park')
})

test('scripts without spaces are found by any two characters that stand together', () => {
  expect(searchTerms('我住在北京').trim()).toBe('我住 住在 在北 北京')
  expect(searchTerms('東')).toBe(' 東 ')
})

test('mixed text keeps its words apart from the pairs', () => {
  expect(searchTerms('I love 北京 now').split(/\s+/)).toEqual(['I', 'love', '北京', 'now'])
})

test('full-width letters are the letters that people type', () => {
  expect(searchTerms('Ｃａｆｅ')).toBe('Cafe')
})

test('a text after another is not read from the middle, whatever the one before was', () => {
  searchTerms('北京')
  expect(searchTerms('北京').trim()).toBe('北京')
})

test('a letter under thousands of marks keeps few of them, for to order them all would stop every stream', () => {
  const marks = '\u0301\u0323'.repeat(20_000)
  expect(searchTerms(`a${marks} b`).length).toBeLessThan(40)
  expect(searchTerms('e\u0301te\u0301')).toBe('\u00e9t\u00e9')
})
