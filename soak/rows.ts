import { Client } from 'pg'

export interface MessageRow {
  id: string
  conversation_id: string
  seq: number
  parent_id: string | null
  role: string
  content: string
  status: string
  run_id: string | null
}

export interface RunRow {
  id: string
  user_id: string
  conversation_id: string | null
  user_message_id: string | null
  message_id: string | null
  idempotency_key: string | null
  state: string
  attempt: number
  handovers: number
  owner: string | null
  error: string | null
  ended_at: number | null
}

export interface Rows {
  messages: MessageRow[]
  runs: RunRow[]
  conversations: { id: string; next_seq: number; hidden: string | null }[]
  usage: { run_id: string; user_id: string; tokens: number }[]
  budgets: { user_id: string; spent: number }[]
  reserved: { id: string; reserved: number }[]
}

/** Numbers of 64 bits come as text. */
const numbers = new Set(['seq', 'attempt', 'handovers', 'ended_at', 'next_seq', 'tokens', 'spent', 'reserved'])

function withNumbers(row: Record<string, unknown>): object {
  for (const name of numbers) if (typeof row[name] === 'string') row[name] = Number(row[name])
  return row
}

/** What is on record when nobody writes any more. */
export async function readRows(databaseUrl: string): Promise<Rows> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const all = async <Row>(sql: string): Promise<Row[]> =>
    (await client.query<Record<string, unknown>>(sql)).rows.map((row) => withNumbers(row) as Row)
  try {
    await client.query('begin isolation level repeatable read read only')
    return {
      messages: await all(
        'select id, conversation_id, seq, parent_id, role, content, status, run_id from messages order by conversation_id, seq',
      ),
      runs: await all(
        'select id, user_id, conversation_id, user_message_id, message_id, idempotency_key, state, attempt, handovers, owner, error, ended_at from runs',
      ),
      conversations: await all('select id, next_seq, hidden from conversations'),
      usage: await all(
        'select run_id, user_id, coalesce(input_tokens, 0) + coalesce(output_tokens, 0) as tokens from usage',
      ),
      budgets: await all('select user_id, spent from budgets'),
      reserved: await all('select id, reserved from runs where ended_at is null and reserved is not null'),
    }
  } finally {
    await client.end()
  }
}

/** How many runs have not ended, and conversations are not gone that are deleted. */
export async function countUnfinished(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ count: string }>(
      'select (select count(*) from runs where ended_at is null) + (select count(*) from conversations where hidden is not null) as count',
    )
    return Number(rows[0]?.count)
  } finally {
    await client.end()
  }
}
