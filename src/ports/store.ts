import type { ApiKeys } from './api-keys.ts'
import type { Audit } from './audit.ts'
import type { Budgets } from './budgets.ts'
import type { Chores } from './chores.ts'
import type { Conversations } from './conversations.ts'
import type { Imports } from './imports.ts'
import type { Journal } from './journal.ts'
import type { Memories } from './memories.ts'
import type { Overview } from './overview.ts'
import type { People } from './people.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import type { Recall } from './recall.ts'
import type { Runs } from './runs.ts'
import type { SafetyRecords } from './safety-records.ts'
import type { Search } from './search.ts'
import type { Summaries } from './summaries.ts'
import type { ToolCalls } from './tool-calls.ts'
import type { Upkeep } from './upkeep.ts'

/** One database behind all its ports. */
export interface Store extends AsyncDisposable {
  /** Whether other processes may serve it at the same time. */
  readonly shared: boolean
  conversations: Conversations
  runs: Runs
  imports: Imports
  search: Search
  people: People
  journal: Journal
  upkeep: Upkeep
  apiKeys: ApiKeys
  audit: Audit
  overview: Overview
  budgets: Budgets
  memories: Memories
  recall: Recall
  summaries: Summaries
  chores: Chores
  pseudonyms: Pseudonyms
  safety: SafetyRecords
  toolCalls: ToolCalls
  /** Rejects, with a DomainError, while the database cannot be written. */
  check(): Promise<void>
}
