import type { IncomingMessage, ServerResponse } from 'node:http'
import { isLast } from './last-request.ts'

/** Writes frames of a response whose headers are out. */
export interface FrameWriter {
  /** False when the socket holds it back. */
  write(frames: string): boolean
  onDrain(listener: () => void): void
}

/** How the body of a stream ends: with its last chunk, or, for HTTP/1.0, with the connection. */
export const framingHeaders = (request: IncomingMessage): Record<string, string> =>
  request.httpVersion === '1.1'
    ? { 'transfer-encoding': 'chunked', connection: isLast(request) ? 'close' : 'keep-alive' }
    : { connection: 'close' }

/**
 * One string and one write a chunk, where `response.write` makes four pieces and a deferred flush of each: a third of
 * what a token costs. `response.end` closes the body as if it had written it.
 */
export function createFrameWriter(response: ServerResponse, chunked: boolean): FrameWriter {
  const { socket } = response
  // Without chunks nothing is framed; one that was left has no socket any more.
  if (!chunked || !socket) {
    return {
      write: (frames) => response.write(frames),
      onDrain: (listener) => response.on('drain', listener),
    }
  }
  return {
    write(frames) {
      const length = Buffer.byteLength(frames)
      const encoding = length === frames.length ? 'latin1' : 'utf8'
      return socket.write(`${length.toString(16)}\r\n${frames}\r\n`, encoding)
    },
    onDrain(listener) {
      socket.on('drain', listener)
      response.on('close', () => socket.off('drain', listener))
    },
  }
}
