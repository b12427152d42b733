import { unmixed } from './look-alikes.ts'
import { markUnits } from './mark-units.ts'

/** Full width, circled, mathematical: forms of a letter that mean the letter. */
const forms =
  /[\u1d2c-\u1d6a\u2070-\u209c\u2100-\u214f\u2460-\u24ff\ufb00-\ufb06\uff00-\uffef\u{1d400}-\u{1d7ff}\u{1f110}-\u{1f189}]+/gu
/** Of Latin, Greek and Cyrillic letters; other scripts spell with theirs. */
const marks = /(?:[\u0300-\u036f]|[\u0483-\u0489]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f])+/g
const invisible =
  /(?:\u034f|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e007f}])+/gu
/** Of as many marks as this on one letter the rest is noise, and costly to put in order. */
const pileOfMarks = /(\p{M}{8})\p{M}+/gu
const apostrophes = /[\u2018\u2019\u201b\u02bc\u0060\u00b4]/g
/** Squared letters of flags: "🇩🇮🇪". */
const flags = /[\u{1f1e6}-\u{1f1ff}]/gu

/** By UTF-16 unit: which of the steps below it is for; of letters that take two units the first one tells. */
const steps = new Uint8Array(0x10000)
const isUnseen = 1
const isApostrophe = 2
const isMark = 4
const hasForm = 8
const isOfFlag = 16
markUnits(steps, isUnseen, invisible)
markUnits(steps, isUnseen, /[\0\udb40]/g)
markUnits(steps, isApostrophe, apostrophes)
markUnits(steps, isMark, /\p{M}+/gu)
markUnits(steps, isMark, /[\ud800-\udfff]+/g)
markUnits(steps, hasForm, forms)
markUnits(steps, hasForm, /[\ud835\ud83c]/g)
markUnits(steps, isOfFlag, /\ud83c/g)
const mostMarks = 8

/** Which steps a text needs: most need few, and each reads all of it. */
function stepsOf(text: string): { needed: number; isPiled: boolean } {
  let [needed, marksHere, isPiled] = [0, 0, false]
  for (let at = 0; at < text.length; at++) {
    const step = steps[text.charCodeAt(at)] ?? 0
    needed |= step
    if (step & isMark) isPiled ||= ++marksHere > mostMarks
    else if (!(step & isUnseen)) marksHere = 0
  }
  return { needed, isPiled }
}

/** In lower case, without accents, disguises and what cannot be seen; lines are kept. */
export function fold(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/[^\u0001-\u007f]/.test(text)) return text.toLowerCase()
  const { needed, isPiled } = stepsOf(text)
  let plain = text
  if (needed & isUnseen) plain = plain.replaceAll('\0', '').replaceAll(invisible, '')
  if (needed & isApostrophe) plain = plain.replaceAll(apostrophes, "'")
  if (isPiled) plain = plain.replaceAll(pileOfMarks, '$1')
  plain = plain.replaceAll(marks, '')
  if (needed & hasForm) plain = plain.replaceAll(forms, (form) => form.normalize('NFKD'))
  if (needed & isOfFlag)
    plain = plain.replaceAll(flags, (flag) => String.fromCodePoint((flag.codePointAt(0) ?? 0) - 0x1f1e6 + 0x61))
  plain = plain.normalize('NFD').replaceAll(marks, '').normalize('NFC').toLowerCase().replaceAll(marks, '')
  return unmixed(plain)
}
