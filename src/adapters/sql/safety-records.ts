import { type Selectable, sql } from 'kysely'
import type { KeptSafetyRecord, SafetyCounts, SafetyRecords } from '../../ports/safety-records.ts'
import type { Schema } from './schema.ts'
import type { SqlParts } from './sql-parts.ts'
import { toPage } from './to-page.ts'

/** Somebody was shown where there is help. */
const referrals = ['card', 'crisis', 'crisis_only'] as const

function toRecord(row: Selectable<Schema['safety_audit']>): KeptSafetyRecord {
  return {
    seq: row.seq,
    runId: row.run_id,
    stage: row.stage as KeptSafetyRecord['stage'],
    at: new Date(row.at).toISOString(),
    persona: row.persona,
    level: row.level as KeptSafetyRecord['level'],
    subject: row.subject as KeptSafetyRecord['subject'],
    categories: JSON.parse(row.categories) as KeptSafetyRecord['categories'],
    classifiers: JSON.parse(row.classifiers) as KeptSafetyRecord['classifiers'],
    scanned: row.scanned as KeptSafetyRecord['scanned'],
    decision: row.decision as KeptSafetyRecord['decision'],
    country: row.country,
    hash: row.hash,
  }
}

const monthMs = 28 * 24 * 3_600_000

/** The first moments of the months from one time to another. */
function monthsOf(from: number, to: number): number[] {
  const months: number[] = []
  const first = new Date(from)
  for (let i = 0; from + i * monthMs < to; i++) {
    const begin = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + i)
    if (begin < to) months.push(Math.max(begin, from))
  }
  return months
}

export function createSafetyRecords({ reads }: Pick<SqlParts, 'reads'>): SafetyRecords {
  const countedBy = (column: 'level' | 'persona' | 'country', from: number, to: number) =>
    reads
      .selectFrom('safety_audit')
      .select(({ fn }) => [sql<string | number | null>`${sql.ref(column)}`.as('key'), fn.countAll<number>().as('n')])
      .where('decision', 'in', referrals)
      .where('at', '>=', from)
      .where('at', '<', to)
      .groupBy('key')
      .orderBy('key')
      .execute()

  const byKey = (rows: readonly { key: string | number | null; n: number }[]): Record<string, number> =>
    Object.fromEntries(rows.map(({ key, n }) => [String(key ?? 'unknown'), n]))

  return {
    async list({ limit, from }) {
      let query = reads
        .selectFrom('safety_audit')
        .selectAll()
        .orderBy('seq', 'desc')
        .limit(limit + 1)
      if (from) query = query.where('seq', '<', from[0] as number)
      return toPage(await query.execute(), limit, toRecord, ({ seq }) => [seq])
    },

    async count(from, to): Promise<SafetyCounts> {
      const months = monthsOf(from, to)
      const counted = await Promise.all(
        months.map(async (begin, i) => {
          const rows = await countedBy('level', begin, months[i + 1] ?? to)
          return [new Date(begin).toISOString().slice(0, 7), rows.reduce((sum, { n }) => sum + n, 0)] as const
        }),
      )
      const [byLevel, byPersona, byCountry] = await Promise.all([
        countedBy('level', from, to),
        countedBy('persona', from, to),
        countedBy('country', from, to),
      ])
      const byMonth = Object.fromEntries(counted.filter(([, n]) => n > 0))
      return {
        total: byLevel.reduce((sum, { n }) => sum + n, 0),
        byMonth,
        byLevel: byKey(byLevel),
        byPersona: byKey(byPersona),
        byCountry: byKey(byCountry),
      }
    },
  }
}
