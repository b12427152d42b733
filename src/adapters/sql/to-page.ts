import type { Page, Position } from '../../ports/page.ts'

/** A page of rows that were asked for one more than `limit`: the one too many says that there is a next. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  placeOf: (row: Row) => Position,
): Page<Item> {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { items: page.map(toItem), next: last ? placeOf(last) : null }
}
