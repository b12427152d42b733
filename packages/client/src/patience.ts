/** How a connection that is lost is made again. */
export interface Patience {
  /** The first wait; each further one is twice as long, less up to half of it by chance. */
  firstDelayMs: number
  maxDelayMs: number
  /** So many connections in a row that brought nothing end it. */
  tries: number
  /** A connection on which not even a ping comes for so long is lost. */
  stalledAfterMs: number
  /** A server that asks to be left alone for longer has refused. */
  maxRetryAfterMs: number
}

export const defaultPatience: Patience = {
  firstDelayMs: 250,
  maxDelayMs: 10_000,
  tries: 30,
  stalledAfterMs: 45_000,
  maxRetryAfterMs: 120_000,
}

/** How long to wait after so many vain tries, and no less than the server wants. */
export function delayAfter(failures: number, { firstDelayMs, maxDelayMs }: Patience, wantedMs: number): number {
  const backoff = Math.min(maxDelayMs, firstDelayMs * 2 ** failures) * (0.5 + Math.random() / 2)
  // Everybody was told the same: they shall not all come back in the same moment.
  return Math.round(Math.max(backoff, wantedMs * (1 + Math.random() / 10)))
}
