import { foldEvents, isTerminal, type WireEvent } from '../test/client.ts'
import { quote } from './quote.ts'

const attemptOf = (seq: number): number => Math.floor(seq / 2 ** 20)

/** Holds what readers of a run saw against its log: no event otherwise, none left out, none that is not on record but of an attempt that was lost. */
export function checkReadings(
  run: string,
  log: readonly WireEvent[],
  readings: readonly (readonly WireEvent[])[],
): string[] {
  const violations: string[] = []
  const complain = (problem: string): void => void violations.push(`run ${run}: ${problem}`)
  const end = log.at(-1)
  if (!end || !isTerminal(end)) {
    complain(`its log ends with ${end?.type ?? 'nothing'}`)
    return violations
  }
  if (log.filter(isTerminal).length > 1) complain('its log has more than one end')
  const message = end.data['message'] as { content: string } | undefined
  const text = foldEvents(log)
  if (message && message.content !== text) complain(`its log tells ${quote(text)}, its end ${quote(message.content)}`)
  const stored = new Map(log.map((event) => [event.seq, event]))
  const lastAttempt = attemptOf(end.seq)

  for (const seen of readings) {
    const last = seen.at(-1)
    if (!last || !isTerminal(last)) {
      complain(`a reader has not come to its end: it has seen ${last?.raw ?? 'nothing'}`)
      continue
    }
    const seqs = new Set(seen.map(({ seq }) => seq))
    const other = seen.find(({ seq, raw }) => stored.has(seq) && stored.get(seq)?.raw !== raw)
    if (other) complain(`a reader saw ${other.raw} where the log has ${stored.get(other.seq)?.raw}`)
    const extra = seen.find(({ seq, type }) => !stored.has(seq) && (attemptOf(seq) === lastAttempt || type !== 'delta'))
    if (extra) complain(`a reader saw what is not on record: ${extra.raw}`)
    const left = log.find(({ seq }) => !seqs.has(seq))
    if (left) complain(`a reader was not shown ${left.type} ${left.seq} of ${end.seq}`)
  }
  return violations
}
