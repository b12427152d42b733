import { DomainError } from '../../conversation/errors.ts'

const away = 'The database cannot be written at the moment. Nothing was stored. Try again in a few seconds.'
const lostSight =
  'The database went away in the middle of it, so that this may or may not be stored. Try again in a few seconds; ' +
  'what is sent again with the same Idempotency-Key is not done twice.'

/** What every port says while the database is away, whatever the reason; `uncertain` where it may have done what it was asked. */
export function storeUnavailable(cause: unknown, uncertain = false): DomainError {
  const detail = uncertain ? lostSight : away
  return new DomainError('store_unavailable', detail, { retryable: true, retryAfterSeconds: 5, cause })
}
