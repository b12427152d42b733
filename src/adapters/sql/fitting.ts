import { sql } from 'kysely'

/** How much text one page may hold: a message alone may be a million characters long. */
const pageBytes = 4 * 1024 * 1024

/** Told from a row's header: the text itself is not read. */
export const sizeOf = (column: `${string}.content`) => sql<number>`octet_length(${sql.ref(column)})`

/** How many of these make a page; the first always does, or nobody would get past it. */
export function fitting(sizes: readonly number[], limit: number): number {
  let count = 0
  let bytes = 0
  while (count < limit && count < sizes.length) {
    bytes += sizes[count] ?? 0
    if (bytes > pageBytes && count > 0) break
    count++
  }
  return count
}
