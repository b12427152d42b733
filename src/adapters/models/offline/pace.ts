const STEPS = [0.73, 0.91, 1.09, 1.27] as const

/** Few different delays, for Node keeps one list of timers per duration. */
export function createPace(wordMs: number): (index: number, word: string) => number {
  const delays = STEPS.map((step) => Math.max(1, Math.round(wordMs * step)))
  return (index, word) => delays[(index * 7 + word.length) % delays.length] ?? wordMs
}
