import type { FastifyError } from 'fastify'
import { DomainError } from '../conversation/errors.ts'
import { unsupported } from './read-body.ts'

export const nothingHere = (): DomainError =>
  new DomainError('route_not_found', 'This server has nothing at this path. GET /docs lists what there is.')

/** Whatever went wrong, in neutral words. What nobody foresaw is `internal`, and tells nothing. */
export function toDomainError(error: FastifyError | DomainError): DomainError {
  if (error instanceof DomainError) return error
  // The sender left in the middle of the body; a connection that breaks elsewhere has no status.
  if (error.code === 'ECONNRESET' && error.statusCode === 400) {
    return new DomainError('request_timeout', 'The request broke off before its end. Send it again.', {
      retryable: true,
    })
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new DomainError('too_large', 'The body is larger than this path takes. Send less at once.')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE':
      return unsupported()
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new DomainError('malformed_json', 'The body is not as long as its Content-Length says. Send it whole.')
    case 'FST_STATIC_FORBIDDEN_PATH':
      return nothingHere()
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new DomainError('not_found', 'There is nothing of that id: no id is as long. Check where it comes from.')
    case 'FST_ERR_BAD_URL':
      return new DomainError('not_found', 'The path is not a valid URL. Check its percent-encoding.')
    default:
      return new DomainError(
        'internal',
        'Something failed here that should not. Try again; the operator finds the reason in the log.',
        {
          retryable: true,
          cause: error,
        },
      )
  }
}
