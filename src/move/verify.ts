import { type Checksum, checksumOf } from './checksum.ts'
import { type Batch, inBatches } from './in-batches.ts'
import type { Row } from './row.ts'
import type { Source } from './source.ts'
import { indexes, tables } from './tables.ts'
import type { Target } from './target.ts'

export type Checksums = ReadonlyMap<string, Checksum>

/** Of every table, and of the full-text indexes which rows are in them. */
export async function checksumsOfSource(source: Source): Promise<Checksums> {
  const found = new Map<string, Checksum>()
  for (const table of tables) found.set(table.name, await checksumOf(inBatches(source.rows(table))))
  for (const name of indexes) found.set(name, await checksumOf(inBatches(source.indexedRows(name))))
  return found
}

/** So few that they fit into memory even if each is as long as a message may be. */
const rowsAtOnce = 100

/** As part of a transaction: a table is not held in memory. */
async function* readAll(target: Target, table: string, columns: readonly string[]): AsyncGenerator<Batch> {
  await target.ask(`declare everything cursor for select ${columns.join(', ')} from ${table}`)
  for (;;) {
    const rows = (await target.askForArrays(`fetch ${rowsAtOnce} from everything`)) as Row[]
    if (rows.length === 0) break
    yield { rows, bytes: 0 }
  }
  await target.ask('close everything')
}

/** The same of what has arrived, column by column in the order of the source. */
export async function checksumsOfTarget(source: Source, target: Target): Promise<Checksums> {
  const found = new Map<string, Checksum>()
  for (const table of tables) {
    const columns = source.columns(table).map((name) => `"${name}"${table.bytes?.includes(name) ? '::text' : ''}`)
    found.set(table.name, await checksumOf(readAll(target, table.name, columns)))
  }
  for (const name of indexes) found.set(name, await checksumOf(readAll(target, name, ['"row"'])))
  return found
}

export const differing = (a: Checksums, b: Checksums): string[] =>
  [...a.keys()].filter((name) => a.get(name)?.rows !== b.get(name)?.rows || a.get(name)?.sum !== b.get(name)?.sum)
