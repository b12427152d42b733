import { isUtf8 } from 'node:buffer'
import type { FastifyRequest } from 'fastify'
import type { AuthFailure, Identify } from '../access/identify.ts'
import type { Identity } from '../access/identity.ts'
import { DomainError } from '../conversation/errors.ts'

/** Whoever a request is let in as. */
export interface Caller extends Identity {
  /** Whether it is known who it is; with authentication off, everybody is the one local user. */
  isKnown: boolean
}

/** Whom a path lets in. */
export type Access = 'open' | 'operator' | 'person'

export interface AuthenticateDeps {
  /** Absent while authentication is off. */
  identify: Identify | undefined
  /** Absent where there is no operator's key: no path is the operator's then. */
  isAdminKey: ((token: string) => boolean) | undefined
  onFailure(why: AuthFailure): void
}

const local: Caller = { userId: 'local', isKnown: false }

const bearerOf = (request: FastifyRequest): string | undefined =>
  /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]

/** Bytes of a header come as Latin-1; names are UTF-8, and what is not would be read as one name for many. */
function namedUserOf(request: FastifyRequest): string | undefined {
  const header = request.headers['x-user-id']
  if (typeof header !== 'string') return undefined
  const bytes = Buffer.from(header, 'latin1')
  return isUtf8(bytes) ? bytes.toString() : undefined
}

/** Lets a request in as somebody, or refuses it; before anything else of it is read. */
export function createAuthenticate({ identify, isAdminKey, onFailure }: AuthenticateDeps) {
  return async function authenticate(request: FastifyRequest, access: Access): Promise<Caller> {
    if (access === 'operator' && isAdminKey) {
      const token = bearerOf(request)
      if (token !== undefined && isAdminKey(token)) return { userId: 'admin', isKnown: true }
      const why: AuthFailure = token === undefined ? 'missing' : 'admin_key'
      onFailure(why)
      throw new DomainError(
        'unauthenticated',
        'This path is the operator\'s. Send "Authorization: Bearer <ADMIN_KEY>", with the key that the server was started with.',
        { cause: why },
      )
    }
    if (access === 'open' || !identify) return local
    return { ...(await identify({ token: bearerOf(request), namedUser: namedUserOf(request) })), isKnown: true }
  }
}

/** What RFC 6750 wants to be told with a 401. */
export const challengeOf = (request: FastifyRequest): string =>
  request.headers.authorization === undefined
    ? 'Bearer realm="colloquy"'
    : 'Bearer realm="colloquy", error="invalid_token"'
