/** What is common stays so for a while. */
const commonMs = 60_000
const mostCommon = 10_000

/** The words of persons that were found to tell nothing lately: nobody looks for what holds them. */
export function createCommonWords() {
  const until = new Map<string, number>()
  const keyOf = (person: number, term: string): string => `${person} ${term}`
  return {
    has: (person: number, term: string): boolean => (until.get(keyOf(person, term)) ?? 0) > performance.now(),
    add(person: number, term: string): void {
      const key = keyOf(person, term)
      until.delete(key)
      if (until.size >= mostCommon) until.delete(until.keys().next().value ?? '')
      until.set(key, performance.now() + commonMs)
    },
  }
}
