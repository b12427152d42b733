/** Tells how often something happened: of the first time at once, and of those that follow all together now and then. */
export function createTally(everyMs: number, tell: (count: number) => void): () => void {
  let count = 0
  let timer: NodeJS.Timeout | undefined

  function sum(): void {
    timer = undefined
    if (count === 0) return
    tell(count)
    count = 0
    wait()
  }

  function wait(): void {
    timer = setTimeout(sum, everyMs)
    timer.unref()
  }

  return () => {
    count++
    if (timer === undefined) sum()
  }
}
