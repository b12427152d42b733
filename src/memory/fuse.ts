/** Ranks far down hardly differ. */
const k = 60

/** One order of several: who stands high in any of them stands high. Each row with its score, best first. */
export function fuse(orders: readonly (readonly number[])[]): Map<number, number> {
  const scores = new Map<number, number>()
  for (const order of orders) {
    for (const [rank, row] of order.entries()) scores.set(row, (scores.get(row) ?? 0) + 1 / (k + rank + 1))
  }
  return new Map([...scores].sort((a, b) => b[1] - a[1]))
}
