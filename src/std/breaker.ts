export interface Breaker {
  /** Whether to ask at all. Each true is followed by `succeeded` or `failed`. */
  allows(): boolean
  succeeded(): void
  /** With `restMs`, nobody is to ask for at least so long, whatever went before. */
  failed(restMs?: number): void
}

export interface BreakerOptions {
  /** In a row. */
  failures: number
  openMs: number
  /** In milliseconds, of a clock that is never set back. */
  now(): number
}

/** Keeps from asking whoever has failed too often, but for one try each time that `openMs` have passed. */
export function createBreaker({ failures, openMs, now }: BreakerOptions): Breaker {
  let inARow = 0
  let openUntil: number | undefined
  let trying = false

  function rest(ms: number): void {
    openUntil = Math.max(openUntil ?? 0, now() + ms)
    trying = false
  }

  return {
    allows() {
      if (openUntil === undefined) return true
      if (now() < openUntil) return false
      // A try that nobody reports on must not shut the door for ever.
      openUntil = now() + openMs
      trying = true
      return true
    },
    succeeded() {
      inARow = 0
      openUntil = undefined
      trying = false
    },
    failed(restMs = 0) {
      inARow += 1
      // Those that were on their way when it opened keep it open no longer.
      if (trying || (openUntil === undefined && inARow >= failures)) rest(openMs)
      if (restMs > 0) rest(restMs)
    },
  }
}
