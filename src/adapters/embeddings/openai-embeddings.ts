import { Agent, request } from 'undici'
import type { Embedder } from '../../ports/embedder.ts'
import { takeCodePoints } from '../../std/code-points.ts'
import { errorCode } from '../../std/error-code.ts'
import { inTime, TooLateError } from '../../std/in-time.ts'
import { EmbeddingError, statusError } from './embedding-error.ts'
import { readEmbeddings } from './read-embeddings.ts'

export interface OpenAiEmbeddingsOptions {
  /** With or without a trailing slash. No other host is ever contacted. */
  baseUrl: string
  apiKey?: string | undefined
  model: string
  timeouts: { connectMs: number; replyMs: number }
}

/** 32 vectors of 8,000 numbers. */
const mostBytes = 16 << 20
/** Servers of one's own often take no more in one request, and none of these is long to read. */
const mostTexts = 32
/** A long text is known by its beginning: as much as most models take, then what those take that know 512 tokens. */
const lengths = [6_000, 1_500, 400]
/** So many in vain, and none that was taken: it is not the texts. */
const mostRefused = 3

/** OpenAI's Embeddings, and those who imitate them; a text that the server refuses by itself has an empty vector. */
export function createOpenAiEmbeddings(options: OpenAiEmbeddingsOptions): Embedder & AsyncDisposable {
  const { apiKey, model, timeouts } = options
  const url = `${options.baseUrl.replace(/\/+$/, '')}/embeddings`
  const dispatcher = new Agent({
    allowH2: false,
    maxOrigins: 1,
    connections: 32,
    // A person who thinks for a while still finds a connection open: a question has no time for a new one.
    keepAliveTimeout: 30_000,
    connect: { timeout: timeouts.connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: mostBytes,
  })
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' }
  if (apiKey) headers['authorization'] = `Bearer ${apiKey}`

  async function post(input: readonly string[], signal: AbortSignal): Promise<string> {
    // Numbers are what all give who are asked for nothing else; not all know the field.
    const body = JSON.stringify({ model, input })
    const reply = await request(url, { method: 'POST', headers, body, dispatcher, signal })
    if (reply.statusCode === 200) return await reply.body.text()
    reply.body.on('error', () => {}).destroy()
    throw statusError(reply.statusCode)
  }

  async function ask(texts: readonly string[], length: number, signal: AbortSignal): Promise<Float32Array[]> {
    // OpenAI refuses a text without any.
    const input = texts.map((text) => takeCodePoints(text, length).replaceAll('\0', '').toWellFormed() || ' ')
    try {
      return readEmbeddings(await inTime((within) => post(input, within), timeouts.replyMs, signal), texts.length)
    } catch (error) {
      if (error instanceof EmbeddingError) throw error
      // What the connection failed with is dropped: it may hold what was received.
      throw new EmbeddingError(error instanceof TooLateError ? 'no answer in time' : errorCode(error))
    }
  }

  return {
    model,
    async embed(texts, signal) {
      let taken = 0
      let refused = 0

      async function askInParts(some: readonly string[], length: number): Promise<Float32Array[]> {
        try {
          const vectors = await ask(some, length, signal)
          taken += some.length
          return vectors
        } catch (error) {
          if (!(error instanceof EmbeddingError) || !error.tooMuch) throw error
          const half = some.length >> 1
          if (half > 0) {
            const first = await askInParts(some.slice(0, half), length)
            return [...first, ...(await askInParts(some.slice(half), length))]
          }
          const shorter = lengths.find((one) => one < length && one < (some[0] ?? '').length)
          if (shorter !== undefined) return askInParts(some, shorter)
          refused += 1
          if (taken === 0 && (refused === mostRefused || refused === texts.length)) throw error
          return [new Float32Array()]
        }
      }

      const vectors: Float32Array[] = []
      for (let from = 0; from < texts.length; from += mostTexts) {
        vectors.push(...(await askInParts(texts.slice(from, from + mostTexts), lengths[0] ?? 0)))
      }
      return vectors
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}
