/** In path and body, `{id}` is what `open` was answered with; where nothing is opened, an id of the connection's own. */
export interface Post {
  path: string
  headers: Record<string, string>
  body: string
}

export interface Job {
  port: number
  connections: number
  /** Replies over all connections. */
  total: number
  /** Tokens that every whole reply carries. */
  tokensPerReply: number
  /** The first posts are spread evenly over so long a time. */
  rampMs: number
  /** The streams are to stay open until `end`: one that ends before is an error. */
  hold: boolean
  /** Asked before a connection's first post, and again after so many replies; its time counts nowhere. */
  open: Post | null
  repliesPerOpen: number
  send: Post
  /** What the stamps have over the monotonic clock. */
  wallOffset: number
}

export interface LoadResult {
  replies: number
  bad: number
  /** What was wrong with the first bad one. */
  firstBad: string | null
  tokens: number
  seconds: number
  tokensPerSecond: number
  firstTokenMs: { p50: number; p99: number }
  tokenDelayMs: { p50: number; p90: number; p99: number; max: number }
}

export type LoadOrder = { kind: 'job'; job: Job } | { kind: 'go' } | { kind: 'end' }
export type LoadReport =
  | { kind: 'ready' }
  /** Every connection has had its first token. */
  | { kind: 'streaming' }
  | { kind: 'result'; result: LoadResult }
  | { kind: 'error'; message: string }
