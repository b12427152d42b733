import { createLetterTree } from '../rules/letter-tree.ts'

/** What one small pattern stands for: `[ab]`, `(?:ab|c)` and `a?` are written out. */
function spellings(source: string): string[] {
  const choice = /^([^[(]*?)(?:\[([^\]]*)\]|\(\?:([^)]*)\)|(.)(?=\?))(\??)(.*)$/su.exec(source)
  if (!choice) return [source]
  const [, before = '', letters, words, one, optional, after = ''] = choice
  const choices = letters === undefined ? (words?.split('|') ?? [one ?? '']) : Array.from(letters)
  return [...choices, ...(optional ? [''] : [])].flatMap((chosen) => spellings(before + chosen + after))
}

const isOfWord = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95

const boundary = String.raw`\b`

export interface Stem {
  /** Where it begins. */
  at: number
  /** By its bits, the lists that it stands in. */
  lists: number
}

/**
 * Finds in a text what stands in up to 31 lists of stems, in the order of its places: all of them are looked for at
 * once. A stem is a word or its beginning, where `\b` is the edge of a word in ASCII.
 */
export function createStemFinder(lists: readonly (readonly string[])[]): (text: string) => Stem[] {
  if (lists.length > 31)
    throw new TypeError(`Cannot look for the stems of ${lists.length} languages: there are 31 bits`)
  const found = lists.flatMap((stems, at) =>
    stems.flatMap(spellings).map((stem) => ({
      word: stem.replaceAll(boundary, ''),
      edges: (stem.startsWith(boundary) ? 1 : 0) | (stem.endsWith(boundary) ? 2 : 0),
      bit: 1 << at,
    })),
  )
  for (const { word, edges } of found) {
    const isPlain = !/[-\\^$.*+?()[\]{}|]/.test(word) && word !== ''
    const areEdges = (edges & 1) === 0 || isOfWord(word.charCodeAt(0))
    if (!isPlain || !areEdges || ((edges & 2) !== 0 && !isOfWord(word.charCodeAt(word.length - 1))))
      throw new TypeError(`Cannot look for the stem "${word}": it is more than letters`)
  }
  const tree = createLetterTree(found.map(({ word }) => word))
  /** By node: the lists that have a stem which ends there, wherever it stands, at an edge before it, behind it, at both. */
  const bits = new Int32Array(tree.size * 4)
  for (const { word, edges, bit } of found) {
    const node = tree.endOf(word) * 4 + edges
    bits[node] = (bits[node] ?? 0) | bit
  }
  /** By node: whether any ends there. Few do. */
  const isEnd = Uint8Array.from({ length: tree.size }, (_, node) =>
    bits.subarray(node * 4, node * 4 + 4).some((some) => some !== 0) ? 1 : 0,
  )

  return (text) => {
    const stems: Stem[] = []
    let isInside = false
    for (let from = 0; from < text.length; from++) {
      let seen = 0
      let node = tree.next(0, text.charCodeAt(from))
      for (let at = from + 1; node !== 0; at++) {
        const unit = at < text.length ? text.charCodeAt(at) : 0
        if (isEnd[node] === 1) {
          seen |= bits[node * 4] ?? 0
          if (!isInside) seen |= bits[node * 4 + 1] ?? 0
          if (!isOfWord(unit)) seen |= (bits[node * 4 + 2] ?? 0) | (isInside ? 0 : (bits[node * 4 + 3] ?? 0))
        }
        node = at < text.length ? tree.next(node, unit) : 0
      }
      if (seen !== 0) stems.push({ at: from, lists: seen })
      isInside = isOfWord(text.charCodeAt(from))
    }
    return stems
  }
}
