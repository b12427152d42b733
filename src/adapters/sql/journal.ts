import type { Expression, ExpressionBuilder } from 'kysely'
import { attemptOf, seqOf } from '../../conversation/seq.ts'
import { foldText, textByAttempt } from '../../conversation/fold-events.ts'
import type { RunEvent } from '../../conversation/types.ts'
import type { BudgetAtStart } from '../../ports/budgets.ts'
import type { Journal } from '../../ports/journal.ts'
import type { RunJob } from '../../ports/runs.ts'
import { budgetRow } from './admit.ts'
import { aliveNodes } from './alive-nodes.ts'
import { createCommit } from './commit.ts'
import { unpackEvents } from './event-rows.ts'
import { findAsked, insertEvents, jobOf, startedEvent } from './jobs.ts'
import { lockConversation } from './lock-conversations.ts'
import { prepared, type Queryable } from './prepared.ts'
import { type RunRow, toMessage } from './rows.ts'
import { answerOf } from './runs.ts'
import type { Schema } from './schema.ts'
import type { SqlParts } from './sql-parts.ts'

/** An attempt that died with its server counts; after so many the run has failed. */
const maxAttempts = 3

const firstOpen = prepared<{ conversationId: string }>()((db, p) =>
  db
    .selectFrom('runs')
    .selectAll()
    .where('conversation_id', '=', p('conversationId'))
    .where('ended_at', 'is', null)
    .orderBy('position')
    .limit(1),
)

const firstOpenState = prepared<{ conversationId: string }>()((db, p) =>
  db
    .selectFrom('runs')
    .select('state')
    .where('conversation_id', '=', p('conversationId'))
    .where('ended_at', 'is', null)
    .orderBy('position')
    .limit(1),
)

async function storedEvents(db: Queryable, run: string): Promise<RunEvent[]> {
  const rows = await db
    .selectFrom('run_events')
    .select(['seq', 'kind', 'payload'])
    .where('run_id', '=', run)
    .orderBy('seq')
    .execute()
  return unpackEvents(rows, 0)
}

/** As the last that began or ended has left it: its window may be over by now. */
async function budgetOf(db: Queryable, { user_id: userId, reserved }: RunRow): Promise<BudgetAtStart | undefined> {
  const [row] = reserved === null ? [] : await budgetRow(db, { userId })
  if (!row || row.tokens === null) return undefined
  return { tokens: row.tokens, spent: row.spent, resetsAt: row.window_end }
}

/** Of a run whose owner is nobody, or does not keep its lease. */
const isOrphaned = (self: string, now: Expression<number>) => (eb: ExpressionBuilder<Schema, 'runs'>) =>
  eb.or([eb('owner', 'is', null), eb('owner', 'not in', aliveNodes(eb, now, self))])

/** Claims one orphan, which is locked: of two that try, the other was given others. */
async function takeOverOne(db: Queryable, owner: string, orphan: RunRow): Promise<RunJob | undefined> {
  const counted = orphan.attempt - orphan.handovers
  const verdict = orphan.stop_requested === 1 ? 'stop' : counted >= maxAttempts ? 'give_up' : 'answer'
  const before = await storedEvents(db, orphan.id)
  const last = before.at(-1)?.seq ?? 0
  // Whoever was to end it may have written in the space of an attempt that never was: it counts as handed over.
  const begun = Math.max(orphan.attempt, attemptOf(last))
  const attempt = verdict === 'answer' ? begun + 1 : orphan.attempt + 1
  const handovers = orphan.handovers + begun - orphan.attempt
  const [row] = await db
    .updateTable('runs')
    .set({ owner, fence: orphan.fence + 1, ...(verdict === 'answer' && { attempt, handovers }) })
    .where('id', '=', orphan.id)
    .where('fence', '=', orphan.fence)
    .where('ended_at', 'is', null)
    .returningAll()
    .execute()
  const [answer] = row ? await answerOf(db, { id: row.message_id ?? '' }) : []
  if (!row || !answer) return undefined

  const job: RunJob = {
    ...jobOf(row, [], toMessage(answer), await findAsked(db, row)),
    attempt,
    next: Math.max(seqOf(attempt, 0), last) - seqOf(attempt, 0) + 1,
    verdict,
    keptText: verdict === 'answer' ? '' : foldText(before),
    lostText: textByAttempt(before),
  }
  if (verdict !== 'answer') return job
  const opening: RunEvent = { seq: seqOf(attempt, 1), type: 'restarted', data: { attempt, reason: 'recovered' } }
  await insertEvents(db, row.id, [opening])
  return { ...job, opening: [opening], next: 2 }
}

