import { randomUUIDv7 } from 'node:crypto'
import type { Chore, ChoreKind, ChoreLane, Chores } from '../../ports/chores.ts'
import { prepared, type Queryable } from './prepared.ts'
import type { SqlParts } from './sql-parts.ts'
import { storeChores } from './store-chores.ts'

/**
 * When what is being imported is due: not by itself. The end of the import wakes the first of it, and whoever claims
 * some of it wakes the next.
 */
export const never = Number.MAX_SAFE_INTEGER

const due = (db: Queryable, now: number, lane: ChoreLane) =>
  db
    .selectFrom('chores')
    .select(['kind', 'subject'])
    .where('due', '<=', now)
    .where('kind', lane === 'urgent' ? '=' : '!=', 'escalate')
    .where((eb) => eb.or([eb('claim', 'is', null), eb('claimed_until', '<=', now)]))
    .orderBy('due')
    .limit(1)

const claimsIn = (lane: ChoreLane) => ({
  firstDue: prepared<{ now: number }>()((db, p) => due(db, p('now'), lane)),
  lockFirstDue: prepared<{ now: number }>()((db, p) => due(db, p('now'), lane).forUpdate().skipLocked()),
})
const lanes = { urgent: claimsIn('urgent'), ordinary: claimsIn('ordinary') }

const lockDue = (db: Queryable, kind: ChoreKind, subject: string, now: number, limit: number) =>
  db
    .selectFrom('chores')
    .select(['seq', 'user_id', 'payload', 'attempts'])
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where((eb) => eb.or([eb('due', '<=', now), eb('due', '=', never)]))
    .where((eb) => eb.or([eb('claim', 'is', null), eb('claimed_until', '<=', now)]))
    .orderBy('seq')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()

/** What is left of an import once some of it is being done. */
export async function wakeImported(db: Queryable, subject: string, due: number): Promise<void> {
  const next = await db
    .selectFrom('chores')
    .select('seq')
    .where('kind', '=', 'learn')
    .where('subject', '=', subject)
    .where('due', '=', never)
    .orderBy('seq')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!next) return
  await db
    .updateTable('chores')
    .set({ due })
    .where('kind', '=', 'learn')
    .where('subject', '=', subject)
    .where('seq', '=', next.seq)
    .execute()
}

export function createChores({ db, transaction }: Pick<SqlParts, 'db' | 'transaction'>): Chores {
  return {
    async claim(now, forMs, limit, lane = 'ordinary') {
      const { firstDue, lockFirstDue } = lanes[lane]
      // Nearly always nothing is due: that is found out before a transaction is begun.
      if ((await firstDue(db, { now })).length === 0) return undefined
      return transaction(async (trx) => {
        const [first] = await lockFirstDue(trx, { now })
        if (!first) return undefined
        const { kind, subject } = first
        const rows = await lockDue(trx, kind, subject, now, limit)
        const [row] = rows
        if (!row) return undefined
        const claim = randomUUIDv7()
        await trx
          .updateTable('chores')
          .set((eb) => ({
            claim,
            claimed_until: now + forMs,
            due: eb.case().when('due', '=', never).then(now).else(eb.ref('due')).end(),
          }))
          .where('kind', '=', kind)
          .where('subject', '=', subject)
          .where(
            'seq',
            'in',
            rows.map(({ seq }) => seq),
          )
          .execute()
        if (kind === 'learn') await wakeImported(trx, subject, now)
        const chores = rows.map(({ seq, user_id: userId, payload, attempts }): Chore => ({
          kind,
          subject,
          seq,
          userId,
          payload: JSON.parse(payload) as Chore['payload'],
          attempts,
        }))
        return { claim, kind, subject, userId: row.user_id, chores }
      })
    },

    add: ({ kind, subject, seq, userId, payload, due }, now) =>
      storeChores(db, [
        { kind, subject, seq, user_id: userId, payload: JSON.stringify(payload), due, created_at: now },
      ]),

    async done(claim) {
      await db.deleteFrom('chores').where('claim', '=', claim).execute()
    },

    async postpone(claim, due) {
      await db
        .updateTable('chores')
        .set((eb) => ({ attempts: eb('attempts', '+', 1), claim: null, claimed_until: null, due }))
        .where('claim', '=', claim)
        .execute()
    },
  }
}
