import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSentences, longestSentence } from '../../src/safety/output/sentences.ts'

function sentencesOf(pieces: Iterable<string>): string[] {
  const sentences = createSentences()
  const found: string[] = []
  for (const piece of pieces) {
    sentences.push(piece)
    for (let next = sentences.next(); next !== undefined; next = sentences.next()) found.push(next)
  }
  return [...found, sentences.open()]
}

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('Dr', 'e.g', 'word', 'i', 'I', '1', '3.5', 'a\u0301', '😀', '\ud83d', '\ude00', 'x'.repeat(390)),
      fc.constantFrom('.', '!', '?', '…', '。', '！', '"', '’', ')', '*', ' ', ' ', ' ', '\n', '\u00a0', '\u3000'),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

describe('sentences of what streams', () => {
  it('does not let the cut of the stream decide where a sentence ends', () => {
    fc.assert(
      fc.property(anyText, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (text, sizes) => {
        const pieces: string[] = []
        for (let at = 0, turn = 0; at < text.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1
          pieces.push(text.slice(at, at + size))
          at += size
        }
        const whole = sentencesOf([text])
        expect(sentencesOf(pieces)).toEqual(whole)
        expect(whole.join('')).toBe(text)
        for (const one of whole) expect(Array.from(one).length).toBeLessThanOrEqual(longestSentence)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['One. Two! Three? Four… Five', ['One.', ' Two!', ' Three?', ' Four…', ' Five']],
    ['He said "no." Then he left.', ['He said "no."', ' Then he left.']],
    ['**Really?** Yes.) So', ['**Really?**', ' Yes.)', ' So']],
    ['一。二！三？四', ['一。', '二！', '三？', '四']],
    ['a line\nanother\r\n\nlast', ['a line', '\nanother', '\r\n\nlast']],
    ['Take 3.5 or 1.000,5 of it.', ['Take 3.5 or 1.000,5 of it.']],
    ['Ask Dr. Meyer, e.g. on Monday. Or J. Smith.', ['Ask Dr. Meyer, e.g. on Monday.', ' Or J. Smith.']],
    ['1. First\n2. Second. Third', ['1. First', '\n2. Second.', ' Third']],
    ['It was I. You know.', ['It was I.', ' You know.']],
    ['Version 2. Then', ['Version 2.', ' Then']],
    ['  . Then', ['  .', ' Then']],
  ])('parts %j where a reader would', (text, expected) => {
    expect(sentencesOf([text])).toEqual(expected)
  })

  it('does not let a sentence grow without an end: it is parted at a space, or in the middle of a word', () => {
    const words = 'word '.repeat(100)
    expect(sentencesOf([words])).toEqual([words.slice(0, 399), words.slice(399)])
    expect(sentencesOf([`One two. ${'x'.repeat(401)}`])).toEqual(['One two.', ` ${'x'.repeat(399)}`, 'xx'])
    expect(sentencesOf(['😀'.repeat(401)])).toEqual(['😀'.repeat(400), '😀'])
    expect(sentencesOf([`${'x'.repeat(400)} y`])).toEqual(['x'.repeat(400), ' y'])
  })

  it('does not take the square of the time for a long text', () => {
    for (const unit of ['a ', '." ', 'x', '"', '.', '\n', '😀'])
      expect(sentencesOf(unit.repeat(100_000 / unit.length)).join('').length).toBeGreaterThan(99_000)
  })
})
