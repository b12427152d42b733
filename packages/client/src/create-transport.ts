import { ColloquyError } from './colloquy-error.ts'
import { delayAfter, type Patience } from './patience.ts'
import { pause } from './pause.ts'
import { errorOf, unreachable } from './problem-of.ts'

export interface TransportOptions {
  baseUrl: string
  token: string | (() => string | Promise<string>) | undefined
  fetch: typeof fetch | undefined
  headers: Record<string, string>
  patience: Patience
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export interface Ask {
  method: Method
  path: string
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}

export interface Call extends Ask {
  /** Whether asking twice does no more than asking once; of a GET it is taken for granted. */
  again?: boolean
  /** For its answer to begin, and then for it to be whole. */
  timeoutMs?: number
}

const callTries = 3
const callTimeoutMs = 90_000
/** For one that waits for a page to load, a longer wait is a refusal. */
const callRetryAfterMs = 5_000

export interface Transport {
  patience: Patience
  /** Rejects where nobody answers; an answer that is a refusal is an answer. */
  open(ask: Ask): Promise<Response>
  /** The body of what was answered, undefined where there is none. Rejects with a `ColloquyError` for a refusal. */
  call<Result>(call: Call): Promise<Result>
}

async function bodyOf<Result>(response: Response, signal: AbortSignal): Promise<Result> {
  try {
    const text = await response.text()
    return (text === '' ? undefined : JSON.parse(text)) as Result
  } catch (error) {
    signal.throwIfAborted()
    throw unreachable(error)
  }
}

export function createTransport({ baseUrl, token, headers, patience, ...options }: TransportOptions): Transport {
  const root = baseUrl.replace(/\/+$/, '')
  const ask = options.fetch ?? ((input: string, init: RequestInit) => fetch(input, init))

  async function open({ method, path, body, headers: more, signal }: Ask): Promise<Response> {
    const bearer = typeof token === 'function' ? await token() : token
    signal?.throwIfAborted()
    const init: RequestInit = {
      method,
      cache: 'no-store',
      headers: {
        ...headers,
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    }
    try {
      return await ask(root + path, init)
    } catch (error) {
      signal?.throwIfAborted()
      throw unreachable(error)
    }
  }

  async function callOnce<Result>({ timeoutMs = callTimeoutMs, signal, ...request }: Call): Promise<Result> {
    const controller = new AbortController()
    const leave = (): void => controller.abort(signal?.reason)
    const expire = (): void => controller.abort(unreachable(new Error(`Nothing came for ${timeoutMs} ms`)))
    let timer = setTimeout(expire, timeoutMs)
    signal?.addEventListener('abort', leave)
    if (signal?.aborted === true) leave()
    try {
      const response = await open({ ...request, signal: controller.signal })
      if (!response.ok) throw await errorOf(response)
      clearTimeout(timer)
      timer = setTimeout(expire, timeoutMs)
      return await bodyOf<Result>(response, controller.signal)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', leave)
    }
  }

  return {
    patience,
    open,
    async call({ again, ...request }) {
      const tries = (again ?? request.method === 'GET') ? callTries : 1
      for (let failures = 0; ; failures += 1) {
        try {
          return await callOnce(request)
        } catch (error) {
          const wantedMs = error instanceof ColloquyError ? (error.retryAfterSeconds ?? 0) * 1000 : 0
          const isHopeless = !(error instanceof ColloquyError && error.retryable) || wantedMs > callRetryAfterMs
          if (isHopeless || failures + 1 >= tries) throw error
          await pause(delayAfter(failures, patience, wantedMs), request.signal)
        }
      }
    },
  }
}
