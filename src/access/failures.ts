import type { Audit } from '../ports/audit.ts'
import type { AuthFailure } from './identify.ts'

export interface FailuresDeps {
  audit: Pick<Audit, 'append'>
  everyMs: number
  now(): number
  onTrouble(error: unknown): void
}

const longestMs = 3_600_000

/** In ticks of the timer. */
interface Counted {
  count: number
  /** From one entry to the next. */
  wait: number
  left: number
  quiet: number
}

/**
 * Counts who was turned away, and writes down how many it were: who knocks a million times fills no disk. Of a reason
 * that persists, each entry is waited for twice as long as for the one before.
 */
export function createFailures({ audit, everyMs, now, onTrouble }: FailuresDeps) {
  const longest = Math.ceil(longestMs / everyMs)
  const reasons = new Map<AuthFailure, Counted>()

  async function write(reason: AuthFailure, counted: Counted): Promise<void> {
    const { count } = counted
    if (count === 0) return
    await audit.append({ at: now(), actor: 'nobody', act: 'auth_failed', subject: null, count, detail: { reason } })
    // What was counted meanwhile stays, and all of it where nothing could be written.
    counted.count -= count
    counted.left = counted.wait
    counted.wait = Math.min(counted.wait * 2, longest)
  }

  let written = Promise.resolve()
  const writeSoon = (reason: AuthFailure, counted: Counted): Promise<void> =>
    (written = written.then(() => write(reason, counted)).catch(onTrouble))

  function tick(): void {
    for (const [reason, counted] of reasons) {
      counted.left--
      counted.quiet++
      if (counted.count > 0) {
        if (counted.left <= 0) void writeSoon(reason, counted)
      } else if (counted.quiet > longest) {
        reasons.delete(reason)
      }
    }
  }
  const timer = setInterval(tick, everyMs)
  timer.unref()

  return {
    count(why: AuthFailure): void {
      const counted = reasons.get(why) ?? { count: 0, wait: 2, left: 1, quiet: 0 }
      counted.count++
      counted.quiet = 0
      reasons.set(why, counted)
    },
    /** Writes down what is left. */
    async stop(): Promise<void> {
      clearInterval(timer)
      await Promise.all(Array.from(reasons, ([reason, counted]) => writeSoon(reason, counted)))
    },
  }
}
