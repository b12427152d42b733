import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import type { FakeRequest } from './fake-model.ts'

export interface FakeUsage {
  input: number
  output: number
}

/** One answer in the making. Every method resolves once its bytes are out, or the client is gone. */
export interface Exchange {
  readonly request: FakeRequest
  /** False once the client has left or the answer is over. */
  readonly open: boolean
  /** Ends lines from here on: `\n` unless told. */
  eol: '\n' | '\r\n' | '\r'
  /** Every write from here on goes out in pieces of so many bytes. */
  pieceBytes: number
  /** Sent by the first frame if not before. */
  head(status?: number, headers?: Record<string, string>): Promise<void>
  token(text: string): Promise<void>
  refusal(text: string): Promise<void>
  /** Chat: the chunk with the `finish_reason`. Responses: what `done` will say. */
  finish(reason?: string): Promise<void>
  usage(usage: FakeUsage): Promise<void>
  /** The end marker, then the end of the body. Before `finish` it is only the latter in Responses. */
  done(): Promise<void>
  /** As `done`, but the body stays open. */
  endMarker(): Promise<void>
  /** The body ends cleanly, whatever was said before. */
  end(): Promise<void>
  /** The socket closes here, in the middle of whatever was said. */
  cut(): void
  /** As `cut`, with a reset: the client may lose what it had not read yet. */
  reset(): void
  /** Says nothing more; resolves when the client has left. */
  stall(): Promise<void>
  error(error: unknown): Promise<void>
  comment(text: string): Promise<void>
  frame(data: unknown, event?: string): Promise<void>
  /** All that is said within goes out in one write. */
  together(say: () => Promise<void>): Promise<void>
  /** Any text, as it is, into the body. */
  text(text: string): Promise<void>
  bytes(bytes: Uint8Array): Promise<void>
  /** Bytes past HTTP, straight into the socket. */
  raw(text: string): Promise<void>
  /** One `data:` line that never ends; resolves when the client has left. */
  endlessLine(prefix?: string): Promise<void>
  /** Tokens without end; resolves when the client has left. */
  flood(text?: string): Promise<void>
  /** A plain HTTP answer. */
  respond(status: number, headers?: Record<string, string>, body?: string): Promise<void>
}

export function createExchange(request: FakeRequest, response: ServerResponse): Exchange {
  const { socket } = response
  const chat = request.api === 'chat'
  let begun = false
  let reason: string | undefined
  let counted: FakeUsage | undefined
  let held: Uint8Array[] | undefined
  let gone: (() => void) | undefined
  socket?.once('close', () => gone?.())
  response.on('error', () => {})

  /** `send` is given a callback; a socket that closes first counts as an answer. */
  function sent(send: (done: () => void) => void): Promise<void> {
    if (!exchange.open) return Promise.resolve()
    return new Promise((resolve) => {
      gone = resolve
      send(resolve)
    })
  }

  async function say(delta: object, item: object): Promise<void> {
    if (!begun) {
      begun = true
      if (chat) await exchange.frame(chunk({ role: 'assistant', content: '' }))
      else await exchange.frame({ type: 'response.created', response: { status: 'in_progress' } }, 'response.created')
    }
    await (chat ? exchange.frame(chunk(delta)) : exchange.frame(item, (item as { type: string }).type))
  }

  function chunk(delta: object, finish: string | null = null): object {
    return { ...CHUNK, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] }
  }

  function lastEvent(): { type: string; response: object } {
    const usage = counted && {
      input_tokens: counted.input,
      output_tokens: counted.output,
      total_tokens: counted.input + counted.output,
    }
    if (reason === 'stop') return last({ status: 'completed', incomplete_details: null, error: null, usage })
    const why = reason === 'length' ? 'max_output_tokens' : reason
    return last({ status: 'incomplete', incomplete_details: { reason: why }, error: null, usage })
  }

  const exchange: Exchange = {
    request,
    eol: '\n',
    pieceBytes: Infinity,
    get open() {
      return !request.isClosed && !response.writableEnded
    },
    async head(status = 200, headers = EVENT_STREAM) {
      if (!exchange.open || response.headersSent) return
      response.writeHead(status, headers)
      response.flushHeaders()
    },
    token: (text) => say({ content: text }, { ...PART, type: 'response.output_text.delta', delta: text }),
    refusal: (text) => say({ refusal: text }, { ...PART, type: 'response.refusal.delta', delta: text }),
    async finish(why = 'stop') {
      reason = why
      if (chat) await exchange.frame(chunk({}, why))
    },
    async usage(usage) {
      counted = usage
      if (!chat) return
      const { input, output } = usage
      const total = input + output
      const counts = { prompt_tokens: input, completion_tokens: output, total_tokens: total }
      await exchange.frame({ ...CHUNK, choices: [], usage: counts })
    },
    async done() {
      await exchange.endMarker()
      await exchange.end()
    },
    async endMarker() {
      if (chat) await exchange.frame('[DONE]')
      else if (reason !== undefined) await exchange.frame(lastEvent(), lastEvent().type)
    },
    async end() {
      await exchange.head()
      await sent((done) => response.end(done))
    },
    cut() {
      socket?.destroy()
    },
    reset() {
      socket?.resetAndDestroy()
    },
    async stall() {
      await request.closed
    },
    async error(error) {
      if (chat) await exchange.frame({ error })
      else await exchange.frame(last({ status: 'failed', error }), 'response.failed')
    },
    comment: (text) => exchange.text(`: ${text}${exchange.eol}${exchange.eol}`),
    frame(data, event) {
      const { eol } = exchange
      const text = typeof data === 'string' ? data : JSON.stringify(data)
      return exchange.text(`${event === undefined ? '' : `event: ${event}${eol}`}data: ${text}${eol}${eol}`)
    },
    text: (text) => exchange.bytes(Buffer.from(text)),
    async together(say) {
      held = []
      await say()
      const all = Buffer.concat(held)
      held = undefined
      await exchange.bytes(all)
    },
    async bytes(bytes) {
      if (held) {
        held.push(bytes)
        return
      }
      await exchange.head()
      const size = Math.min(exchange.pieceBytes, bytes.length)
      for (let at = 0; at < bytes.length && exchange.open; at += size) {
        await sent((done) => response.write(bytes.subarray(at, at + size), () => done()))
        // Lets a client of this process read before the next piece comes.
        if (size < bytes.length) await setImmediate()
      }
    },
    raw: (text) => sent((done) => socket?.write(text, () => done())),
    async endlessLine(prefix = 'data: ') {
      await exchange.text(prefix)
      while (exchange.open) await exchange.text('x'.repeat(16_384)).then(() => setImmediate())
    },
    async flood(text = 'again ') {
      while (exchange.open) await exchange.token(text).then(() => setImmediate())
    },
    async respond(status, headers = { 'content-type': 'application/json' }, body = '') {
      await exchange.head(status, headers)
      await sent((done) => response.end(body, done))
    },
  }
  return exchange
}

const EVENT_STREAM = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' }
const CHUNK = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'fake' }
const PART = { item_id: 'msg_1', output_index: 0, content_index: 0 }

function last(response: { status: string; [field: string]: unknown }): { type: string; response: object } {
  return { type: `response.${response.status}`, response: { id: 'resp_1', object: 'response', ...response } }
}
