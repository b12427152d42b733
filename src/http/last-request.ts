import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** On each connection, the request behind which nothing is taken for a request any more. */
const lastOnes = new WeakMap<Socket, IncomingMessage>()

/** Where it ends is in doubt: what comes behind it may be the body of something, and must not be done. */
export function makeLast(request: IncomingMessage): void {
  if (!lastOnes.has(request.socket)) lastOnes.set(request.socket, request)
}

export const isLast = (request: IncomingMessage): boolean => lastOnes.get(request.socket) === request

export const isBehindLast = (request: IncomingMessage): boolean => lastOnes.has(request.socket) && !isLast(request)

/**
 * Node's `shouldUpgradeCallback`. A request to upgrade is answered in HTTP/1.1, but Node throws away what it read
 * together with it: the next byte may be in the middle of a request.
 */
export function declineUpgrade(request: IncomingMessage): false {
  makeLast(request)
  return false
}
