import { DomainError } from '../../conversation/errors.ts'

/** What every port says while the database is away, whatever the reason. */
export function storeUnavailable(cause: unknown): DomainError {
  const detail = 'The database cannot be written at the moment. Nothing was stored. Try again in a few seconds.'
  return new DomainError('store_unavailable', detail, { retryable: true, retryAfterSeconds: 5, cause })
}
