import { recallVector } from '../adapters/postgres/recall-index.ts'
import { textVector } from '../adapters/postgres/text-vector.ts'
import { termsOfMemory, termsOfTurn } from '../adapters/sql/index-recall.ts'
import type { Progress } from './claim.ts'
import { type Batch, inBatches } from './in-batches.ts'
import { type Row, sizeOf } from './row.ts'
import type { Source } from './source.ts'
import { type Table, tables } from './tables.ts'
import type { Target } from './target.ts'

/** Told of each batch that is there for good. */
export type OnBatch = (table: string, rows: number, bytes: number) => void

/** About. */
const bytesAWord = 16

const parameter = (n: number, type: string): string => `$${n}::${type}[]`

async function typesOf(target: Target, table: Table): Promise<Map<string, string>> {
  const found = await target.ask<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table.name],
  )
  return new Map(found.map(({ name, type }) => [name, type]))
}

/** One statement, and so one transaction: the rows, their words, and how far the move has come with them. */
function statementFor(table: Table, columns: readonly string[], types: ReadonlyMap<string, string>): string {
  const n = columns.length
  const names = columns.map((name) => `"${name}"`).join(', ')
  const values = columns.map((name, i) => parameter(i + 1, types.get(name) ?? 'text')).join(', ')
  const indexed = `, indexed as (
      insert into ${table.words} ("row", terms)
      select words."row", words.terms::tsvector
      from unnest(${parameter(n + 4, 'bigint')}, ${parameter(n + 5, 'text')}) as words ("row", terms)
    )`
  return `
    with copied as (insert into ${table.name} (${names}) select * from unnest(${values}))${table.words ? indexed : ''}
    update moves set "table" = $${n + 1}, after = $${n + 2}, rows = rows * ("table" = $${n + 1})::int + $${n + 3}`
}

function searchVector(source: Source, row: number, content: string): string | undefined {
  const owner = source.ownerOfWords(row)
  return owner && textVector(owner.userId, owner.namespace, content)
}

function rememberedVector(source: Source, row: number): string | undefined {
  const found = source.remembered(row)
  if (!found) return undefined
  const { person, text, name, at } = found
  return recallVector(person, row, at === null ? termsOfMemory(text) : termsOfTurn({ text, name, at }))
}

/** What the full-text index of a table has of these rows. */
function wordsOf(
  source: Source,
  { words }: Table,
  columns: readonly string[],
  rows: readonly Row[],
): [rows: number[], terms: string[]] {
  const [row, content] = [columns.indexOf('row'), columns.indexOf('content')]
  const found = rows.flatMap((values): [number, string][] => {
    const number = Number(values[row])
    const vector =
      words === 'recall_terms'
        ? rememberedVector(source, number)
        : searchVector(source, number, String(values[content]))
    return vector === undefined ? [] : [[number, vector]]
  })
  return [found.map(([number]) => number), found.map(([, vector]) => vector)]
}

/** Copies what comes after a key, in its order. */
async function copyTable(source: Source, target: Target, table: Table, after: Row | null, onBatch: OnBatch) {
  const columns = source.columns(table)
  const statement = statementFor(table, columns, await typesOf(target, table))
  const places = table.key.map((name) => columns.indexOf(name))

  function write({ rows }: Batch): Promise<void> {
    const last = rows.at(-1) ?? []
    return target.run(table.name, statement, [
      ...columns.map((_name, i) => rows.map((row) => row[i])),
      table.name,
      JSON.stringify(places.map((i) => last[i])),
      rows.length,
      ...(table.words ? wordsOf(source, table, columns, rows) : []),
    ])
  }

  // Of recall the words are written that a row stands for, and not only the row.
  const words = table.words === 'recall_terms' ? columns.indexOf('size') : -1
  const sizeOfAll = (row: Row): number => sizeOf(row) + bytesAWord * Number(row[words] ?? 0)

  for (const batch of inBatches(source.rows(table, after ?? undefined), sizeOfAll)) {
    await write(batch)
    onBatch(table.name, batch.rows.length, batch.bytes)
  }
}

/** Goes on from where a move has come to. */
export async function copyAll(source: Source, target: Target, from: Progress, onBatch: OnBatch): Promise<void> {
  const first = tables.findIndex(({ name }) => name === from.table)
  for (const [i, table] of tables.slice(first).entries()) {
    await copyTable(source, target, table, i === 0 ? from.after : null, onBatch)
  }
}
