import type { Queryable } from './prepared.ts'

export interface IndexedMessage {
  row: number
  content: string
}

/** The full-text index, which every engine has in its own way; written in the transaction of the message itself. */
export interface SearchIndex {
  add(db: Queryable, userId: string, namespace: string, messages: readonly IndexedMessage[]): Promise<void>
  remove(db: Queryable, rows: readonly number[]): Promise<void>
  /** Message rows that hold every word, best first. */
  find(userId: string, namespace: string, text: string, limit: number, offset: number): Promise<number[]>
}
