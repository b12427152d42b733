import { sql } from 'kysely'
import type { JournalEntry } from '../../ports/journal.ts'
import type { SafetyNote, SafetyRecord } from '../../ports/safety-records.ts'
import type { OwnedRun } from './owned-runs.ts'
import { prepared, type Queryable } from './prepared.ts'
import { linkOf, noLink } from './safety-chain.ts'
import { storeChores } from './store-chores.ts'

interface Noted {
  run: OwnedRun
  entry: JournalEntry
}

const keepCare = prepared<{ id: string; care: string }>()((db, p) =>
  db
    .updateTable('conversations')
    .set({ care: p('care') })
    .where('id', '=', p('id')),
)

const isKept = prepared<{ runId: string; stage: string }>()((db, p) =>
  db.selectFrom('safety_audit').select('seq').where('run_id', '=', p('runId')).where('stage', '=', p('stage')),
)

const lastLink = prepared<{ limit: number }>()((db, p) =>
  db.selectFrom('safety_audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(p('limit')),
)

/** Of the chain, for all nodes; no row of it can be locked that is not there yet. */
const chainLock = 7_302_619

const lockChain = prepared<{ key: number }>()((db, p) => ({
  compile: () => sql`select pg_advisory_xact_lock(${p('key')})`.compile(db),
}))

async function append(db: Queryable, runId: string, record: SafetyRecord): Promise<void> {
  const [last = noLink] = await lastLink(db, { limit: 1 })
  const link = linkOf(last, { runId, ...record })
  await db
    .insertInto('safety_audit')
    .values({
      seq: link.seq,
      run_id: runId,
      stage: record.stage,
      at: record.at,
      persona: record.persona,
      level: record.level,
      subject: record.subject,
      categories: JSON.stringify(record.categories),
      classifiers: JSON.stringify(record.classifiers),
      scanned: record.scanned,
      decision: record.decision,
      country: record.country,
      hash: link.hash,
    })
    .execute()
}

/** By the run, and not by its conversation: what is owed to somebody outside does not go with that. */
async function escalate(db: Queryable, run: OwnedRun, { record, escalation }: SafetyNote): Promise<void> {
  if (!record || !escalation) return
  const { level, subject, persona, at, stage } = record
  const notice = {
    id: `${run.id}:${stage}`,
    at: new Date(at).toISOString(),
    level,
    subject,
    urgent: escalation.urgent,
    persona,
    runId: run.id,
    userId: run.user_id,
    ...(run.conversation_id !== null && { conversationId: run.conversation_id }),
  }
  const chore = { kind: 'escalate', subject: run.id, seq: stage === 'input' ? 0 : 1, user_id: run.user_id } as const
  await storeChores(db, [{ ...chore, payload: JSON.stringify(notice), due: at, created_at: at }])
}

/** What was judged of these runs; of a run and a stage once, however often it is answered. */
export async function writeNotes(db: Queryable, shared: boolean, noted: readonly Noted[]): Promise<void> {
  const all = noted.flatMap(({ run, entry }) => (entry.notes ?? []).map((note) => ({ run, note })))
  for (const { run, note } of all) {
    const { conversation_id: id } = run
    if (note.care && id !== null) await keepCare(db, { id, care: JSON.stringify(note.care) })
  }
  const records = all.flatMap(({ run, note }) => (note.record ? [{ run, note, record: note.record }] : []))
  // Whoever was away was away for everybody: the chain is held as late, and as short, as can be.
  if (shared && records.length > 0) await lockChain(db, { key: chainLock })
  for (const { run, note, record } of records) {
    if ((await isKept(db, { runId: run.id, stage: record.stage })).length > 0) continue
    await escalate(db, run, note)
    await append(db, run.id, record)
  }
}
