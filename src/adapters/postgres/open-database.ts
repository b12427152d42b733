import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'
import { errorCode } from '../../std/error-code.ts'
import { connect } from './connect.ts'
import { sqlState, troubleOf } from './errors.ts'
import { migrate } from './migrate.ts'

export interface OpenDatabaseOptions {
  url: string
  onTrouble(error: unknown): void
}

/** A database that starts at the same time as this server is waited for. */
const patienceMs = 60_000
const betweenMs = 250
const migrationMs = 600_000

/** What no waiting mends. */
const reasons = new Map([
  ['28P01', 'it refuses the password'],
  ['28000', 'it refuses the user'],
  ['3D000', 'there is no such database'],
  ['42501', 'the user may not create tables in it'],
])

/** Where it is, without user and password. A name that is not plain may be anything. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  const name = /^\/[\w-]+$/.test(pathname) ? pathname : ''
  return `${hostname || 'localhost'}:${port || '5432'}${name}`
}

/** For whoever starts the server. */
const refusal = (url: string, reason: string, cause: unknown): Error =>
  new Error(`Cannot open the database ${placeOf(url)}: ${reason}. Correct that, or DATABASE_URL.`, { cause })

/** Of a password with such signs in it, what stands behind them would be taken for the host's and the database's names. */
/** What the system calls it, or else what its client says: of a server without TLS, for one. */
function saidBy(error: unknown): string {
  const hasCode = error instanceof Error && 'code' in error
  return hasCode || !(error instanceof Error) ? errorCode(error) : error.message
}

function checkUrl(text: string): void {
  const url = URL.parse(text)
  const isPostgres = url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.hash === ''
  if (isPostgres && /^(\/[^/@]*)?$/.test(url.pathname) && !url.search.includes('@')) return
  throw new Error(
    'Cannot open the database: DATABASE_URL is not of the form postgres://user:password@host:port/database, ' +
      'with signs such as @ and / written as %40 and %2F.',
  )
}

async function reach({ url, onTrouble }: OpenDatabaseOptions): Promise<Client> {
  const deadline = performance.now() + patienceMs
  for (let said = false; ; said = true) {
    try {
      return await connect(url, migrationMs)
    } catch (error) {
      if (!troubleOf(error).passes) throw error
      if (performance.now() > deadline) {
        throw refusal(url, `it has not answered for a minute (${saidBy(error)})`, error)
      }
      if (!said) onTrouble(error)
      await delay(betweenMs)
    }
  }
}

/** Waits until the database answers, and brings its schema up to date. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<void> {
  checkUrl(options.url)
  let client: Client | undefined
  try {
    client = await reach(options)
    await migrate(client)
  } catch (error) {
    const reason = reasons.get(sqlState(error) ?? '')
    throw reason === undefined ? error : refusal(options.url, reason, error)
  } finally {
    // It has done its work, or has failed already: how it ends changes nothing.
    await client?.end().catch(() => {})
  }
}
