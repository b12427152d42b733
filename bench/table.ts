import type { Pairs } from './measures.ts'
import { median } from './quantile.ts'

export interface Row {
  what: string
  subject: string
  floor: string
  compared: string
  limit: string
  /** Null where nothing is asked of it. */
  met: boolean | null
}

const shown = (value: number, digits: number): string => (Number.isFinite(value) ? value.toFixed(digits) : '–')
const signed = (value: number, digits: number): string => `${value < 0 ? '−' : '+'}${shown(Math.abs(value), digits)}`

const each = ({ subject, floor }: Pairs, compare: (subject: number, floor: number) => number): number[] =>
  subject.map((value, round) => compare(value, floor[round] ?? NaN))

export const ratios = (pairs: Pairs): number[] => each(pairs, (subject, floor) => subject / floor)
export const differences = (pairs: Pairs): number[] => each(pairs, (subject, floor) => subject - floor)

export const asRatio = (values: number[]): string =>
  `${shown(median(values), 2)} × (${shown(Math.min(...values), 2)}–${shown(Math.max(...values), 2)})`

export const asDifference = (values: number[], unit: string): string => `${signed(median(values), 2)} ${unit}`

export const asValue = (values: number[], unit: string, digits: number): string =>
  `${shown(median(values), digits)} ${unit}`

export const renderTable = (rows: Row[], subject: string, floor: string): string => {
  const head = ['', subject, floor, 'median of pairs (lowest–highest)', 'limit', '']
  const verdict = (met: boolean | null): string => (met === null ? '' : met ? 'met' : 'MISSED')
  const lines = rows.map((row) => [row.what, row.subject, row.floor, row.compared, row.limit, verdict(row.met)])
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)))
  const render = (line: string[]): string =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [head, ...lines].map(render).join('\n')
}
