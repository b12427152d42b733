import { recallWord } from '../sql/recall-word.ts'

/** A term as the full-text index is asked for it. */
export const recallPhrase = (person: number, term: string): string => `"${recallWord(person, term)}"`
