import { createLocalJWKSet } from 'jose'
import type { LocalJWKSet } from 'jose'
import { Agent, request } from 'undici'
import { parseJson } from '../../std/parse-json.ts'

export interface KeySetFetcher extends AsyncDisposable {
  /** Rejects where the server does not hand out its keys. */
  fetch(): Promise<LocalJWKSet>
}

const TIMEOUT_MS = 5_000
const MAX_BYTES = 1 << 20
const MAX_DEPTH = 16

/** `url` is the one place that is ever asked: undici's `request` follows no redirect. */
export function createKeySetFetcher(url: string): KeySetFetcher {
  const target = new URL(url)
  // One timer bounds the whole exchange, which undici's cannot. Its connect timeout frees the socket.
  const agent = new Agent({
    allowH2: false,
    connections: 1,
    connect: { timeout: TIMEOUT_MS },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: MAX_BYTES,
  })

  async function read(signal: AbortSignal): Promise<LocalJWKSet> {
    const headers = { accept: 'application/jwk-set+json, application/json' }
    const { statusCode, body } = await request(target, { dispatcher: agent, headers, signal })
    if (statusCode === 200) return keySetOf(parseJson(Buffer.from(await body.arrayBuffer()), { depth: MAX_DEPTH }))
    body.on('error', () => {}).destroy()
    throw new Error(`Cannot read the key set: the server answered with status ${statusCode}`)
  }

  return {
    async fetch() {
      const controller = new AbortController()
      const timer = setTimeout(
        () => controller.abort(new Error(`Cannot read the key set: no answer within ${TIMEOUT_MS} ms`)),
        TIMEOUT_MS,
      )
      try {
        return await read(controller.signal)
      } finally {
        clearTimeout(timer)
      }
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  }
}

function keySetOf(value: unknown): LocalJWKSet {
  if (!isRecord(value) || !Array.isArray(value['keys'])) throw new Error('Cannot read the key set: it has no keys')
  // RFC 7517 has a reader pass over what it does not understand; jose does so with keys, and not with what is none.
  return createLocalJWKSet({ keys: value['keys'].filter(isRecord) })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
