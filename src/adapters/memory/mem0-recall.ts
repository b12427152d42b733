import type { Memory } from '../../conversation/types.ts'
import type { MemoryKeeper, RecalledItem, RecallRequest } from '../../ports/memory.ts'
import type { Pseudonyms } from '../../ports/pseudonyms.ts'
import type { Recall } from '../../ports/recall.ts'
import { inTime, TooLateError } from '../../std/in-time.ts'
import type { Mem0Adopt } from './mem0-adopt.ts'
import type { AskMem0 } from './mem0-ask.ts'
import type { Mem0Client } from './mem0-client.ts'
import { Mem0Error } from './mem0-error.ts'

export interface Mem0RecallDeps extends Pick<Mem0Adopt, 'adopt'> {
  client: Pick<Mem0Client, 'search'>
  ask: AskMem0
  builtin: Pick<MemoryKeeper, 'recall'>
  recall: Pick<Recall, 'isWanted'>
  pseudonyms: Pick<Pseudonyms, 'known'>
  fuse(orders: readonly (readonly number[])[]): Map<number, number>
  /** What Mem0 has not said by then is done without. */
  withinMs: number
  onTrouble(error: unknown): void
}

const searched = 20
/** A search that is not waited for any longer still shows whether Mem0 is there. */
const { signal: never } = new AbortController()

/** About four bytes are a token; each item has a line of its own. */
const costOf = ({ text }: RecalledItem): number => Math.ceil(Buffer.byteLength(text) / 4) + 8

/** A fact is known by what it says, which is the same wherever it was found. */
const keyOf = ({ kind, text, messageId }: RecalledItem): string =>
  kind === 'fact' ? `fact ${text}` : `turn ${messageId} ${text}`

const toItem = ({ text, source, createdAt }: Memory): RecalledItem => ({
  kind: 'fact',
  text,
  score: 0,
  why: 'It means something like it.',
  messageId: source?.messageId ?? null,
  createdAt,
})

/** What is built in and Mem0 side by side; of both one order. */
export function createMem0Recall({
  client,
  ask,
  adopt,
  builtin,
  recall,
  pseudonyms,
  fuse,
  withinMs,
  onTrouble,
}: Mem0RecallDeps): MemoryKeeper['recall'] {
  async function find(userId: string, text: string, within: AbortSignal): Promise<Memory[]> {
    const person = await pseudonyms.known(userId)
    if (person === undefined || !(await recall.isWanted(userId))) return []
    const hits = await ask(() => client.search(person, text, searched, never))
    if (within.aborted) return []
    const known = await adopt(userId, person, hits)
    return hits.flatMap(({ id }) => known.get(id) ?? [])
  }

  /** Undefined where Mem0 fails, or takes too long. */
  async function findInTime(userId: string, text: string, signal: AbortSignal): Promise<Memory[] | undefined> {
    try {
      return await inTime((within) => find(userId, text, within), withinMs, signal)
    } catch (error) {
      if (!(error instanceof TooLateError || error instanceof Mem0Error)) onTrouble(error)
      return undefined
    }
  }

  function merge(own: readonly RecalledItem[], hits: readonly RecalledItem[], request: RecallRequest): RecalledItem[] {
    const found = new Set(hits.map(keyOf))
    // Without a score they are told whatever is asked, and last.
    const pinned = own.filter((item) => item.score === 0 && !found.has(keyOf(item)))
    const ranked = own.filter((item) => item.score > 0 || found.has(keyOf(item)))
    const items = new Map([...hits, ...ranked].map((item) => [keyOf(item), item]))
    const places = new Map([...items.keys()].map((key, place) => [key, place]))
    const order = (all: readonly RecalledItem[]): number[] => [
      ...new Set(all.map((item) => places.get(keyOf(item)) ?? 0)),
    ]
    const all = [...items.values()]
    let left = request.budgetTokens - pinned.reduce((sum, item) => sum + costOf(item), 0)
    const told: RecalledItem[] = []
    for (const [place, score] of fuse([order(ranked), order(hits)])) {
      const item = all[place]
      if (!item || costOf(item) > left || told.length + pinned.length >= request.limit) continue
      left -= costOf(item)
      told.push({ ...item, score: Math.round(score * 1e4) / 1e4 })
    }
    return [...told, ...pinned]
  }

  return async function recollect(userId, request, signal) {
    const [own, hits] = await Promise.all([
      builtin.recall(userId, request, signal),
      findInTime(userId, request.text, signal),
    ])
    if (hits === undefined) return { ...own, degraded: 'mem0' }
    return hits.length === 0 ? own : { ...own, items: merge(own.items, hits.map(toItem), request) }
  }
}
