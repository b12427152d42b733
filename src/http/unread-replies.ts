import type { Server } from 'node:http'
import type { Socket } from 'node:net'

interface Handle {
  bytesWritten: number
  writeQueueSize: number
}

/** How much the system has taken of what was written; Node itself tells of a write only when all of it is through. */
export function takenBy(socket: Socket | null): number {
  const { _handle: handle }: { _handle?: Handle | null } = (socket ?? {}) as object
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0
}

/** The system would go on sending what it has taken. */
export const cutOff = (socket: Socket | null): void => void socket?.resetAndDestroy()

/** Connections of streams that go on: whoever writes those knows best when a reader is too slow. */
const live = new WeakSet<Socket>()

export function watchYourself(socket: Socket | null): void {
  if (socket) live.add(socket)
}

export function haveWatched(socket: Socket | null): void {
  if (socket) live.delete(socket)
}

/** Cuts those off who take nothing of what they were answered; however slowly one reads, one may go on. */
export function cutUnread(server: Server, patienceMs: number): void {
  const watched = new Map<Socket, { taken: number; idleMs: number }>()
  const roundMs = Math.max(10, Math.min(1_000, patienceMs / 4))

  const rounds = setInterval(() => {
    for (const [socket, state] of watched) {
      const taken = socket.writableLength === 0 || live.has(socket) ? -1 : takenBy(socket)
      state.idleMs = taken !== -1 && taken === state.taken ? state.idleMs + roundMs : 0
      state.taken = taken
      if (state.idleMs >= patienceMs) cutOff(socket)
    }
  }, roundMs)
  rounds.unref()

  server.on('connection', (socket) => {
    watched.set(socket, { taken: -1, idleMs: 0 })
    socket.once('close', () => watched.delete(socket))
  })
  server.once('close', () => clearInterval(rounds))
}
