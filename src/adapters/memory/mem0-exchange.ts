import { Agent, request } from 'undici'
import type { Dispatcher } from 'undici'
import { errorCode } from '../../std/error-code.ts'
import { inTime, TooLateError } from '../../std/in-time.ts'
import { JsonError, parseJson } from '../../std/parse-json.ts'
import { Mem0Error } from './mem0-error.ts'
import { statusFailure, transportFailure } from './mem0-failure.ts'

export interface Mem0Request {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** From the base on, with its query. */
  path: string
  body?: object
}

export type JsonObject = Readonly<Record<string, unknown>>

export interface ExchangeLimits {
  timeoutMs: number
  /** Whether a 404, or null in place of it, is an answer. */
  mayBeAbsent?: boolean
}

export interface Mem0Exchange extends AsyncDisposable {
  /** null for what is not there. */
  ask(message: Mem0Request, limits: ExchangeLimits, signal: AbortSignal): Promise<JsonObject | null>
}

/** A thousand memories of all that one may say, with what stands beside each. */
const MAX_BYTES = 4 << 20
const MAX_DEPTH = 32
const NO_CONTENT = 204
const NOT_FOUND = 404

/** `baseUrl` is the one place that is ever asked: undici's `request` follows no redirect. */
export function createMem0Exchange(
  baseUrl: string,
  authorization: Readonly<Record<string, string>>,
  connectMs: number,
): Mem0Exchange {
  const base = new URL(baseUrl)
  const prefix = base.pathname.replace(/\/+$/, '')
  const headers = { ...authorization, accept: 'application/json' }
  // One timer bounds the whole exchange, which undici's cannot. Its connect timeout frees the socket.
  const agent = new Agent({
    allowH2: false,
    maxOrigins: 1,
    connections: 32,
    // A person who thinks for a while still finds a connection open: a search has no time for a new one.
    keepAliveTimeout: 30_000,
    connect: { timeout: connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_BYTES,
  })

  async function exchange({ method, path, body }: Mem0Request, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    return request(`${base.origin}${prefix}${path}`, {
      dispatcher: agent,
      method,
      signal,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  return {
    async ask(message, { timeoutMs, mayBeAbsent = false }, signal) {
      const asked = async (within: AbortSignal): Promise<JsonObject | null> =>
        read(await exchange(message, within), mayBeAbsent)
      try {
        return await inTime(asked, timeoutMs, signal)
      } catch (error) {
        if (error instanceof Mem0Error) throw error
        if (error instanceof TooLateError) throw new Mem0Error('timeout', { reason: 'no answer in time' })
        throw transportFailure(error)
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}

async function read(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  mayBeAbsent: boolean,
): Promise<JsonObject | null> {
  const isAbsent = mayBeAbsent && statusCode === NOT_FOUND
  if (!isAbsent && (statusCode < 200 || statusCode >= 300)) {
    body.on('error', () => {}).destroy()
    throw statusFailure(statusCode, headers)
  }
  const bytes = Buffer.from(await body.arrayBuffer())
  if (statusCode === NO_CONTENT) return {}
  const value = parse(bytes, statusCode)
  if (mayBeAbsent && value === null) return null
  // A gateway's own page is no word of Mem0's: neither that something is there, nor that it is gone.
  if (!isObject(value)) throw new Mem0Error('garbled', { reason: 'no JSON object', status: statusCode })
  return isAbsent ? null : value
}

function parse(bytes: Buffer, status: number): unknown {
  try {
    return parseJson(bytes, { depth: MAX_DEPTH })
  } catch (error) {
    const reason = error instanceof JsonError ? `JSON ${error.code}` : errorCode(error)
    throw new Mem0Error('garbled', { reason, status })
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
