import type { Upkeep } from '../../ports/upkeep.ts'
import { hideImports, wantScrub } from './hide-conversations.ts'
import { aliveNodes } from './alive-nodes.ts'
import { removeLearnedFrom } from './memory-unlearn.ts'
import { passed, waitedFor } from './others.ts'
import { deleteChores, purgeChores } from './purge-chores.ts'
import { purgeMessages, purgeRuns } from './purge-conversation.ts'
import { purgePerson } from './purge-person.ts'
import type { SqlParts } from './sql-parts.ts'

/** What one transaction takes: a few milliseconds of work, whatever the rows hold. */
const slice = {
  runs: 4,
  transient: 200,
  chores: 200,
  keys: 200,
  budgets: 200,
  failures: 200,
}

/** By then everything of theirs is taken over. */
const deadNodesMs = 3_600_000

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

    unlearn: (conversationId) =>
      transaction(async (trx) => {
        const quiet = await trx
          .selectFrom('conversations')
          .select('id')
          .where('id', '=', conversationId)
          .where('memory', '=', 0)
          .forNoKeyUpdate()
          .executeTakeFirst()
        if (!quiet) return false
        if (await purgeChores(trx, 'subject', conversationId, 'learn')) return true
        const learned = trx
          .selectFrom('memory_sources')
          .select('memory_id')
          .where('conversation_id', '=', conversationId)
        if (!(await learned.limit(1).executeTakeFirst())) return false
        await wantScrub(trx)
        return removeLearnedFrom(trx, recallIndex, conversationId)
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
        await trx.deleteFrom('tool_calls').where('run_id', 'in', ids).execute()
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
