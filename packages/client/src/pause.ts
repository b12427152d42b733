type Online = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>

/** Waits, but no longer than until the browser is online again; rejects with the reason of `signal`. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  // Only browsers have it: a server process is not told of its network.
  const target: Partial<Online> = globalThis
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer)
      target.removeEventListener?.('online', go)
      signal?.removeEventListener('abort', leave)
    }
    const go = (): void => {
      end()
      resolve()
    }
    const leave = (): void => {
      end()
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- the reason is the caller's
      reject(signal?.reason)
    }
    const timer = setTimeout(go, ms)
    target.addEventListener?.('online', go)
    signal?.addEventListener('abort', leave)
    if (signal?.aborted === true) leave()
  })
}
