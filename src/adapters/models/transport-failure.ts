import { errors } from 'undici'
import type { ModelError, ModelErrorCode } from '../../ports/model.ts'
import { modelFailure } from './model-failure.ts'

const CODES: Readonly<Record<string, ModelErrorCode>> = {
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too_long',
  UND_ERR_HEADERS_OVERFLOW: 'garbled',
  UND_ERR_INVALID_ARG: 'refused',
  // Ours: the adapter was disposed of.
  UND_ERR_DESTROYED: 'cancelled',
  UND_ERR_CLOSED: 'cancelled',
}

/** What an error of the connection means. `started`: the response's headers were there. */
export function transportFailure(error: Error, started: boolean): ModelError {
  const name = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const code = CODES[name] ?? (isNonsense(error) ? 'garbled' : started ? 'interrupted' : 'unreachable')
  return modelFailure(code, { reason: `${name} ${error.message}`.trim() })
}

/** undici reports a chunked body that stopped early in the same words, with nothing left to parse. */
function isNonsense(error: Error): boolean {
  return error instanceof errors.HTTPParserError && (error as { data?: unknown }).data !== ''
}
