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
