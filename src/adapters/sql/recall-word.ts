/** The one sign that a word is made of beside letters, numbers and their marks. */
const between = '_'
const strange = /[^\p{L}\p{N}\p{M}]/gu
/** No word is as long; an engine takes this many bytes whatever they are. */
const maxLength = 255

/** A term as an index has it: behind the number of its person, and in nothing but what every engine takes for one word. */
export const recallWord = (person: number, term: string): string =>
  `${person.toString(36)}${between}${term.slice(0, maxLength).replace(strange, between)}`

/** Each word of a list once. */
export const recallWords = (person: number, terms: readonly string[]): string[] =>
  Array.from(new Set(terms), (term) => recallWord(person, term))
