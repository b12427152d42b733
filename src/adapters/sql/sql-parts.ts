import type { Expression, Kysely, RawBuilder } from 'kysely'
import type { Queryable } from './prepared.ts'
import type { RecallIndex } from './recall-index.ts'
import type { RankTold } from './recall-told.ts'
import type { Schema } from './schema.ts'
import type { SearchIndex } from './search-index.ts'

/** What one SQL database brings; the queries are the same for all. */
export interface SqlParts {
  /** Whether other processes may serve this database at the same time. */
  shared: boolean
  db: Kysely<Schema>
  /** Where the owner of runs keeps its lease and their record, if people's requests are not to be in its way. */
  journal?: Pick<SqlParts, 'db' | 'transaction'>
  /** Where reads that take long are asked. */
  reads: Kysely<Schema>
  /** All of `work`, or nothing. Where others got in its way it may be done once more, from the start. */
  transaction<Result>(work: (trx: Queryable) => Promise<Result>): Promise<Result>
  /** The database's own time in milliseconds: leases are in it, whatever the clocks of those who hold them say. */
  now(): Expression<number>
  /** The day in which a time is, as in 2026-01-31. */
  dayOf(column: 'at'): RawBuilder<string>
  index: SearchIndex
  recallIndex: RecallIndex
  rankTold: RankTold
  /** A step of taking the bytes of what was deleted; `later` where it is not this process's turn, or not the time. */
  scrub(): Promise<'more' | 'done' | 'later'>
  /** Rejects, with a DomainError, while nothing can be written. */
  check(): Promise<void>
  close(): Promise<void>
}
