import { createAnthropic as createProvider } from '@ai-sdk/anthropic'
import type { Model } from '../../ports/model.ts'
import { streamAiSdk } from './ai-sdk.ts'
import { type BoundedFetchOptions, createBoundedFetch } from './bounded-fetch.ts'
import { CarriedFailure } from './carried-failure.ts'
import { modelFailure, withoutKey } from './model-failure.ts'

export interface AnthropicOptions extends BoundedFetchOptions {
  /** As in `https://api.anthropic.com`, with or without `/v1` and a slash. No other host is ever contacted. */
  baseUrl: string
  apiKey?: string | undefined
}

const forProvider = {
  // What is the same for everybody who speaks to a persona is read from the provider's cache.
  stable: { anthropic: { cacheControl: { type: 'ephemeral' } } },
  // Arguments are wanted whole, and checked before they come.
  request: { anthropic: { toolStreaming: false } },
}

const events = new Set([
  'message_start',
  'message_delta',
  'message_stop',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'ping',
  'error',
])

/** Anthropic's Messages API. */
export function createAnthropic(options: AnthropicOptions): Model & AsyncDisposable {
  const { baseUrl, apiKey, ...bounds } = options
  const connection = createBoundedFetch(bounds)

  // It asks the environment for what it is not given, so it is given a key that is never sent.
  const provider = createProvider({
    baseURL: `${baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1`,
    apiKey: 'unused',
    async fetch(url, init) {
      const { signal, body } = init ?? {}
      if (typeof url !== 'string' || typeof body !== 'string' || !signal)
        throw new CarriedFailure(modelFailure('refused', { reason: 'not a request of ours' }))
      const headers = new Headers(init?.headers)
      if (apiKey) headers.set('x-api-key', apiKey)
      else headers.delete('x-api-key')
      return connection.post(url, Object.fromEntries(headers), body, signal)
    },
  })

  return {
    async stream(request, on, signal) {
      const outcome = await streamAiSdk(provider(request.model), request, on, signal, {
        timeouts: undefined,
        forProvider,
        isHarmless,
      })
      return outcome.kind === 'error' ? withoutKey(outcome, apiKey) : outcome
    },
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  }
}

/** Events that came to the protocol later than its package are told by that as errors. */
function isHarmless(error: unknown): boolean {
  const { name, value } = (error ?? {}) as { name?: unknown; value?: { type?: unknown } | null }
  if (name !== 'AI_TypeValidationError' || typeof value !== 'object' || value === null || Array.isArray(value))
    return false
  return !events.has(String(value.type))
}
