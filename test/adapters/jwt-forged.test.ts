import { CompactEncrypt, SignJWT } from 'jose'
import { createPrivateKey, createSecretKey, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createJwtVerifier } from '../../src/adapters/jwt/token-verifier.ts'
import type { JwtOptions } from '../../src/adapters/jwt/token-verifier.ts'
import type { TokenVerdict } from '../../src/ports/token-verifier.ts'
import { audience, goodClaims, issuer } from '../contracts/token-verifier.contract.ts'
import { now } from '../contracts/store-under-test.ts'
import { startKeyServer } from './jwt-key-server.ts'
import type { KeyServer } from './jwt-key-server.ts'
import { base64url, createSharedSigner, createSigner, part } from './jwt-signer.ts'

const secret = 'a shared secret of the tests'
const hmac = createSharedSigner(secret)
const rsa = createSigner('RS256', 'rsa')
const ec = createSigner('ES256', 'ec')
const p384 = createSigner('ES384', 'p384')
const stranger = createSigner('RS256', 'rsa')
const nameless = createSigner('RS256')

let server: KeyServer
/** Where a token would have us look. */
let trap: KeyServer

beforeAll(async () => {
  server = await startKeyServer(rsa, ec, p384)
  trap = await startKeyServer(stranger, nameless)
})

afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await trap[Symbol.asyncDispose]()
})

/** With a shared secret and published keys at once. */
async function verdictOn(token: string, more: Partial<JwtOptions> = {}): Promise<TokenVerdict> {
  const algorithms = ['HS256', 'RS256', 'ES256']
  await using verifier = createJwtVerifier({ secret, algorithms, jwksUrl: server.url, issuer, audience, ...more })
  return await verifier.verify(token, now)
}

const valid = { kind: 'valid', userId: 'ann', expiresAt: goodClaims.exp * 1000 }
const refused = (reason: string) => ({ kind: 'refused', reason })
const unsigned = (header: unknown, signature = ''): string => `${part(header)}.${part(goodClaims)}.${signature}`

describe('a good token', () => {
  test('is accepted, whichever of the accepted ways it is signed in', async () => {
    for (const signer of [hmac, rsa, ec])
      expect(await verdictOn(signer.sign(goodClaims)), signer.algorithm).toEqual(valid)
  })

  test('is accepted of another library than the one that wrote the forgeries', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    await using own = await startKeyServer({ jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'jose' } })
    const jwt = () => new SignJWT(goodClaims)
    const shared = await jwt().setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(createSecretKey(secret, 'utf8'))
    const published = await jwt()
      .setProtectedHeader({ alg: 'ES256', kid: 'jose', typ: 'at+jwt' })
      .sign(createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })))
    for (const token of [shared, published]) expect(await verdictOn(token, { jwksUrl: own.url })).toEqual(valid)
  })

  test('is accepted of any issuer and for any audience where none is configured', async () => {
    const open = { issuer: undefined, audience: undefined }
    for (const claims of [
      { iss: undefined, aud: undefined },
      { iss: ['x'], aud: 7 },
    ])
      expect(await verdictOn(rsa.sign({ ...goodClaims, ...claims }), open)).toEqual(valid)
  })

  test('is judged by its signature alone, whatever keys it brings along', async () => {
    const { url } = trap
    for (const header of [{ jwk: stranger.jwk }, { jku: url }, { x5u: url }, { x5c: ['AA'] }, { typ: 'x' }])
      expect(await verdictOn(rsa.sign(goodClaims, header))).toEqual(valid)
    expect(trap.hits).toBe(0)
  })
})

describe('an algorithm', () => {
  test.each(['none', 'None', 'NONE', 'nOnE', 'noNe'])('%j is refused, with a signature or without', async (alg) => {
    expect(await verdictOn(unsigned({ alg }))).toEqual(refused('algorithm'))
    expect(await verdictOn(hmac.sign(goodClaims, { alg }))).toEqual(refused('algorithm'))
    // Even where somebody has configured it.
    expect(await verdictOn(unsigned({ alg }), { algorithms: [alg, 'RS256'] })).toMatchObject({ kind: 'refused' })
    expect(await verdictOn(unsigned({ alg }), { algorithms: [alg], secret: '' })).toMatchObject({ kind: 'refused' })
  })

  test.each([
    'HS384',
    'HS512',
    'hs256',
    'HS256 ',
    'RS512',
    'PS256',
    'ES384',
    'EdDSA',
    'HS1',
    'dir',
    'RSA-OAEP',
    'A128KW',
  ])('%j is refused where it is not among the accepted ones, however well it signs', async (alg) => {
    expect(await verdictOn(createSharedSigner(secret, alg).sign(goodClaims))).toEqual(refused('algorithm'))
    expect(await verdictOn(createSigner('RS256', 'rsa').sign(goodClaims, { alg }))).toEqual(refused('algorithm'))
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%j is refused', async (alg) => {
    expect(await verdictOn(unsigned({ alg }))).toEqual(refused('algorithm'))
    expect(await verdictOn(unsigned({ alg }), { algorithms: [alg] })).toMatchObject({ kind: 'refused' })
  })

  test.each([undefined, '', null, 256, true, ['HS256'], { alg: 'HS256' }].map((alg) => [alg]))(
    '%j is none',
    async (alg) => {
      expect(await verdictOn(hmac.sign(goodClaims, { alg }))).toEqual(refused('malformed'))
    },
  )

  test('by secret is refused where there is no secret, even an empty one', async () => {
    for (const none of [undefined, '']) {
      const forged = createSharedSigner(none ?? 'undefined').sign(goodClaims)
      expect(await verdictOn(forged, { secret: none })).toEqual(refused('algorithm'))
    }
  })

  test('by published key is refused where no keys are published', async () => {
    for (const signer of [rsa, ec])
      expect(await verdictOn(signer.sign(goodClaims), { jwksUrl: undefined })).toEqual(refused('algorithm'))
  })
})

