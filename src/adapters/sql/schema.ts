import type { Generated } from 'kysely'

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

export interface Schema {
  conversations: Conversations
  messages: Messages
  runs: Runs
  run_events: RunEvents
  usage: UsageRows
  erasures: Erasures
  scrubs: Scrubs
  feedback: Feedback
  tallies: Tallies
  nodes: Nodes
  api_keys: ApiKeys
  audit: Audit
  budgets: Budgets
}
