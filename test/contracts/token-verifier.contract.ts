import { describe, expect, test } from 'vitest'
import type { TokenVerifier } from '../../src/ports/token-verifier.ts'
import { now } from './store-under-test.ts'

export const issuer = 'https://issuer.test'
export const audience = 'colloquy'
const second = Math.floor(now / 1000)

export const goodClaims = { sub: 'ann', iss: issuer, aud: audience, exp: second + 60 }

export interface VerifierUnderTest extends AsyncDisposable {
  /** Demands `issuer` and `audience`. */
  verifier: TokenVerifier
  sign(claims: unknown): string
  /** With a key of somebody else's, and otherwise alike. */
  forge(claims: unknown): string
}

/** What every adapter of the TokenVerifier port owes, whatever a token is signed with. */
export function tokenVerifierContract(name: string, open: () => Promise<VerifierUnderTest>): void {
  describe(`${name}: the TokenVerifier contract`, () => {
    const verdictOn = async (claims: unknown, at = now): Promise<unknown> => {
      await using opened = await open()
      return await opened.verifier.verify(opened.sign(claims), at)
    }
    const refused = (reason: string) => ({ kind: 'refused', reason })

    test('a good token says whose it is, and until when in milliseconds', async () => {
      const verdict = await verdictOn(goodClaims)
      expect(verdict).toEqual({ kind: 'valid', userId: 'ann', expiresAt: (second + 60) * 1000 })
    })

    test('a token that names us among others is ours too', async () => {
      expect(await verdictOn({ ...goodClaims, aud: ['else', audience] })).toMatchObject({ kind: 'valid' })
    })

    test('what else a token claims changes nothing', async () => {
      const verdict = await verdictOn({ ...goodClaims, userId: 'bob', role: 'admin', user: { id: 'bob' } })
      expect(verdict).toMatchObject({ kind: 'valid', userId: 'ann' })
    })

    test('a token is not good for one millisecond longer than it says', async () => {
      const end = goodClaims.exp * 1000
      expect(await verdictOn(goodClaims, end - 1)).toMatchObject({ kind: 'valid' })
      expect(await verdictOn(goodClaims, end)).toEqual(refused('expired'))
      const halfway = { ...goodClaims, exp: goodClaims.exp + 0.5 }
      expect(await verdictOn(halfway, end + 499)).toMatchObject({ kind: 'valid', expiresAt: end + 500 })
      expect(await verdictOn(halfway, end + 500)).toEqual(refused('expired'))
    })

    test('a token is not good before it says so', async () => {
      const claims = { ...goodClaims, nbf: second + 1 }
      expect(await verdictOn(claims, (second + 1) * 1000 - 1)).toEqual(refused('not_yet'))
      expect(await verdictOn(claims, (second + 1) * 1000)).toMatchObject({ kind: 'valid' })
    })

    test('what was said of a token is not remembered', async () => {
      await using opened = await open()
      const token = opened.sign(goodClaims)
      expect(await opened.verifier.verify(token, now)).toMatchObject({ kind: 'valid' })
      expect(await opened.verifier.verify(token, goodClaims.exp * 1000)).toEqual(refused('expired'))
      expect(await opened.verifier.verify(`${token.slice(0, -8)}AAAAAAAA`, now)).toEqual(refused('signature'))
    })

    test('a token of somebody else is refused, be it expired or not', async () => {
      await using opened = await open()
      expect(await opened.verifier.verify(opened.forge(goodClaims), now)).toEqual(refused('signature'))
      expect(await opened.verifier.verify(opened.forge({ ...goodClaims, exp: 1 }), now)).toEqual(refused('signature'))
    })

    test.each([
      ['no expiry', { exp: undefined }, 'claims'],
      ['an expiry in the past', { exp: second - 1 }, 'expired'],
      ['an expiry of zero', { exp: 0 }, 'expired'],
      ['an expiry before all time', { exp: -(second + 60) }, 'expired'],
      ['an expiry in quotes', { exp: String(second + 60) }, 'claims'],
      ['an expiry that is null', { exp: null }, 'claims'],
      ['an expiry in a list', { exp: [second + 60] }, 'claims'],
      ['an expiry in milliseconds', { exp: now + 60_000 }, 'claims'],
      ['an expiry out of all bounds', { exp: Number.MAX_VALUE }, 'claims'],
      ['a beginning in the future', { nbf: second + 30 }, 'not_yet'],
      ['a beginning in quotes', { nbf: String(second) }, 'claims'],
      ['another issuer', { iss: 'https://other.test' }, 'issuer'],
      ['the issuer with a slash', { iss: `${issuer}/` }, 'issuer'],
      ['no issuer', { iss: undefined }, 'issuer'],
      ['the issuer in a list', { iss: [issuer] }, 'issuer'],
      ['another audience', { aud: 'else' }, 'audience'],
      ['no audience', { aud: undefined }, 'audience'],
      ['nobody as its audience', { aud: [] }, 'audience'],
      ['only others as its audience', { aud: ['else', `${audience}2`] }, 'audience'],
      ['the audience as a key', { aud: { [audience]: audience } }, 'audience'],
      ['no subject', { sub: undefined }, 'claims'],
      ['an empty subject', { sub: '' }, 'claims'],
      ['a subject of white space', { sub: ' \t\u{a0}' }, 'claims'],
      ['a number for a subject', { sub: 7 }, 'claims'],
      ['a list for a subject', { sub: ['ann'] }, 'claims'],
      ['null for a subject', { sub: null }, 'claims'],
      ['a subject too long', { sub: 'a'.repeat(256) }, 'claims'],
      ['a subject with a NUL', { sub: 'ann\0' }, 'claims'],
      ['a subject of two lines', { sub: 'ann\nbob' }, 'claims'],
      ['half a character in its subject', { sub: 'ann\ud800' }, 'claims'],
    ])('a token with %s is refused', async (_what, claims, reason) => {
      expect(await verdictOn({ ...goodClaims, ...claims })).toEqual(refused(reason))
    })

    test('a token that never expires is refused, in whatever way it says so', async () => {
      for (const exp of ['1e999', '9e15', '253402300800']) {
        const claims = `{"sub":"ann","iss":"${issuer}","aud":"${audience}","exp":${exp}}`
        expect(await verdictOn(claims), exp).toEqual(refused('claims'))
      }
    })

    test.each(['a'.repeat(255), '😀'.repeat(255), 'auth0|5f7c', '名前', ' ann '])(
      'the subject %j is kept',
      async (sub) => {
        expect(await verdictOn({ ...goodClaims, sub })).toMatchObject({ kind: 'valid', userId: sub })
      },
    )

    test.each(['ann', '"ann"', '[]', `[${JSON.stringify(goodClaims)}]`, 'null', '{', ''])(
      'the payload %j, signed as it should be, is refused',
      async (payload) => {
        expect(await verdictOn(payload)).toEqual(refused('malformed'))
      },
    )

    test('what is no token is refused and never throws', async () => {
      await using opened = await open()
      const token = opened.sign(goodClaims)
      const [header = '', payload = '', signature = ''] = token.split('.')
      const broken = [
        '',
        '.',
        '..',
        '...',
        'ann',
        '\0',
        '🦊.🦊.🦊',
        header,
        `${header}.${payload}`,
        `${header}..${signature}`,
        `.${payload}.${signature}`,
        `${header}..${payload}.${signature}`,
        `${header}.${payload}..${signature}`,
        `${token}.`,
        `.${token}`,
        `${token}.${signature}`,
        ` ${token}`,
        `${token} `,
        `${token}\n`,
        `${header} .${payload}.${signature}`,
        `${header}.${payload}.\t${signature}`,
        `${header}.${payload}.${signature}=`,
        `${header}.${payload}.${signature}==`,
        `Bearer ${token}`,
        `${token},${token}`,
        token.slice(1),
        token.slice(0, header.length - 2),
      ]
      for (const text of broken) expect(await opened.verifier.verify(text, now), text).toEqual(refused('malformed'))
      expect(await opened.verifier.verify(token, now)).toMatchObject({ kind: 'valid' })
    })

    test('a token that was cut short, or made of two, is refused', async () => {
      await using opened = await open()
      const [header = '', payload = '', signature = ''] = opened.sign(goodClaims).split('.')
      const [, other = ''] = opened.sign({ ...goodClaims, sub: 'bob' }).split('.')
      for (const text of [
        `${header}.${other}.${signature}`,
        `${header}.${payload}.`,
        `${header}.${payload}.${signature.slice(0, -4)}`,
        `${header}.${payload.slice(0, -4)}.${signature}`,
        `${header}.${payload}AAAA.${signature}`,
      ])
        expect(await opened.verifier.verify(text, now), text).toEqual(refused('signature'))
    })

    test('a token without end is refused however well it is signed', async () => {
      for (const length of [16 << 10, 1 << 20])
        expect(await verdictOn({ ...goodClaims, more: 'x'.repeat(length) })).toEqual(refused('malformed'))
      expect(await verdictOn({ ...goodClaims, more: 'x'.repeat(11 << 10) })).toMatchObject({ kind: 'valid' })
    })
  })
}
