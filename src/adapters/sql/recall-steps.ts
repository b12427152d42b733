import type { RowSlots } from './in-slots.ts'
import type { MemoryRow } from './memory-rows.ts'
import type { Extent } from './recall-index.ts'
import type { Doc } from './recall-weigh.ts'

export interface Whose {
  person: number
  userId: string
}

/** `early` is the row of what was said so many things ago that whoever has said no more has said little. */
export interface Known extends Extent {
  early: number | null
}

/** Which turn stands in a place of a list. */
export interface Placed {
  row: number
  at: number
}

export interface TurnRow {
  row: number
  id: string
  conversation_id: string
  seq: number
  role: string
  name: string | null
  created_at: number
  text: string
}

export type FactArgs = { userId: string } & RowSlots
export type TurnArgs = FactArgs & { length: number }

/** What is asked of a database, one thing after the other: rows come as they are there. */
export interface RecallSteps {
  /** How much is known of a person, and where the newest of it begins. */
  extent(args: { person: number }): Promise<Known[]>
  /** Of each word the rows that hold it. */
  holders(person: number, terms: readonly string[], extent: Extent): Promise<number[][]>
  /** Of these rows those that may be told. */
  docs(args: Whose & RowSlots): Promise<Doc[]>
  /** Of the places, a list in JSON, those where a turn of the index stands. */
  placed(args: { person: number; places: string }): Promise<Placed[]>
  turns(args: TurnArgs): Promise<TurnRow[]>
  facts(args: FactArgs): Promise<MemoryRow[]>
}
