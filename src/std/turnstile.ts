/** Lets callers through a few at a time, once a turn of the event loop, in the order in which they came. */
export function createTurnstile(perTurn: number): () => Promise<void> {
  let waiting: (() => void)[] = []
  let admitted = 0
  let scheduled = false

  function turn(): void {
    const now = waiting.slice(0, perTurn)
    waiting = waiting.slice(perTurn)
    admitted = now.length
    scheduled = admitted > 0
    if (scheduled) setImmediate(turn)
    for (const enter of now) enter()
  }

  return () => {
    if (!scheduled) {
      scheduled = true
      setImmediate(turn)
    }
    if (admitted < perTurn && waiting.length === 0) {
      admitted++
      return Promise.resolve()
    }
    return new Promise((enter) => waiting.push(enter))
  }
}
