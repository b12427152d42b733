import { Agent, request } from 'undici'
import type { EmbeddingInput, EmbeddingOutcome, EmbeddingRelay, EmbeddingRequest } from '../../ports/embedding-relay.ts'
import { errorCode } from '../../std/error-code.ts'
import { inTime, TooLateError } from '../../std/in-time.ts'
import { EmbeddingError } from './embedding-error.ts'

export interface RelayEmbeddingsOptions {
  /** With or without a trailing slash. No other host is ever contacted. */
  baseUrl: string
  apiKey?: string | undefined
  model: string
  timeouts: { connectMs: number; replyMs: number }
}

/** 16 vectors of 16,000 numbers. */
const mostBytes = 8 << 20
/** What is read of one reply at once takes a few milliseconds, and no stream waits for more. */
const atOnce = 16
const repliesAtOnce = 4
const mostNumbers = 16_384

interface Part {
  vectors: number[][]
  tokens: number | null
}

const isVector = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.length <= mostNumbers && value.every(Number.isFinite)

const garbled = (): EmbeddingError => new EmbeddingError('the reply has not one vector for each text')

interface Entry {
  index?: unknown
  embedding?: unknown
}

/** One for each of so many texts, in their order; some servers leave the place out. */
function readPart(body: string, count: number): Part {
  let parsed: { data?: unknown; usage?: { prompt_tokens?: unknown } | null } | null
  try {
    parsed = JSON.parse(body) as typeof parsed
  } catch {
    throw new EmbeddingError('the reply is not JSON')
  }
  const data: unknown = parsed?.data
  if (!Array.isArray(data) || data.length !== count) throw garbled()
  const vectors: number[][] = []
  for (const [place, entry] of (data as (Entry | null)[]).entries()) {
    const at = entry?.index ?? place
    if (typeof at !== 'number' || !isVector(entry?.embedding) || at in vectors) throw garbled()
    if (!Number.isInteger(at) || at < 0 || at >= count) throw garbled()
    vectors[at] = entry.embedding
  }
  const tokens = parsed?.usage?.prompt_tokens
  // Some say 0 where they do not count.
  return { vectors, tokens: typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens > 0 ? tokens : null }
}

class StatusError extends Error {
  readonly status: number

  constructor(status: number) {
    super(`The embeddings server answered ${status}`)
    this.name = 'StatusError'
    this.status = status
  }
}

const ofInput = new Set([400, 413, 422])
const passing = (status: number): boolean => status === 408 || status === 429 || status >= 500

function outcomeOf(error: unknown): EmbeddingOutcome {
  if (error instanceof StatusError) {
    if (ofInput.has(error.status)) return { kind: 'refused', cause: error }
    return { kind: 'failed', retryable: passing(error.status), cause: error }
  }
  if (error instanceof EmbeddingError) return { kind: 'failed', retryable: false, cause: error }
  // What the connection failed with is dropped: it may hold what was received.
  const reason = error instanceof TooLateError ? 'no answer in time' : errorCode(error)
  return { kind: 'failed', retryable: true, cause: new EmbeddingError(reason) }
}

function partsOf(input: EmbeddingInput): EmbeddingInput[] {
  const parts: EmbeddingInput[] = []
  for (let from = 0; from < input.length; from += atOnce) parts.push(input.slice(from, from + atOnce))
  return parts
}

/** OpenAI's Embeddings, and those who imitate them. */
export function createRelayEmbeddings(options: RelayEmbeddingsOptions): EmbeddingRelay & AsyncDisposable {
  const { apiKey, model, timeouts } = options
  const url = `${options.baseUrl.replace(/\/+$/, '')}/embeddings`
  const dispatcher = new Agent({
    allowH2: false,
    maxOrigins: 1,
    connections: 32,
    connect: { timeout: timeouts.connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: mostBytes,
  })
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' }
  if (apiKey) headers['authorization'] = `Bearer ${apiKey}`

  async function post(input: EmbeddingInput, dimensions: number | undefined, signal: AbortSignal): Promise<Part> {
    const body = JSON.stringify({ model, input, ...(dimensions !== undefined && { dimensions }) })
    const reply = await request(url, { method: 'POST', headers, body, dispatcher, signal })
    if (reply.statusCode === 200) return readPart(await reply.body.text(), input.length)
    reply.body.on('error', () => {}).destroy()
    throw new StatusError(reply.statusCode)
  }

  async function askAll({ input, dimensions }: EmbeddingRequest, signal: AbortSignal): Promise<EmbeddingOutcome> {
    const parts = partsOf(input)
    const found: Part[] = []
    let next = 0
    async function work(within: AbortSignal): Promise<void> {
      while (next < parts.length) {
        const at = next++
        const some = parts[at] ?? []
        found[at] = await inTime((inner) => post(some, dimensions, inner), timeouts.replyMs, within)
      }
    }
    const failed = new AbortController()
    const within = AbortSignal.any([signal, failed.signal])
    try {
      await Promise.all(Array.from({ length: repliesAtOnce }, () => work(within)))
    } catch (error) {
      failed.abort()
      return outcomeOf(error)
    }
    const counted = found.every(({ tokens }) => tokens !== null)
    const tokens = counted ? found.reduce((sum, part) => sum + (part.tokens ?? 0), 0) : null
    return { kind: 'embedded', vectors: found.flatMap(({ vectors }) => vectors), tokens }
  }

  return { model, ask: askAll, [Symbol.asyncDispose]: () => dispatcher.destroy() }
}
