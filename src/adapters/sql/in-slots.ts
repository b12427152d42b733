import { range } from './portions.ts'

/** So many rows are asked for at once: one statement serves all who ask for fewer. */
const slots = 64

export type RowSlots = { [row: `row${number}`]: number }

/** What stands for the rows in a statement. */
export const rowSlots = (param: (name: `row${number}`) => number): number[] =>
  range(slots).map((at) => param(`row${at}`))

/** A list that is shorter names its last row again and again. */
export async function inSlots<Row>(rows: readonly number[], ask: (slots: RowSlots) => Promise<Row[]>): Promise<Row[]> {
  const found: Row[] = []
  for (let from = 0; from < rows.length; from += slots) {
    const some = rows.slice(from, from + slots)
    const args = range(slots).map((at) => [`row${at}`, some[Math.min(at, some.length - 1)] ?? 0] as const)
    found.push(...(await ask(Object.fromEntries(args))))
  }
  return found
}
