import type { Queryable } from './prepared.ts'

export interface IndexedMessage {
  row: number
  content: string
}

export interface Found {
  row: number
  /** Bytes of its text. */
  size: number
}

/** So many hits are put in order at once, the newest first: to weigh all there are takes as long as they are many. */
export const hitsAStretch = 200

/** The full-text index, which every engine has in its own way; written in the transaction of the message itself. */
export interface SearchIndex {
  add(db: Queryable, userId: string, namespace: string, messages: readonly IndexedMessage[]): Promise<void>
  remove(db: Queryable, rows: readonly number[]): Promise<void>
  /** The newest message rows below one that hold every word, at most a stretch of them, best first. */
  find(userId: string, namespace: string, text: string, below: number): Promise<Found[]>
}
