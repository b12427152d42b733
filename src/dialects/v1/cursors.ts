import { DomainError } from '../../conversation/errors.ts'
import type { RunId, Seq } from '../../conversation/types.ts'
import type { Page, Position } from '../../ports/page.ts'
import { decodeCursor, encodeCursor } from '../../std/cursor.ts'

type Shape = readonly ('number' | 'string')[]

/** The place a cursor names; `shape` is what the list's own cursors are made of. */
export function positionOf(cursor: string | undefined, shape: Shape): Position | undefined {
  if (cursor === undefined) return undefined
  const position = decodeCursor(cursor)
  if (position?.length === shape.length && position.every((value, i) => typeof value === shape[i])) return position
  const problem = { path: ['query', 'cursor'], message: 'must be a nextCursor of this list' }
  throw new DomainError(
    'invalid',
    'The cursor is not one of this list. Read the list from its start, without a cursor.',
    {
      problems: [problem],
    },
  )
}

export const listOf = <Item, Wire = Item>(
  { items, next }: Page<Item>,
  wire: (item: Item) => Wire = (item) => item as unknown as Wire,
) => ({
  data: items.map(wire),
  nextCursor: next && encodeCursor([...next]),
})

const mismatch = (): DomainError =>
  new DomainError(
    'cursor_mismatch',
    'This cursor is not one of this run. Read the run from its start, without a cursor.',
  )

/** Where a reader of a run goes on: `Last-Event-ID` names run and seq, `?after` a seq alone. */
export function cursorOf(run: RunId, lastEventId: string | undefined, after: number | undefined): Seq {
  if (lastEventId === undefined || lastEventId === '') return after ?? 0
  const split = lastEventId.lastIndexOf(':')
  const seq = Number(lastEventId.slice(split + 1))
  if (
    lastEventId.slice(0, split) !== run ||
    !/^\d{1,16}$/.test(lastEventId.slice(split + 1)) ||
    !Number.isSafeInteger(seq)
  )
    throw mismatch()
  return seq
}
