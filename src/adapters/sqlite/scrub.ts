import type { DatabaseSync } from 'node:sqlite'

/** What is merged while others wait; of what was deleted many more are read than are written. */
const pagesASlice = 8
const passesAtMost = 2

export interface ScrubDeps {
  database: DatabaseSync
  /** Empties the log in front of the file. */
  truncate(): Promise<void>
  /** A slice of what is left in pages that nothing reads; whether more is left. */
  cleanPages(): Promise<boolean>
}

/** Each call merges a slice of a full-text index; whether more is left. */
function createMerge(database: DatabaseSync, table: 'messages_search' | 'recall_terms'): () => boolean {
  let merging = false
  let passes = 0

  /** FTS5 says that a merge had nothing left to do by changing fewer than two rows. */
  function merges(pages: number): boolean {
    const before = database.prepare('SELECT total_changes() AS n').get() as { n: number }
    database.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`).all(pages)
    const after = database.prepare('SELECT total_changes() AS n').get() as { n: number }
    return after.n - before.n >= 2
  }

  return () => {
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
}

/**
 * Deleted words stay in the segments of the full-text indexes until those are merged, in the log until it is truncated,
 * and in pages that were divided until they are cleaned. Each call does a slice of it.
 */
export function createScrub({ database, truncate, cleanPages }: ScrubDeps): () => Promise<boolean> {
  const merges = [createMerge(database, 'messages_search'), createMerge(database, 'recall_terms')]
  let merged = 0
  let emptied = false

  return async () => {
    if (!emptied) {
      const merge = merges[merged]
      if (merge) {
        if (!merge()) merged++
        return true
      }
      merged = 0
      await truncate()
      emptied = true
    }
    if (await cleanPages()) return true
    emptied = false
    return false
  }
}
