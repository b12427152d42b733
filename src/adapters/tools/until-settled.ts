/** Resolves once the work has settled, however it did, or nobody waits any more. */
export async function untilSettled(work: Promise<unknown>, ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const over = (): void => resolve()
  const timer = setTimeout(over, ms)
  signal.addEventListener('abort', over, { once: true })
  work.then(over, over)
  await promise
  clearTimeout(timer)
  signal.removeEventListener('abort', over)
}
