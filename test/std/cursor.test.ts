import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from '../../src/std/cursor.ts'

const base64url = (text: string): string => Buffer.from(text).toString('base64url')

describe('cursors', () => {
  it('come back as they went out', () => {
    const value = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', 'é', '😀', '\ud83d'), maxLength: 40 }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    fc.assert(
      fc.property(fc.array(value, { maxLength: 8 }), (values) => {
        const plain = values.map((one) => (Object.is(one, -0) ? 0 : one))
        expect(decodeCursor(encodeCursor(plain))).toEqual(plain)
      }),
    )
  })

  it('fit into a query string as they are', () => {
    expect(encodeCursor(['??>>~~', 1_700_000_000_000])).toMatch(/^[\w-]+$/)
  })

  it.each([
    ['nothing', ''],
    ['no base64url', 'WzFd=='],
    ['spaces around', ` ${encodeCursor([1])}`],
    ['no JSON', base64url('[1')],
    ['an object', base64url('{"length":1}')],
    ['a nested value', base64url('[[1]]')],
    ['null', base64url('[null]')],
    ['a boolean', base64url('[true]')],
    ['an infinite number', base64url('[1e999]')],
    ['other spelling of the same', base64url('[ 1]')],
    ['stray bits after the last byte', 'WzF-'.slice(0, 3) + 'e'],
    ['broken UTF-8', Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]).toString('base64url')],
    ['too many values', encodeCursor([1, 2, 3, 4, 5, 6, 7, 8, 9])],
    ['too much of it', encodeCursor(['x'.repeat(5000)])],
  ])('are refused when they hold %s', (_what, text) => {
    expect(decodeCursor(text)).toBeUndefined()
  })

  it('never throw, whatever a client makes up', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json().map(base64url)), (text) => {
        const values = decodeCursor(text)
        expect(values === undefined || encodeCursor(values) === text).toBe(true)
      }),
    )
  })
})
