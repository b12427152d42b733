import type { FoundFact, FoundTurn } from '../../src/ports/recall.ts'

const at = Date.UTC(2026, 0, 15)

/** A memory as the index finds it. */
export const fact = (row: number, text: string, more: Partial<FoundFact> = {}): FoundFact => ({
  kind: 'fact',
  row: -row,
  score: 0,
  words: [],
  text,
  messageId: null,
  createdAt: at,
  memoryId: `m${row}`,
  importance: 0.5,
  ...more,
})

/** Something that was said, as the index finds it. */
export const turn = (row: number, text: string, more: Partial<FoundTurn> = {}): FoundTurn => ({
  kind: 'turn',
  row,
  score: 0,
  words: [],
  text,
  messageId: `t${row}`,
  conversationId: 'c1',
  seq: row,
  createdAt: at,
  role: 'user',
  name: null,
  ...more,
})
