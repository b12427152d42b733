import { recallTerms } from '../../std/recall-terms.ts'
import type { Memories } from '../../ports/memories.ts'
import { wantScrub } from './hide-conversations.ts'
import { createAdopt } from './memory-adopt.ts'
import { createLearn } from './memory-learn.ts'
import { currentMemories, toMemory } from './memory-rows.ts'
import {
  deleteWithHistory,
  insertMemory,
  lift,
  maxMemories,
  reindexMemory,
  suppress,
  wordingsOf,
} from './memory-write.ts'
import { findPerson, lockPerson, personOf } from './person-number.ts'
import { holdsAll } from './recall-filter.ts'
import { maxWords } from './recall-score.ts'
import type { SqlParts } from './sql-parts.ts'
import { toPage } from './to-page.ts'

/** What one transaction takes away, each with its history. */
const slice = 25

export function createMemories(parts: Pick<SqlParts, 'db' | 'reads' | 'recallIndex' | 'transaction'>): Memories {
  const { db, reads, recallIndex: index, transaction } = parts
  const byId = (on: typeof db, userId: string, id: string) =>
    currentMemories(on, userId).where('memories.id', '=', id).executeTakeFirst()

  return {
    async list(userId, { limit, from, text }) {
      let query = currentMemories(text === undefined ? db : reads, userId)
        .orderBy('memories.row', 'desc')
        .limit(limit + 1)
      if (from) query = query.where('memories.row', '<', from[0] as number)
      if (text !== undefined) {
        const terms = [...new Set(recallTerms(text))].slice(0, maxWords)
        const person = await findPerson(db, userId)
        if (terms.length === 0 || !person) return { items: [], next: null }
        query = query.where(holdsAll(index, person.number, terms))
      }
      return toPage(await query.execute(), limit, toMemory, ({ row }) => [row])
    },

    async get(userId, id) {
      const row = await byId(db, userId, id)
      return row && { ...toMemory(row), externalId: row.external_id }
    },

    create: (userId, memory, now) =>
      transaction(async (trx) => {
        if (!(await lockPerson(trx, userId))) await personOf(trx, userId)
        const { count } = await trx
          .selectFrom('memories')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('user_id', '=', userId)
          .where('superseded_by', 'is', null)
          .executeTakeFirstOrThrow()
        if (count >= maxMemories) return 'full'
        const { id } = await insertMemory(trx, index, userId, memory, now)
        const row = await byId(trx, userId, id)
        if (!row) throw new Error('A memory that was just stored is not there')
        return toMemory(row)
      }),

    update: (userId, id, { version, hashOf, ...change }, now) =>
      transaction(async (trx) => {
        if (!(await byId(trx, userId, id))) return { kind: 'not_found' }
        if (change.text !== undefined) await wantScrub(trx)
        await lockPerson(trx, userId)
        const before = await byId(trx, userId, id)
        if (!before) return { kind: 'not_found' }
        if (version !== undefined && version !== before.version) return { kind: 'changed' }
        const wordings = change.text === undefined ? [] : await wordingsOf(trx, [id])
        await trx
          .updateTable('memories')
          .set((eb) => ({ ...change, version: eb('version', '+', 1), updated_at: now }))
          .where('id', '=', id)
          .execute()
        await trx.deleteFrom('memory_sources').where('memory_id', '=', id).execute()
        const { text } = change
        if (text !== undefined && text !== before.text) {
          await suppress(trx, userId, wordings.map(hashOf))
          await lift(trx, userId, hashOf(text))
          await reindexMemory(trx, index, userId, { row: before.row, text })
        }
        const after = await byId(trx, userId, id)
        return after ? { kind: 'updated', memory: toMemory(after) } : { kind: 'not_found' }
      }),

    remove: (userId, id, hashOf) =>
      transaction(async (trx) => {
        if (!(await byId(trx, userId, id))) return false
        await wantScrub(trx)
        await lockPerson(trx, userId)
        if (!(await byId(trx, userId, id))) return false
        const gone = await deleteWithHistory(trx, index, [id])
        await suppress(trx, userId, hashOf ? gone.map((text) => hashOf(text)) : [])
        return true
      }),

    removeSome: (userId, hashOf) =>
      transaction(async (trx) => {
        const some = currentMemories(trx, userId).orderBy('memories.row').limit(slice)
        if ((await some.execute()).length === 0) return 0
        await wantScrub(trx)
        await lockPerson(trx, userId)
        const ids = (await some.execute()).map(({ id }) => id)
        if (ids.length === 0) return 0
        const gone = await deleteWithHistory(trx, index, ids)
        await suppress(
          trx,
          userId,
          gone.map((text) => hashOf(text)),
        )
        return ids.length
      }),

    learn: createLearn(parts),
    adopt: createAdopt(parts),

    async byExternalId(userId, ids) {
      if (ids.length === 0) return new Map()
      const found = await currentMemories(db, userId)
        .where('memories.external_id', 'in', [...ids])
        .execute()
      return new Map(found.map((row) => [row.external_id ?? '', toMemory(row)]))
    },
  }
}
