export interface Weights {
  bias: number
  features: Readonly<Record<string, number>>
}

/** A few words are little evidence, whatever they are. */
const missing = 20

/** The more is said the less each word of it counts. */
export const scaleOf = ({ size }: ReadonlySet<string>): number => 1 / Math.sqrt(size + missing)

/** How much a piece of text speaks for somebody being at risk; beneath 0 it speaks against it. */
export function scoreOf({ bias, features }: Weights): (piece: ReadonlySet<string>) => number {
  const weights = new Map(Object.entries(features))
  return (piece) => {
    let sum = 0
    for (const feature of piece) sum += weights.get(feature) ?? 0
    return bias + sum * scaleOf(piece)
  }
}
