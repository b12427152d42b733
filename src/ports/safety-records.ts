import type { Care } from './care.ts'
import type { Classifier, Verdict } from './classifier.ts'
import type { Page, PageRequest } from './page.ts'

/** What was done about a text. */
export type SafetyDecision =
  | 'none'
  | 'support' // the model was told to be open for more
  | 'card' // resources behind the answer
  | 'card_shown_before' // they would have been, and had been lately
  | 'crisis' // the crisis message before the answer
  | 'crisis_only' // the crisis message, and no model
  | 'replaced' // a service had something else said
  | 'blocked' // a part of an answer was not let go

/** What was judged, and what followed from it. It names neither a person nor a word of theirs. */
export interface SafetyRecord extends Verdict {
  stage: 'input' | 'output'
  at: number
  persona: string
  classifiers: readonly Pick<Classifier, 'name' | 'version'>[]
  /** By whom it was read; `partial` where somebody who should have could not. */
  scanned: 'local' | 'remote' | 'both' | 'partial'
  decision: SafetyDecision
  country: string | null
}

/** What is put on record with the log of a run, all of it or nothing. */
export interface SafetyNote {
  record?: SafetyRecord
  care?: Care
  /** Somebody outside is to hear of it. */
  escalation?: { urgent: boolean }
}

/** A record as it is kept: each holds the hash of itself and of all before it. */
export interface KeptSafetyRecord extends Omit<SafetyRecord, 'at'> {
  seq: number
  runId: string
  at: string
  hash: string
}

export interface SafetyCounts {
  /** How often somebody was shown where there is help. */
  total: number
  byMonth: Readonly<Record<string, number>>
  byLevel: Readonly<Record<string, number>>
  byPersona: Readonly<Record<string, number>>
  byCountry: Readonly<Record<string, number>>
}

/** What was done for people's safety; a system port, which names nobody. */
export interface SafetyRecords {
  /** Newest first. */
  list(page: PageRequest): Promise<Page<KeptSafetyRecord>>
  /** Of what was shown from one time to before another. */
  count(from: number, to: number): Promise<SafetyCounts>
}
