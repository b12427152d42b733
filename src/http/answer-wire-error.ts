import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const answers: Record<string, [status: string, error: string, detail: string]> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'Headers too large',
    'The headers of the request exceed 16 KiB. Send fewer or shorter ones.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'Request timeout',
    'The request did not arrive in time. Send it again, faster.',
  ],
}

const malformed: [string, string, string] = [
  '400 Bad Request',
  'Bad request',
  'The request is not valid HTTP. Check what sends it.',
]

/** For the last bytes of a refusal: whoever has not taken them by then holds nothing open any more. */
const lingerMs = 1_000

/** Says on a bare socket why nothing else will be said on it. */
export function writeRefusal(socket: Socket, status: string, title: string, detail: string): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const cut = setTimeout(() => socket.destroy(), lingerMs)
  socket.once('close', () => clearTimeout(cut))
  const id = randomUUID()
  const body = JSON.stringify({ error: title, detail, correlation_id: id })
  const headers = `Content-Type: application/json; charset=utf-8\r\nX-Correlation-Id: ${id}\r\nContent-Length: ${Buffer.byteLength(body)}`
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\nConnection: close\r\n\r\n${body}`)
}

/** Where Node keeps the answer that is being written on a socket. */
const nodesOwn = '_httpMessage'

/** Whether an answer has begun on it, in the middle of which a refusal would be read as a part of it. */
const isAnswering = (socket: Socket & { [nodesOwn]?: ServerResponse | null }): boolean =>
  socket[nodesOwn]?.headersSent === true

/** Of those whose time is over, so many are sent away before others have their turn. */
const atOnce = 16

/** What no route ever sees: a request that is not HTTP, or never ended. */
export function createAnswerWire(): (error: NodeJS.ErrnoException, socket: Socket) => void {
  // Node finds thousands of them in one go, as many as have come at one time: to answer them all would stop every stream.
  const late: (() => void)[] = []

  function sendAway(): void {
    for (const answer of late.splice(0, atOnce)) answer()
    if (late.length > 0) setImmediate(sendAway)
  }

  return (error, socket) => {
    // Bytes behind the last request of a connection: its answer is on its way.
    if (error.code === 'HPE_CLOSED_CONNECTION') return
    const answer = (): void => {
      if (error.code === 'ECONNRESET' || isAnswering(socket)) socket.destroy()
      else writeRefusal(socket, ...(answers[error.code ?? ''] ?? malformed))
    }
    if (error.code !== 'ERR_HTTP_REQUEST_TIMEOUT') answer()
    else if (late.push(answer) === 1) setImmediate(sendAway)
  }
}
