import { Agent, errors, request } from 'undici'
import type { Dispatcher } from 'undici'
import { errorCode } from '../../std/error-code.ts'
import { inTime, TooLateError } from '../../std/in-time.ts'
import { JsonError, parseJson } from '../../std/parse-json.ts'
import { garbled, ModerationError } from './moderation-error.ts'
import type { ModerationErrorCode } from './moderation-error.ts'
import { isObject } from './reply-values.ts'
import type { JsonObject } from './reply-values.ts'

export interface ModerationPlace {
  /** The one address that is ever asked. */
  url: string
  connectMs: number
  /** For all of it, from the first word to the last; whoever asks may have less. */
  replyMs: number
}

export interface ModerationExchange extends AsyncDisposable {
  post(body: Uint8Array, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<JsonObject>
}

const mostBytes = 1 << 20
const mostDepth = 16

const transport: Readonly<Record<string, ModerationErrorCode>> = {
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'garbled',
  UND_ERR_HEADERS_OVERFLOW: 'garbled',
  UND_ERR_INVALID_ARG: 'refused',
}

/** One JSON object for another. undici's `request` follows no redirect. */
export function createModerationExchange({ url, connectMs, replyMs }: ModerationPlace): ModerationExchange {
  // One timer bounds the whole exchange, which undici's cannot. Its connect timeout frees the socket.
  const dispatcher = new Agent({
    allowH2: false,
    maxOrigins: 1,
    connections: 32,
    // Who thinks for a while still finds a connection open: there is no time for a new one.
    keepAliveTimeout: 30_000,
    connect: { timeout: connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: mostBytes,
  })
  const always = { 'content-type': 'application/json', accept: 'application/json' }

  return {
    async post(body, more, signal) {
      const headers = { ...always, ...more }
      const asked = async (within: AbortSignal): Promise<JsonObject> =>
        read(await request(url, { dispatcher, method: 'POST', headers, body, signal: within }))
      try {
        return await inTime(asked, replyMs, signal)
      } catch (error) {
        if (error instanceof ModerationError) throw error
        if (error instanceof TooLateError) throw new ModerationError('timeout', { reason: 'no answer in time' })
        throw transportFailure(error)
      }
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}

async function read({ statusCode, body }: Dispatcher.ResponseData): Promise<JsonObject> {
  if (statusCode !== 200) {
    body.on('error', () => {}).destroy()
    throw new ModerationError(codeOf(statusCode), { reason: 'status', status: statusCode })
  }
  const value = parse(Buffer.from(await body.arrayBuffer()))
  if (!isObject(value)) throw garbled('no JSON object')
  return value
}

function codeOf(status: number): ModerationErrorCode {
  if (status === 429) return 'rate_limited'
  if (status === 401 || status === 403) return 'denied'
  return status >= 500 || status === 408 || status === 425 ? 'unavailable' : 'refused'
}

function parse(bytes: Buffer): unknown {
  try {
    return parseJson(bytes, { depth: mostDepth })
  } catch (error) {
    throw garbled(error instanceof JsonError ? `JSON ${error.code}` : errorCode(error))
  }
}

/** The error itself is dropped: it says where the other side is, and may hold what it said. */
function transportFailure(error: unknown): ModerationError {
  const reason = errorCode(error)
  return new ModerationError(transport[reason] ?? (isNonsense(error) ? 'garbled' : 'unreachable'), { reason })
}

/** undici reports a chunked body that stopped early in the same words, with nothing left to parse. */
function isNonsense(error: unknown): boolean {
  return error instanceof errors.HTTPParserError && (error as { data?: unknown }).data !== ''
}
