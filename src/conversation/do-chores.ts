import type { ChoreClaim, ChoreKind, ChoreLane, Chores } from '../ports/chores.ts'
import { escalationDelay } from '../safety/escalation-delay.ts'

export type ChoreHandler = (claim: ChoreClaim, signal: AbortSignal) => Promise<void>

export interface DoChoresDeps {
  chores: Chores
  handlers: Readonly<Record<ChoreKind, ChoreHandler>>
  now(): number
  onTrouble(error: unknown): void
}

const lookMs = 1_000
const claimMs = 120_000
/** Of one kind and subject. */
const claimedAtOnce = 32
/** Of each lane: a helper's answers are waited for side by side, and nobody outside waits for a helper. */
const atOnce = 4
const lanes: readonly ChoreLane[] = ['urgent', 'ordinary']
const mostAttempts = 5
const backoffMs = 10_000
const longestBackoffMs = 3_600_000

/** How long nobody tries again; undefined where it is given up. What another service is to forget never is. */
function waitFor(kind: ChoreKind, attempts: number): number | undefined {
  if (kind === 'escalate') return escalationDelay(attempts)
  if (attempts >= mostAttempts && kind !== 'mirror') return undefined
  return Math.min(longestBackoffMs, backoffMs * 2 ** attempts)
}

/** Does what is due, a few things at a time, off every reply's path. What fails is tried again, and given up in the end. */
export function doChores({ chores, handlers, now, onTrouble }: DoChoresDeps) {
  let timer: NodeJS.Timeout | undefined
  const leaving = new AbortController()
  const working = { urgent: new Set<Promise<boolean>>(), ordinary: new Set<Promise<boolean>>() }
  /** Whether nothing could be claimed: that is said once, and not each time. */
  let isAway = false

  async function failed(claimed: ChoreClaim, error: unknown): Promise<void> {
    if (leaving.signal.aborted) return chores.postpone(claimed.claim, now())
    onTrouble(error)
    const attempts = Math.max(...claimed.chores.map((one) => one.attempts)) + 1
    const { retryable = true, retryAfterMs = 0 } = error as { retryable?: boolean; retryAfterMs?: number }
    const wait = retryable ? waitFor(claimed.kind, attempts) : undefined
    if (wait === undefined) return chores.done(claimed.claim)
    return chores.postpone(claimed.claim, now() + (claimed.kind === 'escalate' ? Math.max(wait, retryAfterMs) : wait))
  }

  /** False where nothing was due. */
  async function doNext(lane: ChoreLane): Promise<boolean> {
    const claimed = await chores.claim(now(), claimMs, claimedAtOnce, lane)
    if (!claimed) return false
    try {
      const within = AbortSignal.any([leaving.signal, AbortSignal.timeout(claimMs - backoffMs)])
      await handlers[claimed.kind](claimed, within)
      await chores.done(claimed.claim)
    } catch (error) {
      await failed(claimed, error)
    }
    return true
  }

  function begin(lane: ChoreLane): void {
    if (leaving.signal.aborted || working[lane].size >= atOnce) return
    const work = doNext(lane).then(
      (found) => {
        isAway = false
        return found
      },
      (error: unknown) => {
        if (!isAway) onTrouble(error)
        isAway = true
        return false
      },
    )
    working[lane].add(work)
    void work.then((found) => {
      working[lane].delete(work)
      if (found) begin(lane)
    })
  }

  const all = async (): Promise<void> => {
    await Promise.all(lanes.flatMap((lane) => [...working[lane]]))
  }

  return {
    start(): void {
      timer = setInterval(() => lanes.forEach(begin), lookMs)
      timer.unref()
    },
    /** Does at once all that is due by now. */
    async doDue(): Promise<void> {
      for (const lane of lanes) while (await doNext(lane));
      await all()
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      leaving.abort()
      await all()
    },
  }
}
