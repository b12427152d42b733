import { type Kysely, sql } from 'kysely'
import type { Schema } from '../sql/schema.ts'
import type { SqlParts } from '../sql/sql-parts.ts'

type Parts = Pick<SqlParts, 'shared' | 'db' | 'transaction' | 'now' | 'dayOf' | 'check'>

/** What the common queries need to know of SQLite. */
export function sqliteParts(db: Kysely<Schema>, now: () => number): Parts {
  const transaction: Parts['transaction'] = (work) => db.transaction().execute(work)
  // Something must change, or nothing is written: a millisecond forth, and back the next time.
  const flip = sql`update nodes set lease_until = lease_until + 1 - 2 * (lease_until % 2)`
  return {
    shared: false,
    db,
    transaction,
    now: () => sql.val(now()),
    dayOf: (column) => sql`strftime('%Y-%m-%d', ${sql.ref(column)} / 1000, 'unixepoch')`,
    check: () => transaction(async (trx) => void (await flip.execute(trx))),
  }
}
