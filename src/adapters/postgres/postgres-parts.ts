import { setTimeout as delay } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../sql/schema.ts'
import type { SqlParts } from '../sql/sql-parts.ts'
import { storeUnavailable } from '../sql/store-unavailable.ts'
import { collisions, sqlState } from './errors.ts'

type Parts = Pick<SqlParts, 'shared' | 'db' | 'transaction' | 'now' | 'dayOf' | 'check'>

const attempts = 5
const pauseMs = 20

/** A unique index has decided between two: who comes second looks again, and finds what the first has made. */
const alreadyThere = '23505'

/**
 * Something must be written: a copy that only reads, or a full disk, says so then and not before. A row that somebody
 * else is writing at this moment is left to them.
 */
const touch = sql`
  update scrubs set done = done
  where ctid = any (array (select ctid from scrubs for no key update skip locked))`

/** What the common queries need to know of Postgres. */
export function postgresParts(db: Kysely<Schema>, inTransaction: Parts['transaction']): Parts {
  const transaction: Parts['transaction'] = async (work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await inTransaction(work)
      } catch (error) {
        const state = sqlState(error) ?? ''
        if (state !== alreadyThere && !collisions.has(state)) throw error
        if (attempt === attempts) throw state === alreadyThere ? error : storeUnavailable(error)
        await delay(Math.random() * pauseMs * attempt)
      }
    }
  }
  return {
    shared: true,
    db,
    transaction,
    now: () => sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    dayOf: (column) => sql`to_char(to_timestamp(${sql.ref(column)} / 1000) at time zone 'UTC', 'YYYY-MM-DD')`,
    check: async () => void (await touch.execute(db)),
  }
}
