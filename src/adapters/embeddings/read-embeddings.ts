import { EmbeddingError } from './embedding-error.ts'

/** More numbers than any model gives. */
const mostNumbers = 16_384
const none = new Float32Array()

interface Entry {
  index?: unknown
  embedding?: unknown
}

/** 1 long. What a model makes NaN of, as some do of a few texts, is none: the others are fine. */
function toVector(embedding: unknown): Float32Array {
  if (!Array.isArray(embedding) || embedding.length > mostNumbers) return none
  const vector = Float32Array.from(embedding, (one) => (typeof one === 'number' ? one : Number.NaN))
  const length = Math.sqrt(vector.reduce((sum, one) => sum + one * one, 0))
  return Number.isFinite(length) && length > 0 ? vector.map((one) => one / length) : none
}

/** Some leave the place out; nobody may name one twice. */
function inOrder(data: readonly (Entry | null)[]): unknown[] {
  const ordered = new Map<unknown, unknown>(data.map((entry, place) => [entry?.index ?? place, entry?.embedding]))
  return data.map((_, place) => {
    if (!ordered.has(place)) throw new EmbeddingError('a text has no vector of its own')
    return ordered.get(place)
  })
}

/** One for each of so many texts, in their order; an empty one where there is none. */
export function readEmbeddings(body: string, count: number): Float32Array[] {
  let parsed: { data?: unknown } | null
  try {
    parsed = JSON.parse(body) as typeof parsed
  } catch {
    throw new EmbeddingError('the reply is not JSON')
  }
  const data = parsed?.data
  if (!Array.isArray(data) || data.length !== count) throw new EmbeddingError('the reply has not one for each text')
  const vectors = inOrder(data as (Entry | null)[]).map(toVector)
  const lengths = new Set(vectors.map(({ length }) => length).filter((length) => length > 0))
  if (lengths.size > 1) throw new EmbeddingError('the vectors differ in length')
  if (lengths.size === 0) throw new EmbeddingError('no vector is one')
  return vectors
}
