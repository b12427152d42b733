import { randomUUID } from 'node:crypto'
import type { Pseudonyms } from '../../ports/pseudonyms.ts'
import { lockPerson, personOf } from './person-number.ts'
import { prepared, type Queryable } from './prepared.ts'
import type { SqlParts } from './sql-parts.ts'

const byUser = prepared<{ userId: string }>()((db, p) =>
  db.selectFrom('people').select('pseudonym').where('user_id', '=', p('userId')),
)

async function knownOf(db: Queryable, userId: string): Promise<string | undefined> {
  const [row] = await byUser(db, { userId })
  return row?.pseudonym ?? undefined
}

export function createPseudonyms({ db, transaction }: Pick<SqlParts, 'db' | 'transaction'>): Pseudonyms {
  return {
    async of(userId) {
      const known = await knownOf(db, userId)
      if (known !== undefined) return known
      return transaction(async (trx) => {
        await personOf(trx, userId)
        // Of two at once the second waits here, and finds the name that the first has made.
        await trx
          .updateTable('people')
          .set({ pseudonym: randomUUID() })
          .where('user_id', '=', userId)
          .where('pseudonym', 'is', null)
          .execute()
        const made = await knownOf(trx, userId)
        if (made === undefined) throw new Error('A pseudonym that was just made is not there')
        return made
      })
    },

    known: (userId) => knownOf(db, userId),

    async whose(pseudonym) {
      const found = db.selectFrom('people').select('user_id').where('pseudonym', '=', pseudonym)
      return (await found.executeTakeFirst())?.user_id
    },

    drop: (userId) =>
      transaction(async (trx) => {
        if (!(await lockPerson(trx, userId))) return
        await trx.updateTable('people').set({ pseudonym: null }).where('user_id', '=', userId).execute()
        await trx
          .updateTable('memories')
          .set({ external_id: null })
          .where('user_id', '=', userId)
          .where('external_id', 'is not', null)
          .execute()
      }),
  }
}
