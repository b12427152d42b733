import type { EndState, RunError, RunEvent, RunId, Seq, Usage } from '../conversation/types.ts'
import type { RunJob } from './runs.ts'
import type { SafetyNote } from './safety-records.ts'

/** How a run ends: written with its last events, and with the message, in one transaction. */
export interface Seal {
  state: EndState
  content: string
  /** The one that has answered. */
  model?: string
  usage: Usage | null
  error: RunError | null
  /** seq of the answer's last delta; null without text. */
  textEnd: Seq | null
  now: number
  /** See `RunRequest`. */
  dropsEmpty?: boolean
  tallyUpTo?: number
  /** What is to be done about the answer when nobody waits any more. */
  after?: AfterAnswer
}

/** Chores that are stored with an answer; each waits so long for the conversation to go on. */
export interface AfterAnswer {
  /** The turn is found again, and learned from. */
  remember: boolean
  /** It is found again, and nothing is learned from it. */
  unlearned?: boolean
  /** What was said, of a run that has no conversation. */
  said?: string
  /** While nobody has named the conversation but its first words. */
  title: boolean
  /** There is so much room for its turns in a context, and soon there is none. */
  summarize?: { room: number }
  restMs: number
}

export interface JournalEntry {
  run: RunId
  fence: number
  events: readonly RunEvent[]
  /** What was judged meanwhile; the same of a run and a stage is kept once. */
  notes?: readonly SafetyNote[]
  seal?: Seal
}

/** How far the record of a run goes, and who writes it. */
export interface RunNews {
  run: RunId
  /** null while nobody answers it; of one that has ended, whoever has it that is on no record. */
  owner: string | null
  /** 0 where nothing is stored. */
  upTo: Seq
  ended: boolean
}

/** Runs that may be taken over: those that were given up, or those as well whose owner does not keep its lease. */
export type Orphans = 'nobodys' | 'expired'

/** What the owner of runs writes. It serves no person and therefore names none. */
export interface Journal {
  /** One transaction over many runs. Returns those whose fence was no longer theirs: nothing of theirs was written. */
  commit(entries: readonly JournalEntry[]): Promise<Set<RunId>>
  /** Takes the lease, or renews it: in the store's own time, from now on for so long. False where it was not held until now. */
  renew(owner: string, state: 'serving' | 'draining', periodMs: number): Promise<boolean>
  /** Every run of this owner that has not ended. */
  owned(owner: string): Promise<{ run: RunId; fence: number }[]>
  /** Those of them that somebody has asked to stop. */
  stopsFor(owner: string): Promise<RunId[]>
  /** Of those of these runs that there are. */
  news(runs: readonly RunId[]): Promise<RunNews[]>
  /** Starts the next run that waits in a conversation, where none runs. */
  activate(owner: string, conversationId: string): Promise<RunJob | undefined>
  /** Conversations in which runs wait and none runs: whoever should have started one is gone. */
  stranded(limit: number): Promise<string[]>
  /** Ends the runs without a conversation whose owner does not keep its lease: nobody can answer them. */
  endTransient(owner: string, now: number, error: RunError): Promise<void>
  /** Taken over with a new fence; at most `limit`. */
  takeOver(owner: string, whose: Orphans, limit: number): Promise<RunJob[]>
  /** Gives one run up that this owner can do nothing more for: whoever takes it over begins an attempt that counts. */
  abandon(run: RunId, fence: number): Promise<void>
  /** Gives the lease of every run of this owner away; the attempt does not count. */
  release(owner: string): Promise<void>
}
