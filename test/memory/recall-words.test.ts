import { expect, test } from 'vitest'
import { asWritten, recallText, recallWords } from '../../src/memory/recall-words.ts'

const terms = (question: Parameters<typeof recallWords>[0]) => recallWords(question).map(({ term }) => term)
const some = (count: number, of: string): string =>
  Array.from({ length: count }, (_, i) => of + 'abcdefghijklmnopqrstuvwxyz'[i % 26] + String(Math.floor(i / 26))).join(
    ' ',
  )

test('a word that is said twice is not looked for twice', () => {
  expect(terms({ text: 'Rex! Rex? My dogs and the dog' })).toEqual(['rex', 'dog'])
})

test('a short question is not lost without what was said before it, which counts for half', () => {
  expect(recallWords({ text: 'And in Lyon?', previous: 'Which violin teacher plays in Lyon' })).toEqual([
    { term: 'lyon', weight: 1 },
    ...['violin', 'teacher', 'plai'].map((term) => ({ term, weight: 0.5 })),
  ])
})

test('a question that stands alone is not mixed with what was said before it', () => {
  const text = 'Which violin teacher lives near Lyon?'
  expect(terms({ text, previous: 'My dog barks' })).toEqual(terms({ text }))
  expect(recallText({ text, previous: 'My dog barks' })).toBe(text)
})

test('what is meant by a short question is looked for with what was said before it', () => {
  expect(recallText({ text: 'And why?', previous: 'My dog barks' })).toBe('My dog barks\nAnd why?')
  expect(recallText({ text: 'And why?' })).toBe('And why?')
})

test('who asks when something was looks for what says when things were as well, which counts for half', () => {
  expect(recallWords({ text: 'When did Rex bark?' })).toEqual([
    { term: 'rex', weight: 1 },
    { term: 'bark', weight: 1 },
    { term: 'when', weight: 0.5 },
  ])
  expect(terms({ text: 'When?', previous: 'Rex barked' })).toEqual(['rex', 'bark', 'when'])
  expect(terms({ text: 'When was it?' })).toEqual([])
})

test('a question of stop words alone looks for nothing', () => {
  expect(recallWords({ text: 'What is it that you are?' })).toEqual([])
})

test('a page that is pasted is not looked for word by word: its ends are', () => {
  const found = terms({ text: `${some(12, 'begin')} ${some(4_000, 'middle')} ${some(12, 'end')}` })
  expect(found).toHaveLength(24)
  expect(found.slice(0, 12)).toEqual(terms({ text: some(12, 'begin') }))
  expect(found.slice(12)).toEqual(terms({ text: some(12, 'end') }))
})

test('a page that was said before a short question leaves no more words either', () => {
  const found = recallWords({ text: 'And Rex?', previous: some(4_000, 'word') })
  expect(found).toHaveLength(24)
  expect(found[0]).toEqual({ term: 'rex', weight: 1 })
})

test('what is sent to be compared is no longer than its ends, and none of its letters is half', () => {
  const text = `a${'🐕'.repeat(15_000)}`
  const sent = recallText({ text, previous: text })
  expect(sent.length).toBeLessThan(9_000)
  expect(sent.isWellFormed()).toBe(true)
})

test('why something is told is said in the words of the person, not in their stems', () => {
  const written = asWritten({ text: 'My parents’ hobbies', previous: 'Flying kites' })
  expect(written.get('hobbi')).toBe('hobbies')
  expect(written.get('kite')).toBe('kites')
})

test('a clause without spaces is not repeated as if it were one word', () => {
  const written = asWritten({ text: '我对花生过敏所以我从来不吃任何含有花生的东西也不吃坚果和种子' })
  expect([...written.values()].join('')).toBe('')
})