export function createJournal(
  parts: Pick<SqlParts, 'db' | 'index' | 'recallIndex' | 'shared' | 'transaction' | 'now'>,
): Journal {
  const { db, shared, transaction, now: clock } = parts
  return {
    commit: createCommit(parts),

    async renew(owner, state, periodMs) {
      const { numUpdatedRows } = await db
        .updateTable('nodes')
        .set((eb) => ({ state, lease_until: eb(clock(), '+', periodMs) }))
        .where('id', '=', owner)
        .where('lease_until', '>=', clock())
        .executeTakeFirstOrThrow()
      if (numUpdatedRows > 0n) return true
      await db
        .insertInto('nodes')
        .values((eb) => ({ id: owner, state, lease_until: eb(clock(), '+', periodMs) }))
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((eb) => ({ state, lease_until: eb.ref('excluded.lease_until') })),
        )
        .execute()
      return false
    },

    owned: (owner) =>
      db
        .selectFrom('runs')
        .select(['id as run', 'fence'])
        .where('owner', '=', owner)
        .where('ended_at', 'is', null)
        .execute(),

    async stopsFor(owner) {
      const rows = await db
        .selectFrom('runs')
        .select('id')
        .where('owner', '=', owner)
        .where('ended_at', 'is', null)
        .where('stop_requested', '=', 1)
        .execute()
      return rows.map(({ id }) => id)
    },

    async news(runs) {
      if (runs.length === 0) return []
      const rows = await db
        .selectFrom('runs')
        .select((eb) => [
          'id',
          'owner',
          'ended_at',
          eb
            .selectFrom('run_events')
            .select(({ fn }) => fn.max('run_events.seq').as('seq'))
            .whereRef('run_events.run_id', '=', 'runs.id')
            .as('up_to'),
        ])
        .where('id', 'in', [...runs])
        .execute()
      return rows.map(({ id, owner, ended_at: endedAt, up_to: upTo }) => ({
        run: id,
        owner,
        upTo: upTo ?? 0,
        ended: endedAt !== null,
      }))
    },

    async activate(owner, conversationId) {
      // Nearly always nothing waits: that is found out before a transaction is begun.
      const [found] = await firstOpenState(db, { conversationId })
      if (found?.state !== 'queued') return undefined
      return transaction(async (trx) => {
        if (shared) await lockConversation(trx, conversationId)
        const [waiting] = await firstOpen(trx, { conversationId })
        if (waiting?.state !== 'queued') return undefined
        const [row] = await trx
          .updateTable('runs')
          .set({ owner, fence: waiting.fence + 1, state: 'running' })
          .where('id', '=', waiting.id)
          .where('fence', '=', waiting.fence)
          .where('state', '=', 'queued')
          .returningAll()
          .execute()
        const [answer] = row ? await answerOf(trx, { id: row.message_id ?? '' }) : []
        if (!row || !answer) return undefined
        const next = 1 + (await storedEvents(trx, row.id)).filter(({ seq }) => attemptOf(seq) === row.attempt).length
        const asked = await findAsked(trx, row)
        if (row.stop_requested === 1) return { ...jobOf(row, [], toMessage(answer), asked), next, verdict: 'stop' }
        const opening = [startedEvent(row, next)]
        await insertEvents(trx, row.id, opening)
        return jobOf(row, opening, toMessage(answer), asked, await budgetOf(trx, row))
      })
    },

    async stranded(limit) {
      const rows = await db
        .selectFrom('runs')
        .select('conversation_id')
        .distinct()
        .where('state', '=', 'queued')
        .where('ended_at', 'is', null)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('runs as other')
                .select('other.id')
                .whereRef('other.conversation_id', '=', 'runs.conversation_id')
                .where('other.state', '=', 'running'),
            ),
          ),
        )
        .limit(limit)
        .execute()
      return rows.flatMap(({ conversation_id: id }) => (id === null ? [] : [id]))
    },

    async endTransient(owner, now, error) {
      await db
        .updateTable('runs')
        .set((eb) => ({
          state: 'failed',
          error: JSON.stringify(error),
          // Nobody had its answer: whoever comes back with its key asks anew.
          idempotency_key: null,
          ended_at: now,
          owner: null,
          fence: eb('fence', '+', 1),
        }))
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('runs')
            .select('id')
            .where('conversation_id', 'is', null)
            .where('ended_at', 'is', null)
            .where(isOrphaned(owner, clock()))
            .forNoKeyUpdate()
            .skipLocked(),
        )
        .execute()
    },

    takeOver: (owner, whose, limit) =>
      transaction(async (trx) => {
        const orphans = await trx
          .selectFrom('runs')
          .selectAll()
          .where('state', '=', 'running')
          .where('ended_at', 'is', null)
          .where('conversation_id', 'is not', null)
          .where(whose === 'nobodys' ? (eb) => eb('owner', 'is', null) : isOrphaned(owner, clock()))
          .orderBy('created_at')
          .limit(limit)
          .forNoKeyUpdate()
          .skipLocked()
          .execute()
        const jobs: RunJob[] = []
        for (const orphan of orphans) {
          const job = await takeOverOne(trx, owner, orphan)
          if (job) jobs.push(job)
        }
        return jobs
      }),

    async abandon(run, fence) {
      await db
        .updateTable('runs')
        .set({ owner: null, fence: fence + 1 })
        .where('id', '=', run)
        .where('fence', '=', fence)
        .where('ended_at', 'is', null)
        .execute()
    },

    async release(owner) {
      await db
        .updateTable('runs')
        .set((eb) => ({ owner: null, fence: eb('fence', '+', 1), handovers: eb('handovers', '+', 1) }))
        // In the order in which a commit locks them.
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('runs')
            .select('id')
            .where('owner', '=', owner)
            .where('ended_at', 'is', null)
            .orderBy('id')
            .forNoKeyUpdate(),
        )
        .execute()
    },
  }
}
