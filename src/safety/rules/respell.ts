import { createLetterTree, type LetterTree } from './letter-tree.ts'
import { disguised } from './look-alikes.ts'

/** What a digit or a sign stands for inside a word. */
const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '+': 't',
}
const otherwise: Readonly<Record<string, string>> = { '1': 'l', '!': 'l' }

const longestWord = 12
/** Letters without a space that are read whole; of more, every known word counts. */
const longestRun = 40

/** By the code of a sign in ASCII, that of the letter that it is read as. */
const readings = (also: Readonly<Record<string, string>>): Uint8Array =>
  Uint8Array.from({ length: 128 }, (_, code) => {
    const sign = String.fromCharCode(code)
    return (also[sign] ?? leet[sign] ?? sign).charCodeAt(0)
  })
const usual = readings({})
const unusual = readings(otherwise)

/** Of a word in ASCII. */
function unleeted(token: string): string {
  let read = ''
  for (let at = 0; at < token.length; at++) read += String.fromCharCode(usual[token.charCodeAt(at)] ?? 0)
  return read
}

const hasLetter = 1
const hasSign = 2
const hasStar = 4
const isBeyond = 8
const hasTwin = 16
const mayBeOtherwise = 32
const sortsOfAscii = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code)
  if (/[a-z]/.test(sign)) return hasLetter
  return (
    (sign === "'" ? 0 : hasSign) |
    (sign === '*' ? hasStar : 0) |
    (/[ -~]/.test(sign) ? 0 : isBeyond) |
    (sign in otherwise ? mayBeOtherwise : 0)
  )
})

/** What a word is made of, and whether it has two alike side by side. */
function shapeOf(token: string): number {
  let [shape, before] = [0, -1]
  for (let at = 0; at < token.length; at++) {
    const code = token.charCodeAt(at)
    shape |= code < 128 ? (sortsOfAscii[code] ?? 0) : isBeyond | hasSign
    if (code === before) shape |= hasTwin
    before = code
  }
  return shape
}

const isTripled = (token: string): boolean => {
  for (let at = 2; at < token.length; at++) {
    const code = token.charCodeAt(at)
    if (code === token.charCodeAt(at - 1) && code === token.charCodeAt(at - 2)) return true
  }
  return false
}

/** With no more than so many of each letter side by side. */
function squeezed(token: string, most: 1 | 2): string {
  let read = ''
  for (let at = 0; at < token.length;) {
    const code = token.charCodeAt(at)
    let end = at + 1
    while (end < token.length && token.charCodeAt(end) === code) end++
    read += token.slice(at, Math.min(end, at + most))
    at = end
  }
  return read
}

/** "s*icide": any one letter of a word that hides behind a star. */
function starred(words: ReadonlySet<string>): ReadonlyMap<string, string> {
  const hidden = new Map<string, string>()
  for (const word of words)
    for (let at = 1; at < word.length; at++) {
      hidden.set(`${word.slice(0, at)}*${word.slice(at + 1)}`, word)
      if (at + 2 < word.length) hidden.set(`${word.slice(0, at)}**${word.slice(at + 2)}`, word)
    }
  return hidden
}

/** A tree of words, and by node the one that ends there. */
function grown(words: readonly string[]): readonly [LetterTree, readonly (string | undefined)[]] {
  const tree = createLetterTree(words)
  const ended: (string | undefined)[] = Array.from({ length: tree.size })
  for (const word of words) ended[tree.endOf(word)] = word
  return [tree, ended]
}

export interface Respell {
  /** A word that is none of those known, as it was meant, or as it was written. */
  word(token: string): string
  /** Letters set apart, or words run together, as words; as one where they are none. */
  run(letters: string): readonly string[]
}

