import type { Store } from '../../ports/store.ts'
import { createApiKeys } from './api-keys.ts'
import { createAudit } from './audit.ts'
import { createBudgets } from './budgets.ts'
import { createChores } from './chores.ts'
import { createConversations } from './conversations.ts'
import { createImports } from './imports.ts'
import { createJournal } from './journal.ts'
import { createMemories } from './memories.ts'
import { createOverview } from './overview.ts'
import { createPeople } from './people.ts'
import { createPseudonyms } from './pseudonyms.ts'
import { createRecall } from './recall.ts'
import { createRuns } from './runs.ts'
import { createSafetyRecords } from './safety-records.ts'
import { createSearch } from './search.ts'
import type { SqlParts } from './sql-parts.ts'
import { createSummaries } from './summaries.ts'
import { createToolCalls } from './tool-calls.ts'
import { createUpkeep } from './upkeep.ts'

/** Every port over one SQL database. */
export function createSqlStore(parts: SqlParts): Store {
  return {
    shared: parts.shared,
    conversations: createConversations(parts),
    runs: createRuns(parts),
    imports: createImports(parts),
    search: createSearch(parts),
    people: createPeople(parts),
    journal: createJournal({ ...parts, ...parts.journal }),
    upkeep: createUpkeep(parts),
    apiKeys: createApiKeys(parts),
    audit: createAudit(parts),
    budgets: createBudgets(parts),
    overview: createOverview(parts),
    memories: createMemories(parts),
    recall: createRecall(parts),
    summaries: createSummaries(parts),
    chores: createChores(parts),
    pseudonyms: createPseudonyms(parts),
    safety: createSafetyRecords(parts),
    toolCalls: createToolCalls(parts),
    check: parts.check,
    [Symbol.asyncDispose]: parts.close,
  }
}
