/** At most so many requests in so many seconds, from the first of them on. */
export interface Rate {
  requests: number
  seconds: number
}

export interface LimitAsk {
  /** The name of what is limited, as a client may see it. */
  name: string
  rate: Rate
  /** Who or what is counted, within the name. */
  key: string
}

export interface LimitState {
  name: string
  rate: Rate
  remaining: number
  /** Until all of it is there again. */
  resetMs: number
}

/** Counts, exactly, over all who ask. */
export interface Limiter {
  /** Takes one of each, or none where one of them has none left. */
  take(asks: readonly LimitAsk[]): Promise<{ allowed: boolean; states: LimitState[] }>
}
