import type { MemoryChange, MemoryKeeper, RecallRequest, Recollection } from '../ports/memory.ts'
import type { RunJob } from '../ports/runs.ts'

export interface RememberingDeps {
  keeper: MemoryKeeper
  onTrouble(error: unknown): void
}

/** After this an answer goes on without. */
const answerWithinMs = 150
/** A person who asks for it waits for longer. */
const patienceMs = 2_000
/** What an answer is given. */
const recalled = { budgetTokens: 900, limit: 20 }

/** What is remembered, as answers and people ask for it. */
export function createRemembering({ keeper, onTrouble }: RememberingDeps) {
  /** Never later than in time, and never in the way of an answer. */
  async function inTime(userId: string, request: RecallRequest, withinMs: number): Promise<Recollection> {
    const late = new AbortController()
    const { promise: tooLate, resolve } = Promise.withResolvers<Recollection>()
    const timer = setTimeout(() => {
      late.abort()
      resolve({ items: [], degraded: 'timeout' })
    }, withinMs)
    try {
      return await Promise.race([keeper.recall(userId, request, late.signal), tooLate])
    } catch (error) {
      onTrouble(error)
      return { items: [], degraded: 'unavailable' }
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    /** For one answer: undefined where nothing is remembered of whoever asks. */
    recallFor({ userId, request }: RunJob) {
      if (request.memory === false) return undefined
      return async (text: string, previous?: string) => {
        const asked = { text, ...(previous !== undefined && { previous }), ...recalled }
        return (await inTime(userId, asked, answerWithinMs)).items
      }
    },

    /** What people ask of it themselves. */
    people: {
      mem0: keeper.name === 'mem0',
      list: keeper.list,
      create: keeper.create,
      update: (userId: string, id: string, change: MemoryChange) => keeper.update(userId, id, change),
      remove: keeper.remove,
      removeAll: keeper.removeAll,
      async recall(userId: string, request: RecallRequest): Promise<Recollection & { tookMs: number }> {
        const begun = performance.now()
        const recollection = await inTime(userId, request, patienceMs)
        return { ...recollection, tookMs: Math.round((performance.now() - begun) * 100) / 100 }
      },
    },
  }
}
