import type { Checksum } from './checksum.ts'
import type { OnBatch } from './copy.ts'
import type { Checksums } from './verify.ts'

const shownSum = 16
const betweenMs = 2_000

const number = (value: number): string => Math.round(value).toLocaleString('en-US')

/** What both sides have, table by table. */
export function comparison(source: Checksums, target: Checksums): string {
  const cell = (checksums: Checksums, name: string): Checksum => checksums.get(name) ?? { rows: 0, sum: '' }
  const lines = [...source.keys()].map((name) => {
    const [a, b] = [cell(source, name), cell(target, name)]
    const sums = [a.sum.slice(0, shownSum), b.sum.slice(0, shownSum)]
    return [name, number(a.rows), number(b.rows), ...sums, a.rows === b.rows && a.sum === b.sum ? 'same' : 'DIFFERENT']
  })
  const all = [['table', 'SQLite', 'Postgres', 'checksum', 'checksum', ''], ...lines]
  const widths = all[0]?.map((_head, i) => Math.max(...all.map((line) => line[i]?.length ?? 0))) ?? []
  const isNumber = (i: number): boolean => i === 1 || i === 2
  const pad = (text: string, i: number) => (isNumber(i) ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0))
  return all.map((line) => `${line.map(pad).join('  ').trimEnd()}\n`).join('')
}

/** A line for each table that is done, and now and then one in between. */
export function createProgress(
  source: Checksums,
  from: { table: string; rows: number },
  say: (line: string) => void,
): OnBatch {
  let current = { table: '', rows: 0, copied: 0, bytes: 0, begun: 0 }
  let said = performance.now()
  return (table, rows, bytes) => {
    const now = performance.now()
    if (table !== current.table) {
      current = { table, rows: table === from.table ? from.rows : 0, copied: 0, bytes: 0, begun: said }
    }
    current.rows += rows
    current.copied += rows
    current.bytes += bytes
    const total = source.get(table)?.rows ?? 0
    if (current.rows < total && now - said < betweenMs) return
    said = now
    const seconds = Math.max(now - current.begun, 1) / 1000
    const pace = `${number(current.copied / seconds)} rows/s, ${(current.bytes / 1e6 / seconds).toFixed(1)} MB/s`
    say(`${table}: ${number(current.rows)} of ${number(total)} rows, ${pace}`)
  }
}
