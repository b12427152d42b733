import { setTimeout as delay } from 'node:timers/promises'
import { Agent, request } from 'undici'
import type { Dispatcher } from 'undici'
import { errorCode } from '../../std/error-code.ts'
import { inTime } from '../../std/in-time.ts'
import { parseJson } from '../../std/parse-json.ts'
import { McpError, type McpErrorCode } from './mcp-error.ts'
import { isObject, type JsonObject, mostBytes, mostDepth, type Wire, type WireEnd } from './mcp-wire.ts'
import { readEvents } from './read-events.ts'

export interface HttpPlace {
  /** The one address that is ever asked. */
  url: string
  headers: Readonly<Record<string, string>>
}

export interface HttpTimings {
  connectMs: number
  /** How long a server has to hear that a session is over. */
  killMs: number
}

/** Of one reply with all that is told beside it. */
const mostReplyBytes = 16 << 20
/** How long a connection whose reply is there may go on, and be kept for the next one. */
const lingerMs = 1_000
/** Before a stream that broke is read on. */
const rest = { leastMs: 100, firstMs: 1_000, mostMs: 30_000 }
/** A stream that brings nothing so often is read no further. */
const mostResumes = 5

const sessionPattern = /^[\x21-\x7e]{1,1024}$/

const transport: Readonly<Record<string, McpErrorCode>> = {
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'garbled',
  UND_ERR_INVALID_ARG: 'refused',
  UND_ERR_DESTROYED: 'cancelled',
  UND_ERR_CLOSED: 'cancelled',
}

/** The error itself is dropped: it says where the server is. */
function transportFailure(error: unknown): McpError {
  if (error instanceof McpError) return error
  const reason = errorCode(error)
  return new McpError(transport[reason] ?? 'unreachable', { reason })
}

function codeOf(status: number, inSession: boolean): McpErrorCode {
  if (status === 401 || status === 403) return 'denied'
  if (inSession && status === 404) return 'lost'
  return status >= 500 || status === 408 || status === 429 ? 'unavailable' : 'refused'
}

function isOf(type: 'application/json' | 'text/event-stream', { headers }: Dispatcher.ResponseData): boolean {
  const encoding = String(headers['content-encoding'] ?? 'identity')
  return (
    encoding === 'identity' &&
    String(headers['content-type'] ?? '')
      .split(';', 1)[0]
      ?.trim()
      .toLowerCase() === type
  )
}

function parse(bytes: Buffer): unknown {
  try {
    return parseJson(bytes, { depth: mostDepth })
  } catch {
    throw new McpError('garbled', { reason: 'no JSON' })
  }
}

