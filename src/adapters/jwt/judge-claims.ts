import type { JWTPayload } from 'jose'
import type { TokenVerdict } from '../../ports/token-verifier.ts'
import { isStorableId } from '../../std/is-storable-id.ts'

/** Of the year 9999. What lies beyond it was written in milliseconds, or is meant never to expire. */
const LAST_SECOND = 253_402_300_799

/** What jose leaves open: how long an expiry may be put off, its fraction of a second, and who may be a subject. */
export function judgeClaims({ exp, sub }: JWTPayload, now: number): TokenVerdict {
  if (exp === undefined || exp > LAST_SECOND || !isUserId(sub)) return { kind: 'refused', reason: 'claims' }
  const expiresAt = Math.floor(exp * 1000)
  return expiresAt > now ? { kind: 'valid', userId: sub, expiresAt } : { kind: 'refused', reason: 'expired' }
}

/** jose's types promise a string, and nothing keeps the promise. */
function isUserId(sub: unknown): sub is string {
  return typeof sub === 'string' && isStorableId(sub)
}
