import type { DatabaseSync } from 'node:sqlite'

const pagesASlice = 64
const passesAtMost = 2

export interface ScrubDeps {
  database: DatabaseSync
  /** Empties the log in front of the file. */
  truncate(): Promise<void>
  /** A slice of what is left in pages that nothing reads; whether more is left. */
  cleanPages(): Promise<boolean>
}

/**
 * Deleted words stay in the segments of the full-text index until those are merged, in the log until it is truncated,
 * and in pages that were divided until they are cleaned. Each call does a slice of it.
 */
export function createScrub({ database, truncate, cleanPages }: ScrubDeps): () => Promise<boolean> {
  let merging = false
  let passes = 0
  let merged = false

  /** FTS5 says that a merge had nothing left to do by changing fewer than two rows. */
  function merges(pages: number): boolean {
    const before = database.prepare('SELECT total_changes() AS n').get() as { n: number }
    database.prepare("INSERT INTO messages_search (messages_search, rank) VALUES ('merge', ?)").all(pages)
    const after = database.prepare('SELECT total_changes() AS n').get() as { n: number }
    return after.n - before.n >= 2
  }

  /** Whether more is left to merge. */
  function merge(): boolean {
    if (merges(merging ? pagesASlice : -pagesASlice)) {
      merging = true
      return true
    }
    // A merge that was half done when it began left out what has been deleted since: once more, from the start.
    const again = merging && ++passes < passesAtMost
    merging = false
    if (!again) passes = 0
    return again
  }

  return async () => {
    if (!merged) {
      if (merge()) return true
      await truncate()
      merged = true
    }
    if (await cleanPages()) return true
    merged = false
    return false
  }
}
