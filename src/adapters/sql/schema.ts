import type { Generated } from 'kysely'
import type { ChoreKind } from '../../ports/chores.ts'

type Flag = 0 | 1

interface Conversations {
  id: string
  user_id: string
  namespace: string
  external_id: string | null
  persona: string
  title: string | null
  metadata: string
  next_seq: number
  tallied: Generated<number>
  hidden: 'importing' | 'deleting' | null
  importer: string | null
  memory: Generated<Flag>
  titled_by: 'words' | 'person' | 'model' | null
  tokens: Generated<number>
  care: string | null
  created_at: number
  updated_at: number
}

interface Messages {
  row: Generated<number>
  id: string
  conversation_id: string
  seq: number
  parent_id: string | null
  role: string
  name: string | null
  content: string
  status: string
  run_id: string | null
  model: string | null
  input_tokens: number | null
  output_tokens: number | null
  estimated: Flag | null
  cost_usd: number | null
  created_at: number
}

interface Runs {
  id: string
  user_id: string
  conversation_id: string | null
  dialect: string
  persona: string
  user_message_id: string | null
  message_id: string | null
  position: number | null
  idempotency_key: string | null
  request_hash: string
  request: string
  state: string
  stop_requested: Generated<Flag>
  attempt: Generated<number>
  handovers: Generated<number>
  owner: string | null
  fence: Generated<number>
  model: string
  input_tokens: number | null
  output_tokens: number | null
  estimated: Flag | null
  cost_usd: number | null
  reserved: number | null
  error: string | null
  text_end: number | null
  compacted: Generated<Flag>
  created_at: number
  ended_at: number | null
}

interface RunEvents {
  run_id: string
  seq: number
  kind: string
  payload: string
}

interface ToolCallRows {
  run_id: string
  n: number
  step: number
  name: string
  arguments: string
  state: string
  output: string | null
}

interface UsageRows {
  run_id: string
  user_id: string
  conversation_id: string | null
  model: string
  input_tokens: number | null
  output_tokens: number | null
  estimated: Flag
  cost_usd: number | null
  at: number
}

interface Feedback {
  message_id: string
  user_id: string
  rating: string
  comment: string | null
  created_at: number
}

interface Tallies {
  namespace: string
  conversations: number
  exchanges: number
}

interface Nodes {
  id: string
  state: 'serving' | 'draining'
  lease_until: number
}

interface ApiKeys {
  id: string
  hash: string
  hint: string
  name: string
  user_id: string | null
  created_at: number
  expires_at: number | null
}

interface Audit {
  id: string
  at: number
  actor: string
  act: string
  subject: string | null
  count: number
  detail: string
}

interface Budgets {
  user_id: string
  own: Flag
  tokens: number | null
  seconds: number | null
  window_start: number
  window_end: number
  spent: number
}

interface Erasures {
  user_id: string
}

interface Scrubs {
  wanted: number
  done: number
  cleanings: number
}

interface PeopleRows {
  number: Generated<number>
  user_id: string
  country: string | null
  language: string | null
  memory: Generated<Flag>
  pseudonym: string | null
}

export interface Memories {
  row: Generated<number>
  id: string
  user_id: string
  text: string
  slot: string | null
  topic: string | null
  polarity: 1 | 0 | -1
  importance: number
  version: Generated<number>
  superseded_by: string | null
  external_id: string | null
  created_at: number
  updated_at: number
}

export interface MemorySources {
  memory_id: string
  message_id: string
  conversation_id: string | null
  quote: string
  text: string | null
  slot: string | null
  topic: string | null
  polarity: Generated<1 | 0 | -1>
}

interface MemorySuppressions {
  user_id: string
  hash: string
}

interface RecallDocs {
  row: number
  person: number
  conversation_id: string | null
  seq: number | null
  size: number
  asks: Flag
}

interface RecallVectors {
  row: number
  person: number
  model: string
  vector: Uint8Array
}

interface Summaries {
  conversation_id: string
  version: number
  message_id: string
  text: string
  created_at: number
}

interface Chores {
  kind: ChoreKind
  subject: string
  seq: number
  user_id: string
  payload: string
  attempts: Generated<number>
  claim: string | null
  claimed_until: number | null
  due: number
  created_at: number
}

interface SafetyAuditRows {
  seq: number
  run_id: string
  stage: string
  at: number
  persona: string
  level: number
  subject: string
  categories: string
  classifiers: string
  scanned: string
  decision: string
  country: string | null
  hash: string
}

export interface Schema {
  conversations: Conversations
  messages: Messages
  runs: Runs
  run_events: RunEvents
  tool_calls: ToolCallRows
  usage: UsageRows
  erasures: Erasures
  scrubs: Scrubs
  feedback: Feedback
  tallies: Tallies
  nodes: Nodes
  api_keys: ApiKeys
  audit: Audit
  budgets: Budgets
  people: PeopleRows
  memories: Memories
  memory_sources: MemorySources
  memory_suppressions: MemorySuppressions
  recall_docs: RecallDocs
  recall_vectors: RecallVectors
  summaries: Summaries
  chores: Chores
  safety_audit: SafetyAuditRows
}
