import { markUnits } from './mark-units.ts'

/** Letters of other scripts that are drawn like Latin ones, each before what it is taken for. */
const pairs = `
  аa вb сc ԁd еe ҽe ғf ԍg һh нh іi їi јj кk ӏl мm пn оo рp ԛq гr ѕs тt υu ѵv ѡw шw хx уy
  αa βb ϲc εe ηn ιi κk λl μm νv οo ρp τt χx γy ωw ζz
  ɑa ɡg ɩi ʟl ɴn ʀr ᴀa ʙb ᴄc ᴅd ᴇe ғf ɢg ʜh ɪi ᴊj ᴋk ᴍm ᴏo ᴘp ǫq ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ƒf ℓl
`

/** By UTF-16 unit: the unit that it is read as, itself for what is Latin, 0 for any other. */
const latin = new Uint8Array(0x10000)
/** By UTF-16 unit, what `unmixed` asks of it. */
const sorts = new Uint8Array(0x10000)
const ofWord = 1
const isLatin = 2
const isTwin = 4
const nearlyLatin = 8
const isForeign = 16

for (const letter of "abcdefghijklmnopqrstuvwxyz0123456789'") latin[letter.charCodeAt(0)] = letter.charCodeAt(0)
for (const pair of pairs.trim().split(/\s+/)) latin[pair.charCodeAt(0)] = pair.charCodeAt(1)
latin.forEach((read, unit) => {
  if (read !== 0 && unit >= 0x80) sorts[unit] = isTwin
})
markUnits(sorts, isLatin, /[a-z]+/g)
markUnits(sorts, nearlyLatin, /[ɑɡᴀ-ᴢʀɴʟɪʏ]+/g)
markUnits(sorts, ofWord, /[\p{L}\p{N}']+/gu)
sorts.forEach((sort, unit) => {
  if (sort !== 0 && latin[unit] === 0) sorts[unit] = sort | isForeign
})

function asLatin(word: string): string | undefined {
  for (let at = 0; at < word.length; at++) if (latin[word.charCodeAt(at)] === 0) return undefined
  let read = ''
  for (let at = 0; at < word.length; at++) read += String.fromCharCode(latin[word.charCodeAt(at)] ?? 0)
  return read
}

/** A letter that takes two units, which makes a word that it stands in one of another script. */
const isLetterBeyond = (two: string): boolean => /^[\p{L}\p{N}]$/u.test(two)

/** Words that mix scripts so that one alone is meant; a word wholly of another script is that language's own. */
export function unmixed(text: string): string {
  let read = ''
  let copied = 0
  for (let at = 0; at < text.length; at++) {
    let seen = 0
    const start = at
    for (
      let sort = sorts[text.charCodeAt(at)] ?? 0;
      sort !== 0;
      sort = at < text.length ? (sorts[text.charCodeAt(at)] ?? 0) : 0
    ) {
      seen |= sort
      at++
    }
    if ((seen & (isTwin | isForeign)) !== isTwin || (seen & (isLatin | nearlyLatin)) === 0) continue
    if (isLetterBeyond(text.slice(Math.max(0, start - 2), start)) || isLetterBeyond(text.slice(at, at + 2))) continue
    const word = text.slice(start, at)
    read += text.slice(copied, start) + (asLatin(word) ?? word)
    copied = at
  }
  return copied === 0 ? text : read + text.slice(copied)
}

/** A word wholly of look-alikes, for whoever reads Latin letters only. */
export const disguised = (word: string): string => asLatin(word) ?? word
