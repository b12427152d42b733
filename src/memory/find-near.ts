import type { Embedder } from '../ports/embedder.ts'
import type { FoundFact, FoundTurn, Recall } from '../ports/recall.ts'
import { createBreaker } from '../std/breaker.ts'
import { inTime } from '../std/in-time.ts'
import { sha256Hex } from '../std/sha256-hex.ts'
import type { KeptVectors } from './keep-vectors.ts'
import { type Meaning, nearness, packVector, unpackVector } from './vectors.ts'

/** Further apart they have nothing to do with each other. */
const leastNearness = 0.2
const keptQuestions = 500
/** A question is asked for so long, whether or not anybody still waits: the next finds a warm connection. */
const askedMs = 2_000
/** An answer waits for 150 ms, and what words have found is to be told by then. */
const waitedMs = 100
const afterFailures = { failures: 3, openMs: 30_000 }

export interface FindNearDeps {
  recall: Pick<Recall, 'fetch'>
  kept: KeptVectors
  embedder: Embedder
  /** In milliseconds, of a clock that is never set back. */
  now(): number
  onTrouble(error: unknown): void
  withinMs?: number
}

/** What means something like a text, the nearest first; undefined where that cannot be told in time. */
export type FindNear = (
  userId: string,
  text: string,
  limit: number,
  signal: AbortSignal,
) => Promise<(FoundFact | FoundTurn)[] | undefined>

export function createFindNear(deps: FindNearDeps): FindNear {
  const { recall, kept, embedder, now, onTrouble, withinMs = waitedMs } = deps
  const questions = new Map<string, Promise<Meaning>>()
  const breaker = createBreaker({ ...afterFailures, now })

  async function embed(text: string): Promise<Meaning> {
    const [vector] = await embedder.embed([text], AbortSignal.timeout(askedMs))
    if (!vector?.length) throw new Error('A question has no vector')
    return unpackVector(packVector(vector))
  }

  function meaningOf(text: string): Promise<Meaning> {
    const key = sha256Hex(text)
    const known = questions.get(key)
    if (known) return known
    const asked = embed(text)
    if (questions.size >= keptQuestions) questions.delete(questions.keys().next().value ?? '')
    questions.set(key, asked)
    asked.catch(() => questions.delete(key))
    return asked
  }

  /** Rows of which nothing is left are found by their vectors for a while, and fetched no more. */
  async function look(userId: string, text: string, limit: number): Promise<(FoundFact | FoundTurn)[]> {
    const meanings = await kept.of(userId)
    // Of whom nothing is known nothing is asked, nor paid for.
    if (meanings.size === 0) return []
    const question = await meaningOf(text)
    const near = [...meanings]
      .map(([row, meaning]) => ({ row, near: nearness(question, meaning) }))
      .filter((one) => one.near >= leastNearness)
      .sort((a, b) => b.near - a.near)
      .slice(0, limit)
    return near.length > 0
      ? recall.fetch(
          userId,
          near.map(({ row }) => row),
        )
      : []
  }

  return async (userId, text, limit, signal) => {
    if (!breaker.allows()) return undefined
    try {
      const found = await inTime(() => look(userId, text, limit), withinMs, signal)
      breaker.succeeded()
      return found
    } catch (error) {
      breaker.failed()
      onTrouble(error)
      return undefined
    }
  }
}
