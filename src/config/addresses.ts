import type { EnvReader } from './env-reader.ts'
import { databasePath, postgresUrl, redisUrl } from './env-values.ts'
import { createSecret, type Secret } from './secrets.ts'

export interface Addresses {
  databasePath?: string | undefined
  databaseUrl?: Secret | undefined
  redisUrl?: Secret | undefined
}

const isPostgres = (text: string): boolean => /^postgres(ql)?:/i.test(text)

/** Where things are kept. Addresses hold passwords, and may be read from files as other secrets are. */
export function readAddresses({ textOrFile, problems }: EnvReader): Addresses {
  const database = textOrFile('DATABASE_URL')
  const redis = textOrFile('REDIS_URL')

  function address(name: string, text: string, parse: (text: string) => string | undefined, expected: string) {
    const parsed = parse(text)
    if (parsed === undefined) problems.push(`${name} must be ${expected}. Correct it, or unset it for the default.`)
    return parsed
  }
  const secret = (text: string | undefined): Secret | undefined => (text === undefined ? undefined : createSecret(text))

  const addresses: Addresses = {}
  if (database !== undefined && isPostgres(database)) {
    const expected =
      'postgres://user:password@host:5432/database for Postgres, with signs such as @ and / written as %40 and %2F'
    addresses.databaseUrl = secret(address('DATABASE_URL', database, postgresUrl, expected))
  } else if (database !== undefined) {
    const expected =
      'file: and the path of the database, as in file:./data/colloquy.db, or postgres://user:password@host:5432/database'
    addresses.databasePath = address('DATABASE_URL', database, databasePath, expected)
  }
  if (redis !== undefined) {
    const expected = 'redis://user:password@host:6379, or rediss:// for TLS'
    addresses.redisUrl = secret(address('REDIS_URL', redis, redisUrl, expected))
  }
  return addresses
}
