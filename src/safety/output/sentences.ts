/** Cuts what streams into sentences: the same ones, however it was cut before. */
export interface Sentences {
  push(text: string): void
  /** The next sentence that has ended; white space stands at the beginning of the one after it. */
  next(): string | undefined
  /** Whether the last one was parted for its length: it goes on in the next. */
  isParted(): boolean
  /** What has begun and has not ended. */
  open(): string
}

/** In code points. */
export const longestSentence = 400

const abbreviations = new Set(
  (
    'dr mr mrs ms mx prof st sr jr vs e.g i.e approx ca cf dept ' +
    'sra srta dra ud uds p.ej mme mlle z.b d.h u.a bzw hr fr ggf evtl usw dott sig sig.ra dña exmo'
  ).split(' '),
)
const lastWord = /[\p{L}\p{M}\d][\p{L}\p{M}\d.]*$/u

const isBreak = (unit: number): boolean => unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029
const isSpace = (unit: number): boolean => unit === 32 || (unit < 128 ? unit >= 9 && unit <= 13 : isRareSpace(unit))
const isRareSpace = (unit: number): boolean =>
  unit === 0xa0 ||
  unit === 0x85 ||
  (unit >= 0x2000 && unit <= 0x200a) ||
  unit === 0x2028 ||
  unit === 0x2029 ||
  unit === 0x202f ||
  unit === 0x205f ||
  unit === 0x3000
/** After the mark that ends a sentence: quotes, brackets, and what emphasises. */
const isClosing = (unit: number): boolean =>
  unit === 34 ||
  unit === 39 ||
  unit === 41 ||
  unit === 93 ||
  unit === 42 ||
  unit === 95 ||
  unit === 0xbb ||
  unit === 0xab ||
  (unit >= 0x2018 && unit <= 0x201f)
const isMark = (unit: number): boolean => unit === 46 || unit === 33 || unit === 63 || unit === 0x2026
const endsAtOnce = (unit: number): boolean => unit === 0x3002 || unit === 0xff01 || unit === 0xff1f
const isLowOfPair = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xdc00 && at > 0 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800

/** A dot after a title, an initial or the number of a line in a list ends nothing. */
function isAbbreviation(text: string, dot: number): boolean {
  const word = lastWord.exec(text.slice(Math.max(0, dot - 12), dot))?.[0].toLowerCase() ?? ''
  if (/^\d{1,3}$/.test(word)) return text.slice(0, dot).trim() === word
  return abbreviations.has(word) || /^(?:(?!i$)\p{L}|\p{L}\.\p{L})$/u.test(word)
}

function hasEnded(text: string, space: number): boolean {
  let last = space - 1
  while (last >= 0 && isClosing(text.charCodeAt(last))) last--
  if (last < 0 || !isMark(text.charCodeAt(last))) return false
  return text.charCodeAt(last) !== 46 || !isAbbreviation(text, last)
}

export function createSentences(): Sentences {
  let open = ''
  let at = 0
  let points = 0
  /** Past the white space that it begins with; and where it may be parted if it grows too long. */
  let begun = false
  let lastSpace = 0
  let isParted = false

  function take(end: number): string {
    const sentence = open.slice(0, end)
    open = open.slice(end)
    at = 0
    points = 0
    begun = false
    lastSpace = 0
    return sentence
  }

  return {
    push(text) {
      open += text
    },

    next() {
      isParted = false
      for (; at < open.length; at++) {
        const unit = open.charCodeAt(at)
        if ((unit < 0xd800 || !isLowOfPair(open, at)) && ++points > longestSentence) {
          isParted = true
          return take(lastSpace > 0 ? lastSpace : at)
        }
        if (isSpace(unit)) {
          if (begun && (isBreak(unit) || hasEnded(open, at))) return take(at)
          if (begun) lastSpace = at
          continue
        }
        begun = true
        if (endsAtOnce(unit)) return take(at + 1)
      }
      return undefined
    },

    isParted: () => isParted,
    open: () => open,
  }
}
