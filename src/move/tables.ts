import type { Schema } from '../adapters/sql/schema.ts'

/** Leases are of processes that are gone, and what a file owes to its deleted bytes is owed by that file alone. */
type StaysBehind = 'nodes' | 'scrubs'

export interface Table {
  name: Exclude<keyof Schema, StaysBehind>
  /** By what its rows are told apart, and in whose order they are copied. */
  key: readonly string[]
}

/** None before those that its rows refer to. */
export const tables: readonly Table[] = [
  { name: 'conversations', key: ['id'] },
  { name: 'messages', key: ['row'] },
  { name: 'runs', key: ['id'] },
  { name: 'run_events', key: ['run_id', 'seq'] },
  { name: 'usage', key: ['run_id'] },
  { name: 'feedback', key: ['message_id'] },
  { name: 'tallies', key: ['namespace'] },
  { name: 'api_keys', key: ['id'] },
  { name: 'audit', key: ['id'] },
  { name: 'budgets', key: ['user_id'] },
  { name: 'erasures', key: ['user_id'] },
]

/** The full-text index, made anew from the messages: each engine has words of its own for it, and the same rows. */
export const searchTable = 'messages_search'
