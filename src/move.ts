#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { ConfigError } from './config/config.ts'
import { databasePath, postgresUrl } from './config/env-values.ts'
import { loadDotEnv, readEnv } from './config/env.ts'
import { moveDatabase } from './move/move-database.ts'

const usage = `Moves everything from a SQLite file to an empty Postgres database. A move that was cut short goes on where it was.

  npm run move -- --from file:./data/colloquy.db [--to postgres://user:password@host:5432/database]

Without --to it is DATABASE_URL, or the file that DATABASE_URL_FILE names: then no password stands in the list of processes.`

const interrupted = 130

const say = (line: string): void => void process.stderr.write(`${line}\n`)

function fail(text: string): never {
  say(text)
  process.exit(1)
}

function readArguments(): { from: string | undefined; to: string | undefined } {
  try {
    const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } })
    return { from: values.from, to: values.to }
  } catch {
    return fail(usage)
  }
}

function urlOfEnvironment(): string {
  loadDotEnv('.env')
  const { databaseUrl, problems } = readEnv()
  if (problems.length > 0) throw new ConfigError(problems)
  return databaseUrl?.reveal() ?? fail(`Where to? --to is missing, and DATABASE_URL names no Postgres.\n\n${usage}`)
}

const { from, to } = readArguments()
if (from === undefined) fail(usage)
const path =
  databasePath(from) ?? fail('--from must be file: and the path of the database, as in file:./data/colloquy.db.')

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    say('Stopped. What was copied is kept: give the same command again to go on.')
    process.exit(interrupted)
  })
}

try {
  const url = to === undefined ? urlOfEnvironment() : postgresUrl(to)
  const expected = 'postgres://user:password@host:5432/database, with signs such as @ and / written as %40 and %2F'
  if (url === undefined) fail(`--to must be ${expected}.`)
  const { report, problem } = await moveDatabase({ path, url, say })
  process.stdout.write(report)
  if (problem !== undefined) fail(problem)
  say('Done. The SQLite file is as it was: keep it as a backup, and start the server with the new DATABASE_URL.')
} catch (error) {
  fail((error as Error).message)
}
