import type { EnvReader } from './env-reader.ts'
import { shortText, webAddress, type Parse } from './env-values.ts'
import type { Secret } from './secrets.ts'

export type AuthKind = 'jwt' | 'keys'

/** How signed tokens are told from forged ones. */
export interface JwtChoice {
  secret?: Secret
  jwksUrl?: string
  algorithms: readonly string[]
  issuer?: string
  audience?: string
}

/** How it is known who asks; of no kind, nobody has to say. */
export interface AuthChoice {
  kinds: readonly AuthKind[]
  jwt?: JwtChoice
}

const shared = new Set(['HS256', 'HS384', 'HS512'])
const published = new Set(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])

const kindsOf: Parse<AuthKind[]> = (text) => {
  const words = text.toLowerCase().split(',')
  const names = new Set(words.map((word) => word.trim()))
  if (names.size === 1 && names.has('off')) return []
  const kinds = (['jwt', 'keys'] as const).filter((kind) => names.has(kind))
  return kinds.length === names.size ? kinds : undefined
}

const algorithmsOf: Parse<string[]> = (text) => {
  const names = text.split(',').map((name) => name.trim())
  return names.every((name) => shared.has(name) || published.has(name)) ? names : undefined
}

/** What signatures are good where nobody said: those that what is configured can check. */
export const defaultAlgorithms = ({ secret, jwksUrl }: Pick<JwtChoice, 'secret' | 'jwksUrl'>): string[] => [
  ...(secret === undefined ? [] : ['HS256']),
  ...(jwksUrl === undefined ? [] : ['RS256', 'ES256']),
]

export function readAuth({ read, secret, text, problems, warnings }: EnvReader): AuthChoice | undefined {
  const before = problems.length
  const kinds = read('AUTH', kindsOf, 'off, jwt, keys, or jwt and keys with a comma between them')
  const key = secret('JWT_SECRET_KEY')
  const jwksUrl = read('JWKS_URL', webAddress, 'an http or https address without user and password')
  const algorithms = read('JWT_ALGORITHM', algorithmsOf, `names such as HS256 with commas between them`)
  const issuer = read('JWT_ISSUER', shortText, 'at most 255 characters on one line')
  const audience = read('JWT_AUDIENCE', shortText, 'at most 255 characters on one line')
  if (text('AUTH') === undefined && (key !== undefined || jwksUrl !== undefined)) {
    warnings.push('Tokens could be checked, and are not: AUTH is not set, so everybody is let in. Set AUTH=jwt.')
  }
  // What is missing for want of a value that can be read is said already.
  if (kinds === undefined || problems.length > before) return undefined
  if (!kinds.includes('jwt')) return { kinds }
  const keys = { ...(key !== undefined && { secret: key }), ...(jwksUrl !== undefined && { jwksUrl }) }
  return {
    kinds,
    jwt: {
      ...keys,
      algorithms: algorithms ?? defaultAlgorithms(keys),
      ...(issuer !== undefined && { issuer }),
      ...(audience !== undefined && { audience }),
    },
  }
}

/** What whoever configures it calls things. */
interface Names {
  kinds: string
  secret: string
  jwksUrl: string
  algorithms: string
}

const variables: Names = {
  kinds: 'AUTH',
  secret: 'JWT_SECRET_KEY',
  jwksUrl: 'JWKS_URL',
  algorithms: 'JWT_ALGORITHM',
}

/** What cannot hold together. */
export function checkAuth({ kinds, jwt }: AuthChoice, names = variables): string[] {
  if (!kinds.includes('jwt')) return []
  const { secret, jwksUrl, algorithms } = jwt ?? { algorithms: [] }
  if (secret === undefined && jwksUrl === undefined) {
    return [
      `${names.kinds} has jwt, and nothing says how tokens are checked. Set ${names.secret} for a shared secret, or ` +
        `${names.jwksUrl} for the published keys of whoever signs.`,
    ]
  }
  const problems: string[] = []
  if (algorithms.length === 0 || algorithmsOf(algorithms.join(',')) === undefined) {
    problems.push(`${names.algorithms} must be names such as HS256, one at least.`)
  }
  if (secret === undefined && algorithms.some((name) => shared.has(name))) {
    problems.push(`${names.algorithms} names a signature by shared secret, and there is none. Set ${names.secret}.`)
  }
  if (jwksUrl === undefined && algorithms.some((name) => published.has(name))) {
    problems.push(
      `${names.algorithms} names a signature by published keys, and nothing says where they are. Set ${names.jwksUrl}.`,
    )
  }
  return problems
}
