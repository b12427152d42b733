/** Where a sentence stands, without the mark that ends it. */
export interface Sentence {
  start: number
  end: number
  asked: boolean
  /** The first of its line. */
  opens: boolean
}

const longest = 2000
const ending = /[.!?…。！？\n\u2028]+/g
const abbreviation =
  /(?:^|[\s(])(?:[A-Za-z]|dr|mr|mrs|ms|st|prof|vs|e\.g|i\.e|approx|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mt|ft)$/i
const bullet = /^[ \t]*(?:[-*•–—+]|\d{1,2}[.)])?[ \t]*/

const endsHere = (text: string, at: number, mark: string, from: number): boolean => {
  if (mark !== '.') return true
  const next = text[at + 1]
  if (next !== undefined && /[\p{L}\p{N}]/u.test(next)) return false
  // "I" is a word as well as an initial.
  const before = abbreviation.exec(text.slice(Math.max(from, at - 8), at))
  return before === null || next === undefined || next === '\n' || /(?:^|\s)i$/i.test(before[0])
}

/** Sentences in their order; a line ends one, and no more of a long one is given than a person says at once. */
export function* sentencesOf(text: string): Generator<Sentence> {
  let start = 0
  let opens = true
  const cut = (end: number, mark: string): Sentence => {
    const first = opens ? start + (bullet.exec(text.slice(start, start + 12))?.[0].length ?? 0) : start
    return { start: first, end: Math.min(end, first + longest), asked: /[?？]/.test(mark), opens }
  }
  for (const found of text.matchAll(ending)) {
    if (!endsHere(text, found.index, found[0], start)) continue
    if (found.index > start && text.slice(start, found.index).trim() !== '') yield cut(found.index, found[0])
    start = found.index + found[0].length
    opens = found[0].includes('\n')
  }
  if (start < text.length) yield cut(text.length, '')
}
