/** Rejects where something takes longer, or nobody waits for it any more; it goes on by itself. */
export function inTime<Value>(work: Promise<Value>, ms: number, signal: AbortSignal): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>()
  const late = (): void => reject(new Error('It took too long'))
  const timer = setTimeout(late, ms)
  signal.addEventListener('abort', late, { once: true })
  if (signal.aborted) late()
  work.then(resolve, reject)
  return promise.finally(() => {
    clearTimeout(timer)
    signal.removeEventListener('abort', late)
  })
}
