import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { JsonError, parseJson } from '../../src/std/parse-json.ts'

const limits = { depth: 64 }
const parse = (text: string, depth = 64): unknown => parseJson(Buffer.from(text), { depth })

const refusal = (input: string | Buffer, depth = 64): unknown => {
  try {
    parseJson(Buffer.from(input), { depth })
    return undefined
  } catch (error) {
    return error instanceof JsonError ? error.code : error
  }
}

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

const bracketed = fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', ':', ',', '1', 'u005f', 'é', '😀') })

describe('parseJson', () => {
  it('agrees with JSON.parse on every value it accepts, and refuses by depth alone', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.nat(6), (text, depth) => {
        const value: unknown = JSON.parse(text)
        const code = refusal(text, depth)
        if (depthOf(value) > depth) expect(code).toBe('too_deep')
        else if (code === 'forbidden_key') expect(text).toContain('__proto__')
        else expect(parse(text, depth)).toEqual(value)
      }),
    )
  })

  it('is not misled by brackets, quotes and backslashes inside strings', () => {
    fc.assert(
      fc.property(fc.array(bracketed), (texts) => {
        expect(parse(JSON.stringify(texts), 1)).toEqual(texts)
      }),
    )
  })

  it('accepts nothing that JSON.parse refuses, and throws nothing but its own error', () => {
    fc.assert(
      fc.property(bracketed, (text) => {
        const code = refusal(text)
        if (code === undefined) expect(parse(text)).toEqual(JSON.parse(text))
        else expect(['malformed', 'too_deep', 'forbidden_key']).toContain(code)
      }),
    )
  })

  it('accepts the deepest allowed value and refuses one level more', () => {
    expect(depthOf(parse('['.repeat(64) + ']'.repeat(64)))).toBe(64)
    expect(refusal('['.repeat(65) + ']'.repeat(65))).toBe('too_deep')
    expect(refusal('{"a":'.repeat(65) + '1' + '}'.repeat(65))).toBe('too_deep')
  })

  it('counts what is open at once, not how many there are', () => {
    expect(parse(`[${'[],{},'.repeat(1000)}1]`, 2)).toHaveLength(2001)
  })

  it('refuses 100,000 levels before anything recursive sees them', () => {
    const seen = vi.spyOn(JSON, 'parse')
    try {
      expect(refusal('['.repeat(100_000) + ']'.repeat(100_000))).toBe('too_deep')
      expect(refusal('{"a":'.repeat(100_000))).toBe('too_deep')
      expect(seen).not.toHaveBeenCalled()
    } finally {
      seen.mockRestore()
    }
  })

  it.each(['', ' ', '{', '"open', '"open\\', "{'a':1}", '[1,]', 'undefined', '01', '\ufeff\ufeff1'])(
    'calls %j malformed',
    (text) => {
      expect(refusal(text)).toBe('malformed')
    },
  )

  it('calls broken UTF-8 malformed instead of repairing it', () => {
    expect(refusal(Buffer.from([0x22, 0xff, 0x22]))).toBe('malformed')
    expect(refusal(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBe('malformed')
    expect(refusal(Buffer.from('"cut 😀"').subarray(0, 7))).toBe('malformed')
  })

  it('does not mind a byte order mark', () => {
    expect(parse('\ufeff{"a":1}')).toEqual({ a: 1 })
  })

  it.each([
    '{"__proto__":{"admin":true}}',
    '[{"a":[{"__proto__":null}]}]',
    '{"\\u005f\\u005fproto__":1}',
    '{"\\u005F_pr\\u006fto__":1}',
    '{"constructor":{"prototype":{"admin":true}}}',
    '{"\\u0063onstructor":{"prot\\u006Ftype":1}}',
  ])('refuses the key in %s', (text) => {
    expect(refusal(text)).toBe('forbidden_key')
  })

  it.each([
    '{"message":"what is __proto__, and \\"constructor\\"?"}',
    '{"constructor":"Renzo Piano"}',
    '{"constructor":{"name":"x"}}',
    '{"prototype":{"constructor":1}}',
    '{"message":"\\\\u005f_proto__"}',
    '{"message":"\\u005f\\u005fproto\\u005f\\u005f"}',
  ])('lets people write about it: %s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text))
  })

  it('quotes nothing of the input in its error', () => {
    try {
      parseJson(Buffer.from('canary-text'), limits)
      expect.unreachable()
    } catch (error) {
      expect(String((error as Error).stack)).not.toContain('canary')
      expect((error as Error).cause).toBeUndefined()
    }
  })
})
