import { decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { CryptoKey, JWTPayload, JWTVerifyOptions, LocalJWKSet } from 'jose'
import type { TokenRefusal, TokenVerdict, TokenVerifier } from '../../ports/token-verifier.ts'
import { judgeClaims } from './judge-claims.ts'
import { createKeySource } from './key-source.ts'
import { refusalOf } from './refusal-of.ts'

export interface JwtOptions {
  /** For algorithms of the HS family, and for nothing else. */
  secret?: string | undefined
  /** Those of which a token may name one. */
  algorithms: readonly string[]
  /** For all other algorithms. */
  jwksUrl?: string | undefined
  /** Demanded of a token where it is set. */
  issuer?: string | undefined
  /** Demanded of a token where it is set. */
  audience?: string | undefined
  /** The keys could not be fetched; those that are held go on to serve for a while. */
  onTrouble?(cause: unknown): void
}

type Key = Uint8Array | CryptoKey | LocalJWKSet

const MAX_LENGTH = 16 << 10
/** Of keys that one token is tried with. */
const MAX_KEYS = 16
/** Stricter than jose, which reads over white space and padding. A signature that is missing is for it to refuse. */
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]*$/

export function createJwtVerifier(options: JwtOptions): TokenVerifier & AsyncDisposable {
  const { issuer, audience, jwksUrl } = options
  const secret = options.secret ? new TextEncoder().encode(options.secret) : undefined
  const source = jwksUrl === undefined ? undefined : createKeySource(jwksUrl, (cause) => options.onTrouble?.(cause))
  const algorithms = new Set(options.algorithms)
  const demands: JWTVerifyOptions = {
    algorithms: [...options.algorithms],
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
  }

  async function check(token: string, key: Key, now: number): Promise<TokenVerdict> {
    let payload: JWTPayload
    try {
      const read = await jwtVerify(token, key, { ...demands, currentDate: new Date(now) })
      payload = read.payload
    } catch (error) {
      if (error instanceof errors.JWKSMultipleMatchingKeys) return checkEach(token, error, now)
      return refused(refusalOf(error))
    }
    return judgeClaims(payload, now)
  }

  async function checkEach(token: string, keys: AsyncIterable<CryptoKey>, now: number) {
    let tried = 0
    for await (const key of keys) {
      const verdict = await check(token, key, now)
      tried += 1
      if (!isUnknownSigner(verdict) || tried === MAX_KEYS) return verdict
    }
    return refused('signature')
  }

  async function checkPublic(token: string, now: number): Promise<TokenVerdict> {
    if (source === undefined) return refused('algorithm')
    const current = await source.current(now)
    if (current.kind === 'unavailable') return current
    const verdict = await check(token, current.keys, now)
    // Whatever `kid` says: an issuer may name no key, or replace one under its old name.
    const newer = isUnknownSigner(verdict) ? await source.newer(current.keys, now) : undefined
    return newer === undefined ? verdict : check(token, newer, now)
  }

  return {
    async verify(token, now) {
      const algorithm = algorithmOf(token)
      if (algorithm === undefined) return refused('malformed')
      if (!algorithms.has(algorithm)) return refused('algorithm')
      if (!algorithm.startsWith('HS')) return checkPublic(token, now)
      return secret === undefined ? refused('algorithm') : check(token, secret, now)
    },
    async [Symbol.asyncDispose]() {
      await source?.[Symbol.asyncDispose]()
    },
  }
}

/** As the token itself has it, which proves nothing yet. */
function algorithmOf(token: string): string | undefined {
  if (token.length > MAX_LENGTH || !COMPACT.test(token)) return undefined
  try {
    const { alg } = decodeProtectedHeader(token)
    return typeof alg === 'string' && alg !== '' ? alg : undefined
  } catch {
    return undefined
  }
}

function isUnknownSigner(verdict: TokenVerdict): boolean {
  return verdict.kind === 'refused' && verdict.reason === 'signature'
}

function refused(reason: TokenRefusal): TokenVerdict {
  return { kind: 'refused', reason }
}
