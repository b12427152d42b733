import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { addressBlock } from '../std/address-block.ts'
import { createSlots } from '../std/slots.ts'
import { writeRefusal } from './answer-wire-error.ts'

export interface ConnectionLimit {
  perAddress: number
  /** Whether a connection from there may be anybody's. */
  isProxy(address: string | undefined): boolean
  onRefused(address: string): void
}

/** A refusal is a courtesy: in a flood most get none, so that they hold nothing open. */
const refusalsAtOnce = 256

/** Bounds how many connections one address holds open. */
export function limitConnections(server: Server, { perAddress, isProxy, onRefused }: ConnectionLimit): void {
  const take = createSlots(perAddress)
  let refusals = 0

  function refuse(socket: Socket): void {
    if (refusals >= refusalsAtOnce) {
      socket.destroy()
      return
    }
    refusals++
    // What comes in is read and dropped: closing over unread bytes resets the connection, and the answer is lost.
    socket.resume()
    socket.once('close', () => refusals--)
    writeRefusal(
      socket,
      '429 Too Many Requests',
      'Too many connections',
      'Your address has too many connections open. Close some of them, or wait until one ends, then connect again.',
    )
  }

  // What is refused must not reach the parser: a request in it would be answered, and paid for, all the same.
  const admit = server.rawListeners('connection')
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    // Its end may have been told already, and a place would never be given back.
    if (socket.destroyed) return
    const { remoteAddress } = socket
    if (!isProxy(remoteAddress)) {
      const address = addressBlock(remoteAddress)
      const release = take(address)
      if (!release) {
        socket.on('error', () => {})
        refuse(socket)
        onRefused(address)
        return
      }
      socket.once('close', release)
    }
    for (const listener of admit) Reflect.apply(listener, server, [socket])
  })
}
