import { fewMarks } from './few-marks.ts'

/** Scripts that put no space between words: what stands side by side is indexed in pairs. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu

const pairs = (run: string): string => {
  const characters = Array.from(run)
  if (characters.length === 1) return ` ${run} `
  const found: string[] = []
  for (let i = 0; i + 1 < characters.length; i++) found.push(`${characters[i]}${characters[i + 1]}`)
  return ` ${found.join(' ')} `
}

/** A text as an index sees it: compatibility forms folded, and pairs of characters where words have no spaces. */
export function searchTerms(text: string): string {
  return fewMarks(text).normalize('NFKC').replace(unspaced, pairs)
}
