import { randomUUIDv7 } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Audit, AuditAct, AuditActor, AuditEntry, NewAuditEntry } from '../../ports/audit.ts'
import type { Queryable } from './prepared.ts'
import type { Schema } from './schema.ts'
import type { SqlParts } from './sql-parts.ts'
import { toPage } from './to-page.ts'

/** In the transaction of the act itself: neither is there without the other. */
export async function appendEntry(db: Queryable, entry: NewAuditEntry): Promise<void> {
  const { at, actor, act, subject, count = 1, detail = {} } = entry
  await db
    .insertInto('audit')
    .values({ id: randomUUIDv7(), at, actor, act, subject, count, detail: JSON.stringify(detail) })
    .execute()
}

function toEntry(row: Selectable<Schema['audit']>): AuditEntry {
  return {
    ...row,
    at: new Date(row.at).toISOString(),
    actor: row.actor as AuditActor,
    act: row.act as AuditAct,
    detail: JSON.parse(row.detail) as AuditEntry['detail'],
  }
}

export function createAudit({ db, reads }: Pick<SqlParts, 'db' | 'reads'>): Audit {
  return {
    append: (entry) => appendEntry(db, entry),

    async list({ limit, from }) {
      let query = reads
        .selectFrom('audit')
        .select(['id', 'at', 'actor', 'act', 'subject', 'count', 'detail'])
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
      if (from) {
        const [at, id] = from as [number, string]
        query = query.where((eb) => eb(eb.refTuple('at', 'id'), '<', eb.tuple(at, id)))
      }
      return toPage(await query.execute(), limit, toEntry, ({ at, id }) => [at, id])
    },
  }
}
