import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codePointLength, takeCodePoints } from '../../src/std/code-points.ts'

const anyText = fc.string({ unit: fc.constantFrom('a', '你', '😀', '\ud83d', '\ude00') })

describe('code points', () => {
  it('counts an emoji once, and half of one once', () => {
    expect(codePointLength('a你😀')).toBe(3)
    expect(codePointLength('\ude00\ud83d')).toBe(2)
    expect(codePointLength('')).toBe(0)
  })

  it('counts and takes as the string iterator does, whatever the text', () => {
    fc.assert(
      fc.property(anyText, fc.nat(12), (text, count) => {
        expect(codePointLength(text)).toBe(Array.from(text).length)
        expect(takeCodePoints(text, count)).toBe(Array.from(text).slice(0, count).join(''))
      }),
    )
  })

  it('does not cut a pair in two', () => {
    expect(takeCodePoints('ab😀cd', 3)).toBe('ab😀')
    expect(takeCodePoints('😀😀', 1)).toBe('😀')
    expect(takeCodePoints('😀😀', 0)).toBe('')
  })
})
