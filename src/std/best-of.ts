/** The first `count` of them in order: however many they are, only so many are ever sorted. */
export function bestOf<Item>(
  items: Iterable<Item>,
  count: number,
  compare: (one: Item, other: Item) => number,
): Item[] {
  const best: Item[] = []
  for (const item of items) {
    const last = best[count - 1]
    if (count < 1 || (last !== undefined && compare(last, item) <= 0)) continue
    let [from, to] = [0, best.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      if (compare(best[middle] as Item, item) <= 0) from = middle + 1
      else to = middle
    }
    best.splice(from, 0, item)
    if (best.length > count) best.pop()
  }
  return best
}
