import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createJwtVerifier } from '../../src/adapters/jwt/token-verifier.ts'
import type { TokenVerdict, TokenVerifier } from '../../src/ports/token-verifier.ts'
import { goodClaims } from '../contracts/token-verifier.contract.ts'
import { now } from '../contracts/store-under-test.ts'
import { startKeyServer } from './jwt-key-server.ts'
import type { KeyServer } from './jwt-key-server.ts'
import { createSharedSigner, createSigner } from './jwt-signer.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

// None of these tests is about the end of a token.
const claims = { ...goodClaims, exp: goodClaims.exp + 24 * 3_600 }
const first = createSigner('ES256', 'first')
const second = createSigner('ES256', 'second')
const unknown = createSigner('ES256', 'unknown').sign(claims)
const valid = expect.objectContaining({ kind: 'valid', userId: 'ann' })
const bySomebody = { kind: 'refused', reason: 'signature' }
const unavailable = { kind: 'unavailable', cause: expect.any(Error) }

function verifierOf({ url }: KeyServer, onTrouble?: (cause: unknown) => void) {
  const options = { secret: 'secret', algorithms: ['HS256', 'ES256', 'RS256'], jwksUrl: url }
  return createJwtVerifier({ ...options, ...(onTrouble && { onTrouble }) })
}

/** What the verifier was in trouble with, in order, and the next of it. */
function watchTrouble() {
  const causes: unknown[] = []
  let heard: (() => void)[] = []
  return {
    causes,
    next: () => new Promise<void>((resolve) => heard.push(resolve)),
    tell(cause: unknown): void {
      causes.push(cause)
      for (const hear of heard) hear()
      heard = []
    },
  }
}

const all = (verdict: unknown): unknown[] => Array.from({ length: 50 }, () => verdict)
const crowd = (verifier: TokenVerifier, token: string, at: number): Promise<TokenVerdict[]> =>
  Promise.all(Array.from({ length: 50 }, () => verifier.verify(token, at)))

