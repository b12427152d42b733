import { sql, type Kysely } from 'kysely'
import type { Store } from '../../ports/store.ts'
import type { Upkeep } from '../../ports/upkeep.ts'
import { createApiKeys } from './api-keys.ts'
import { createAudit } from './audit.ts'
import { createBudgets } from './budgets.ts'
import { createConversations } from './conversations.ts'
import { createImports } from './imports.ts'
import { createJournal } from './journal.ts'
import { createOverview } from './overview.ts'
import { createPeople } from './people.ts'
import { createRuns } from './runs.ts'
import type { Schema } from './schema.ts'
import type { SearchIndex } from './search-index.ts'
import { createSearch } from './search.ts'
import { createUpkeep } from './upkeep.ts'

export interface SqlParts {
  db: Kysely<Schema>
  /** Where reads that take long are asked. */
  reads: Kysely<Schema>
  index: SearchIndex
  scrub: Upkeep['scrub']
  close(): Promise<void>
}

/** Every port over one SQL database; the engine brings its connections and its full-text index. */
export function createSqlStore({ db, reads, index, scrub, close }: SqlParts): Store {
  return {
    conversations: createConversations(db),
    runs: createRuns(db, index),
    imports: createImports(db, index),
    search: createSearch(reads, index),
    people: createPeople(db, reads),
    journal: createJournal(db, index),
    upkeep: createUpkeep(db, index, scrub),
    apiKeys: createApiKeys(db),
    audit: createAudit(db, reads),
    budgets: createBudgets(db),
    overview: createOverview(reads),
    async check() {
      // Something must change, or nothing is written: a millisecond forth, and back the next time.
      const flip = sql`update nodes set lease_until = lease_until + 1 - 2 * (lease_until % 2)`
      await db.transaction().execute((trx) => flip.execute(trx))
    },
    [Symbol.asyncDispose]: close,
  }
}
