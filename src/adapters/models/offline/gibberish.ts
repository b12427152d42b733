import type { Clause } from './clauses.ts'

const SHORTEST = 3
const odd = [/[bcdfghjklmnpqrstvwxz]{5}/, /(.)\1{3}/u, /asdf|sdfg|dfgh|fghj|qwer|wert|zxcv|xcvb|hjkl|jkl/]
const VOWEL = /[aeiouyáàâäéèêëíìîïóòôöúùûüø\d]/
const PLAIN = /^[a-z']+$/

function isOdd(key: string): boolean {
  if (key.length < SHORTEST || !PLAIN.test(key)) return false
  return !VOWEL.test(key) || odd.some((pattern) => pattern.test(key))
}

/** Fingers on a keyboard rather than words: at least half of what is there cannot be said aloud. */
export function isGibberish(clauses: readonly Clause[]): boolean {
  const keys = clauses.flatMap(({ words }) => words.map(({ key }) => key))
  return keys.length > 0 && 2 * keys.filter(isOdd).length >= keys.length
}
