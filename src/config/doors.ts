import { isLoopbackHost } from '../std/is-loopback-host.ts'
import type { AuthChoice } from './auth.ts'
import type { Secret } from './secrets.ts'

/** Of a secret that strangers may try as often as they like. */
const safeLength = 32

export interface Doors {
  host: string
  auth: AuthChoice
  adminKey: Secret | undefined
}

/** Who could come in that nobody has thought of. */
export function warnOfDoors({ host, auth, adminKey }: Doors): string[] {
  const { kinds, jwt } = auth
  const warnings: string[] = []
  if (kinds.includes('keys') && adminKey === undefined) {
    warnings.push(
      'AUTH has keys, and without ADMIN_KEY nobody can make, list or revoke one. Set ADMIN_KEY and start again.',
    )
  }
  for (const [name, secret] of [
    ['ADMIN_KEY', adminKey],
    ['JWT_SECRET_KEY', jwt?.secret],
  ] as const) {
    if (secret !== undefined && secret.reveal().length < safeLength) {
      warnings.push(`${name} is shorter than ${safeLength} characters and could be guessed. Set a longer, random one.`)
    }
  }
  if (adminKey !== undefined && adminKey.reveal() === jwt?.secret?.reveal()) {
    warnings.push('ADMIN_KEY and JWT_SECRET_KEY are the same: whoever signs tokens is the operator. Set two.')
  }
  if (jwt?.jwksUrl !== undefined && jwt.audience === undefined) {
    warnings.push(
      'JWKS_URL is set without JWT_AUDIENCE: every token that its provider signs, for whatever application, is let in. ' +
        'Set JWT_AUDIENCE to what your tokens have as their aud.',
    )
  }
  if (kinds.length === 0 && !isLoopbackHost(host)) {
    warnings.push(
      'HOST lets other machines in while authentication is off: whoever reaches this port can read and delete every ' +
        "conversation and spend the model's budget. Turn it on with AUTH=jwt or AUTH=keys, or set HOST=localhost.",
    )
  }
  return warnings
}
