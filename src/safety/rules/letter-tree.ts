/** Words as a tree of their UTF-16 units, to look for all of them at once. */
export interface LetterTree {
  /** The node that a unit leads to, 0 where no word goes on with it; the root is 0. */
  next(node: number, unit: number): number
  /** Where a word ends; 0 for one that the tree was not made of. */
  endOf(word: string): number
  /** One more than the greatest node. */
  size: number
}

export function createLetterTree(words: Iterable<string>): LetterTree {
  const all = [...words]
  const units = new Set(all.flatMap((word) => Array.from({ length: word.length }, (_, at) => word.charCodeAt(at))))
  /** Units that no word has share column 0, which leads nowhere. */
  const columns = new Uint16Array(Math.max(0, ...units) + 1)
  let width = 1
  for (const unit of units) columns[unit] = width++
  const most = all.reduce((sum, word) => sum + word.length, 1)
  const branches = new Uint16Array(most * width)
  let size = 1
  const next = (node: number, unit: number): number =>
    unit < columns.length ? (branches[node * width + (columns[unit] ?? 0)] ?? 0) : 0
  for (const word of all) {
    let node = 0
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at)
      node = next(node, unit) || (branches[node * width + (columns[unit] ?? 0)] = size++)
    }
  }
  const grown = branches.slice(0, size * width)
  return {
    next: (node, unit) => (unit < columns.length ? (grown[node * width + (columns[unit] ?? 0)] ?? 0) : 0),
    endOf(word) {
      let node = 0
      for (let at = 0; at < word.length; at++) {
        node = this.next(node, word.charCodeAt(at))
        if (node === 0) return 0
      }
      return node
    },
    size,
  }
}
