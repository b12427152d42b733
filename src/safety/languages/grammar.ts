/**
 * What a language says these things with. Every entry is the source of a small pattern over words parted by single
 * spaces, where `~` stands for up to two words, `_` for up to seven and for commas, and `@` for the end of the clause.
 */
export interface Grammar {
  language: string
  /** False where words are written together: then all white space is taken out first. */
  spaced: boolean
  /** One of these stands in everything below: a sentence without any is not read. */
  stems: readonly string[]
  /** Hyperbole, accidents and whatever else only looks like it. */
  masked: readonly string[]
  denied: readonly string[]
  /** Somebody else who is at risk now. */
  others: readonly string[]
  intent: readonly string[]
  wish: readonly string[]
  tried: readonly string[]
  harm: readonly string[]
  passive: readonly string[]
  topic: readonly string[]
  /** People whom a person tells of: a topic beside one of them is about that one. */
  kin: readonly string[]
  /** Words that may follow where a clause ends. */
  joins: readonly string[]
  /** Makes a wish and an intent imminent. */
  soon: readonly string[]
  /** Makes an intent imminent, and is too common beside a wish. */
  now: readonly string[]
  /** Means in hand, a place, a letter. */
  hand: readonly string[]
  /** What an attempt or a habit was, if it was long ago. */
  ago: readonly string[]
  /** What is said beside the plain statement, of a language that is read deeper. */
  signs?: Signs
}

/** How people say it without the word. Each is a pattern as above. */
export interface Signs {
  /** Words as they are written in haste, and as they are read. */
  spoken: Readonly<Record<string, string>>
  /** As the stems of a grammar: one of all of them stands in whatever is read. */
  stems: readonly string[]
  /** An attempt under way, a weapon held to oneself, the edge itself: imminent with nothing beside it. */
  underway: readonly string[]
  /** An end without its name, and a hint where a time is named with it. Two different hints are imminent. */
  veiled: readonly string[]
  /** A hint: what people leave behind, give away or say farewell to. */
  parting: readonly string[]
  /** A hint: means at hand, and the place. Imminent beside any wish, too. */
  means: readonly string[]
  /** A hint: nothing but courage is missing. */
  nerve: readonly string[]
  /** Asks how, how much or from where, or puts means by. */
  methods: readonly string[]
  eating: readonly string[]
  abuse: readonly string[]
  /** Somebody else's attempt under way. */
  othersUnderway: readonly string[]
  /** A story, a game or a lesson: what is told there is not done. */
  story: readonly string[]
  /** Illness, prescriptions and animals: why somebody does not eat or takes all the pills. */
  mundane: readonly string[]
  /** Said of what was long ago: it is over. */
  recovered: readonly string[]
}

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  '\u0901': '\u0902',
}
const unlike = new RegExp(`[${Object.keys(letters).join('')}]`, 'g')
/** Points, vowel signs and joiners that people write or leave out: of Hebrew, Arabic, Devanagari and Bengali. */
const optionalMarks = /[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u0655\u0670\u093c\u09bc\u200b-\u200f\ufeff]/g

/** One spelling for what is written in several; the text is lower-cased and stripped of accents already. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFC')
    .replace(optionalMarks, '')
    .replace(unlike, (letter) => letters[letter] ?? letter)
}

/** A pattern's source in the spelling of the texts that it is to be found in. */
export function foldSource(source: string): string {
  return foldLetters(source.normalize('NFD').replace(/[\u0300-\u036f]/g, ''))
}
