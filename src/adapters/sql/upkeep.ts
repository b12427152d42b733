import type { Upkeep } from '../../ports/upkeep.ts'
import { sizeOf } from './fitting.ts'
import { hideImports, wantScrub } from './hide-conversations.ts'
import type { Queryable } from './prepared.ts'
import { aliveNodes } from './alive-nodes.ts'
import { unindexRows } from './index-recall.ts'
import { removeLearnedFrom } from './memory-unlearn.ts'
import { passed, waitedFor } from './others.ts'
import { deleteChores, purgeChores } from './purge-chores.ts'
import { purgePerson } from './purge-person.ts'
import type { SqlParts } from './sql-parts.ts'

/** What one transaction takes: a few milliseconds of work, whatever the rows hold. */
const slice = {
  messages: 100,
  bytes: 65_536,
  events: 500,
  runs: 4,
  transient: 200,
  chores: 200,
  keys: 200,
  budgets: 200,
  failures: 200,
}

/** By then everything of theirs is taken over. */
const deadNodesMs = 3_600_000

async function purgeMessages(
  db: Queryable,
  { index, recallIndex }: Pick<SqlParts, 'index' | 'recallIndex'>,
  conversationId: string,
): Promise<boolean> {
  const found = await db
    .selectFrom('messages')
    .select(['row', 'id', sizeOf('messages.content').as('size')])
    .where('conversation_id', '=', conversationId)
    .limit(slice.messages)
    .forUpdate()
    .execute()
  let bytes = 0
  const taken = found.filter(({ size }, i) => (bytes += size) <= slice.bytes || i === 0)
  if (taken.length === 0) return false
  const rows = taken.map(({ row }) => row)
  await index.remove(db, rows)
  await unindexRows(db, recallIndex, rows)
  const ids = taken.map(({ id }) => id)
  await db.deleteFrom('feedback').where('message_id', 'in', ids).execute()
  await db.deleteFrom('messages').where('row', 'in', rows).execute()
  return true
}

async function purgeRuns(db: Queryable, conversationId: string): Promise<boolean> {
  const run = await db
    .selectFrom('runs')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (!run) return false
  const events = await db
    .selectFrom('run_events')
    .select('seq')
    .where('run_id', '=', run.id)
    .orderBy('seq')
    .limit(slice.events)
    .execute()
  const last = events.at(-1)
  if (last) await db.deleteFrom('run_events').where('run_id', '=', run.id).where('seq', '<=', last.seq).execute()
  if (events.length < slice.events) await db.deleteFrom('runs').where('id', '=', run.id).execute()
  return true
}

