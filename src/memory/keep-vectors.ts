import type { Embedded, Recall } from '../ports/recall.ts'
import { type Meaning, unpackVector } from './vectors.ts'

interface Kept {
  meanings: Map<number, Meaning>
  bytes: number
  /** When they are read again: another process may have added some. */
  until: number
}

export interface KeepVectorsDeps {
  recall: Pick<Recall, 'vectors'>
  model: string
  /** In milliseconds, of a clock that is never set back. */
  now(): number
  mostBytes?: number
}

export interface KeptVectors {
  /** By their rows in the index. Some may be gone since. */
  of(userId: string): Promise<ReadonlyMap<number, Meaning>>
  /** What was just stored for a person. */
  add(userId: string, vectors: readonly Pick<Embedded, 'row' | 'vector'>[]): void
  forget(userId: string): void
}

/** What is looked through, the newest first: a few milliseconds' work. */
const mostVectors = 2_000
const keptMs = 300_000

/** Of the people who were here last. To read them takes three times as long as to look through them. */
export function createKeepVectors({ recall, model, now, mostBytes = 64 << 20 }: KeepVectorsDeps): KeptVectors {
  const people = new Map<string, Kept>()
  /** Whose are being read; what is added or forgotten meanwhile may be in what is read, or not. */
  const reading = new Map<string, Promise<Map<number, Meaning>>>()
  let bytes = 0

  function drop(userId: string): void {
    bytes -= people.get(userId)?.bytes ?? 0
    people.delete(userId)
  }

  function forget(userId: string): void {
    reading.delete(userId)
    drop(userId)
  }

  function keep(userId: string, meanings: Map<number, Meaning>, until: number): void {
    drop(userId)
    let own = 0
    for (const { numbers } of meanings.values()) own += numbers.length
    people.set(userId, { meanings, bytes: own, until })
    bytes += own
    for (const oldest of people.keys()) if (bytes > mostBytes) drop(oldest)
  }

  async function read(userId: string): Promise<Map<number, Meaning>> {
    const { rows, vectors } = await recall.vectors(userId, model, mostVectors)
    return new Map(vectors.map((vector, i) => [rows[i] ?? 0, unpackVector(vector)]))
  }

  return {
    async of(userId) {
      const known = people.get(userId)
      if (known && now() < known.until) {
        people.delete(userId)
        people.set(userId, known)
        return known.meanings
      }
      const begun = reading.get(userId)
      if (begun) return begun
      const asked = read(userId)
      reading.set(userId, asked)
      try {
        const meanings = await asked
        if (reading.get(userId) === asked) keep(userId, meanings, now() + keptMs)
        return meanings
      } finally {
        if (reading.get(userId) === asked) reading.delete(userId)
      }
    },

    add(userId, vectors) {
      reading.delete(userId)
      const known = people.get(userId)
      if (!known) return
      for (const { row, vector } of vectors) known.meanings.set(row, unpackVector(vector))
      // A few more than are read do no harm until they are read again.
      keep(userId, known.meanings, known.until)
    },

    forget,
  }
}