describe('a published key is no secret', () => {
  const { n = '' } = rsa.jwk as { n?: string }
  const { x = '' } = ec.jwk as { x?: string }

  test.each([
    ['the PEM', rsa.publicPem],
    ['the PEM without its last line end', rsa.publicPem.trim()],
    ['the modulus as it is written', n],
    ['the modulus', Buffer.from(n, 'base64url')],
    ['the JWK', JSON.stringify(rsa.jwk)],
    ['the PEM of a curve', ec.publicPem],
    ['the point of a curve', Buffer.from(x, 'base64url')],
    ['nothing', ''],
    ['the name of the key', 'rsa'],
    ['another secret', 'another secret'],
    ['the secret, cut short', secret.slice(0, -1)],
    ['the secret and a line end', `${secret}\n`],
  ])('nor is a token signed by %s', async (_what, key) => {
    const token = createSharedSigner(key).sign(goodClaims, { kid: 'rsa' })
    expect(await verdictOn(token)).toEqual(refused('signature'))
    expect(await verdictOn(token, { secret: undefined })).toEqual(refused('algorithm'))
  })

  test('and the secret is no published key', async () => {
    for (const alg of ['RS256', 'ES256'])
      for (const kid of [undefined, 'rsa', 'ec'])
        expect(await verdictOn(hmac.sign(goodClaims, { alg, kid }))).toEqual(refused('signature'))
  })

  test('and a secret that is published is not one either', async () => {
    const published = { kty: 'oct', k: base64url('published'), kid: 'rsa', alg: 'HS256' }
    await using own = await startKeyServer(
      { jwk: published },
      { jwk: { ...published, alg: undefined, kid: undefined } },
    )
    const shared = createSharedSigner('published')
    for (const kid of [undefined, 'rsa']) {
      const { url: jwksUrl } = own
      expect(await verdictOn(shared.sign(goodClaims, { kid }), { jwksUrl })).toEqual(refused('signature'))
      const alone = { jwksUrl, secret: undefined }
      expect(await verdictOn(shared.sign(goodClaims, { kid }), alone)).toEqual(refused('algorithm'))
      expect(await verdictOn(shared.sign(goodClaims, { kid, alg: 'RS256' }), alone)).toEqual(refused('signature'))
    }
  })
})

