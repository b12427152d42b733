import { sha256Hex } from '../../src/std/sha256-hex.ts'

/** A form in which something said may lie somewhere, and the bytes that give it away. */
export interface Trace {
  form: string
  bytes: Buffer
}

/** What one person says. Each word ends in what no other voice has: wherever one lies, it is known whose it is. */
export interface Voice {
  /** One word of ASCII letters. */
  word(place: string): string
  /** A few words: ASCII, letters with marks, Chinese and emoji. */
  text(place: string): string
  /** Many different words, so many characters in all. */
  long(place: string, characters: number): string
  /** The same in Chinese: three bytes a character. */
  longChinese(place: string, characters: number): string
  traces: readonly Trace[]
}

const firstHan = 0x4e00
const hans = 0x5000
const firstPicture = 0x1f300
const pictures = 0x200

/** Up to 16 numbers below 2^16 that depend on nothing but the seed. */
function numbersOf(seed: string, count: number): number[] {
  const digits = sha256Hex(seed)
  return Array.from({ length: count }, (_, i) => parseInt(digits.slice(4 * i, 4 * i + 4), 16))
}

const lettersOf = (seed: string, count: number): string[] =>
  numbersOf(seed, count).map((number) => String.fromCharCode(97 + (number % 26)))

const hanOf = (seed: string, count: number): string =>
  String.fromCharCode(...numbersOf(`han ${seed}`, count).map((number) => firstHan + (number % hans)))

const picturesOf = (seed: string, count: number): string =>
  String.fromCodePoint(...numbersOf(`picture ${seed}`, count).map((number) => firstPicture + (number % pictures)))

const escaped = (text: string): string =>
  text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** As UTF-8, and as whatever else might write it down. */
function written(form: string, text: string): Trace[] {
  const le = Buffer.from(text, 'utf16le')
  const traces = [
    { form, bytes: Buffer.from(text) },
    { form: `${form}, in UTF-16`, bytes: le },
    { form: `${form}, in UTF-16 of the other order`, bytes: Buffer.from(le).swap16() },
    { form: `${form}, escaped as in JSON`, bytes: Buffer.from(escaped(text)) },
    { form: `${form}, as in a URL`, bytes: Buffer.from(encodeURIComponent(text)) },
  ]
  return traces.filter(({ bytes }, i) => traces.findIndex((other) => other.bytes.equals(bytes)) === i)
}

export function createVoice(name: string): Voice {
  const plain = lettersOf(name, 8).join('')
  const marked = lettersOf(`${name} marked`, 4)
    .flatMap((letter, i) => [letter, 'äöüé'[i]])
    .join('')
  const han = hanOf(name, 4)
  const emoji = picturesOf(name, 4)
  const pairs = [0, 1, 2].map((i) => han.slice(i, i + 2))

  const begin = (place: string): string => lettersOf(`${name} ${place}`, 6).join('')
  const word = (place: string): string => begin(place) + plain
  const capital = (place: string): string => begin(place).replace(/^./, (letter) => letter.toUpperCase())

  return {
    word,
    text: (place) =>
      `${word(place)} ${capital(place)}${marked}, ${hanOf(place, 2)}${han} ${picturesOf(place, 1)}${emoji}`,
    long(place, characters) {
      let text = word(place)
      for (let i = 0; text.length + 18 <= characters; i++) text += ` ${word(`${place} ${i}`)}`
      return text
    },
    longChinese(place, characters) {
      let text = hanOf(place, 2) + han
      for (let i = 0; text.length + 6 <= characters; i++) text += hanOf(`${place} ${i}`, 2) + han
      return text
    },
    traces: [
      ...written('plain', plain),
      ...written('with marks', marked),
      ...written('with marks apart', marked.normalize('NFD')),
      { form: 'without marks, as an index has it', bytes: Buffer.from(marked.normalize('NFD').replace(/\p{M}/gu, '')) },
      ...pairs.flatMap((pair) => written('Chinese, in pairs', pair)),
      // An index leaves out what a term shares with the one before it.
      ...pairs.map((pair) => ({ form: 'Chinese, the end of a pair', bytes: Buffer.from(pair).subarray(1) })),
      ...written('emoji', emoji),
    ],
  }
}

/** Where a voice is heard. */
export interface Heard {
  form: string
  around: string
}

const around = (bytes: Buffer, at: number): string =>
  bytes
    .subarray(Math.max(0, at - 24), at + 40)
    .toString()
    .replace(/[\p{Cc}\ufffd]/gu, '.')

/** What gives a voice away in these bytes, each form once. */
export function tracesIn(bytes: Buffer | string, voice: Voice): Heard[] {
  const within = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  return voice.traces.flatMap(({ form, bytes: sought }) => {
    const at = within.indexOf(sought)
    return at === -1 ? [] : [{ form, around: around(within, at) }]
  })
}

export const formsOf = (heard: readonly Heard[]): string[] => [...new Set(heard.map(({ form }) => form))].toSorted()
