import type { ModelError } from '../../ports/model.ts'

/** Takes what we know of a failure through code that only knows errors. */
export class CarriedFailure extends Error {
  readonly failure: ModelError

  constructor(failure: ModelError) {
    super(failure.code)
    this.name = 'CarriedFailure'
    this.failure = failure
  }
}