describe('a header', () => {
  test.each([
    ['jwk', () => ({ jwk: nameless.jwk })],
    ['jku', () => ({ jku: trap.url })],
    ['x5u', () => ({ x5u: trap.url })],
    ['x5c', () => ({ x5c: [nameless.publicPem.replaceAll(/-.*-|\n/g, '')] })],
    ['kid that is an address', () => ({ kid: trap.url })],
    ['jwk and the name of our key', () => ({ kid: 'rsa', jwk: { ...nameless.jwk, kid: 'rsa' } })],
  ])('does not make us trust its %s', async (_name, header) => {
    expect(await verdictOn(nameless.sign(goodClaims, header()))).toEqual(refused('signature'))
    expect(await verdictOn(createSharedSigner('x').sign(goodClaims, header()))).toEqual(refused('signature'))
    expect(trap.hits).toBe(0)
  })

  test.each(
    [
      7,
      null,
      true,
      '',
      [],
      ['rsa'],
      { kid: 'rsa' },
      '__proto__',
      'constructor',
      'RSA',
      'rsa\0',
      '../../../dev/null',
      "' OR 1=1 --",
      'k'.repeat(300),
    ].map((kid) => [kid]),
  )('with the kid %j finds no key', async (kid) => {
    expect(await verdictOn(rsa.sign(goodClaims, { kid }))).toEqual(refused('signature'))
    expect(await verdictOn(stranger.sign(goodClaims, { kid }))).toEqual(refused('signature'))
  })

  test.each([
    ['an extension that nobody knows', { crit: ['x'], x: 1 }, 'algorithm'],
    ['a claim as an extension', { crit: ['exp'], exp: goodClaims.exp }, 'algorithm'],
    ['an extension from the prototype', { crit: ['toString'], toString: 1 }, 'algorithm'],
    ['no extensions', { crit: [] }, 'malformed'],
    ['an extension in no list', { crit: 'b64' }, 'malformed'],
    ['an extension that it lacks', { crit: ['b64'] }, 'malformed'],
    ['a payload that is not encoded', { crit: ['b64'], b64: false }, 'malformed'],
  ])('that demands %s is refused', async (_what, header, reason) => {
    for (const signer of [hmac, rsa]) expect(await verdictOn(signer.sign(goodClaims, header))).toEqual(refused(reason))
  })

  test.each(['[]', 'null', '"HS256"', '7', '{', '{}', '\0', '{"alg":"HS256"', '{"alg":"HS256"}}'])(
    'that is %j is none',
    async (header) => {
      expect(await verdictOn(`${part(header)}.${part(goodClaims)}.AAAA`)).toEqual(refused('malformed'))
    },
  )

  test('nested without end is refused, and so is a payload', async () => {
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
    expect(await verdictOn(`${part(`{"alg":"HS256","x":${deep}}`)}.${part(goodClaims)}.AAAA`)).toMatchObject({
      kind: 'refused',
    })
    expect(await verdictOn(hmac.sign(deep))).toEqual(refused('malformed'))
  })
})

describe('a signature', () => {
  const inputOf = (token: string): string => token.slice(0, token.lastIndexOf('.') + 1)

  test('that is empty, or all zeros, is refused', async () => {
    for (const [signer, bytes] of [
      [hmac, 32],
      [rsa, 256],
      [ec, 64],
    ] as const) {
      const input = inputOf(signer.sign(goodClaims))
      expect(await verdictOn(input)).toEqual(refused('signature'))
      expect(await verdictOn(input + Buffer.alloc(bytes).toString('base64url'))).toEqual(refused('signature'))
    }
  })

  test('of another token, or by another key of ours, is refused', async () => {
    const other = rsa.sign({ ...goodClaims, sub: 'bob' })
    const token = rsa.sign(goodClaims)
    expect(await verdictOn(inputOf(token) + other.slice(other.lastIndexOf('.') + 1))).toEqual(refused('signature'))
    expect(await verdictOn(rsa.sign(goodClaims, { kid: 'ec' }))).toEqual(refused('signature'))
    expect(await verdictOn(rsa.sign(goodClaims, { alg: 'ES256', kid: 'ec' }))).toEqual(refused('signature'))
    expect(await verdictOn(ec.sign(goodClaims, { alg: 'RS256', kid: 'rsa' }))).toEqual(refused('signature'))
  })

  test('by a key of the wrong curve is refused', async () => {
    expect(await verdictOn(p384.sign(goodClaims, { alg: 'ES256' }))).toEqual(refused('signature'))
    expect(await verdictOn(p384.sign(goodClaims, { alg: 'ES256', kid: 'ec' }))).toEqual(refused('signature'))
    expect(await verdictOn(p384.sign(goodClaims))).toEqual(refused('algorithm'))
  })

  test('of a token is not read off an encrypted one', async () => {
    const key = Buffer.alloc(32, 1)
    const plain = new TextEncoder().encode(JSON.stringify(goodClaims))
    const sealed = new CompactEncrypt(plain).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    expect(await verdictOn(await sealed.encrypt(key), { secret: key.toString() })).toEqual(refused('malformed'))
  })
})

describe('a published key that is not fit to sign', () => {
  const weak = createSigner('RS256', 'weak', 1024)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

  test.each([
    ['is too short', weak.jwk],
    ['is for encryption', { ...weak.jwk, ...stranger.jwk, use: 'enc' }],
    ['may not verify', { ...stranger.jwk, key_ops: ['encrypt'] }],
    ['is for another algorithm', { ...stranger.jwk, alg: 'RS512' }],
    ['is half missing', { ...stranger.jwk, e: undefined }],
    ['is garbage', { ...stranger.jwk, n: '!' }],
    ['is of no kind', { ...stranger.jwk, kty: 7 }],
    ['is of a new kind', { ...stranger.jwk, kty: 'NEW' }],
    ['has leaked', { ...privateKey.export({ format: 'jwk' }), kid: 'leaked' }],
  ])('refuses the token and does not throw where it %s', async (_what, jwk) => {
    await using own = await startKeyServer({ jwk })
    for (const signer of [weak, stranger])
      for (const kid of [undefined, jwk.kid])
        expect(await verdictOn(signer.sign(goodClaims, { kid }), { jwksUrl: own.url })).toEqual(refused('signature'))
  })
})
