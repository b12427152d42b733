import { sentenceAround } from './circumstances.ts'
import type { Finding } from './finding.ts'
import type { signalPhrases } from './signal-phrases.ts'

export type SignalKind = (typeof signalPhrases.kinds)[number]

export interface Span {
  start: number
  end: number
}

/** What stands between marks of quotation, unless it is all that there is. */
export function quotesIn(tokens: readonly string[]): readonly Span[] {
  const spans: Span[] = []
  let open = -1
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at] !== '"') continue
    if (open < 0) open = at
    else {
      if (at - open > 2 && at - open < tokens.length - 3) spans.push({ start: open, end: at })
      open = -1
    }
  }
  return spans
}

const says = /^(?:goes|says|reads|called|titled|sings|lyrics|lyric|line|quote)$/
const names = /^(?:called|titled)$/
const spoke = /^(?:said|told|says|texted|posted|wrote|messaged|tweeted|sent|tells|saying|screamed|yelled|writes)$/

/** The last of the spans, which are in order, that begins before a place. */
export function lastBefore(spans: readonly Span[], at: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.start ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low - 1
}

export function spanAround(spans: readonly Span[], at: number): Span | undefined {
  const span = spans[lastBefore(spans, at)]
  return span && at < span.end ? span : undefined
}

/** How far from a quotation its source is named. */
const nearBefore = 16
const nearAfter = 12

/** Words of a song, a book or a film, that say nothing yet of who repeats them; `sung` names such a source. */
export function isRecited(
  tokens: readonly string[],
  { start }: Finding,
  quotes: readonly Span[],
  sung: readonly Span[],
): boolean {
  const quote = spanAround(quotes, start)
  const at = lastBefore(sung, (quote?.start ?? start) + 1)
  const before = sung[at]
  if (quote) {
    const after = sung.slice(at + 1, at + 8).find((song) => song.start >= quote.end)
    if (after && after.start - quote.end < nearAfter) return true
    return before !== undefined && before.end <= quote.start && quote.start - before.end < nearBefore
  }
  const [from] = sentenceAround(tokens, start)
  if (!before || before.end > start || before.start < from || start - before.start >= nearBefore) return false
  const between = tokens.slice(before.start, start)
  const verb = between.findLastIndex((token) => says.test(token))
  if (verb < 0) return false
  // A name is over where a clause begins; a verse may have several.
  return !names.test(between[verb] ?? '') || !between.slice(verb).some((token) => token === ',' || token === 'i')
}

/** Somebody else's words, told word by word. */
export function isTold(tokens: readonly string[], { start }: Finding, quotes: readonly Span[]): boolean {
  const quote = spanAround(quotes, start)
  if (!quote) return false
  const before = tokens.slice(Math.max(0, quote.start - 8), quote.start)
  const verb = before.findLastIndex((token) => spoke.test(token))
  return verb > 0 && before[verb - 1] !== 'i'
}
