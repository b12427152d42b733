import type { Limiter } from '../../ports/limiter.ts'
import { hashText } from '../../std/hash-text.ts'

interface Window {
  key: string
  begun: number
  used: number
  next: Window | undefined
}

/** All windows of one name and length: they end in the order in which they began. */
interface Room {
  lengthMs: number
  windows: Map<string, Window>
  oldest: Window | undefined
  newest: Window | undefined
}

/**
 * When there are more, the first one begun is forgotten: its holder gains at most one more window. To fill this takes
 * more addresses than the limit per address, and with those one may send as much anyway. Nobody is refused for it.
 */
const keptAtMost = 100_000

function append(room: Room, window: Window): void {
  if (room.newest) room.newest.next = window
  else room.oldest = window
  room.newest = window
}

// A list, not the order of the map: to find the first of a map costs a step for each that was deleted before it.
function dropOldest(room: Room): void {
  const window = room.oldest
  if (!window) return
  room.oldest = window.next
  if (!room.oldest) room.newest = undefined
  window.next = undefined
  if (room.windows.get(window.key) === window) room.windows.delete(window.key)
}

/** Counts for this process. Nothing is awaited between looking and taking, so that it is exact. */
export function createLimiter({ now }: { now: () => number }): Limiter {
  const rooms = new Map<string, Room>()
  let latest = -Infinity

  function roomOf(name: string, seconds: number): Room {
    const id = `${seconds} ${name}`
    const found = rooms.get(id)
    if (found) return found
    const room: Room = { lengthMs: seconds * 1_000, windows: new Map(), oldest: undefined, newest: undefined }
    rooms.set(id, room)
    return room
  }

  const isOver = ({ begun }: Window, { lengthMs }: Room): boolean => latest >= begun + lengthMs

  /** Twice as many as may be added, so that what is over never piles up, and never takes the place of what is not. */
  function dropSomeOver(added: number): void {
    for (const room of rooms.values()) {
      for (let i = 0; i < 2 * added && room.oldest && isOver(room.oldest, room); i++) dropOldest(room)
    }
  }

  function keepWithinBounds(): void {
    const all = [...rooms.values()]
    while (all.reduce((sum, { windows }) => sum + windows.size, 0) > keptAtMost) {
      const begun = ({ oldest }: Room): number => oldest?.begun ?? Infinity
      dropOldest(all.reduce((first, room) => (begun(room) < begun(first) ? room : first)))
    }
  }

  return {
    async take(asks) {
      const time = now()
      // A clock that was set back does not say when a window ends: better to begin anew than to refuse for too long.
      if (time < latest) rooms.clear()
      latest = time
      dropSomeOver(asks.length)

      const begun: [Room, Window][] = []
      const taken = asks.map(({ name, rate, key: asked }) => {
        const room = roomOf(name, rate.seconds)
        // All alike: none is long, and none keeps the request alive that it was cut from.
        const key = hashText(asked)
        let window = room.windows.get(key)
        if (!window || isOver(window, room)) {
          window = { key, begun: time, used: 0, next: undefined }
          room.windows.set(key, window)
          begun.push([room, window])
        }
        window.used++
        return { name, rate, window, endsAt: window.begun + room.lengthMs }
      })

      const allowed = taken.every(({ window, rate }) => window.used <= rate.requests)
      if (allowed) {
        for (const [room, window] of begun) append(room, window)
        keepWithinBounds()
      } else {
        for (const { window } of taken) window.used--
        for (const [room, { key }] of begun) room.windows.delete(key)
      }
      const states = taken.map(({ name, rate, window, endsAt }) => ({
        name,
        rate,
        remaining: Math.max(0, rate.requests - window.used),
        resetMs: endsAt - time,
      }))
      return { allowed, states }
    },
  }
}
