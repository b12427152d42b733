import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { isBehindLast } from './last-request.ts'
import { refuseUnrouted } from './refuse-unrouted.ts'

/** How many requests of one connection may be unanswered at a time, with the one that is being answered. */
const atOnce = 8
/** Node makes a request of everything that it has read, wanted or not: whoever sends so many is not listening. */
const mostUnheard = 256

interface Asked {
  request: IncomingMessage
  response: ServerResponse
  begin(): void
}

interface Line {
  answering: ServerResponse
  waiting: Asked[]
}

const tooMany = {
  status: 429,
  error: 'Too many requests',
  detail:
    'Too many requests were sent on this connection before the first of them was answered. This one and those behind it were not done: wait for answers, then send them on another connection.',
}

/**
 * The requests of a connection are done one after the other, each once the answer to the one before it was taken: an
 * answer that nobody takes is not made, and what waits when the connection breaks is never done.
 */
export function answerInTurn(server: Server): void {
  const lines = new WeakMap<Socket, Line>()
  const unheard = new WeakMap<Socket, number>()

  function begin({ request, response, begin: run }: Asked, waiting: Asked[]): void {
    const { socket } = request
    lines.set(socket, { answering: response, waiting })
    response.once('close', () => {
      const next = waiting.shift()
      // A connection that closes with this answer gives the next one no socket.
      if (next?.response.socket) begin(next, waiting)
      else lines.delete(socket)
    })
    run()
  }

  function drop(socket: Socket): void {
    const count = (unheard.get(socket) ?? 0) + 1
    unheard.set(socket, count)
    if (count > mostUnheard) socket.destroy()
  }

  function take(asked: Asked): void {
    const { request, response } = asked
    const { socket } = request
    const line = lines.get(socket)
    const isBehind = isBehindLast(request)
    // It has its turn, and comes from `checkContinue`.
    if (line?.answering === response) asked.begin()
    else if (isBehind) drop(socket)
    else if (!line) begin(asked, [])
    else if (line.waiting.length + 1 < atOnce) line.waiting.push(asked)
    else refuseUnrouted(request, response, tooMany)
  }

  for (const event of ['request', 'checkContinue', 'checkExpectation'] as const) {
    const listeners = server.rawListeners(event)
    server.removeAllListeners(event)
    server.on(event, (request: IncomingMessage, response: ServerResponse) =>
      take({
        request,
        response,
        begin: () => {
          for (const listener of listeners) Reflect.apply(listener, server, [request, response])
        },
      }),
    )
  }
}
