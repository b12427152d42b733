export type TokenRefusal =
  | 'malformed' // no token that could be read
  | 'algorithm' // signed in a way that is not accepted
  | 'signature' // signed by nobody whom we know
  | 'issuer' // by another issuer, or none
  | 'audience' // for somebody else, or nobody
  | 'not_yet' // not valid yet
  | 'claims' // without what it must say, or not in the way in which it must be said
  | 'expired'

export type TokenVerdict =
  | { kind: 'valid'; userId: string; expiresAt: number }
  | { kind: 'refused'; reason: TokenRefusal }
  /** Whoever signs cannot be asked for its keys: nothing is known of the token. */
  | { kind: 'unavailable'; cause: unknown }

/** Tells whose a signed token is. It never throws for a token's sake. */
export interface TokenVerifier {
  verify(token: string, now: number): Promise<TokenVerdict>
}
