/** A bit for each of a, e, i, o and u, counted from a. */
const vowels = 0x104111
const letterA = 'a'.charCodeAt(0)
const letterY = 'y'.charCodeAt(0)

/** A y is a vowel after a consonant, which another y may be. */
const isVowel = (code: number, at: number, afterVowel: boolean): boolean =>
  code === letterY ? at > 0 && !afterVowel : ((vowels >> (code - letterA)) & 1) === 1

function isVowelAt(word: string, last: number): boolean {
  let vowel = false
  for (let at = 0; at <= last; at++) vowel = isVowel(word.charCodeAt(at), at, vowel)
  return vowel
}

/** How often a vowel is followed by a consonant in the first `end` letters: Porter's m. */
function measure(word: string, end: number): number {
  let count = 0
  let vowel = false
  for (let at = 0; at < end; at++) {
    const before = vowel
    vowel = isVowel(word.charCodeAt(at), at, before)
    if (before && !vowel) count++
  }
  return count
}

function hasVowel(word: string, end: number): boolean {
  let vowel = false
  for (let at = 0; at < end && !vowel; at++) vowel = isVowel(word.charCodeAt(at), at, vowel)
  return vowel
}

const endsDoubled = (word: string): boolean =>
  word.length > 1 && word.at(-1) === word.at(-2) && !isVowelAt(word, word.length - 1)

/** Consonant, vowel, consonant, where the last is none of w, x and y: such a short word has its e back. */
const endsShort = (word: string, end: number): boolean =>
  end > 2 &&
  !isVowelAt(word, end - 3) &&
  isVowelAt(word, end - 2) &&
  !isVowelAt(word, end - 1) &&
  !'wxy'.includes(word[end - 1] ?? '')

type Ending = readonly [suffix: string, instead: string]

/** By the last letter but one; within a group a longer ending stands before those that it ends in. */
function byLetter(endings: string): ReadonlyMap<string, readonly Ending[]> {
  const pairs = endings.split(' ').map((one): Ending => {
    const [suffix = '', instead = ''] = one.split('>')
    return [suffix, instead]
  })
  return new Map(Object.entries(Object.groupBy(pairs, ([suffix]) => suffix.at(-2) ?? '')).map(([k, v]) => [k, v ?? []]))
}

const doubleSuffixes = byLetter(
  'ational>ate tional>tion enci>ence anci>ance izer>ize abli>able alli>al entli>ent eli>e ousli>ous ization>ize ' +
    'ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive biliti>ble',
)
const adjectives = byLetter('icate>ic ative> alize>al iciti>ic ical>ic ful> ness>')
const lastSuffixes = byLetter(
  'al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> ou> ism> ate> iti> ous> ive> ize>',
)

/** The first ending that fits is the only one tried. */
function exchange(word: string, endings: ReadonlyMap<string, readonly Ending[]>, above: number): string {
  const found = endings.get(word.at(-2) ?? '')?.find(([suffix]) => word.endsWith(suffix))
  if (found === undefined) return word
  const end = word.length - found[0].length
  return measure(word, end) > above ? word.slice(0, end) + found[1] : word
}

function dropLast(word: string): string {
  if (!word.endsWith('ion')) return exchange(word, lastSuffixes, 1)
  const end = word.length - 3
  return 'st'.includes(word[end - 1] ?? '-') && measure(word, end) > 1 ? word.slice(0, end) : word
}

function dropPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2)
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

function dropTense(word: string): string {
  if (word.endsWith('eed')) return measure(word, word.length - 3) > 0 ? word.slice(0, -1) : word
  const suffix = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0
  if (suffix === 0 || !hasVowel(word, word.length - suffix)) return word
  const stem = word.slice(0, -suffix)
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`
  if (endsDoubled(stem) && !/[lsz]$/.test(stem)) return stem.slice(0, -1)
  return measure(stem, stem.length) === 1 && endsShort(stem, stem.length) ? `${stem}e` : stem
}

const softenY = (word: string): string =>
  word.endsWith('y') && hasVowel(word, word.length - 1) ? `${word.slice(0, -1)}i` : word

function dropE(word: string): string {
  if (!word.endsWith('e')) return word
  const end = word.length - 1
  const count = measure(word, end)
  return count > 1 || (count === 1 && !endsShort(word, end)) ? word.slice(0, -1) : word
}

const dropDoubleL = (word: string): string =>
  word.endsWith('ll') && measure(word, word.length) > 1 ? word.slice(0, -1) : word

/** Porter's algorithm as he published it in 1980, for one English word of small letters a to z. */
export function porterStem(word: string): string {
  if (word.length < 3) return word
  const base = softenY(dropTense(dropPlural(word)))
  const bare = dropLast(exchange(exchange(base, doubleSuffixes, 0), adjectives, 0))
  return dropDoubleL(dropE(bare))
}
