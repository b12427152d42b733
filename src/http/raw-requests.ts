import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { writeRefusal } from './answer-wire-error.ts'
import { refuseUnrouted } from './refuse-unrouted.ts'

const unmet = {
  status: 417,
  error: 'Expectation failed',
  detail: 'The request expects what this server does not do. Leave Expect out, or send "Expect: 100-continue".',
}

/** Whether its body still comes is for its sender to choose. */
const refuseExpectation = (request: IncomingMessage, response: ServerResponse): void =>
  refuseUnrouted(request, response, unmet)

/** Answers in words what Node would answer with nothing, or by hanging up. */
export function answerRawRequests(server: Server): void {
  const used = new WeakSet<object>()
  server.on('request', ({ socket }) => used.add(socket))

  server.on('checkExpectation', refuseExpectation)
  // Node takes any value with this word in it for this word; a proxy in front may take it for none.
  server.on('checkContinue', (request, response) => {
    if (request.headers.expect?.toLowerCase() !== '100-continue') {
      refuseExpectation(request, response)
      return
    }
    response.writeContinue()
    server.emit('request', request, response)
  })

  server.on('connect', ({ socket }: IncomingMessage, tunnel: Duplex) => {
    // Node has let go of it: without a listener, a connection that breaks here ends the process.
    tunnel.on('error', () => {})
    // The answer would stand where an earlier request waits for its own.
    if (used.has(socket)) {
      socket.destroy()
      return
    }
    // What comes in is read and dropped: closing over unread bytes resets the connection, and the answer is lost.
    socket.resume()
    writeRefusal(
      socket,
      '405 Method Not Allowed',
      'Method not allowed',
      'This server is no proxy and opens no connections to others. Send the request to the host that it is for.',
    )
  })
}
