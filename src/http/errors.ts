import type { FastifyError } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { DomainError, type FieldProblem } from '../conversation/errors.ts'
import type { Codec } from '../dialects/dialect.ts'
import { unsupported } from './read-body.ts'

/** What every path says that belongs to no dialect. */
export const commonCodec: Codec = {
  farewell: null,
  encodeError(error, correlationId) {
    const [status, title] = common[error.code] ?? [500, 'Internal server error']
    const headers = error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) }
    return { status, body: { error: title, detail: error.detail, correlation_id: correlationId }, headers }
  },
}

const common: Partial<Record<DomainError['code'], [status: number, title: string]>> = {
  malformed_json: [422, 'Malformed JSON'],
  invalid: [422, 'Validation error'],
  not_found: [404, 'Not found'],
  route_not_found: [404, 'Not found'],
  method_not_allowed: [405, 'Method not allowed'],
  too_large: [413, 'Request too large'],
  unsupported_media_type: [415, 'Unsupported media type'],
  misdirected: [421, 'Misdirected request'],
  request_timeout: [408, 'Request timeout'],
  draining: [503, 'Service unavailable'],
  store_unavailable: [503, 'Service unavailable'],
}

function problemsOf(error: FastifyError): FieldProblem[] {
  if (!hasZodFastifySchemaValidationErrors(error)) return []
  const where = error.validationContext === 'querystring' ? 'query' : (error.validationContext ?? 'body')
  return error.validation.map(({ instancePath, message }) => ({
    path: [where, ...instancePath.split('/').filter((part) => part !== '')],
    message: message ?? 'is not valid',
  }))
}

/** Whatever went wrong, in neutral words. What nobody foresaw is `internal`, and tells nothing. */
export function toDomainError(error: FastifyError | DomainError): DomainError {
  if (error instanceof DomainError) return error
  const problems = problemsOf(error)
  const first = problems[0]
  if (first)
    return new DomainError(
      'invalid',
      `${first.path.join('.')}: ${first.message}. Correct it and send the request again.`,
      { problems },
    )
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
      return unsupported()
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new DomainError('malformed_json', 'The body is not as long as its Content-Length says. Send it whole.')
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new DomainError('not_found', 'There is nothing of that id: no id is as long. Check where it comes from.')
    case 'FST_ERR_BAD_URL':
      return new DomainError('route_not_found', 'The path is not a valid URL. Check its percent-encoding.')
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
