import { textVector } from '../adapters/postgres/text-vector.ts'
import type { Progress } from './claim.ts'
import { type Batch, inBatches } from './in-batches.ts'
import type { Row } from './row.ts'
import type { Source } from './source.ts'
import { searchTable, type Table, tables } from './tables.ts'
import type { Target } from './target.ts'

/** Told of each batch that is there for good. */
export type OnBatch = (table: string, rows: number, bytes: number) => void

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
  return `
    with copied as (insert into ${table.name} (${names}) select * from unnest(${values})),
    indexed as (
      insert into ${searchTable} ("row", terms)
      select words."row", words.terms::tsvector
      from unnest(${parameter(n + 1, 'bigint')}, ${parameter(n + 2, 'text')}) as words ("row", terms)
    )
    update moves set "table" = $${n + 3}, after = $${n + 4}, rows = rows * ("table" = $${n + 3})::int + $${n + 5}`
}

function wordsOf(
  source: Source,
  columns: readonly string[],
  rows: readonly Row[],
): { rows: number[]; terms: string[] } {
  const [row, content] = [columns.indexOf('row'), columns.indexOf('content')]
  const words: { rows: number[]; terms: string[] } = { rows: [], terms: [] }
  for (const values of rows) {
    const number = Number(values[row])
    const owner = source.ownerOfWords(number)
    if (!owner) continue
    words.rows.push(number)
    words.terms.push(textVector(owner.userId, owner.namespace, String(values[content])))
  }
  return words
}

/** Copies what comes after a key, in its order. */
async function copyTable(source: Source, target: Target, table: Table, after: Row | null, onBatch: OnBatch) {
  const columns = source.columns(table)
  const statement = statementFor(table, columns, await typesOf(target, table))
  const places = table.key.map((name) => columns.indexOf(name))

  function write({ rows }: Batch): Promise<void> {
    const last = rows.at(-1) ?? []
    const words = table.name === 'messages' ? wordsOf(source, columns, rows) : { rows: [], terms: [] }
    return target.run(table.name, statement, [
      ...columns.map((_name, i) => rows.map((row) => row[i])),
      words.rows,
      words.terms,
      table.name,
      JSON.stringify(places.map((i) => last[i])),
      rows.length,
    ])
  }

  for (const batch of inBatches(source.rows(table, after ?? undefined))) {
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
