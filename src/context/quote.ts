import { oneLine } from '../std/one-line.ts'

const angles = /[<>＜＞﹤﹥]/gu
const opening = new Set('<＜﹤')
/** What is not seen but may be read: controls, marks of direction, and characters that are tags in disguise. */
const unseen = /(?![\n\t])\p{Cc}|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu

/** Data between our marks: nothing in it can be taken for one of them. */
export const quote = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029\v\f]/gu, '\n')
    .replaceAll(unseen, '')
    .replaceAll(angles, (angle) => (opening.has(angle) ? '‹' : '›'))

/** Data that cannot begin a line. */
export const quoteLine = (text: string): string => oneLine(quote(text))

export const between = (mark: string, text: string): string => `<${mark}>\n${text}\n</${mark}>`
