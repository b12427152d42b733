import { searchTerms } from '../../std/search-terms.ts'

/** Marks that an index takes for a part of the letter before them; at all others it ends a word. */
const joined = '\\u0300-\\u0304\\u0306-\\u030c\\u030f\\u0311\\u031b\\u0323-\\u0328\\u032d\\u032e\\u0330\\u0331'
/** Letters that are younger than the tables of FTS5, or that those take for marks. */
const unknown = '\\u19b0-\\u19c0\\u19c8\\u19c9\\u1cf2\\u1cf3'
const word = new RegExp(`(?:(?![${unknown}])[\\p{L}\\p{N}${joined}])+`, 'gu')

/** The words of a text, in their order. */
export const searchWords = (text: string): string[] => searchTerms(text).match(word) ?? []

/** Of what somebody looks for; more words only narrow what is already nothing. */
export const maxWords = 32

/** Marks within a word, which do not count. */
export const joinedMarks = new RegExp(`[${joined}]+`, 'gu')
