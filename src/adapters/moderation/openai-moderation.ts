import type { Classifier } from '../../ports/classifier.ts'
import { createModerationExchange } from './moderation-exchange.ts'
import { readModeration } from './read-moderation.ts'

export interface OpenAiModerationOptions {
  /** With or without a trailing slash. No other host is ever contacted. */
  baseUrl: string
  /** Not every server wants one. */
  apiKey?: string
  model?: string
  connectMs: number
  replyMs?: number
}

/** A text that no model could take at once must not be one that nobody judges, nor count against the service. */
const longestPart = 10_000
/** What stands across a cut is seen by one of the two as a whole. */
const overlap = 500

function toParts(text: string): string[] {
  const parts: string[] = []
  let from = 0
  do {
    // A text without any is refused.
    parts.push(text.slice(from, from + longestPart).toWellFormed() || ' ')
    from += longestPart - overlap
  } while (from + overlap < text.length)
  return parts
}

/** OpenAI's Moderations, and those who imitate them. */
export function createOpenAiModeration(options: OpenAiModerationOptions): Classifier {
  const { baseUrl, apiKey, model = 'omni-moderation-latest', connectMs, replyMs = 5_000 } = options
  const exchange = createModerationExchange({ url: `${baseUrl.replace(/\/+$/, '')}/moderations`, connectMs, replyMs })
  const headers = { ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) }

  return {
    name: 'openai',
    version: model,
    async check({ text, stage }, signal) {
      const parts = toParts(text)
      // Not all who imitate it know a list.
      const body = { model, input: parts.length === 1 ? parts[0] : parts }
      const reply = await exchange.post(Buffer.from(JSON.stringify(body)), headers, signal)
      return readModeration(reply, parts.length, stage)
    },
    [Symbol.asyncDispose]: () => exchange[Symbol.asyncDispose](),
  }
}
