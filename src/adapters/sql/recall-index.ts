import type { RawBuilder } from 'kysely'
import type { Queryable } from './prepared.ts'

/** A memory's row stands below zero, so that it is never a message's. */
export interface RecallDoc {
  row: number
  terms: readonly string[]
}

/** What is known of a person: how much, counted up to `countedDocs`, and from where to where so much of the newest is. */
export interface Extent {
  docs: number
  since: number
  last: number
}

/** By which words a person's turns and memories are found; every engine has it in its own way. */
export interface RecallIndex {
  /** Of rows that are not in it yet. */
  add(db: Queryable, person: number, docs: readonly RecallDoc[]): Promise<void>
  remove(db: Queryable, rows: readonly number[]): Promise<void>
  /** A query for the rows of a person's memories that hold a word. */
  memoriesWith(person: number, term: string): RawBuilder<{ row: number }>
  /** Of each word the rows that hold it: every memory, and of the turns the newest `turnsAWord`. */
  holders(reads: Queryable, person: number, terms: readonly string[], extent: Extent): Promise<number[][]>
  /** A table of what a list in JSON says: the id of a conversation, a seq, and where in the list that is. */
  placesIn(list: string): RawBuilder<{ conversation_id: string; seq: number; at: number }>
}
