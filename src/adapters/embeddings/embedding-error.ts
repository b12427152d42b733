/** Never with the provider's own words: they may quote what a person wrote, or the key. */
export class EmbeddingError extends Error {
  /** Fewer texts, or shorter ones, may be taken. */
  readonly tooMuch: boolean

  constructor(reason: string, { tooMuch = false } = {}) {
    super(`No embeddings: ${reason}`)
    this.name = 'EmbeddingError'
    this.tooMuch = tooMuch
  }
}

/** 413 and 422 say so, 400 often; 500 is how some servers of one's own fail at a text that is too long for the model. */
const perhapsTooMuch = new Set([400, 413, 422, 500])

export const statusError = (status: number): EmbeddingError =>
  new EmbeddingError(`the server answered ${status}`, { tooMuch: perhapsTooMuch.has(status) })