export function createUpkeep(parts: SqlParts): Upkeep {
  const { db, recallIndex, scrub, transaction, now: clock } = parts
  /** Up to where the scrub that is under way will have been. */
  let aim: number | undefined

  const counts = () => db.selectFrom('scrubs').selectAll().executeTakeFirstOrThrow()

  return {
    async owesScrub() {
      const { wanted, done } = await counts()
      return wanted > done
    },

    async scrub() {
      aim ??= (await counts()).wanted
      const step = await scrub()
      if (step === 'more') return true
      if (step === 'done') await db.updateTable('scrubs').set({ done: aim }).where('done', '<', aim).execute()
      aim = undefined
      return false
    },

    abandonImports: (self) =>
      transaction(async (trx) => {
        const abandoned = await trx
          .selectFrom('conversations')
          .select('id')
          .where('hidden', '=', 'importing')
          .where((eb) => eb.or([eb('importer', 'is', null), eb('importer', 'not in', aliveNodes(eb, clock(), self))]))
          .orderBy('id')
          .$call(passed)
          .execute()
        for (const { id } of abandoned) await hideImports(trx, { id })
      }),

    purge: (of = {}) =>
      transaction(async (trx) => {
        const isAwaited = of.conversationId !== undefined || of.userId !== undefined
        const others = isAwaited ? waitedFor : passed
        let query = trx.selectFrom('conversations').select('id').where('hidden', '=', 'deleting').limit(1)
        if (of.conversationId !== undefined) query = query.where('id', '=', of.conversationId)
        if (of.userId !== undefined) query = query.where('user_id', '=', of.userId)
        const conversation = await query.$call(others).executeTakeFirst()
        if (!conversation) {
          if (of.conversationId !== undefined) return false
          const owed = trx.selectFrom('erasures').select('user_id').limit(1).$call(others)
          const person = of.userId ?? (await owed.executeTakeFirst())?.user_id
          if (person === undefined) return false
          return (await purgePerson(trx, recallIndex, person, others)) || of.userId === undefined
        }
        const { id } = conversation
        // First, for whoever is at one of them looks whether it is still there.
        if (await purgeChores(trx, 'subject', id)) return true
        if (await purgeMessages(trx, parts, id)) return true
        if (await removeLearnedFrom(trx, recallIndex, id)) return true
        if (await purgeRuns(trx, id)) return true
        await trx.deleteFrom('summaries').where('conversation_id', '=', id).execute()
        await trx.deleteFrom('conversations').where('id', '=', id).execute()
        // A scrub that has begun meanwhile has not seen all of it go.
        await wantScrub(trx)
        return true
      }),

    compact: (endedBefore) =>
      transaction(async (trx) => {
        const runs = await trx
          .selectFrom('runs')
          .select('id')
          .where('ended_at', '<', endedBefore)
          .where('compacted', '=', 0)
          .limit(slice.runs)
          .$call(passed)
          .execute()
        const ids = runs.map(({ id }) => id)
        if (ids.length === 0) return false
        await trx
          .deleteFrom('run_events')
          .where('run_id', 'in', ids)
          .where('kind', 'in', ['deltas', 'retracted'])
          .execute()
        await trx.updateTable('runs').set({ compacted: 1 }).where('id', 'in', ids).execute()
        return ids.length === slice.runs
      }),

    forgetTransient: (endedBefore) =>
      transaction(async (trx) => {
        const runs = await trx
          .selectFrom('runs')
          .select('id')
          .where('conversation_id', 'is', null)
          .where('ended_at', '<', endedBefore)
          .limit(slice.transient)
          .$call(passed)
          .execute()
        const ids = runs.map(({ id }) => id)
        if (ids.length > 0) await trx.deleteFrom('runs').where('id', 'in', ids).execute()
        return ids.length === slice.transient
      }),

    expireKeys: (createdBefore) =>
      transaction(async (trx) => {
        const runs = await trx
          .selectFrom('runs')
          .select('id')
          .where('idempotency_key', 'is not', null)
          .where('created_at', '<', createdBefore)
          .limit(slice.keys)
          .$call(passed)
          .execute()
        const ids = runs.map(({ id }) => id)
        if (ids.length > 0)
          await trx.updateTable('runs').set({ idempotency_key: null }).where('id', 'in', ids).execute()
        return ids.length === slice.keys
      }),

    forgetBudgets: (now) =>
      transaction(async (trx) => {
        const budgets = await trx
          .selectFrom('budgets')
          .select('user_id')
          .where('own', '=', 0)
          .where('window_end', '<=', now)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('runs')
                  .select('runs.id')
                  .whereRef('runs.user_id', '=', 'budgets.user_id')
                  .where('runs.ended_at', 'is', null)
                  .where('runs.reserved', 'is not', null),
              ),
            ),
          )
          .limit(slice.budgets)
          .$call(passed)
          .execute()
        const ids = budgets.map(({ user_id: id }) => id)
        if (ids.length > 0) await trx.deleteFrom('budgets').where('user_id', 'in', ids).execute()
        return ids.length === slice.budgets
      }),

    forgetFailures: (before) =>
      transaction(async (trx) => {
        const failures = await trx
          .selectFrom('audit')
          .select('id')
          .where('at', '<', before)
          .where('act', '=', 'auth_failed')
          .limit(slice.failures)
          .$call(passed)
          .execute()
        const ids = failures.map(({ id }) => id)
        if (ids.length > 0) await trx.deleteFrom('audit').where('id', 'in', ids).execute()
        return ids.length === slice.failures
      }),

    forgetChores: (before) =>
      transaction(async (trx) => {
        const chores = await trx
          .selectFrom('chores')
          .select(['kind', 'subject', 'seq'])
          .where('created_at', '<', before)
          .where('kind', '!=', 'mirror')
          .orderBy('created_at')
          .limit(slice.chores)
          .$call(passed)
          .execute()
        await deleteChores(trx, chores)
        return chores.length === slice.chores
      }),

    async forgetNodes() {
      await db
        .deleteFrom('nodes')
        .where((eb) => eb('lease_until', '<', eb(clock(), '-', deadNodesMs)))
        .execute()
    },
  }
}
