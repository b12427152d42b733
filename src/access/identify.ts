import { DomainError } from '../conversation/errors.ts'
import type { ApiKeys } from '../ports/api-keys.ts'
import type { TokenRefusal, TokenVerifier } from '../ports/token-verifier.ts'
import { isStorableId } from '../std/is-storable-id.ts'
import { hashOfKey, isApiKey } from './api-key.ts'
import type { Identity } from './identity.ts'

/** Why nobody is known: counted and logged for the operator, and never told in full to whoever tries. */
export type AuthFailure = TokenRefusal | 'missing' | 'unknown_key' | 'unnamed_user' | 'admin_key'

export interface Credentials {
  /** What was given as a bearer token. */
  token: string | undefined
  /** Whom the request says it is for. */
  namedUser: string | undefined
}

export interface IdentifyDeps {
  /** Where signed tokens are accepted. */
  verifier: TokenVerifier | undefined
  /** Where our own keys are accepted. */
  keys: Pick<ApiKeys, 'find'> | undefined
  now(): number
  onFailure(why: AuthFailure): void
  onUnavailable(cause: unknown): void
}

const sentences: Partial<Record<AuthFailure, string>> = {
  missing: 'This server wants to know who asks. Send "Authorization: Bearer <token>" with a token that it accepts.',
  expired: 'The token has expired. Get a new one, and send the request again with it.',
  unnamed_user:
    'This key belongs to a service and does not say who asks. Name the user in the X-User-Id header: 1 to 255 characters.',
}

const unacceptable = 'The token is none that this server accepts. Get a new one, and send the request again with it.'

export function createIdentify({ verifier, keys, now, onFailure, onUnavailable }: IdentifyDeps) {
  function refused(why: AuthFailure): DomainError {
    onFailure(why)
    return new DomainError('unauthenticated', sentences[why] ?? unacceptable, { cause: why })
  }

  async function byKey(key: string, namedUser: string | undefined): Promise<Identity> {
    const known = await keys?.find(hashOfKey(key))
    if (!known) throw refused('unknown_key')
    if (known.expiresAt !== null && known.expiresAt <= now()) throw refused('expired')
    const userId = known.userId ?? namedUser
    if (userId === undefined || !isStorableId(userId)) throw refused('unnamed_user')
    return { userId, keyId: known.id, ...(known.expiresAt !== null && { expiresAt: known.expiresAt }) }
  }

  async function byToken(token: string): Promise<Identity> {
    if (!verifier) throw refused('malformed')
    const verdict = await verifier.verify(token, now())
    if (verdict.kind === 'valid') return { userId: verdict.userId, expiresAt: verdict.expiresAt }
    if (verdict.kind === 'refused') throw refused(verdict.reason)
    onUnavailable(verdict.cause)
    throw new DomainError(
      'auth_unavailable',
      'Your token cannot be checked at the moment. Try again in a few seconds.',
      {
        retryable: true,
        retryAfterSeconds: 5,
      },
    )
  }

  /** Who asks; refused where that is nobody. */
  return async function identify({ token, namedUser }: Credentials): Promise<Identity> {
    if (token === undefined) throw refused('missing')
    return keys && isApiKey(token) ? byKey(token, namedUser) : byToken(token)
  }
}

export type Identify = ReturnType<typeof createIdentify>
