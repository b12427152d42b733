import type { Fault } from './faults.ts'
import type { Ledger } from './ledger.ts'
import type { Rows } from './rows.ts'
import type { SoakNode } from './soak-node.ts'

export interface Report {
  ledger: Ledger
  rows: Rows
  faults: readonly Fault[]
  /** By the kind of fault, the longest time until something was accepted again. */
  recoveries: ReadonlyMap<string, number>
  nodes: readonly SoakNode[]
  seconds: number
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

export function describeFaults(faults: readonly Fault[]): string {
  return faults
    .map(
      ({ kind, where, from, to }) =>
        `  ${seconds(from).padStart(8)} – ${to === undefined ? '…' : seconds(to)}  ${kind} ${where}`,
    )
    .join('\n')
}

function countBy(names: readonly string[]): string {
  const counts = Map.groupBy(names, (name) => name)
  return [...counts].map(([name, found]) => `${name} ${found.length}`).join(', ')
}

export function describeSoak({ ledger, rows, faults, recoveries, nodes, seconds: took }: Report): string {
  const accepted = ledger.sents().filter(({ run }) => run !== undefined)
  const takeovers = rows.runs.reduce((sum, { attempt }) => sum + attempt - 1, 0)
  const troubles = nodes.flatMap((node) => node.troubles())
  const slowest = [...recoveries].sort(([, a], [, b]) => b - a)
  const lines: [string, string][] = [
    ['took', `${Math.round(took)} s`],
    ['accepted', `${accepted.length} (${countBy(accepted.map(({ talk }) => talk.dialect))})`],
    ['of those', countBy(accepted.map(({ kind }) => kind))],
    ['sent again', String(ledger.resent)],
    ['readings', String(ledger.reads)],
    ['searches', String(ledger.searches)],
    ['deleted', String(ledger.talks.filter(({ deletion }) => deletion === 'gone').length)],
    ['runs ended', countBy(rows.runs.map(({ state }) => state))],
    ['taken over', `${takeovers} (${rows.runs.reduce((sum, { handovers }) => sum + handovers, 0)} handed over)`],
    ['faults', `${faults.length} (${countBy(faults.map(({ kind }) => kind))})`],
    ['starts given up', String(nodes.reduce((sum, node) => sum + node.refused(), 0))],
    [
      'nodes have logged',
      countBy(troubles.map(({ event, reason }) => `${event}${typeof reason === 'string' ? `/${reason}` : ''}`)),
    ],
    ['accepted again after', slowest.map(([kind, ms]) => `${kind} ${seconds(ms)}`).join(', ')],
    ['violations', String(ledger.violations.length)],
  ]
  return lines.map(([name, value]) => `${name.padEnd(22)}${value}`).join('\n')
}
