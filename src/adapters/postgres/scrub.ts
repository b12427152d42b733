import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'
import type { SqlParts } from '../sql/sql-parts.ts'
import { storeUnavailable } from '../sql/store-unavailable.ts'
import { connect } from './connect.ts'
import { troubleOf } from './errors.ts'

/** What people say, and all that is made of it. */
const tables = [
  'conversations',
  'messages',
  'messages_search',
  'runs',
  'run_events',
  'tool_calls',
  'feedback',
  'summaries',
  'memories',
  'memory_sources',
  'recall_docs',
  'recall_terms',
  'recall_vectors',
  'chores',
] as const

/** A table of any size is done by then, or the way to the database is gone. */
const vacuumMs = 600_000

/** Of all processes one at a time; given back with the connection. */
const claim = 'select pg_try_advisory_lock(4041505, 2) as answer'
const rests =
  'select resting_until > (extract(epoch from clock_timestamp()) * 1000)::bigint as answer from scrubs limit 1'
/** After each the tables rest for nineteen times as long: never more than a twentieth of the time goes into it. */
const rest =
  'update scrubs set resting_until = (extract(epoch from clock_timestamp()) * 1000 + 19 * $1::numeric)::bigint'

/** Whoever began before what was deleted was gone keeps it from being taken. */
const mark = 'select pg_current_xact_id()::xid::text as answer'
const isHeld = `
  select exists (
    select from pg_stat_activity
    where (datname = current_database() or datname is null) and pid <> pg_backend_pid()
      and age(backend_xmin) > age($1::xid)
  ) as answer`
const holdersMs = 5_000
const lookMs = 50

interface Pass {
  client: Client
  begun: number
  done: number
}

async function ask(client: Client, text: string, values: unknown[] = []): Promise<unknown> {
  const { rows } = await client.query<{ answer: unknown }>(text, values)
  return rows[0]?.answer
}

async function isReleased(client: Client): Promise<boolean> {
  const since = await ask(client, mark)
  for (let waited = 0; waited < holdersMs; waited += lookMs) {
    if ((await ask(client, isHeld, [since])) === false) return true
    await delay(lookMs)
  }
  return false
}

/** Takes the bytes of what was deleted out of every table, one table a call, on a connection of its own. */
export function createScrub(url: string): { scrub: SqlParts['scrub']; close(): Promise<void> } {
  let pass: Pass | undefined

  async function begin(): Promise<Pass | undefined> {
    const client = await connect(url, vacuumMs)
    pass = { client, begun: performance.now(), done: 0 }
    const mayBegin = (await ask(client, claim)) === true && (await ask(client, rests)) === false
    if (mayBegin && (await isReleased(client))) return pass
    await close()
    return undefined
  }

  async function close(): Promise<void> {
    const ended = pass?.client.end()
    pass = undefined
    // With its connection goes the claim, however the connection ends.
    await ended?.catch(() => {})
  }

  async function step(): ReturnType<SqlParts['scrub']> {
    const current = pass ?? (await begin())
    if (!current) return 'later'
    await current.client.query(`vacuum (index_cleanup on) ${tables[current.done++]}`)
    if (current.done < tables.length) return 'more'
    await current.client.query(rest, [Math.round(performance.now() - current.begun)])
    await close()
    return 'done'
  }

  return {
    close,
    async scrub() {
      try {
        return await step()
      } catch (error) {
        await close()
        throw troubleOf(error).passes ? storeUnavailable(error) : error
      }
    },
  }
}
