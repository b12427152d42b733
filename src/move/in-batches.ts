import { type Row, sizeOf as sizeOfRow } from './row.ts'

export interface Batch {
  rows: Row[]
  bytes: number
}

const most = { rows: 1_000, bytes: 2_097_152 }

/** As many rows as one transaction takes; one that is larger than that goes alone. */
export function* inBatches(rows: Iterable<Row>, sizeOf = sizeOfRow): Generator<Batch> {
  let batch: Batch = { rows: [], bytes: 0 }
  for (const row of rows) {
    const size = sizeOf(row)
    if (batch.rows.length === most.rows || (batch.rows.length > 0 && batch.bytes + size > most.bytes)) {
      yield batch
      batch = { rows: [], bytes: 0 }
    }
    batch.rows.push(row)
    batch.bytes += size
  }
  if (batch.rows.length > 0) yield batch
}
