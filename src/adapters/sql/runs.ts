import type { Message } from '../../conversation/types.ts'
import type { RunJob, RunRequest, Runs } from '../../ports/runs.ts'
import { unpackCompacted, unpackEvents } from './event-rows.ts'
import { readHistory } from './history.ts'
import { findAsked, jobOf } from './jobs.ts'
import { prepared, type Queryable } from './prepared.ts'
import { messageColumns, type RunRow, toMessage, toRun } from './rows.ts'
import type { SqlParts } from './sql-parts.ts'
import { createStartRun } from './start-run.ts'

/** A page of the log is this many rows: a row holds up to a quarter of a second of deltas. */
const rowsAPage = 32

/** Whoever begins it, takes it over or ends it at the same moment does so before, or sees the stop. */
const lockedRun = prepared<{ id: string; userId: string }>()((db, p) =>
  db.selectFrom('runs').selectAll().where('id', '=', p('id')).where('user_id', '=', p('userId')).forNoKeyUpdate(),
)

const visibleRun = prepared<{ id: string; userId: string }>()((db, p) =>
  db
    .selectFrom('runs')
    .innerJoin('conversations', 'conversations.id', 'runs.conversation_id')
    .selectAll('runs')
    .where('runs.id', '=', p('id'))
    .where('runs.user_id', '=', p('userId'))
    .where('conversations.hidden', 'is', null),
)

const currentRun = prepared<{ conversationId: string; userId: string; namespace: string }>()((db, p) =>
  db
    .selectFrom('runs')
    .innerJoin('conversations', 'conversations.id', 'runs.conversation_id')
    .selectAll('runs')
    .where('runs.conversation_id', '=', p('conversationId'))
    .where('runs.user_id', '=', p('userId'))
    .where('conversations.namespace', '=', p('namespace'))
    .where('conversations.hidden', 'is', null)
    .where('runs.ended_at', 'is', null)
    .orderBy('runs.position')
    .limit(1),
)

const openRuns = prepared<{ userId: string }>()((db, p) =>
  db
    .selectFrom('runs')
    .selectAll()
    .where('user_id', '=', p('userId'))
    .where('ended_at', 'is', null)
    .orderBy('position'),
)

const messageById = prepared<{ id: string; userId: string }>()((db, p) =>
  db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select(messageColumns)
    .where('messages.id', '=', p('id'))
    .where('conversations.user_id', '=', p('userId'))
    .where('conversations.hidden', 'is', null),
)

export const answerOf = prepared<{ id: string }>()((db, p) =>
  db.selectFrom('messages').select(messageColumns).where('messages.id', '=', p('id')),
)

const markStop = prepared<{ id: string }>()((db, p) =>
  db.updateTable('runs').set({ stop_requested: 1 }).where('id', '=', p('id')).where('ended_at', 'is', null),
)

const claimQueued = prepared<{ id: string; owner: string }>()((db, p) =>
  db
    .updateTable('runs')
    .set((eb) => ({ fence: eb('fence', '+', 1), owner: p('owner') }))
    .where('id', '=', p('id'))
    .where('state', '=', 'queued')
    .returningAll(),
)

const logRows = prepared<{ runId: string; userId: string; after: number; limit: number }>()((db, p) =>
  db
    .selectFrom('run_events')
    .innerJoin('runs', 'runs.id', 'run_events.run_id')
    .select([
      'run_events.seq',
      'run_events.kind',
      'run_events.payload',
      'runs.compacted',
      'runs.text_end',
      'runs.attempt',
    ])
    .where('run_events.run_id', '=', p('runId'))
    .where('runs.user_id', '=', p('userId'))
    .where((eb) => eb.or([eb('run_events.seq', '>', p('after')), eb('runs.compacted', '=', 1)]))
    .orderBy('run_events.seq')
    .limit(p('limit')),
)

/** The job of ending a run that still waits. */
async function stopJob(db: Queryable, row: RunRow): Promise<RunJob | undefined> {
  const [answer] = await answerOf(db, { id: row.message_id ?? '' })
  if (!answer) return undefined
  return { ...jobOf(row, [], toMessage(answer), await findAsked(db, row)), next: 2, verdict: 'stop' }
}

export function createRuns(parts: Pick<SqlParts, 'db' | 'index' | 'shared' | 'transaction'>): Runs {
  const { db, transaction } = parts
  return {
    ...createStartRun(parts),

    async releaseKey(userId, id) {
      await db
        .updateTable('runs')
        .set({ idempotency_key: null })
        .where('id', '=', id)
        .where('user_id', '=', userId)
        .execute()
    },

    async get(userId, id) {
      const [row] = await visibleRun(db, { userId, id })
      return row && toRun(row)
    },

    async request(userId, id) {
      const [row] = await visibleRun(db, { userId, id })
      return row && (JSON.parse(row.request) as RunRequest)
    },

    async current(scope, conversationId) {
      const [row] = await currentRun(db, { ...scope, conversationId })
      return row && toRun(row)
    },

    async message(userId, id): Promise<Message | undefined> {
      const [row] = await messageById(db, { userId, id })
      return row && toMessage(row)
    },

    history: (userId, conversationId, from, limit) => readHistory(db, userId, conversationId, from, limit),

    requestStop: (userId, id, owner) =>
      transaction(async (trx) => {
        const [row] = await lockedRun(trx, { userId, id })
        if (!row) return undefined
        if (row.ended_at !== null) return { run: toRun(row), owner: null }
        await markStop(trx, { id })
        const [queued] = await claimQueued(trx, { id, owner })
        const job = queued && (await stopJob(trx, queued))
        return job ? { run: job.run, owner, job } : { run: toRun(row), owner: row.owner }
      }),

    async open(userId, conversationId) {
      const rows = await openRuns(db, { userId })
      return rows.filter((row) => conversationId === undefined || row.conversation_id === conversationId).map(toRun)
    },

    async read(userId, runId, after) {
      const rows = await logRows(db, { userId, runId, after, limit: rowsAPage })
      const first = rows[0]
      if (!first) return []
      if (first.compacted === 1) return unpackCompacted(rows, after, first.text_end, first.attempt)
      return unpackEvents(rows, after)
    },
  }
}
