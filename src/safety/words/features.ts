import { masked } from '../rules/vocabulary.ts'

/** A longer text is read in pieces, each of which begins in the middle of the one before. */
const widest = 40
const step = widest / 2
/** So many pieces are read from the beginning of a text, and so many from its end. */
const mostPieces = 20
/** So far behind a word another may stand to be read with it. */
const furthest = 3

const ending = /(?:ing|ed|es|ly|s)$/

function rootOf(word: string): string {
  if (word.length <= 4) return /^\d+$/.test(word) ? '0' : word
  return word.replace(ending, '')
}

/** Sentences end; clauses and quotations do not matter here. */
function rootsOf(tokens: readonly string[]): string[] {
  const roots: string[] = []
  for (const token of tokens) {
    if (token === ',' || token === '"' || token === masked) continue
    roots.push(token === '?' ? '.' : rootOf(token))
  }
  return roots
}

/** Which words are in a piece of text, and which stand near each other in one sentence. */
function featuresIn(roots: readonly string[], start: number): ReadonlySet<string> {
  const features = new Set<string>()
  const end = Math.min(roots.length, start + widest)
  for (let at = start; at < end; at++) {
    const root = roots[at] ?? '.'
    if (root === '.') continue
    features.add(root)
    for (let next = at + 1; next <= at + furthest && next < end; next++) {
      const other = roots[next] ?? '.'
      if (other === '.') break
      features.add(next === at + 1 ? `${root} ${other}` : `${root} … ${other}`)
    }
  }
  return features
}

/** What a text is judged by: the features of each of its pieces. */
export function piecesOf(tokens: readonly string[]): ReadonlySet<string>[] {
  const long = mostPieces * step
  const some =
    tokens.length <= 4 * long ? tokens : [...tokens.slice(0, 2 * long), '.', ...tokens.slice(tokens.length - 2 * long)]
  const roots = rootsOf(some)
  const pieces: ReadonlySet<string>[] = []
  for (let start = 0; start === 0 || start + step < roots.length; start += step) pieces.push(featuresIn(roots, start))
  return pieces
}
