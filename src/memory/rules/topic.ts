import { recallTerms } from '../../std/recall-terms.ts'

/** The same thing in the same letters, however it was put: "pizzas" and "the pizza". */
export function topicOf(kind: string, thing: string): string {
  const terms = recallTerms(thing)
  return `${kind}:${terms.length > 0 ? terms.join(' ') : thing.toLowerCase()}`
}
