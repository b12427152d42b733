import { inTime, TooLateError } from '../../std/in-time.ts'
import { McpError, McpRefusal } from './mcp-error.ts'
import { isObject, type JsonObject, type OpenWire, type Wire } from './mcp-wire.ts'

export interface RequestLimits {
  ms: number
  signal: AbortSignal
  /** False where the protocol has no way to take it back. */
  canCancel?: boolean
}

/** One side of JSON-RPC 2.0. */
export interface Peer extends AsyncDisposable {
  request(method: string, params: JsonObject, limits: RequestLimits): Promise<JsonObject>
  notify(method: string, params?: JsonObject): Promise<void>
  agreed: Wire['agreed']
}

export interface PeerEnd {
  /** How long what needs no reply may be on its way. */
  sendMs: number
  noticed(method: string): void
  /** Only once, and only where it was not let go. */
  ended(error: McpError): void
}

interface Waiting {
  resolve(result: JsonObject): void
  reject(error: unknown): void
}

/** A server that asks more than this at once is not answered. */
const mostReplies = 16
/** So much of what a server says instead of a result is kept. */
const longestWords = 4_096

const methodNotFound = { code: -32_601, message: 'Method not found' }

function refusalOf(error: unknown): Error {
  if (!isObject(error)) return new McpError('garbled', { reason: 'an error is none' })
  const { code, message } = error
  const said = typeof message === 'string' ? message.slice(0, longestWords).toWellFormed() : ''
  return new McpRefusal(typeof code === 'number' ? code : 0, said)
}

export async function openPeer(open: OpenWire, { sendMs, noticed, ended }: PeerEnd): Promise<Peer> {
  const waiting = new Map<number, Waiting>()
  const leaving = new AbortController()
  let lastId = 0
  let replies = 0
  let end: McpError | undefined

  function finish(error: McpError): void {
    if (end) return
    end = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
    if (!leaving.signal.aborted) ended(error)
  }

  /** Whether it arrives is the server's concern. */
  function reply(id: unknown, method: string): void {
    if (replies >= mostReplies) return
    replies += 1
    const answer = method === 'ping' ? { result: {} } : { error: methodNotFound }
    const over = (): void => void (replies -= 1)
    post({ jsonrpc: '2.0', id, ...answer }).then(over, over)
  }

  function hear(message: unknown): void {
    if (Array.isArray(message)) return message.forEach(hear)
    if (!isObject(message) || leaving.signal.aborted) return
    const { id, method, result, error } = message
    if (typeof method === 'string') {
      if (id === undefined) noticed(method)
      else reply(id, method)
      return
    }
    const asked = typeof id === 'number' ? waiting.get(id) : undefined
    if (!asked) return
    waiting.delete(Number(id))
    if (isObject(result)) asked.resolve(result)
    else asked.reject(error === undefined ? new McpError('garbled', { reason: 'a result is none' }) : refusalOf(error))
  }

  const wire = await open({ heard: hear, ended: finish })

  return {
    async request(method, params, { ms, signal, canCancel = true }) {
      if (end) throw end
      if (signal.aborted) throw new TooLateError()
      lastId += 1
      const id = lastId
      const { promise, resolve, reject } = Promise.withResolvers<JsonObject>()
      const within = new AbortController()
      waiting.set(id, { resolve, reject })

      function takeBack(error: McpError): void {
        if (!waiting.delete(id)) return
        reject(error)
        within.abort()
        if (canCancel) notify('notifications/cancelled', { requestId: id, reason: error.code }).catch(() => {})
      }
      const cancel = (): void => takeBack(new McpError('cancelled', { reason: method }))
      const timer = setTimeout(() => takeBack(new McpError('timeout', { reason: method })), ms)
      signal.addEventListener('abort', cancel, { once: true })
      wire.send({ jsonrpc: '2.0', id, method, params }, within.signal).catch((error: unknown) => {
        if (waiting.delete(id)) reject(error)
      })
      try {
        return await promise
      } finally {
        clearTimeout(timer)
        signal.removeEventListener('abort', cancel)
      }
    },
    notify,
    agreed: wire.agreed,
    async [Symbol.asyncDispose]() {
      leaving.abort()
      finish(new McpError('cancelled', { reason: 'it was let go' }))
      await wire[Symbol.asyncDispose]()
    },
  }

  function notify(method: string, params?: JsonObject): Promise<void> {
    return post({ jsonrpc: '2.0', method, ...(params && { params }) })
  }

  async function post(message: JsonObject): Promise<void> {
    try {
      await inTime((within) => wire.send(message, within), sendMs, leaving.signal)
    } catch (error) {
      throw error instanceof TooLateError ? new McpError('timeout', { reason: 'a message' }) : error
    }
  }
}
