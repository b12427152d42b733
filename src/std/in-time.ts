/** It took longer than it may, or nobody waits for it any more. */
export class TooLateError extends Error {
  constructor() {
    super('It took too long')
    this.name = 'TooLateError'
  }
}

/**
 * Rejects by itself when the time is up or `signal` says so, and tells the work, which need not hear it: undici looks at a
 * request's signal only once there is a connection.
 */
export async function inTime<Value>(
  work: (within: AbortSignal) => Promise<Value>,
  ms: number,
  signal: AbortSignal,
): Promise<Value> {
  if (signal.aborted) throw new TooLateError()
  const { promise, resolve, reject } = Promise.withResolvers<Value>()
  const within = new AbortController()
  const late = (): void => {
    reject(new TooLateError())
    within.abort()
  }
  const timer = setTimeout(late, ms)
  signal.addEventListener('abort', late, { once: true })
  work(within.signal).then(resolve, reject)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', late)
  }
}
