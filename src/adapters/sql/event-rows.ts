import { compactionGap } from '../../conversation/seq.ts'
import { isTerminal } from '../../conversation/is-terminal.ts'
import type { ControlEvent, RunEvent, Seq } from '../../conversation/types.ts'

export interface EventRow {
  seq: Seq
  kind: string
  payload: string
}

const deltas = 'deltas'

/** Deltas that follow each other become one row; every other event is a row of its own. */
export function packEvents(events: readonly RunEvent[]): EventRow[] {
  const rows: EventRow[] = []
  let texts: string[] = []
  let last = 0
  const flush = (): void => {
    if (texts.length > 0) rows.push({ seq: last, kind: deltas, payload: JSON.stringify(texts) })
    texts = []
  }
  for (const event of events) {
    if (event.type === 'delta') {
      if (event.seq !== last + 1) flush()
      texts.push(event.text)
      last = event.seq
    } else {
      flush()
      rows.push({ seq: event.seq, kind: event.type, payload: JSON.stringify(event.data) })
    }
  }
  flush()
  return rows
}

/** The events of these rows strictly after a cursor, exactly as they were first told. */
export function unpackEvents(rows: readonly EventRow[], after: Seq): RunEvent[] {
  const events: RunEvent[] = []
  for (const row of rows) {
    if (row.kind !== deltas) {
      events.push({ seq: row.seq, type: row.kind, data: JSON.parse(row.payload) } as ControlEvent)
      continue
    }
    const texts = JSON.parse(row.payload) as string[]
    const before = row.seq - texts.length
    for (let i = Math.max(0, after - before); i < texts.length; i++) {
      const text = texts[i] ?? ''
      // What was taken back keeps its place, and is told to nobody.
      if (text !== '') events.push({ seq: before + i + 1, type: 'delta', text })
    }
  }
  return events
}

/**
 * A log whose deltas are gone: the whole text stands in its last event and is told in one delta. A cursor inside the
 * text is told to drop it first.
 */
export function unpackCompacted(
  rows: readonly EventRow[],
  after: Seq,
  textEnd: Seq | null,
  attempt: number,
): RunEvent[] {
  const events = unpackEvents(rows, 0)
  const terminal = events.find(isTerminal)
  if (textEnd !== null && terminal) {
    const textStart = events.findLast((event) => event.type === 'started' || event.type === 'restarted')?.seq ?? 0
    const told = textEnd + compactionGap
    const instead: RunEvent[] = []
    if (after > textStart && after < textEnd) {
      instead.push({ seq: told - 1, type: 'restarted', data: { attempt, reason: 'compacted' } })
    }
    const text = terminal.data.message.content
    if (text !== '' && (after < textEnd || after === told - 1)) instead.push({ seq: told, type: 'delta', text })
    events.splice(
      events.findIndex((event) => event.seq > textEnd),
      0,
      ...instead,
    )
  }
  return events.filter((event) => event.seq > after)
}
