import { type RawBuilder, sql } from 'kysely'
import { range } from '../sql/portions.ts'
import { prepared, type Queryable } from '../sql/prepared.ts'
import { maxWords } from '../sql/recall-score.ts'

interface List {
  at: number
  /** As JSON. */
  rows: string
}

/** So many lists of rows, as a statement asks for each of them by one value. */
export function recallLists(list: (asked: string) => RawBuilder<string>) {
  const byCount = range(maxWords + 1).map((count) =>
    prepared<{ [asked: `asked${number}`]: string }>()<List>((db, p) => ({
      compile: () => {
        const lists = range(count).map((at) => sql`select ${sql.lit(at)} as at, ${list(p(`asked${at}`))} as "rows"`)
        return sql<List>`${sql.join(lists, sql` union all `)}`.compile(db)
      },
    })),
  )
  return async (reads: Queryable, asked: readonly string[]): Promise<number[][]> => {
    if (asked.length === 0) return []
    const args = Object.fromEntries(asked.map((one, at) => [`asked${at}` as const, one]))
    const found = (await byCount[asked.length]?.(reads, args)) ?? []
    const rows = new Map(found.map((one) => [one.at, JSON.parse(one.rows) as number[]]))
    return asked.map((_one, at) => rows.get(at) ?? [])
  }
}
