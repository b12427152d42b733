/** Texts, or texts as the tokens of a model. */
export type EmbeddingInput = readonly string[] | readonly (readonly number[])[]

export interface EmbeddingRequest {
  input: EmbeddingInput
  /** How many numbers each is to have, of models that can choose. */
  dimensions?: number | undefined
}

export type EmbeddingOutcome =
  /** One of each, in their order; `tokens` as the provider counted, null where it did not. */
  | { kind: 'embedded'; vectors: readonly (readonly number[])[]; tokens: number | null }
  /** Not this input, however often it is asked. */
  | { kind: 'refused'; cause: unknown }
  | { kind: 'failed'; retryable: boolean; cause: unknown }

/** Asks a provider for embeddings on behalf of somebody who does: nothing is cut short, kept or made 1 long. */
export interface EmbeddingRelay {
  /** The one that is asked. */
  readonly model: string
  /** Never rejects for a provider's sake. */
  ask(request: EmbeddingRequest, signal: AbortSignal): Promise<EmbeddingOutcome>
}
