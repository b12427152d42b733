import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** Signs whatever it is told to, as an attacker would too: nothing here is checked. */
export interface Signer {
  readonly algorithm: string
  /** The public half, as a key set lists it; nothing where the key is shared. */
  readonly jwk: Readonly<Record<string, unknown>>
  readonly publicPem: string
  sign(claims: unknown, header?: Record<string, unknown>): string
}

const HASHES: Readonly<Record<string, string>> = { '256': 'sha256', '384': 'sha384', '512': 'sha512' }
const CURVES: Readonly<Record<string, string>> = { '256': 'P-256', '384': 'P-384', '512': 'P-521' }

export const base64url = (text: string): string => Buffer.from(text).toString('base64url')
/** A text stands for itself, so that a payload can be broken. */
export const part = (value: unknown): string => base64url(typeof value === 'string' ? value : JSON.stringify(value))

export function createSharedSigner(secret: string | Buffer, algorithm = 'HS256'): Signer {
  const hash = hashOf(algorithm)
  return {
    algorithm,
    jwk: {},
    publicPem: '',
    sign: signWith({ alg: algorithm }, (input) => createHmac(hash, secret).update(input).digest()),
  }
}

/** A pair of its own each time. `bits` is the length of an RSA key. */
export function createSigner(algorithm: string, kid?: string, bits = 2048): Signer {
  const size = algorithm.slice(-3)
  const { publicKey, privateKey } = algorithm.startsWith('ES')
    ? generateKeyPairSync('ec', { namedCurve: CURVES[size] ?? '' })
    : generateKeyPairSync('rsa', { modulusLength: bits })
  return signerOf(algorithm, kid, publicKey, privateKey)
}

function signerOf(algorithm: string, kid: string | undefined, publicKey: KeyObject, privateKey: KeyObject): Signer {
  const named = kid === undefined ? {} : { kid }
  return {
    algorithm,
    jwk: { ...publicKey.export({ format: 'jwk' }), ...named, use: 'sig' },
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }),
    sign: signWith({ alg: algorithm, ...named }, (input) =>
      sign(hashOf(algorithm), Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }),
    ),
  }
}

function signWith(common: Record<string, unknown>, signatureOf: (input: string) => Buffer): Signer['sign'] {
  return (claims, header = {}) => {
    const input = `${part({ ...common, ...header })}.${part(claims)}`
    return `${input}.${signatureOf(input).toString('base64url')}`
  }
}

function hashOf(algorithm: string): string {
  return HASHES[algorithm.slice(-3)] ?? 'sha256'
}
