import type { SelectQueryBuilder } from 'kysely'

/** What others have locked is theirs to purge; somebody who waits until nothing is left waits for them too. */
export interface Others {
  <DB, TB extends keyof DB, O>(query: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O>
}

export const passed: Others = (query) => query.forUpdate().skipLocked()
export const waitedFor: Others = (query) => query.forUpdate()
