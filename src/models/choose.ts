import type { Model, ModelError } from '../ports/model.ts'
import { anthropicName } from './anthropic-name.ts'

export interface ModelsByName {
  /** Each answers to its name. */
  named: ReadonlyMap<string, Model>
  /** Who is asked for what is named as their models are. */
  anthropic: Model | undefined
  /** Who is asked for everything else. */
  otherwise: Model | undefined
}

const nobody: ModelError = {
  kind: 'error',
  code: 'refused',
  retryable: false,
  cause: { reason: 'no server is configured for a model of this name' },
}

/** Of several models one: a request's name says which. */
export function chooseByName({ named, anthropic, otherwise }: ModelsByName): Model {
  return {
    stream(request, on, signal) {
      const own = named.get(request.model)
      if (own) return own.stream(request, on, signal)
      const theirs = anthropicName(request.model)
      if (anthropic && theirs !== undefined) return anthropic.stream({ ...request, model: theirs }, on, signal)
      return otherwise ? otherwise.stream(request, on, signal) : Promise.resolve(nobody)
    },
  }
}
