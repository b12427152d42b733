/**
 * 'learn' from what was said; 'title' and 'summarize' a conversation; 'mirror' what was changed here at another service;
 * 'escalate' that somebody is at risk.
 */
export type ChoreKind = 'learn' | 'title' | 'summarize' | 'mirror' | 'escalate'

/** Who is in danger waits behind nobody whose memories are learned: 'urgent' is to 'escalate', and all else is 'ordinary'. */
export type ChoreLane = 'urgent' | 'ordinary'

export interface NewChore {
  kind: ChoreKind
  /** The conversation that it belongs to, or the run that has none; it goes with that. */
  subject: string
  /** Tells chores of one kind and subject apart. */
  seq: number
  userId: string
  payload: Record<string, unknown>
  due: number
}

export interface Chore extends Omit<NewChore, 'due'> {
  /** How often it was tried in vain. */
  attempts: number
}

/** All of one kind and one subject that were due together. */
export interface ChoreClaim {
  claim: string
  kind: ChoreKind
  subject: string
  userId: string
  chores: Chore[]
}

/** Work that nobody waits for. It is stored with what makes it due, done by one process at a time, and at least once. */
export interface Chores {
  /** Of what is due in a lane, the oldest, at most `limit` of it; nobody else is given it for so long. */
  claim(now: number, forMs: number, limit: number, lane?: ChoreLane): Promise<ChoreClaim | undefined>
  add(chore: NewChore, now: number): Promise<void>
  done(claim: string): Promise<void>
  /** Tried in vain: not before `due`. */
  postpone(claim: string, due: number): Promise<void>
}
