import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** On each connection, the request behind which nothing is taken for a request any more. */
const lastOnes = new WeakMap<Socket, IncomingMessage>()
/** As they came: those in front of the last one may still wait for their turn. */
const places = new WeakMap<IncomingMessage, number>()
const counts = new WeakMap<Socket, number>()

function placeOf(request: IncomingMessage): number {
  const known = places.get(request)
  if (known !== undefined) return known
  const place = (counts.get(request.socket) ?? 0) + 1
  counts.set(request.socket, place)
  places.set(request, place)
  return place
}

/** Where it ends is in doubt, or nobody waits for more: what comes behind it must not be done. */
export function makeLast(request: IncomingMessage): void {
  const place = placeOf(request)
  const last = lastOnes.get(request.socket)
  if (!last || place < placeOf(last)) lastOnes.set(request.socket, request)
}

export const isLast = (request: IncomingMessage): boolean => lastOnes.get(request.socket) === request

/** Asked of each request when it comes, so that its place is known. */
export function isBehindLast(request: IncomingMessage): boolean {
  const place = placeOf(request)
  const last = lastOnes.get(request.socket)
  return last !== undefined && place > placeOf(last)
}

/**
 * Node's `shouldUpgradeCallback`. A request to upgrade is answered in HTTP/1.1, but Node throws away what it read
 * together with it: the next byte may be in the middle of a request.
 */
export function declineUpgrade(request: IncomingMessage): false {
  makeLast(request)
  return false
}
