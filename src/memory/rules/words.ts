import { fewMarks } from '../../std/few-marks.ts'
import { spellOut } from './spelling.ts'

/** A word as rules read it, and where it stands in the message. What was contracted is two words at one place. */
export interface Word {
  text: string
  start: number
  end: number
}

/** Words as patterns read them. */
export const textOf = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ')

/** Words that nobody said, at the place of one that was. */
export const coined = (text: string, at: Word | undefined): Word[] =>
  text.split(' ').map((text) => ({ text, start: at?.start ?? 0, end: at?.start ?? 0 }))

/** Stands where something was said that is not the person's own. */
export const hidden = '\u0001'

const folded = (text: string): string =>
  /^[\0-\x7f]*$/.test(text)
    ? text.toLowerCase()
    : fewMarks(text).toLowerCase().replaceAll('’', "'").replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '')

const smiley = String.raw`[:;=]-?[)(DPp3](?![\p{L}\p{N}])`
const wordly = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’./&:_@-](?=[\p{L}\p{N}]))*[+#]*`
const token = new RegExp(String.raw`${smiley}|${wordly}|${hidden}+|\p{Extended_Pictographic}|[^\s"“”„«»'‘’*_.~]`, 'gu')
const pause = /^(?:[,;()[\]–—-]|\p{Extended_Pictographic}|[:;=]-?[)(DPp3])$/u

/** They weigh what is said, and change nothing in it. */
const emphasis = new Set(
  `
  really actually just also currently still now totally absolutely definitely truly personally honestly simply
  recently finally already obviously certainly quite pretty super rly too myself always usually mostly mainly
  generally normally especially both very so extremely proudly lately kinda presently genuinely massively defo
  deffo legit unfortunately sadly luckily thankfully officially newly
`.split(/\s+/),
)
const emphasised = new Set('i we am have is are do does not been would can my ,'.split(' '))

const isEmphasis = (word: string, before: string | undefined): boolean =>
  (emphasis.has(word) || (word === 'only' && before === 'am')) &&
  before !== undefined &&
  emphasised.has(before) &&
  !(before === ',' && word === 'so')

/** What people say after "I" who learned their English elsewhere, or type fast. */
const afterI: ReadonlyMap<string, string> = new Map(
  'm:am is:am lives:live works:work loves:love likes:like hates:hate has:have wants:want studies:study plays:play enjoys:enjoy prefers:prefer stays:stay needs:need'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)
/** "I have got a dog" says "have"; "I have got married" does not. */
const gotInto = new Set(
  'married engaged divorced hired fired promoted accepted used tired sick better worse into over back stuck lost pregnant along away'.split(
    ' ',
  ),
)

const stressed = new Set('love like enjoy have live work hate play want need prefer own speak take'.split(' '))

/** The words between two places: lower case, without accents, contractions spelt out, every pause a comma. */
export function wordsIn(text: string, from: number, to: number): Word[] {
  const words: Word[] = []
  const add = (text: string, start: number, end: number): void => {
    if (words.at(-1)?.text === 'got' && words.at(-2)?.text === 'have' && !gotInto.has(text)) words.pop()
    const before = words.at(-1)?.text
    if (text === '' || (text === ',' && before === ',') || isEmphasis(text, before)) return
    // "I do love it" is only louder.
    if (before === 'do' && words.at(-2)?.text === 'i' && stressed.has(text)) words.pop()
    // "I have had asthma" is "I have" it still.
    if (text === 'had' && before === 'have') return
    words.push({ text: words.at(-1)?.text === 'i' ? (afterI.get(text) ?? text) : text, start, end })
  }
  for (const found of text.slice(from, to).matchAll(token)) {
    const start = from + found.index
    const end = start + found[0].length
    if (pause.test(found[0])) add(',', start, end)
    else for (const text of spellOut(folded(found[0])).split(' ')) add(text, start, end)
  }
  return words
}
