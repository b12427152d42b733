export type Value = string | number | null

/** In the order of the source's columns. */
export type Row = readonly Value[]

/** About: what is not text is small. */
export const sizeOf = (row: Row): number =>
  row.reduce<number>((size, value) => size + (typeof value === 'string' ? value.length : 8), 0)