const ill = {
  'an error': (response) => response.writeHead(500).end('{"keys":[]}'),
  'no such place': (response) => response.writeHead(404).end('{"keys":[]}'),
  'a success without content': (response) => response.writeHead(204).end(),
  'another success': (response) => response.writeHead(203).end('{"keys":[]}'),
  'a part': (response) => response.writeHead(206).end('{"keys":[]}'),
  'an endless error': (response) => response.writeHead(500).write('{"keys":[]}'),
  nothing: (response) => response.end(),
  'a page': (response) => response.end('<!doctype html><title>Sign in</title>'),
  'half of a set': (response) => response.end('{"keys":['),
  'no UTF-8': (response) => response.end(Buffer.from([0x7b, 0xff, 0x7d])),
  'a list': (response) => response.end('[]'),
  null: (response) => response.end('null'),
  'an object without keys': (response) => response.end('{}'),
  'keys that are no list': (response) => response.end('{"keys":{"0":{}}}'),
  'keys that are null': (response) => response.end('{"keys":null}'),
  'a nest without end': (response) => response.end(`{"keys":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
  'too much, announced': (response) => response.end(`{"keys":[]}${' '.repeat(1 << 20)}`),
  'too much, bit by bit': (response) => {
    response.write('{"keys":[]}')
    for (let kib = 0; kib < 1024; kib += 64) response.write(' '.repeat(64 << 10))
    response.end()
  },
  'less than it announced': (response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"keys":[]}')
    setImmediate(() => response.destroy())
  },
  'a closed connection': (response) => response.destroy(),
  'no HTTP': (response) => response.socket?.end('SSH-2.0-OpenSSH_9.9\r\n'),
} satisfies Record<string, (response: ServerResponse) => unknown>

describe('keys', () => {
  test('are not fetched for each token, nor before the first one', async () => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    expect(server.hits).toBe(0)
    const token = first.sign(claims)
    expect(await crowd(verifier, token, now)).toEqual(all(valid))
    expect(server.hits).toBe(1)
    await crowd(verifier, token, now + 10 * MINUTE - 1)
    expect(server.hits).toBe(1)
    const asked = server.asked()
    expect(await crowd(verifier, token, now + 10 * MINUTE)).toEqual(all(valid))
    await asked
    expect(server.hits).toBe(2)
  })

  test('are not fetched for a token that needs none, or is none', async () => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    expect(await verifier.verify(createSharedSigner('secret').sign(claims), now)).toEqual(valid)
    await verifier.verify(createSigner('ES384', 'first').sign(claims), now)
    await verifier.verify('a.b.c', now)
    await verifier.verify(`${first.sign(claims)}.`, now)
    await using withoutSecret = createJwtVerifier({ algorithms: ['HS256', 'ES256'], jwksUrl: server.url })
    await withoutSecret.verify(createSharedSigner('').sign(claims, { kid: 'first' }), now)
    expect(server.hits).toBe(0)
  })

  test('that nobody knows are asked for once, not once for each token', async () => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    const strangers = all(bySomebody)
    expect(await crowd(verifier, unknown, now)).toEqual(strangers)
    expect(await crowd(verifier, unknown, now + 30 * SECOND - 1)).toEqual(strangers)
    expect(server.hits).toBe(1)
    expect(await crowd(verifier, unknown, now + 30 * SECOND)).toEqual(strangers)
    expect(await crowd(verifier, unknown, now + 60 * SECOND - 1)).toEqual(strangers)
    expect(server.hits).toBe(2)
    expect(await crowd(verifier, unknown, now + 60 * SECOND)).toEqual(strangers)
    expect(server.hits).toBe(3)
  })

  test('that are known are not asked for again because a token of theirs is not good', async () => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    for (const bad of [{ exp: 1 }, { sub: '' }, { nbf: claims.exp }])
      expect(await verifier.verify(first.sign({ ...claims, ...bad }), now)).toMatchObject({ kind: 'refused' })
    expect(await verifier.verify(first.sign({ ...claims, exp: 1 }), now + MINUTE)).toMatchObject({ kind: 'refused' })
    expect(server.hits).toBe(1)
  })

  test('that are new let a token in that they have signed, and old ones none any more', async () => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    const old = first.sign(claims)
    expect(await verifier.verify(old, now)).toEqual(valid)
    server.publish(second)
    expect(await verifier.verify(old, now + MINUTE)).toEqual(valid)
    expect(await crowd(verifier, second.sign(claims), now + MINUTE)).toEqual(all(valid))
    expect(server.hits).toBe(2)
    expect(await verifier.verify(old, now + MINUTE)).toEqual(bySomebody)
  })

  test('that were withdrawn are not trusted for longer than they are kept', async () => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    const token = first.sign(claims)
    expect(await verifier.verify(token, now)).toEqual(valid)
    server.publish()
    // The first who asks is not kept waiting for what is fetched on his account.
    while ((await verifier.verify(token, now + 10 * MINUTE)).kind === 'valid') await nextTurn()
    expect(await verifier.verify(token, now + 10 * MINUTE)).toEqual(bySomebody)
    expect(server.hits).toBe(2)
  })

  test.each([
    ['took the name of an old one', createSigner('ES256', 'first')],
    ['have no name', createSigner('ES256')],
  ])('that %s are found', async (_what, replacement) => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    expect(await verifier.verify(first.sign(claims), now)).toEqual(valid)
    server.publish(replacement)
    expect(await verifier.verify(replacement.sign(claims), now + MINUTE)).toEqual(valid)
  })

  test('are all tried for a token that names none, but not without end', async () => {
    const weak = createSigner('RS256', 'weak', 1024)
    const strong = createSigner('RS256', 'strong')
    const garbled = { jwk: { ...strong.jwk, kid: 'garbled', n: '!' } }
    const curves = Array.from({ length: 17 }, (_, index) => createSigner('ES256', `key ${index}`))
    await using server = await startKeyServer(garbled, weak, strong, ...curves)
    await using verifier = verifierOf(server)
    const verdictBy = (signer: typeof first | undefined) =>
      verifier.verify(signer?.sign(claims, { kid: undefined }) ?? '', now)
    expect(await verdictBy(strong)).toEqual(valid)
    expect(await verdictBy(weak)).toEqual(bySomebody)
    expect(await verdictBy(curves[0])).toEqual(valid)
    expect(await verdictBy(curves[15])).toEqual(valid)
    expect(await verdictBy(curves[16])).toEqual(bySomebody)
    const late = curves[3]?.sign({ ...claims, exp: 1 }, { kid: undefined }) ?? ''
    expect(await verifier.verify(late, now)).toEqual({ kind: 'refused', reason: 'expired' })
  })

  test('are found among what nobody understands', async () => {
    await using server = await startKeyServer()
    await using verifier = verifierOf(server)
    const keys = [
      null,
      7,
      'key',
      [],
      {},
      { kty: null },
      { kty: 'NEW', kid: 'first' },
      { kty: 'oct', k: 'AA' },
      first.jwk,
    ]
    server.say(JSON.stringify({ keys, more: true }))
    expect(await verifier.verify(first.sign(claims), now)).toEqual(valid)
  })

  test('are none in an empty set, which is an answer all the same', async () => {
    await using server = await startKeyServer()
    await using verifier = verifierOf(server)
    expect(await verifier.verify(first.sign(claims), now)).toEqual(bySomebody)
  })

  test('do not stay young because a clock was set back', async () => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    expect(await verifier.verify(first.sign(claims), now)).toEqual(valid)
    server.publish(second)
    expect(await verifier.verify(first.sign(claims), now - HOUR)).toEqual(bySomebody)
  })
})

describe('a key server that answers with', () => {
  test.each(Object.entries(ill))('%s leaves a token unjudged', async (_what, answer) => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    server.answer((_, response) => void answer(response))
    expect(await crowd(verifier, first.sign(claims), now)).toEqual(all(unavailable))
    expect(server.hits).toBe(1)
    server.publish(first)
    expect(await verifier.verify(first.sign(claims), now + SECOND)).toEqual(valid)
  })

  test.each(Object.entries(ill))('%s does not take the keys of before away', async (_what, answer) => {
    await using server = await startKeyServer(first)
    const trouble = watchTrouble()
    await using verifier = verifierOf(server, trouble.tell)
    expect(await verifier.verify(first.sign(claims), now)).toEqual(valid)
    server.answer((_, response) => void answer(response))
    const failed = trouble.next()
    expect(await crowd(verifier, first.sign(claims), now + 10 * MINUTE)).toEqual(all(valid))
    await failed
    expect(trouble.causes).toEqual([expect.any(Error)])
    expect(await verifier.verify(unknown, now + 11 * MINUTE)).toEqual(bySomebody)
    expect(server.hits).toBe(3)
  })

  test.each([301, 302, 303, 307, 308])('status %i is not followed', async (status) => {
    await using elsewhere = await startKeyServer(first)
    await using server = await startKeyServer()
    await using verifier = verifierOf(server)
    server.answer((_, response) => response.writeHead(status, { location: elsewhere.url }).end())
    expect(await verifier.verify(first.sign(claims), now)).toEqual(unavailable)
    expect(elsewhere.hits).toBe(0)
    expect(server.hits).toBe(1)
  })
})

describe('an outage', () => {
  test('is outlived for an hour, and no longer, and asked about every half minute at most', async () => {
    await using server = await startKeyServer(first)
    const trouble = watchTrouble()
    await using verifier = verifierOf(server, trouble.tell)
    const token = first.sign(claims)
    await verifier.verify(token, now)
    server.say('', 503)
    for (const [minutes, hits] of [
      [10, 2],
      [10.4, 2],
      [10.5, 3],
      [59.9, 4],
    ] as const) {
      const failed = trouble.next()
      expect(await crowd(verifier, token, now + minutes * MINUTE), `${minutes}`).toEqual(all(valid))
      if (trouble.causes.length < hits - 1) await failed
      expect(server.hits, `${minutes}`).toBe(hits)
    }
    expect(await verifier.verify(token, now + HOUR - 1)).toEqual(valid)
    expect(await verifier.verify(token, now + HOUR)).toEqual(unavailable)
    expect(await verifier.verify(unknown, now + HOUR)).toEqual(unavailable)
    server.publish(first)
    expect(await verifier.verify(token, now + HOUR + MINUTE)).toEqual(valid)
  })

  test('from the beginning does not bring a storm upon the server, nor lasts longer than it must', async () => {
    await using server = await startKeyServer()
    await using verifier = verifierOf(server)
    server.say('', 503)
    const token = first.sign(claims)
    for (const at of [now, now + 1, now + SECOND - 1])
      expect(await crowd(verifier, token, at)).toEqual(all(unavailable))
    expect(server.hits).toBe(1)
    server.publish(first)
    expect(await verifier.verify(token, now + SECOND)).toEqual(valid)
  })

  test('is one where nobody listens at all', async () => {
    const server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    await server[Symbol.asyncDispose]()
    expect(await verifier.verify(first.sign(claims), now)).toEqual(unavailable)
    expect(await verifier.verify(createSharedSigner('secret').sign(claims), now)).toEqual(valid)
  })
})

describe('a key server that does not go on', () => {
  afterEach(() => void vi.useRealTimers())

  test.each([
    ['before its answer', () => {}],
    ['within its answer', (response: ServerResponse) => void response.write('{"keys":[')],
  ])('%s is waited for for five seconds', async (_when, begin) => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    server.answer((_, response) => begin(response))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const asked = server.asked()
    const verdict = verifier.verify(first.sign(claims), now)
    await asked
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await verdict).toEqual(unavailable)
  })

  test('holds nobody up whose key is known', async () => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    expect(await verifier.verify(first.sign(claims), now)).toEqual(valid)
    let release = (): void => {}
    server.answer((_, response) => {
      release = () => response.end(JSON.stringify({ keys: [second.jwk] }))
    })
    const asked = server.asked()
    const waiting = verifier.verify(second.sign(claims), now + MINUTE)
    await asked
    expect(await verifier.verify(first.sign(claims), now + MINUTE)).toEqual(valid)
    release()
    expect(await waiting).toEqual(valid)
  })

  test('holds nobody up whose key is held, though it may be old, and is asked by nobody else meanwhile', async () => {
    await using server = await startKeyServer(first)
    await using verifier = verifierOf(server)
    const token = first.sign(claims)
    expect(await verifier.verify(token, now)).toEqual(valid)
    server.answer(() => {})
    const asked = server.asked()
    for (const minutes of [10, 11, 30, 59]) {
      expect(await crowd(verifier, token, now + minutes * MINUTE)).toEqual(all(valid))
    }
    await asked
    expect(server.hits).toBe(2)
  })

  test('does not keep the verifier from being closed', async () => {
    await using server = await startKeyServer()
    server.answer(() => {})
    const trouble = watchTrouble()
    const verifier = verifierOf(server, trouble.tell)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const asked = server.asked()
    const verdict = verifier.verify(first.sign(claims), now)
    await asked
    await verifier[Symbol.asyncDispose]()
    expect(await verdict).toEqual(unavailable)
    expect(await verifier.verify(first.sign(claims), now + MINUTE)).toEqual(unavailable)
    expect(server.hits).toBe(1)
    // Whoever closes it is in no trouble.
    expect(trouble.causes).toEqual([])
  })
})
