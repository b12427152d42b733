import type { People, Settings } from '../../ports/people.ts'
import { personOf } from './person-number.ts'
import { prepared } from './prepared.ts'
import type { SqlParts } from './sql-parts.ts'

const byUser = prepared<{ userId: string }>()((db, p) =>
  db.selectFrom('people').select(['country', 'language', 'memory']).where('user_id', '=', p('userId')),
)

const ofNobody: Settings = { country: null, language: null, memory: true }

const toSettings = ([row]: Awaited<ReturnType<typeof byUser>>): Settings =>
  row ? { country: row.country, language: row.language, memory: row.memory === 1 } : ofNobody

export function createSettings({
  db,
  transaction,
}: Pick<SqlParts, 'db' | 'transaction'>): Pick<People, 'settings' | 'change'> {
  return {
    settings: async (userId) => toSettings(await byUser(db, { userId })),

    change: (userId, { country, language, memory }) =>
      transaction(async (trx) => {
        const change = {
          ...(country !== undefined && { country }),
          ...(language !== undefined && { language }),
          ...(memory !== undefined && ({ memory: memory ? 1 : 0 } as const)),
        }
        if (Object.keys(change).length > 0) {
          await personOf(trx, userId)
          await trx.updateTable('people').set(change).where('user_id', '=', userId).execute()
        }
        return toSettings(await byUser(trx, { userId }))
      }),
  }
}
