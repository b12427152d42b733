import { attemptOf, seqOf } from '../../conversation/seq.ts'
import type { JournalEntry } from '../../ports/journal.ts'
import { codePointLength, takeCodePoints } from '../../std/code-points.ts'
import { type EventRow, packEvents } from './event-rows.ts'
import { ofEverySize, portions, range } from './portions.ts'
import { prepared, preparedWrite, type Queryable } from './prepared.ts'

interface LogRow extends EventRow {
  run: string
}

const statements = ofEverySize((size) =>
  preparedWrite<{ [column: string]: string | number }>()((db, p) =>
    db
      .insertInto('run_events')
      .values(
        range(size).map((i) => ({
          run_id: p(`run${i}`) as string,
          seq: p(`seq${i}`) as number,
          kind: p(`kind${i}`) as string,
          payload: p(`payload${i}`) as string,
        })),
      )
      .onConflict((conflict) => conflict.doNothing()),
  ),
)

const rowsOf = ({ run, events }: JournalEntry): LogRow[] => packEvents(events).map((row) => ({ run, ...row }))

/** How many rows of one run are looked for at once. */
const lookedFor = 500

async function areStored(db: Queryable, run: string, rows: readonly EventRow[]): Promise<boolean> {
  for (let at = 0; at < rows.length; at += lookedFor) {
    const some = rows.slice(at, at + lookedFor)
    const stored = await db
      .selectFrom('run_events')
      .select(['seq', 'kind', 'payload'])
      .where('run_id', '=', run)
      .where(
        'seq',
        'in',
        some.map(({ seq }) => seq),
      )
      .execute()
    const bySeq = new Map(stored.map((row) => [row.seq, row]))
    const same = ({ seq, kind, payload }: EventRow): boolean => {
      const row = bySeq.get(seq)
      return row !== undefined && row.kind === kind && row.payload === payload
    }
    if (!some.every(same)) return false
  }
  return true
}

/** Whether all of it is on record already: of a commit nobody may know whether it was done when its connection broke. */
export const isLogged = (db: Queryable, entry: JournalEntry): Promise<boolean> =>
  areStored(db, entry.run, packEvents(entry.events))

const storedDeltas = prepared<{ runId: string; from: number; to: number }>()((db, p) =>
  db
    .selectFrom('run_events')
    .select(['seq', 'kind', 'payload'])
    .where('run_id', '=', p('runId'))
    .where('seq', '>=', p('from'))
    .where('seq', '<', p('to'))
    .where('kind', '=', 'deltas')
    .orderBy('seq', 'desc'),
)

const replaceRow = prepared<{ runId: string; seq: number; payload: string }>()((db, p) =>
  db
    .updateTable('run_events')
    .set({ payload: p('payload') })
    .where('run_id', '=', p('runId'))
    .where('seq', '=', p('seq')),
)

/** What was taken back is gone from the record too. Of what comes with it the writer has taken it already. */
async function takeBack(db: Queryable, { run, events }: JournalEntry): Promise<void> {
  const keep = events.findLast((event) => event.type === 'retracted' && event.data.dropped !== undefined)
  if (keep?.type !== 'retracted') return
  const from = seqOf(attemptOf(keep.seq), 1)
  const rows = await storedDeltas(db, { runId: run, from, to: keep.seq })
  const stored = rows.toReversed().map((row) => ({ ...row, texts: JSON.parse(row.payload) as string[] }))
  let left = keep.data.keep
  for (const { seq, texts } of stored) {
    const kept = texts.map((text) => {
      const some = takeCodePoints(text, Math.max(0, left))
      left -= codePointLength(text)
      return some
    })
    if (left < 0) await replaceRow(db, { runId: run, seq, payload: JSON.stringify(kept) })
  }
}

/** What is there already must be the same, or nothing of anybody is written. */
export async function writeLog(db: Queryable, entries: readonly JournalEntry[]): Promise<void> {
  const rows = entries.flatMap(rowsOf)
  let written = 0
  for (const [size, portion] of portions(rows)) {
    const values: { [column: string]: string | number } = {}
    for (const [i, { run, seq, kind, payload }] of portion.entries()) {
      values[`run${i}`] = run
      values[`seq${i}`] = seq
      values[`kind${i}`] = kind
      values[`payload${i}`] = payload
    }
    written += (await statements.get(size)?.(db, values)) ?? 0
  }
  for (const entry of written === rows.length ? [] : entries) {
    if (!(await isLogged(db, entry))) throw new Error(`The log of run ${entry.run} already holds something else`)
  }
  for (const entry of entries) await takeBack(db, entry)
}
