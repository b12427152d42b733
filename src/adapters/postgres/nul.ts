/**
 * Postgres keeps no U+0000 in a text, and people can send it. It is written behind the last code point of all, which
 * no text has a use for; that one is doubled in the same way, so that nothing is lost.
 */
const mark = '\u{10FFFF}'
const escaped = /[\0\u{10FFFF}]/gu
const written = /\u{10FFFF}[01]/gu

export const withoutNul = (text: string): string =>
  text.includes('\0') || text.includes(mark)
    ? text.replace(escaped, (character) => (character === '\0' ? `${mark}0` : `${mark}1`))
    : text

export const withNul = (text: string): string =>
  text.includes(mark) ? text.replace(written, (pair) => (pair.endsWith('0') ? '\0' : mark)) : text
