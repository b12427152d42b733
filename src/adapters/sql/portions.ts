/** Statements of few sizes are compiled once and found again; a list fills them from the largest down. */
export const sizes = [64, 8, 1] as const

type Size = (typeof sizes)[number]

export const range = (length: number): number[] => Array.from({ length }, (_, i) => i)

export function* portions<Item>(items: readonly Item[]): Generator<[size: Size, portion: readonly Item[]]> {
  let from = 0
  for (const size of sizes) {
    for (; items.length - from >= size; from += size) yield [size, items.slice(from, from + size)]
  }
}

/** A statement of each size. */
export const ofEverySize = <Statement>(build: (size: Size) => Statement): ReadonlyMap<Size, Statement> =>
  new Map(sizes.map((size) => [size, build(size)]))
