import { type JWTPayload, SignJWT } from 'jose'
import { createSecret } from '../src/config/secrets.ts'
import type { TestOptions } from './harness.ts'

const secret = 'a-shared-secret-that-nobody-has-guessed-yet'
const hourSeconds = 3_600

/** Authentication by tokens that `tokenFor` signs, and by keys; with an operator. */
export const adminKey = 'the-operators-own-key-of-thirty-two-letters'
export const withAuth = {
  auth: { kinds: ['jwt', 'keys'], jwt: { secret: createSecret(secret), algorithms: ['HS256'] } },
  adminKey: createSecret(adminKey),
} as const satisfies TestOptions

export const secondsFromNow = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds

/** A token as whoever knows the secret signs it. */
export const tokenFor = (userId: string, claims: JWTPayload = {}, signedWith = secret): Promise<string> =>
  new SignJWT({ sub: userId, exp: secondsFromNow(hourSeconds), ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(signedWith))

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
export const as = async (userId: string, claims?: JWTPayload) => bearer(await tokenFor(userId, claims))
export const asAdmin = bearer(adminKey)
