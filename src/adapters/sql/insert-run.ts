import type { NewRun, RunRequest } from '../../ports/runs.ts'
import { prepared } from './prepared.ts'
import type { RunRow } from './rows.ts'

export const insertRun = prepared<{ [Column in keyof RunRow]: RunRow[Column] }>()((db, p) =>
  db.insertInto('runs').values({
    id: p('id'),
    user_id: p('user_id'),
    conversation_id: p('conversation_id'),
    dialect: p('dialect'),
    persona: p('persona'),
    user_message_id: p('user_message_id'),
    message_id: p('message_id'),
    position: p('position'),
    idempotency_key: p('idempotency_key'),
    request_hash: p('request_hash'),
    request: p('request'),
    state: p('state'),
    owner: p('owner'),
    model: p('model'),
    reserved: p('reserved'),
    created_at: p('created_at'),
  }),
)

type FreshColumns =
  | 'idempotency_key'
  | 'request_hash'
  | 'request'
  | 'stop_requested'
  | 'attempt'
  | 'handovers'
  | 'fence'
  | 'model'
  | 'input_tokens'
  | 'output_tokens'
  | 'estimated'
  | 'cost_usd'
  | 'reserved'
  | 'error'
  | 'text_end'
  | 'compacted'
  | 'created_at'
  | 'ended_at'

export const freshRun = (
  { idempotencyKey, requestHash, now }: Pick<NewRun, 'idempotencyKey' | 'requestHash' | 'now'>,
  request: RunRequest,
  reserved: number | null,
): Pick<RunRow, FreshColumns> => ({
  idempotency_key: idempotencyKey ?? null,
  request_hash: requestHash,
  request: JSON.stringify(request),
  stop_requested: 0,
  attempt: 1,
  handovers: 0,
  fence: 1,
  model: request.model,
  input_tokens: null,
  output_tokens: null,
  estimated: null,
  cost_usd: null,
  reserved,
  error: null,
  text_end: null,
  compacted: 0,
  created_at: now,
  ended_at: null,
})
