import type { Audit } from '../ports/audit.ts'
import type { AuthFailure } from './identify.ts'

export interface FailuresDeps {
  audit: Pick<Audit, 'append'>
  everyMs: number
  now(): number
  onTrouble(error: unknown): void
}

/** Counts who was turned away, and writes down how many it were: who knocks a million times fills no disk. */
export function createFailures({ audit, everyMs, now, onTrouble }: FailuresDeps) {
  const counts = new Map<AuthFailure, number>()

  async function flush(): Promise<void> {
    for (const [reason, count] of [...counts]) {
      await audit.append({ at: now(), actor: 'nobody', act: 'auth_failed', subject: null, count, detail: { reason } })
      // What was counted meanwhile stays, and all of it where nothing could be written.
      const more = (counts.get(reason) ?? 0) - count
      if (more > 0) counts.set(reason, more)
      else counts.delete(reason)
    }
  }

  let written = Promise.resolve()
  const write = (): Promise<void> => (written = written.then(flush).catch(onTrouble))
  const timer = setInterval(() => {
    if (counts.size > 0) void write()
  }, everyMs)
  timer.unref()

  return {
    count(why: AuthFailure): void {
      counts.set(why, (counts.get(why) ?? 0) + 1)
    },
    /** Writes down what is left. */
    async stop(): Promise<void> {
      clearInterval(timer)
      await write()
    },
  }
}
