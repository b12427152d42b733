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

const unleeted = (token: string, also: Readonly<Record<string, string>>): string =>
  token.replaceAll(/[0-9@$!|+]/g, (sign) => also[sign] ?? leet[sign] ?? sign)

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

/** How long the words are that begin with two letters, the longest first. */
function lengthsByBeginning(words: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> {
  const lengths = new Map<string, Set<number>>()
  for (const word of words) {
    if (word.length < 2 || word.length > longestWord) continue
    const beginning = word.slice(0, 2)
    const known = lengths.get(beginning)
    if (known) known.add(word.length)
    else lengths.set(beginning, new Set([word.length]))
  }
  return new Map([...lengths].map(([beginning, all]) => [beginning, [...all].sort((a, b) => b - a)]))
}

const none: readonly never[] = []

export interface Respell {
  /** A word as it was meant, or as it was written. */
  word(token: string): string
  /** Letters set apart, or words run together, as words; as one where they are none. */
  run(letters: string): readonly string[]
}

/** `known` are all the words that a rule may ask for, `core` those that people disguise. */
export function createRespell(known: ReadonlySet<string>, core: ReadonlySet<string>): Respell {
  const stars = starred(core)
  const lengths = lengthsByBeginning(known)
  const inside = new RegExp([...core].filter((word) => word.length > 2).join('|'))

  const singles = new Map(
    [...core].filter((word) => word.length > 3).map((word) => [word.replaceAll(/(.)\1+/g, '$1'), word]),
  )

  function word(token: string): string {
    if (known.has(token)) return token
    if (token.includes('*')) return stars.get(token) ?? token.replaceAll('*', '')
    if (/[^a-z']/.test(token)) {
      if (/[^ -~]/.test(token)) {
        const latin = disguised(token)
        return core.has(latin) ? latin : token
      }
      if (!/[a-z]/.test(token) && token.length < 3) return token
      const readings = [unleeted(token, {}), unleeted(token, otherwise)]
      const meant = readings.find((reading) => known.has(reading))
      if (meant !== undefined) return meant
      const plain = readings[0] ?? token
      return plain !== token && /[a-z]/.test(token) ? stretched(plain) : token
    }
    return stretched(token)
  }

  function stretched(token: string): string {
    if (known.has(token) || !/(.)\1/.test(token)) return token
    const once = token.replaceAll(/(.)\1{2,}/g, '$1')
    if (once !== token && known.has(once)) return once
    const twice = token.replaceAll(/(.)\1{2,}/g, '$1$1')
    if (known.has(twice)) return twice
    const single = token.replaceAll(/(.)\1+/g, '$1')
    if (core.has(single)) return single
    // "killl myselff": what is doubled may be so in one place and not in another.
    return singles.get(single) ?? twice
  }

  function run(letters: string): readonly string[] {
    const isLong = letters.length > longestRun
    const words: string[] = []
    for (let at = 0; at < letters.length;) {
      let taken = 0
      for (const length of lengths.get(letters.slice(at, at + 2)) ?? none)
        if (length <= letters.length - at && known.has(letters.slice(at, at + length))) {
          taken = length
          break
        }
      if (taken === 0 && (letters[at] === 'i' || letters[at] === 'a')) taken = 1
      if (taken > 0) words.push(letters.slice(at, at + taken))
      else if (!isLong) return [letters]
      at += Math.max(1, taken)
    }
    return inside.test(letters) ? words : [letters]
  }

  return { word, run }
}
