import { errors } from 'jose'
import type { TokenRefusal } from '../../ports/token-verifier.ts'

const REASONS: Readonly<Record<string, TokenRefusal>> = {
  ERR_JOSE_ALG_NOT_ALLOWED: 'algorithm',
  // An extension that `crit` demands, too, is a way of signing.
  ERR_JOSE_NOT_SUPPORTED: 'algorithm',
  ERR_JWKS_NO_MATCHING_KEY: 'signature',
  ERR_JWKS_INVALID: 'signature',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature',
  ERR_JWT_EXPIRED: 'expired',
}

function refusalOfClaim({ claim, reason }: errors.JWTClaimValidationFailed): TokenRefusal {
  if (claim === 'iss') return 'issuer'
  if (claim === 'aud') return 'audience'
  return claim === 'nbf' && reason === 'check_failed' ? 'not_yet' : 'claims'
}

/** What an error of jose's says about the token. */
export function refusalOf(error: unknown): TokenRefusal {
  if (error instanceof errors.JWTClaimValidationFailed) return refusalOfClaim(error)
  if (error instanceof errors.JOSEError) return REASONS[error.code] ?? 'malformed'
  // What is wrong with a token jose says in errors of its own; these are about a key that cannot be used, or is weak.
  return error instanceof TypeError || error instanceof DOMException ? 'signature' : 'malformed'
}
