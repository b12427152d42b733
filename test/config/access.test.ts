import { describe, expect, it } from 'vitest'
import { ConfigError, configFrom } from '../../src/config/config.ts'
import { readEnv } from '../../src/config/env.ts'

const long = 'a-secret-of-more-than-thirty-two-letters'
const quiet = { OPENAI_API_KEY: 'sk-1' }
const read = (environment: Record<string, string>) => configFrom(readEnv({ ...quiet, ...environment }))

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    read(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('who may ask', () => {
  it('is everybody, as long as nothing else is said', () => {
    expect(read({})).toMatchObject({ auth: { kinds: [] }, adminKey: undefined, warnings: [] })
    expect(read({ AUTH: 'off' }).auth).toEqual({ kinds: [] })
  })

  it('is told by tokens with a shared secret, or with published keys, in the ways that can be checked', () => {
    const { jwt, kinds } = read({ AUTH: 'jwt', JWT_SECRET_KEY: long }).auth
    expect(kinds).toEqual(['jwt'])
    expect([jwt?.secret?.reveal(), jwt?.algorithms]).toEqual([long, ['HS256']])
    expect(read({ AUTH: 'jwt', JWKS_URL: 'https://id.example/keys?v=1' }).auth.jwt).toEqual({
      jwksUrl: 'https://id.example/keys?v=1',
      algorithms: ['RS256', 'ES256'],
    })
    const both = { AUTH: 'jwt,keys', JWT_SECRET_KEY: long, JWKS_URL: 'http://id.example', ADMIN_KEY: long }
    expect(read({ ...both, JWT_ISSUER: 'me', JWT_AUDIENCE: 'you' }).auth).toMatchObject({
      kinds: ['jwt', 'keys'],
      jwt: { algorithms: ['HS256', 'RS256', 'ES256'], issuer: 'me', audience: 'you' },
    })
    expect(
      read({ AUTH: 'jwt', JWKS_URL: 'http://id.example', JWT_ALGORITHM: 'EdDSA, ES384' }).auth.jwt?.algorithms,
    ).toEqual(['EdDSA', 'ES384'])
  })

  it.each([
    ['tokens that nothing checks', { AUTH: 'jwt' }, /^AUTH has jwt, and nothing says how/],
    ['an unknown kind', { AUTH: 'basic' }, /^AUTH must be off, jwt, keys/],
    ['off beside another', { AUTH: 'off,jwt', JWT_SECRET_KEY: long }, /^AUTH must be/],
    [
      'a token that nobody signs',
      { AUTH: 'jwt', JWT_SECRET_KEY: long, JWT_ALGORITHM: 'none' },
      /^JWT_ALGORITHM must be names/,
    ],
    [
      'a signature without its secret',
      { AUTH: 'jwt', JWKS_URL: 'http://id.example', JWT_ALGORITHM: 'HS256' },
      /Set JWT_SECRET_KEY\.$/,
    ],
    [
      'a signature without its keys',
      { AUTH: 'jwt', JWT_SECRET_KEY: long, JWT_ALGORITHM: 'HS256,RS256' },
      /Set JWKS_URL\.$/,
    ],
    ['keys at no address', { AUTH: 'jwt', JWKS_URL: 'file:///etc/passwd' }, /^JWKS_URL must be an http/],
    ['a password in an address', { AUTH: 'jwt', JWKS_URL: 'https://a:b@id.example' }, /^JWKS_URL must be an http/],
  ])('cannot be told by %s', (_what, environment, problem) => {
    expect(problemsOf(environment as Record<string, string>)).toEqual([expect.stringMatching(problem)])
  })

  it('is not told by the placeholder of a document, and it is said which that is', () => {
    expect(problemsOf({ AUTH: 'jwt', JWT_SECRET_KEY: 'your_secret_here' })).toEqual([
      expect.stringMatching(/^AUTH has jwt, and nothing says how/),
      expect.stringMatching(/^JWT_SECRET_KEY holds the placeholder of a document/),
    ])
  })

  it('is among all that is wrong, told at once', () => {
    expect(problemsOf({ AUTH: 'jwt', PORT: 'abc', HOST: 'a b' })).toHaveLength(3)
  })

  it('is warned of where it is not what somebody may have meant', () => {
    const warningsOf = (environment: Record<string, string>) => read(environment).warnings
    expect(warningsOf({ JWT_SECRET_KEY: long })).toEqual([expect.stringContaining('Set AUTH=jwt.')])
    expect(warningsOf({ AUTH: 'off', JWT_SECRET_KEY: long })).toEqual([])
    expect(warningsOf({ AUTH: 'keys' })).toEqual([expect.stringContaining('Set ADMIN_KEY')])
    expect(warningsOf({ AUTH: 'keys', ADMIN_KEY: 'short' })).toEqual([expect.stringMatching(/^ADMIN_KEY is shorter/)])
    expect(warningsOf({ AUTH: 'jwt', JWT_SECRET_KEY: 'short' })).toEqual([
      expect.stringMatching(/^JWT_SECRET_KEY is shorter/),
    ])
    expect(warningsOf({ HOST: '0.0.0.0' })).toEqual([expect.stringMatching(/^HOST lets other machines in/)])
    expect(warningsOf({ HOST: '0.0.0.0', AUTH: 'jwt', JWT_SECRET_KEY: long })).toEqual([])
    const published = { AUTH: 'jwt', JWKS_URL: 'https://id.example' }
    expect(warningsOf(published)).toEqual([expect.stringMatching(/^JWKS_URL is set without JWT_AUDIENCE/)])
    expect(warningsOf({ ...published, JWT_AUDIENCE: 'me' })).toEqual([])
    const same = { AUTH: 'jwt', JWT_SECRET_KEY: long, ADMIN_KEY: long }
    expect(warningsOf(same)).toEqual([expect.stringMatching(/^ADMIN_KEY and JWT_SECRET_KEY are the same/)])
  })
})

describe('how much', () => {
  it('has bounds for everybody, which can be moved and lifted', () => {
    expect(read({}).rateLimits).toEqual({
      user: { requests: 60, seconds: 60 },
      session: { requests: 60, seconds: 60 },
      address: { requests: 300, seconds: 60 },
    })
    const moved = read({ RATE_LIMIT_USER: '5/1', RATE_LIMIT_SESSION: 'off', RATE_LIMIT_IP: '1000/3600' })
    expect(moved.rateLimits).toEqual({
      user: { requests: 5, seconds: 1 },
      session: 'off',
      address: { requests: 1_000, seconds: 3_600 },
    })
    expect(read({}).tokenBudget).toBeUndefined()
    expect(read({ TOKEN_BUDGET_USER: 'off' }).tokenBudget).toBeUndefined()
    expect(read({ TOKEN_BUDGET_USER: '100000/86400' }).tokenBudget).toEqual({ tokens: 100_000, seconds: 86_400 })
  })

  it.each(['RATE_LIMIT_USER', 'RATE_LIMIT_SESSION', 'RATE_LIMIT_IP', 'TOKEN_BUDGET_USER'])(
    '%s is two numbers above zero',
    (name) => {
      for (const value of [
        '60',
        '60/',
        '/60',
        '0/60',
        '60/0',
        '-1/60',
        '1.5/60',
        '1e3/60',
        '60/60/60',
        'none',
        '60 / 60',
      ])
        expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name} must be `)])
    },
  )
})

describe('whose word for an address is taken', () => {
  it.each([
    ['off', false],
    ['0', false],
    ['true', 1],
    ['2', 2],
    ['loopback, 10.0.0.0/8,2001:db8::/32', ['loopback', '10.0.0.0/8', '2001:db8::/32']],
    ['192.0.2.1', ['192.0.2.1']],
  ])('%s', (text, trust) => {
    expect(read({ TRUST_PROXY: text }).trustProxy).toEqual(trust)
  })

  it.each(['everybody', '10.0.0.0/33', '1.2.3', '10.0.0.0/8/8', '::/129', '10.0.0.1,', '-1', '*'])(
    'is not %s',
    (text) => {
      expect(problemsOf({ TRUST_PROXY: text })).toEqual([expect.stringMatching(/^TRUST_PROXY must be off/)])
    },
  )
})