/** `known` are all the words that a rule may ask for, `core` those that people disguise. */
export function createRespell(known: ReadonlySet<string>, core: ReadonlySet<string>): Respell {
  const stars = starred(core)
  const [tree, wordAt] = grown([...known].filter((word) => word !== ''))
  const [coreTree, coreAt] = grown([...core].filter((word) => word.length > 2))

  function hasCore(letters: string): boolean {
    for (let from = 0; from < letters.length; from++) {
      let node = 0
      for (let at = from; at < letters.length; at++) {
        node = coreTree.next(node, letters.charCodeAt(at))
        if (node === 0) break
        if (coreAt[node] !== undefined) return true
      }
    }
    return false
  }

  /** Behind the longest word that begins at a place; the place itself where none does. */
  function wordEnd(letters: string, from: number): number {
    let [node, end] = [0, from]
    const last = Math.min(letters.length, from + longestWord)
    for (let at = from; at < last; at++) {
      node = tree.next(node, letters.charCodeAt(at))
      if (node === 0) break
      if (at > from && wordAt[node] !== undefined) end = at + 1
    }
    return end
  }

  /** The word that is there with its signs read as letters. */
  function readAs(token: string, letters: Uint8Array): string | undefined {
    let node = 0
    for (let at = 0; at < token.length; at++) {
      node = tree.next(node, letters[token.charCodeAt(at)] ?? 0)
      if (node === 0) return undefined
    }
    return wordAt[node]
  }

  /** The word that is there with as many left of each letter that stands more than twice. */
  function squeezedWord(token: string, ofMore: 1 | 2): string | undefined {
    let node = 0
    for (let at = 0; at < token.length;) {
      const code = token.charCodeAt(at)
      let end = at + 1
      while (end < token.length && token.charCodeAt(end) === code) end++
      node = tree.next(node, code)
      const isTwice = end - at === 2 || (end - at > 2 && ofMore === 2)
      if (isTwice && node !== 0) node = tree.next(node, code)
      if (node === 0) return undefined
      at = end
    }
    return wordAt[node]
  }

  // "killl myselff": what is doubled may be so in one place and not in another.
  const bySingle = new Map([
    ...[...core].filter((word) => word.length > 3).map((word) => [squeezed(word, 1), word] as const),
    ...[...core].map((word) => [word, word] as const),
  ])
  const singleTree = createLetterTree(bySingle.keys())
  /** By node: the word that is meant where no letter stands twice. */
  const singles: string[] = []
  for (const [single, word] of bySingle) singles[singleTree.endOf(single)] = word

  function word(token: string): string {
    const shape = shapeOf(token)
    if (shape === hasLetter) return token
    if (shape & hasStar) return stars.get(token) ?? token.replaceAll('*', '')
    if (shape & isBeyond) {
      const latin = disguised(token)
      return core.has(latin) ? latin : token
    }
    if ((shape & hasSign) === 0) return shape & hasTwin ? stretched(token) : token
    if ((shape & hasLetter) === 0 && token.length < 3) return token
    const meant = readAs(token, usual) ?? (shape & mayBeOtherwise ? readAs(token, unusual) : undefined)
    if (meant !== undefined || (shape & hasLetter) === 0) return meant ?? token
    const plain = unleeted(token)
    return plain === token ? token : stretched(plain)
  }

  /** Of a word that no rule asks for. */
  function stretched(token: string): string {
    const isLong = isTripled(token)
    const word = isLong ? (squeezedWord(token, 1) ?? squeezedWord(token, 2)) : undefined
    return word ?? single(token) ?? (isLong ? squeezed(token, 2) : token)
  }

  /** The word of which this one is doubled in some places, and not in others. */
  function single(token: string): string | undefined {
    let [node, before] = [0, -1]
    for (let at = 0; at < token.length; at++) {
      const code = token.charCodeAt(at)
      if (code === before) continue
      node = singleTree.next(node, code)
      if (node === 0) return undefined
      before = code
    }
    return singles[node]
  }

  function run(letters: string): readonly string[] {
    if (!hasCore(letters)) return [letters]
    const isLong = letters.length > longestRun
    const words: string[] = []
    for (let at = 0; at < letters.length;) {
      let end = wordEnd(letters, at)
      if (end === at && (letters[at] === 'i' || letters[at] === 'a')) end = at + 1
      if (end > at) words.push(letters.slice(at, end))
      else if (!isLong) return [letters]
      at = Math.max(at + 1, end)
    }
    return words
  }

  return { word, run }
}
