const HIGH_SURROGATE = /[\ud800-\udbff]/

const isPair = (text: string, index: number): boolean =>
  (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00

/** A lone surrogate counts as one. */
export const codePointLength = (text: string): number => {
  // V8 answers this test at once for one-byte strings, and several times faster than a loop for the rest.
  if (!HIGH_SURROGATE.test(text)) return text.length
  let length = 0
  for (let index = 0; index < text.length; index += isPair(text, index) ? 2 : 1) length += 1
  return length
}

/** The first `count` code points; never half of a pair. */
export const takeCodePoints = (text: string, count: number): string => {
  if (text.length <= count) return text
  let end = 0
  for (let taken = 0; taken < count && end < text.length; taken += 1) end += isPair(text, end) ? 2 : 1
  return text.slice(0, end)
}
