import type { Schema } from '../adapters/sql/schema.ts'

/** Leases are of processes that are gone, and what a file owes to its deleted bytes is owed by that file alone. */
type StaysBehind = 'nodes' | 'scrubs'

export interface Table {
  name: Exclude<keyof Schema, StaysBehind>
  /** By what its rows are told apart, and in whose order they are copied. */
  key: readonly string[]
  /** What is no text, and goes as hexadecimal digits. */
  bytes?: readonly string[]
  /** Numbered by the engine, which goes on from the highest. */
  numbered?: 'row' | 'number'
  /** The full-text index that is made anew with its rows. */
  words?: Words
}

/** Each engine has words of its own for them, and the same rows. */
export type Words = 'messages_search' | 'recall_terms'

/** None before those that its rows refer to. */
export const tables: readonly Table[] = [
  { name: 'conversations', key: ['id'] },
  { name: 'messages', key: ['row'], numbered: 'row', words: 'messages_search' },
  { name: 'runs', key: ['id'] },
  { name: 'run_events', key: ['run_id', 'seq'] },
  { name: 'tool_calls', key: ['run_id', 'n'] },
  { name: 'usage', key: ['run_id'] },
  { name: 'feedback', key: ['message_id'] },
  { name: 'tallies', key: ['namespace'] },
  { name: 'api_keys', key: ['id'] },
  { name: 'audit', key: ['id'] },
  { name: 'budgets', key: ['user_id'] },
  { name: 'people', key: ['number'], numbered: 'number' },
  { name: 'memories', key: ['row'], numbered: 'row' },
  { name: 'memory_sources', key: ['memory_id', 'message_id'] },
  { name: 'memory_suppressions', key: ['user_id', 'hash'] },
  { name: 'recall_docs', key: ['row'], words: 'recall_terms' },
  { name: 'recall_vectors', key: ['row'], bytes: ['vector'] },
  { name: 'summaries', key: ['conversation_id', 'version'] },
  { name: 'chores', key: ['kind', 'subject', 'seq'] },
  { name: 'erasures', key: ['user_id'] },
  { name: 'safety_audit', key: ['seq'] },
]

export const indexes: readonly Words[] = tables.flatMap(({ words }) => words ?? [])
