import type { Role } from '../conversation/types.ts'

export interface RecallWord {
  term: string
  /** 1, or less where it counts for less. */
  weight: number
}

interface Found {
  /** Of the index: what a vector belongs to. */
  row: number
  score: number
  /** Those of the words that it holds itself. */
  words: string[]
  text: string
  messageId: string | null
  createdAt: number
}

export interface FoundFact extends Found {
  kind: 'fact'
  memoryId: string
  importance: number
}

export interface FoundTurn extends Found {
  kind: 'turn'
  messageId: string
  conversationId: string
  /** Its place there. */
  seq: number
  role: Role
  name: string | null
}

/** What is to be given a vector. */
export interface Unembedded {
  row: number
  text: string
}

/** What has got one. */
export interface Embedded extends Unembedded {
  vector: Uint8Array
}

/** Vectors of equal length, each of the row of the same place. */
export interface Vectors {
  rows: number[]
  vectors: Uint8Array[]
}

/** What one person has said and what is known of them, by its words. Nothing of anybody else is ever looked at. */
export interface Recall {
  /** Whether this person wants to be remembered. */
  isWanted(userId: string): Promise<boolean>
  /** Best first, each turn's beginning of so many characters at most; none where memory is off. */
  rank(userId: string, words: readonly RecallWord[], limit: number, length?: number): Promise<(FoundFact | FoundTurn)[]>
  /** Those of at least this importance, the most important first. */
  pinned(userId: string, importance: number, limit: number): Promise<FoundFact[]>
  /** Of these rows of the index those that are this person's and may be told. */
  fetch(userId: string, rows: readonly number[], length?: number): Promise<(FoundFact | FoundTurn)[]>
  /** What has no vector of this model yet, the newest first. */
  unembedded(userId: string, model: string, limit: number): Promise<Unembedded[]>
  /** Only of rows that still say that; returns those. */
  embed(userId: string, model: string, vectors: readonly Embedded[]): Promise<Embedded[]>
  /** The newest `limit` of this model. */
  vectors(userId: string, model: string, limit: number): Promise<Vectors>
}
