import type { Entry } from './entry.ts'

/** Of so many senders it is remembered how far they were heard. */
const sendersKept = 1_000

/**
 * Puts together what was read from several streams at once, so that what one sender wrote comes as it was told. What a
 * broken connection brought to Redis after the next one had been used comes too late, and is left out.
 */
export function createOrder(): (streams: readonly (readonly Entry[])[]) => Entry[] {
  const heard = new Map<string, number>()

  function isNew({ by, n }: Entry): boolean {
    if (n <= (heard.get(by) ?? 0)) return false
    heard.delete(by)
    heard.set(by, n)
    const first = heard.size > sendersKept ? heard.keys().next().value : undefined
    if (first !== undefined) heard.delete(first)
    return true
  }

  return (streams) => {
    const entries =
      streams.length === 1
        ? (streams[0] ?? [])
        : [...Map.groupBy(streams.flat(), ({ by }) => by).values()].flatMap((ones) => ones.sort((a, b) => a.n - b.n))
    return entries.filter(isNew)
  }
}
