import type { Classifier, TextToCheck } from '../../ports/classifier.ts'
import { signatureOf } from '../../std/hmac.ts'
import { createModerationExchange } from './moderation-exchange.ts'
import { readSentinel } from './read-sentinel.ts'

export interface SentinelOptions {
  /** With or without a trailing slash. No other host is ever contacted. */
  url: string
  /** Without one, nothing is signed. */
  secret?: string
  connectMs: number
  replyMs?: number
}

const mostTurns = 6

/** Nothing but what the contract names, whatever else an object of ours carries. */
function toBody({ stage, text, persona, conversation, riskState, traceId }: TextToCheck): Uint8Array {
  const turns = conversation.turns
    .slice(-mostTurns)
    .map(({ role, content }) => ({ role, content: content.toWellFormed() }))
  const body = {
    stage,
    text: text.toWellFormed(),
    persona,
    conversation: { idHash: conversation.idHash, turns },
    riskState,
    traceId,
  }
  return Buffer.from(JSON.stringify(body))
}

/** A service of one's own that judges texts. */
export function createSentinel({ url, secret, connectMs, replyMs = 5_000 }: SentinelOptions): Classifier {
  const exchange = createModerationExchange({ url: `${url.replace(/\/+$/, '')}/v1/check`, connectMs, replyMs })

  return {
    name: 'sentinel',
    version: 'v1',
    async check(asked, signal) {
      const body = toBody(asked)
      const timestamp = String(Math.floor(Date.now() / 1000))
      const headers = {
        'x-sentinel-timestamp': timestamp,
        ...(secret && { 'x-sentinel-signature': signatureOf(secret, timestamp, body) }),
      }
      return readSentinel(await exchange.post(body, headers, signal))
    },
    [Symbol.asyncDispose]: () => exchange[Symbol.asyncDispose](),
  }
}
