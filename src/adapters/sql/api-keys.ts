import type { Selectable } from 'kysely'
import type { ApiKey, ApiKeys } from '../../ports/api-keys.ts'
import { appendEntry } from './audit.ts'
import { prepared } from './prepared.ts'
import type { Schema } from './schema.ts'
import type { SqlParts } from './sql-parts.ts'
import { toPage } from './to-page.ts'

/** How many ids one statement asks for. */
const portion = 200

const keyByHash = prepared<{ hash: string }>()((db, p) =>
  db.selectFrom('api_keys').select(['id', 'user_id', 'expires_at']).where('hash', '=', p('hash')),
)

const iso = (time: number): string => new Date(time).toISOString()

function toApiKey(row: Omit<Selectable<Schema['api_keys']>, 'hash'>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    userId: row.user_id,
    createdAt: iso(row.created_at),
    expiresAt: row.expires_at === null ? null : iso(row.expires_at),
  }
}

export function createApiKeys({ db, transaction }: Pick<SqlParts, 'db' | 'transaction'>): ApiKeys {
  return {
    create: ({ id, hash, hint, name, userId, expiresAt, now }, entry) =>
      transaction(async (trx) => {
        const row = { id, hint, name, user_id: userId, created_at: now, expires_at: expiresAt }
        await trx
          .insertInto('api_keys')
          .values({ ...row, hash })
          .execute()
        await appendEntry(trx, entry)
        return toApiKey(row)
      }),

    async list({ limit, from }) {
      let query = db
        .selectFrom('api_keys')
        .select(['id', 'hint', 'name', 'user_id', 'created_at', 'expires_at'])
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
      if (from) {
        const [createdAt, id] = from as [number, string]
        query = query.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(createdAt, id)))
      }
      return toPage(await query.execute(), limit, toApiKey, (row) => [row.created_at, row.id])
    },

    revoke: (id, entry) =>
      transaction(async (trx) => {
        const { numDeletedRows } = await trx.deleteFrom('api_keys').where('id', '=', id).executeTakeFirstOrThrow()
        if (numDeletedRows === 0n) return false
        await appendEntry(trx, entry)
        return true
      }),

    async find(hash) {
      const [row] = await keyByHash(db, { hash })
      return row && { id: row.id, userId: row.user_id, expiresAt: row.expires_at }
    },

    async remaining(ids) {
      const found = new Set<string>()
      for (let at = 0; at < ids.length; at += portion) {
        const some = ids.slice(at, at + portion)
        const rows = await db.selectFrom('api_keys').select('id').where('id', 'in', some).execute()
        for (const { id } of rows) found.add(id)
      }
      return found
    },
  }
}
