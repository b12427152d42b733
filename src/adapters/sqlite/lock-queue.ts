/** Those who have found the database locked by another and try again: whoever locks it again and again lets them go first. */
export interface LockQueue {
  enter(): void
  leave(): void
  /** Resolves once nobody waits. */
  empty(): Promise<void>
}

export function createLockQueue(): LockQueue {
  let waiting = 0
  let emptied = Promise.withResolvers<void>()
  emptied.resolve()
  return {
    enter() {
      if (waiting++ === 0) emptied = Promise.withResolvers<void>()
    },
    leave() {
      if (--waiting === 0) emptied.resolve()
    },
    empty: () => emptied.promise,
  }
}
