import type { DatabaseSync } from 'node:sqlite'

const pagesASlice = 64

/**
 * Deleted words stay in the segments of the full-text index until those are merged, and in the log until it is
 * truncated. Each call does a slice of it.
 */
export function createScrub(database: DatabaseSync, truncate: () => Promise<void>): () => Promise<boolean> {
  let merging = false
  return async () => {
    const before = database.prepare('SELECT total_changes() AS n').get() as { n: number }
    const pages = merging ? pagesASlice : -pagesASlice
    database.prepare("INSERT INTO messages_search (messages_search, rank) VALUES ('merge', ?)").all(pages)
    const after = database.prepare('SELECT total_changes() AS n').get() as { n: number }
    // FTS5 says that a merge had nothing left to do by changing fewer than two rows.
    merging = after.n - before.n >= 2
    if (!merging) await truncate()
    return merging
  }
}
