import { unmixed } from './look-alikes.ts'

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

/** In lower case, without accents, disguises and what cannot be seen; lines are kept. */
export function fold(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0001-\u007f]*$/.test(text)) return text.toLowerCase()
  const plain = text
    .replaceAll('\0', '')
    .replaceAll(invisible, '')
    .replaceAll(apostrophes, "'")
    .replaceAll(pileOfMarks, '$1')
    .replaceAll(marks, '')
    .replaceAll(forms, (form) => form.normalize('NFKD'))
    .replaceAll(flags, (flag) => String.fromCodePoint((flag.codePointAt(0) ?? 0) - 0x1f1e6 + 0x61))
    .normalize('NFD')
    .replaceAll(marks, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(marks, '')
  return unmixed(plain)
}

export const onOneLine = (folded: string): string => folded.replaceAll(/\s+/g, ' ').trim()

/** The same on one line. */
export const normalise = (text: string): string => onOneLine(fold(text))
