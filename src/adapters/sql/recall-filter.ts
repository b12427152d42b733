import { sql } from 'kysely'
import type { RecallIndex } from './recall-index.ts'

/** Of memories those that hold every one of these words. */
export const holdsAll = (index: RecallIndex, person: number, terms: readonly string[]) =>
  sql<boolean>`${sql.join(
    terms.map((term) => sql`memories."row" in (select -"row" from (${index.memoriesWith(person, term)}) as holders)`),
    sql` and `,
  )}`