async function bytesOf(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new McpError('garbled', { reason: 'a reply is too long' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function discard({ body }: Dispatcher.ResponseData): void {
  body.on('error', () => {}).destroy()
}

/** Only where nothing can have been done yet is it the session that is told of: whoever asks would ask again. */
const isLost = (error: unknown): error is McpError => error instanceof McpError && error.code === 'lost'

/** Streamable HTTP. undici's `request` follows no redirect. */
export function openHttpWire(place: HttpPlace, { connectMs, killMs }: HttpTimings, end: WireEnd): Wire {
  const { url } = place
  // Whoever asks keeps the time. undici's connect timeout frees the socket.
  const dispatcher = new Agent({
    allowH2: false,
    maxOrigins: 1,
    connections: 64,
    connect: { timeout: connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const closing = new AbortController()
  let session: string | undefined
  let version: string | undefined

  const headersOf = (more: Record<string, string>): Record<string, string> => ({
    ...place.headers,
    ...more,
    ...(session !== undefined && { 'mcp-session-id': session }),
    ...(version !== undefined && { 'mcp-protocol-version': version }),
  })

  async function exchange(
    method: 'POST' | 'GET',
    headers: Record<string, string>,
    body: string | null,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const inSession = session !== undefined
    const reply = await request(url, { dispatcher, method, headers: headersOf(headers), body, signal })
    const { statusCode: status } = reply
    if (status >= 200 && status < 300) return reply
    discard(reply)
    throw new McpError(codeOf(status, inSession), { reason: 'status', status })
  }

  function listenTo(from: string | undefined, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const since = from === undefined ? undefined : { 'last-event-id': from }
    return exchange('GET', { accept: 'text/event-stream', ...since }, null, signal)
  }

  /** Hands on what comes until the reply to `id` has; a server may break off, and expects to be asked for the rest. */
  async function hearReply(first: Dispatcher.ResponseData, id: unknown, signal: AbortSignal): Promise<void> {
    let isThere = false
    let linger: NodeJS.Timeout | undefined
    const heard = (data: string, body: Dispatcher.ResponseData['body']): void => {
      const message = parse(Buffer.from(data))
      end.heard(message)
      if (!isObject(message) || message['id'] !== id || 'method' in message) return
      isThere = true
      linger ??= setTimeout(() => body.on('error', () => {}).destroy(), lingerMs).unref()
    }
    let reply = first
    let from: string | undefined
    let resumes = 0
    try {
      for (;;) {
        const { body } = reply
        const limits = { mostEventBytes: mostBytes, mostBytes: mostReplyBytes }
        const { lastId, retryMs, failure } = await readEvents(body, limits, (data) => heard(data, body))
        if (isThere) return
        if (failure instanceof McpError) throw failure
        resumes = lastId === undefined ? resumes + 1 : 0
        from = lastId ?? from
        if (from === undefined || resumes > mostResumes) throw new McpError('garbled', { reason: 'no reply' })
        await delay(Math.min(Math.max(retryMs ?? rest.firstMs, rest.leastMs), rest.mostMs), undefined, { signal })
        reply = await listenTo(from, signal).catch((error: unknown) => {
          throw isLost(error) ? new McpError('unavailable', error.cause) : error
        })
        if (!isOf('text/event-stream', reply)) throw garbled(reply)
      }
    } finally {
      clearTimeout(linger)
    }
  }

  function garbled(reply: Dispatcher.ResponseData): McpError {
    discard(reply)
    return new McpError('garbled', { reason: 'a reply of another kind', status: reply.statusCode })
  }

  /** What a server tells without being asked. One that cannot says so by its status. */
  async function listen(): Promise<void> {
    const { signal } = closing
    let from: string | undefined
    let restMs = rest.firstMs
    while (!signal.aborted) {
      try {
        const reply = await listenTo(from, signal)
        if (!isOf('text/event-stream', reply)) return discard(reply)
        const limits = { mostEventBytes: mostBytes, mostBytes: Infinity }
        const { lastId } = await readEvents(reply.body, limits, (data) => {
          restMs = rest.firstMs
          end.heard(parse(Buffer.from(data)))
        })
        from = lastId ?? from
      } catch (error) {
        if (error instanceof McpError && error.code !== 'unavailable') return
      }
      await delay(restMs, undefined, { signal, ref: false })
      restMs = Math.min(restMs * 2, rest.mostMs)
    }
  }

  return {
    async send(message: JsonObject, signal) {
      const { id, method } = message
      const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
      try {
        const reply = await exchange('POST', headers, JSON.stringify(message), signal)
        const given = reply.headers['mcp-session-id']
        if (method === 'initialize' && given !== undefined) {
          if (typeof given !== 'string' || !sessionPattern.test(given)) throw garbled(reply)
          session = given
        }
        if (id === undefined || method === undefined) return void reply.body.dump({ limit: 65_536 }).catch(() => {})
        if (isOf('text/event-stream', reply)) return await hearReply(reply, id, signal)
        if (!isOf('application/json', reply)) throw garbled(reply)
        end.heard(parse(await bytesOf(reply.body)))
        // Whoever waited for it has it by now.
        throw new McpError('garbled', { reason: 'no reply' })
      } catch (error) {
        throw transportFailure(error)
      }
    },

    agreed(spoken, listens) {
      version = spoken
      if (listens) listen().catch(() => {})
    },

    async [Symbol.asyncDispose]() {
      closing.abort()
      if (session !== undefined) {
        const headers = headersOf({})
        const tell = async (signal: AbortSignal): Promise<void> =>
          discard(await request(url, { dispatcher, method: 'DELETE', headers, signal }))
        await inTime(tell, killMs, new AbortController().signal).catch(() => {})
      }
      await dispatcher.destroy()
    },
  }
}
