import type { StormReport } from './storm.ts'

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): string =>
    `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)} ms`
  return `p50 ${at(0.5)}, max ${at(1)} (${sorted.length})`
}

export const describeStorm = (report: StormReport): string =>
  [
    `${report.accepted} messages accepted, ${report.sentAgain} sent again, ${report.readings} readings`,
    `${report.completed} completed, ${report.gaveUp} given up after three attempts, ${report.restarted} restarted`,
    `ready after kill: ${spread(report.readyMs)}`,
    `heard of a new attempt after kill: ${spread(report.takeoverMs)}`,
    ...report.problems,
  ].join('\n')
