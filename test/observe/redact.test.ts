import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSecret } from '../../src/config/secrets.ts'
import { redact } from '../../src/observe/redact.ts'

const CANARY = 'cAnArY93'

const told = (value: unknown, options?: { stack: boolean }): string => JSON.stringify(redact(value, options)) ?? ''

const trap = (): never => {
  throw new Error(CANARY)
}

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

describe('redact', () => {
  it.each([
    'password',
    'userPassword',
    'passwd',
    'secret',
    'clientSecret',
    'token',
    'access_token',
    'refreshToken',
    'api_key',
    'apiKey',
    'X-Api-Key',
    'OPENAI_API_KEY',
    'authorization',
    'Proxy-Authorization',
    'cookie',
    'Set-Cookie',
    'credentials',
    'privateKey',
    'jwt',
    'JWT_SECRET_KEY',
    'key',
    'pwd',
    'x-auth',
  ])('hides the value of %s, at any depth and of any type', (name) => {
    for (const value of [CANARY, [CANARY], { deep: CANARY }, Buffer.from(CANARY)]) {
      expect(told({ a: [{ [name]: value }] })).toBe(`{"a":[{"${name}":"[redacted]"}]}`)
    }
    expect(told({ [name]: 93 })).toBe(`{"${name}":"[redacted]"}`)
  })

  it.each([
    'content',
    'text',
    'message',
    'messages',
    'prompt',
    'body',
    'delta',
    'title',
    'q',
    'user_message',
    'assistantResponse',
    'parameters',
  ])('does not tell what people say under %s', (name) => {
    expect(told({ a: { [name]: CANARY } })).not.toContain(CANARY)
    expect(told({ a: { [name]: [{ x: CANARY }] } })).not.toContain(CANARY)
  })

  it('still counts: tokens, limits and messages are numbers', () => {
    const counts = {
      inputTokens: 1,
      outputTokens: 2,
      totalTokens: 3,
      max_tokens: 4,
      token_count: 5,
      messages: 6,
      tokens: 7,
    }
    expect(redact(counts)).toEqual(counts)
    expect(told({ tokens: [CANARY], totalTokens: CANARY })).not.toContain(CANARY)
  })

  it('keeps what a log is for', () => {
    const fields = {
      correlation_id: 'abc-123',
      status: 200,
      path: '/v1/runs',
      user_id: 'u',
      estimated: false,
      error: null,
    }
    expect(redact(fields)).toEqual(fields)
  })

  it('cuts the query off a path, where a message may stand', () => {
    expect(redact({ path: `/chat?message=${CANARY}`, url: new URL(`http://h/x?m=${CANARY}`) })).toEqual({
      path: '/chat',
      url: 'http://h/x',
    })
  })

  it('tells an error and its causes without stack, secret or what a parser quoted', () => {
    const cause = Object.assign(new Error(`bad key sk-${CANARY}`), { code: 'EAUTH', request: { headers: CANARY } })
    const error = new TypeError('failed', { cause })
    expect(redact({ error })).toEqual({
      error: {
        name: 'TypeError',
        message: 'failed',
        cause: { name: 'Error', code: 'EAUTH', message: 'bad key [redacted]' },
      },
    })
    let quoted: unknown
    try {
      JSON.parse(CANARY)
    } catch (error) {
      quoted = error
    }
    expect(String(quoted)).toContain('cAnAr')
    expect(told(quoted, { stack: true })).not.toContain('cAnAr')
  })

  it('shows the frames of a stack where it is asked to, without the message', () => {
    const error = new Error(`sk-${CANARY}\n    second line`)
    const copy = redact(error, { stack: true }) as { stack: string[] }
    expect(copy.stack[0]).toMatch(/^\s+at /)
    expect(JSON.stringify(copy)).not.toContain(CANARY)
  })

  it('looks into every error of an aggregate', () => {
    expect(told(new AggregateError([new Error(`Bearer ${CANARY}`), new Error('two')]))).toMatch(
      /Bearer \[redacted\].*two/,
    )
  })

  it('survives circles, traps, and what JSON cannot write', () => {
    const circle: Record<string, unknown> = { name: 'x' }
    circle['self'] = circle
    const looped = new Error('x')
    looped.cause = looped
    const strange = {
      circle,
      looped,
      getter: Object.defineProperty({}, 'a', { enumerable: true, get: trap }),
      json: { toJSON: trap },
      revoked: revoked(),
      keys: new Proxy({}, { ownKeys: trap }),
      big: 10n,
      symbol: Symbol(CANARY),
      call: trap,
      nothing: undefined,
      bare: Object.assign(Object.create(null) as object, { a: 1 }),
      nameless: Object.defineProperty(new Error('x'), 'message', { get: trap }),
    }
    const text = told(strange)
    expect(text).not.toContain(CANARY)
    expect(text).toContain('[circular]')
    expect(text).toContain('[unreadable]')
    expect(text).toContain('"big":"10"')
  })

  it('keeps a key named __proto__ from becoming a prototype', () => {
    const copy = redact(JSON.parse('{"__proto__":{"admin":true}}'))
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  })

  it('never dumps bytes, secrets or sources of them', () => {
    const bytes = Buffer.from(CANARY)
    expect(redact({ one: bytes, two: new Uint8Array(bytes).buffer })).toEqual({ one: '[8 bytes]', two: '[8 bytes]' })
    expect(redact({ model: createSecret(CANARY) })).toEqual({ model: '[secret]' })
    expect(redact({ at: new URL(`http://user:${CANARY}@host/`) })).toEqual({ at: 'http://[redacted]@host/' })
    expect(redact({ at: new Date(0) })).toEqual({ at: '1970-01-01T00:00:00.000Z' })
  })

  it('stays small, however large, wide or deep the value is', () => {
    let deep: unknown = 'bottom'
    for (let level = 0; level < 100_000; level += 1) deep = [deep]
    const wide = Array.from({ length: 100_000 }, () => 'x'.repeat(10_000))
    const named = Object.fromEntries(wide.map((value, index) => [`k${index}`, value]))
    expect(told(deep).length).toBeLessThan(100)
    expect(redact(Array.from({ length: 100 }, () => 1))).toHaveLength(65)
    expect(told({ named })).toContain('[99936 more]')
    expect(told({ wide, named, more: [named, named, [wide, wide]] }).length).toBeLessThan(500_000)
  })

  it('does not change what it is given', () => {
    const input = Object.freeze({ token: 'x', inner: Object.freeze({ list: Object.freeze(['sk-abcdef']) }) })
    redact(input)
    expect(input).toEqual({ token: 'x', inner: { list: ['sk-abcdef'] } })
  })

  it('never throws, never writes what it hides, whatever the shape', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'Z', '0', '-', '_', ' ', '.', ':', '/', '"', '\\', '\n', '?', 'é', '😀'),
      maxLength: 12,
    })
    const planted = fc.oneof(
      fc.tuple(word, word).map(([before, after]) => `${before} sk-${CANARY}${after}`),
      fc.tuple(word, word).map(([before, after]) => `${before} Bearer ${CANARY} ${after}`),
      fc.record({
        content: fc.constant(CANARY),
        clientSecret: fc.constant({ a: [CANARY] }),
        text: fc.constant([CANARY]),
      }),
      fc.record({ [`sk-${CANARY}`]: word }),
      word.map(
        (text) =>
          new Error(`${text} sk-${CANARY}`, { cause: { apiKey: CANARY, inner: new Error(`Bearer ${CANARY}`) } }),
      ),
      fc.constant(Buffer.from(CANARY)),
      fc.constant(createSecret(CANARY)),
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        planted,
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withNullPrototype: true }),
        fc.array(tie('tree'), { maxLength: 5 }),
        fc.dictionary(fc.oneof(word, fc.constantFrom('error', 'usage', 'path', '__proto__', 'toJSON')), tie('tree'), {
          maxKeys: 5,
        }),
      ),
    }))
    fc.assert(
      fc.property(tree, fc.boolean(), (value, stack) => {
        expect(told({ value }, { stack })).not.toContain(CANARY)
      }),
      { numRuns: 300 },
    )
  })
})
