/** What is between the pointers and the cells of a page, which SQLite never reads. */
export interface Gap {
  start: number
  end: number
}

/** By the first byte of its header, how long that header is. */
const headerLengths = new Map([
  [2, 12],
  [5, 12],
  [10, 8],
  [13, 8],
])

/** Before the header of the first page is that of the file. */
const fileHeader = 100

/**
 * Where a page of a b-tree has no content. SQLite overwrites what it deletes, but when it divides a page or joins two,
 * copies of the cells that have moved stay behind in this gap: those of rows that are deleted later would never go.
 */
export function gapOf(page: Buffer, isFirst: boolean): Gap | undefined {
  const at = isFirst ? fileHeader : 0
  const length = headerLengths.get(page[at] ?? 0)
  if (length === undefined) return undefined
  const cells = page.readUInt16BE(at + 3)
  const start = at + length + 2 * cells
  const end = page.readUInt16BE(at + 5) || 65_536
  return start <= end && end <= page.length ? { start, end } : undefined
}
