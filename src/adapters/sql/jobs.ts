import { seqOf } from '../../conversation/seq.ts'
import type { Message, RunEvent } from '../../conversation/types.ts'
import type { BudgetAtStart } from '../../ports/budgets.ts'
import type { Care } from '../../ports/care.ts'
import type { RunJob } from '../../ports/runs.ts'
import { packEvents } from './event-rows.ts'
import { prepared, type Queryable } from './prepared.ts'
import { type RunRow, toRun } from './rows.ts'

/** Asked for apart: RETURNING makes a table of its own each time, which costs more than the write. */
export const rowOf = prepared<{ id: string }>()((db, p) =>
  db.selectFrom('messages').select('row').where('id', '=', p('id')),
)

const insertEvent = prepared<{ runId: string; seq: number; kind: string; payload: string }>()((db, p) =>
  db.insertInto('run_events').values({ run_id: p('runId'), seq: p('seq'), kind: p('kind'), payload: p('payload') }),
)

export async function insertEvents(db: Queryable, runId: string, events: readonly RunEvent[]): Promise<void> {
  for (const row of packEvents(events)) await insertEvent(db, { runId, ...row })
}

export const waitingEvent = (): RunEvent => ({ seq: seqOf(1, 1), type: 'notice', data: { kind: 'waiting' } })

export function startedEvent(row: RunRow, n: number): RunEvent {
  const data = {
    runId: row.id,
    conversationId: row.conversation_id ?? '',
    userMessageId: row.user_message_id ?? '',
    messageId: row.message_id ?? '',
    model: row.model,
  }
  return { seq: seqOf(row.attempt, n), type: 'started', data }
}

/** What is answered, and what is known of how the person fares. */
export interface Asked {
  content: string | null
  care: string | null
}

const careOf = (care: string | null): Care => (care === null ? {} : (JSON.parse(care) as Care))

const askedOf = prepared<{ id: string }>()((db, p) =>
  db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select(['messages.content', 'conversations.care'])
    .where('messages.id', '=', p('id')),
)

export async function findAsked(db: Queryable, { user_message_id: id }: RunRow): Promise<Asked> {
  const [found] = await askedOf(db, { id: id ?? '' })
  return found ?? { content: null, care: null }
}

export function jobOf(row: RunRow, opening: RunEvent[], answer: Message, asked: Asked, budget?: BudgetAtStart): RunJob {
  const last = opening.at(-1)?.seq ?? seqOf(row.attempt, 0)
  return {
    run: toRun(row),
    userId: row.user_id,
    fence: row.fence,
    opening,
    attempt: row.attempt,
    next: last - seqOf(row.attempt, 0) + 1,
    request: JSON.parse(row.request) as RunJob['request'],
    dialect: row.dialect,
    persona: row.persona,
    asked: asked.content,
    care: careOf(asked.care),
    answer,
    verdict: 'answer',
    keptText: '',
    lostText: [],
    ...(budget && { budget }),
  }
}
