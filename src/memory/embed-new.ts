import type { Embedder } from '../ports/embedder.ts'
import type { Recall } from '../ports/recall.ts'
import { createBreaker } from '../std/breaker.ts'
import type { KeptVectors } from './keep-vectors.ts'
import { packVector } from './vectors.ts'

export interface EmbedNewDeps {
  recall: Pick<Recall, 'unembedded' | 'embed'>
  kept: KeptVectors
  embedder: Embedder
  /** In milliseconds, of a clock that is never set back. */
  now(): number
  onTrouble(error: unknown): void
}

const atOnce = 64
/** What is left then is for the next time: one person's import keeps nobody else waiting for long. */
const mostRounds = 8
const mostMs = 20_000
const afterFailure = { failures: 1, openMs: 60_000 }

/**
 * Gives vectors to what has none. It never rejects: what was learned before it would be paid for and learned again, and
 * words find the rest until the next time.
 */
export function createEmbedNew({ recall, kept, embedder, now, onTrouble }: EmbedNewDeps) {
  /** What two do at once for one person is paid for twice. */
  const underWay = new Set<string>()
  const breaker = createBreaker({ ...afterFailure, now })

  /** Whether there may be more. */
  async function embedSome(userId: string, signal: AbortSignal): Promise<boolean> {
    const missing = await recall.unembedded(userId, embedder.model, atOnce)
    if (missing.length === 0) return false
    const texts = missing.map(({ text }) => text)
    const vectors = await embedder.embed(texts, signal)
    // An empty one is kept as well, so that a text that has no meaning is not asked for again.
    const packed = missing.map((one, i) => ({ ...one, vector: packVector(vectors[i] ?? new Float32Array()) }))
    kept.add(userId, await recall.embed(userId, embedder.model, packed))
    return missing.length === atOnce
  }

  return async function embedNew(userId: string, signal: AbortSignal): Promise<void> {
    if (underWay.has(userId) || !breaker.allows()) return
    underWay.add(userId)
    const until = now() + mostMs
    try {
      for (let round = 1; (await embedSome(userId, signal)) && round < mostRounds && now() < until; round++);
      breaker.succeeded()
    } catch (error) {
      breaker.failed()
      if (!signal.aborted) onTrouble(error)
    } finally {
      underWay.delete(userId)
    }
  }
}
