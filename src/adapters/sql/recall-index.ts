import type { RawBuilder } from 'kysely'
import type { Queryable } from './prepared.ts'

/** A memory's row stands below zero, so that it is never a message's. */
export interface RecallDoc {
  row: number
  terms: readonly string[]
}

/** By which words a person's turns and memories are found; every engine has it in its own way. */
export interface RecallIndex {
  /** Of rows that are not in it yet. */
  add(db: Queryable, person: number, docs: readonly RecallDoc[]): Promise<void>
  remove(db: Queryable, rows: readonly number[]): Promise<void>
  /** What asks for a term of this person in `holding`. */
  wordFor(person: number, term: string): string
  /** A query for the rows that hold a word: every memory, and of the turns the newest `limit`. */
  holding(word: string, limit: number): RawBuilder<{ row: number }>
}
