import { Agent, request } from 'undici'
import type { Escalate, EscalationNotice } from '../../ports/escalation.ts'
import { signatureOf } from '../../std/hmac.ts'
import { inTime } from '../../std/in-time.ts'
import { EscalationError } from './escalation-error.ts'
import { statusFailure, transportFailure } from './escalation-failure.ts'

export interface SendEscalationOptions {
  /** No other place is ever told. */
  url: string
  /** Without one, nothing is signed. */
  secret?: string
  connectMs: number
  replyMs?: number
}

/** So much is read of a reply, for the connection's sake; what it says does not matter. */
const mostBytes = 64 << 10

/** In this order and nothing else: the same bytes at each try, wherever the notice was kept in between. */
function toBody(notice: EscalationNotice): Uint8Array {
  const { id, at, level, subject, urgent, persona, conversationId, runId, userId, text } = notice
  const body = { id, at, level, subject, urgent, persona, conversationId, runId, userId, text: text?.toWellFormed() }
  return Buffer.from(JSON.stringify(body))
}

/** Tells a webhook, once. undici's `request` follows no redirect. */
export function createSendEscalation(options: SendEscalationOptions): Escalate & AsyncDisposable {
  const { url, secret, connectMs, replyMs = 10_000 } = options
  const dispatcher = new Agent({
    allowH2: false,
    maxOrigins: 1,
    connections: 8,
    connect: { timeout: connectMs },
    headersTimeout: 0,
    // Nobody waits for the end of a reply, and it must not keep its connection for ever.
    bodyTimeout: replyMs,
  })

  async function post(body: Uint8Array, headers: Record<string, string>, signal: AbortSignal): Promise<void> {
    const reply = await request(url, { dispatcher, method: 'POST', headers, body, signal })
    void reply.body.dump({ limit: mostBytes })
    if (reply.statusCode < 200 || reply.statusCode >= 300) throw statusFailure(reply.statusCode, reply.headers)
  }

  return {
    async send(notice, signal) {
      const body = toBody(notice)
      const timestamp = String(Math.floor(Date.now() / 1000))
      const headers = {
        'content-type': 'application/json',
        'x-colloquy-id': notice.id,
        'x-colloquy-timestamp': timestamp,
        ...(secret && { 'x-colloquy-signature': signatureOf(secret, timestamp, body) }),
      }
      try {
        await inTime((within) => post(body, headers, within), replyMs, signal)
      } catch (error) {
        throw error instanceof EscalationError ? error : transportFailure(error)
      }
    },
    [Symbol.asyncDispose]: () => dispatcher.destroy(),
  }
}
