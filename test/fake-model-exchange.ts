import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { messagesWire } from './fake-anthropic.ts'
import { chatWire, type FakeCall, responsesWire } from './fake-model-wires.ts'
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
  /** Asks for something to be done, in whole. */
  call(call: FakeCall): Promise<void>
  /** Chat: the chunk with the `finish_reason`. Elsewhere: what `done` will say. */
  finish(reason?: string): Promise<void>
  usage(usage: FakeUsage): Promise<void>
  /** The end marker, then the end of the body. Before `finish` it is only the latter, but in Chat. */
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
  let begun = false
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

  const wire = wires[request.api]((data, event) => exchange.frame(data, event))

  async function begin(): Promise<void> {
    if (begun) return
    begun = true
    await wire.begin()
  }

  async function say(what: () => Promise<void>): Promise<void> {
    await begin()
    await what()
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
    token: (text) => say(() => wire.token(text)),
    refusal: (text) => say(() => wire.refusal(text)),
    call: (call) => say(() => wire.call(call)),
    finish: (why) => wire.finish(why),
    usage: (usage) => wire.usage(usage),
    async done() {
      await exchange.endMarker()
      await exchange.end()
    },
    endMarker: () => wire.endMarker(),
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
    error: (error) => wire.error(error),
    comment: (text) => exchange.text(`: ${text}${exchange.eol}${exchange.eol}`),
    async frame(data, event) {
      if (wire.isBegunByAll) await begin()
      const { eol } = exchange
      const text = typeof data === 'string' ? data : JSON.stringify(data)
      await exchange.text(`${event === undefined ? '' : `event: ${event}${eol}`}data: ${text}${eol}${eol}`)
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

const wires = { chat: chatWire, responses: responsesWire, messages: messagesWire }
const EVENT_STREAM = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' }
