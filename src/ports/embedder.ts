/** Turns texts into vectors whose nearness is that of what they mean. */
export interface Embedder {
  readonly model: string
  /** One of each text, in their order and of one length; an empty one of a text that has none. Rejects where it has none at all. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>
}
