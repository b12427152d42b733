import { fewMarks } from '../../std/few-marks.ts'

/** Letters of other scripts, and signs, each before the plain ones that it is taken for. */
const twins = new Map(
  `а:a в:b е:e і:i ј:j к:k м:m н:h о:o р:p с:c ѕ:s т:t у:y х:x ԁ:d ո:n α:a ε:e ι:i κ:k ν:v ο:o ρ:p τ:t υ:u χ:x
  ı:i ł:l ø:o đ:d ß:ss æ:ae œ:oe ‘:' ’:' ʼ:' ´:' “:" ”:" „:" «:" »:" –:_-_ —:_-_ ‐:- ‑:- ⁄:/`
    .split(/\s+/)
    .map((pair) => [pair.slice(0, 1), pair.slice(2).replaceAll('_', ' ')]),
)
const twin = new RegExp(`[${[...twins.keys()].join('')}]`, 'g')
const unseen = /[\p{M}\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu
const beyondAscii = /[^\0-\x7f]/
/** A digit or a sign between two letters is a letter in disguise. */
const disguised = /(?<=[a-z])[013457@$](?=[a-z])/g
const letters: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
}

function inAscii(text: string): string {
  if (!beyondAscii.test(text)) return text.toLowerCase()
  const marked = fewMarks(text.toWellFormed()).normalize('NFKD')
  return marked
    .replace(unseen, '')
    .toLowerCase()
    .replace(twin, (sign) => twins.get(sign) ?? sign)
}

/** As patterns read it: small letters without accents or disguise, no marks of emphasis or of a list, single spaces. */
export const plainText = (text: string): string =>
  inAscii(text)
    .replace(disguised, (sign) => letters[sign] ?? sign)
    .replace(/[*_`~#>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:(?:[-•·]|\d{1,2}[.)]) )+/, '')

/** Only letters of ASCII, of what a word consists of. */
function isPlain(word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at)
    if (unit >= 0x80 || unit < 0x41) return false
  }
  return true
}

/** One word alone; a number in front of its unit goes, and a number by itself stays. */
export function plainWord(word: string): string {
  if (isPlain(word)) return word.toLowerCase()
  const plain = plainText(word).replace(/[^a-z0-9]/g, '')
  return plain.replace(/^\d+(?=[a-z])/, '')
}

/** By ASCII unit: whether it is of a word. */
const inWord = Uint8Array.from({ length: 128 }, (_, unit) => (/[a-z0-9]/i.test(String.fromCharCode(unit)) ? 1 : 0))

/** Whether a UTF-16 unit is of a word; apostrophes and hyphens part words, what cannot be seen does not. */
export function isOfWord(unit: number): boolean {
  if (unit < 0x80) return inWord[unit] === 1
  if (unit < 0xc0) return unit === 0xad || unit === 0xaa || unit === 0xba
  if (unit >= 0x2000 && unit <= 0x206f)
    return (unit >= 0x200b && unit <= 0x200f) || (unit >= 0x202a && unit <= 0x202e) || unit >= 0x2060
  if (unit >= 0x3000 && unit <= 0x3020) return false
  if (unit >= 0xff01 && unit <= 0xff20) return unit >= 0xff10 && unit <= 0xff19
  return unit !== 0xd7 && unit !== 0xf7 && unit !== 0x1680
}
