export interface Piece {
  text: string
  isFound: boolean
}

/** Cuts a text where words begin that somebody has looked for. */
export function markWords(text: string, sought: string): Piece[] {
  const words = sought.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  if (words.length === 0) return [{ text, isFound: false }]
  const longestFirst = words.sort((a, b) => b.length - a.length).join('|')
  return text
    .split(new RegExp(`(?<![\\p{L}\\p{N}])(${longestFirst})`, 'giu'))
    .map((piece, at) => ({ text: piece, isFound: at % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
