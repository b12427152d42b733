import type { Pairs } from './measures.ts'
import { median } from './quantile.ts'
import { asDifference, asRatio, asValue, differences, ratios, type Row } from './table.ts'

export type Figures = Record<string, Pairs>

const LIMITS = { costRatio: 1.1, firstTokenMs: 5, kbPerStream: 50, tokenDelayMs: 50, startSeconds: 1.5 }

/** What could not be measured has missed nothing and met nothing. */
const verdict = (value: number, met: (value: number) => boolean): boolean | null =>
  Number.isNaN(value) ? null : met(value)

export const costRow = (what: string, pairs: Pairs): Row => ({
  what,
  subject: asValue(pairs.subject, 'µs', 1),
  floor: asValue(pairs.floor, 'µs', 1),
  compared: asRatio(ratios(pairs)),
  limit: `≤ ${LIMITS.costRatio.toFixed(2)} ×`,
  met: verdict(median(ratios(pairs)), (value) => value <= LIMITS.costRatio),
})

export const createRows = (figures: Figures, streams: number): Row[] => {
  const row = (key: string, what: string, unit: string, digits: number): Omit<Row, 'compared' | 'limit' | 'met'> => {
    const { subject, floor } = of(key)
    return { what, subject: asValue(subject, unit, digits), floor: asValue(floor, unit, digits) }
  }
  const of = (key: string): Pairs => figures[key] ?? { subject: [], floor: [] }
  const ratio = (key: string): string => asRatio(ratios(of(key)))
  const both = (key: string): string => `${ratio(key)}, ${asDifference(differences(of(key)), 'ms')}`
  const middle = (key: string): number => median(of(key).subject)

  return [
    costRow('CPU of a token', of('cpuPerTokenUs')),
    {
      ...row('firstTokenP50Ms', 'first token, p50', 'ms', 2),
      compared: both('firstTokenP50Ms'),
      limit: `≤ +${LIMITS.firstTokenMs} ms`,
      met: verdict(median(differences(of('firstTokenP50Ms'))), (value) => value <= LIMITS.firstTokenMs),
    },
    {
      ...row('firstTokenP99Ms', 'first token, p99', 'ms', 2),
      compared: both('firstTokenP99Ms'),
      limit: '',
      met: null,
    },
    {
      ...row('kbPerStream', 'memory of an open stream', 'KB', 1),
      compared: ratio('kbPerStream'),
      limit: `≤ ${LIMITS.kbPerStream} KB`,
      met: verdict(middle('kbPerStream'), (value) => value <= LIMITS.kbPerStream),
    },
    { ...row('idleMb', 'memory before them', 'MB', 0), compared: ratio('idleMb'), limit: '', met: null },
    {
      ...row('tokenDelayP99Ms', `${streams} streams of 50/s, p99 delay`, 'ms', 2),
      compared: both('tokenDelayP99Ms'),
      limit: `< ${LIMITS.tokenDelayMs} ms`,
      met: verdict(middle('tokenDelayP99Ms'), (value) => value < LIMITS.tokenDelayMs),
    },
    {
      ...row('targetBusy', `  share of its core`, '', 2),
      compared: ratio('targetBusy'),
      limit: '',
      met: null,
    },
    {
      ...row('startSeconds', 'start', 's', 2),
      compared: ratio('startSeconds'),
      limit: `≤ ${LIMITS.startSeconds} s`,
      met: verdict(middle('startSeconds'), (value) => value <= LIMITS.startSeconds),
    },
  ]
}
