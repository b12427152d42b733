import type { RunId } from '../conversation/types.ts'
import type { RunNews } from '../ports/journal.ts'
import type { LiveLog } from '../ports/live-log.ts'
import type { NodeId, Relay } from '../ports/relay.ts'
import { createHearTails, type HearingPace } from './hear-tails.ts'
import { createTellTails } from './tell-tails.ts'

export interface ElsewherePace extends HearingPace {
  /** How often others are told what is new. */
  tellMs: number
  lastingMs: number
}

export interface ElsewhereDeps {
  self: NodeId
  live: LiveLog
  relay: Relay | undefined
  news(runs: readonly RunId[]): Promise<RunNews[]>
  isWrittenHere(run: RunId): boolean
  /** Whether what is answered here may be shown at the moment. */
  holds(): boolean
  pace: ElsewherePace
  onStop(run: RunId): void
  /** Somebody has put runs down. */
  onReleased(): void
  /** A run that is written here has lost its last reader elsewhere. */
  onLeft(run: RunId): void
  onTrouble(error: unknown): void
}

/** What this node and the others of its store tell each other. */
export function createElsewhere(deps: ElsewhereDeps) {
  const { self, live, relay, pace } = deps
  const hear = createHearTails(deps)
  const tell = relay && createTellTails({ ...deps, relay, everyMs: pace.tellMs, lastingMs: pace.lastingMs })

  return {
    async join(): Promise<void> {
      await relay?.join(self, (from, signal) => {
        switch (signal.kind) {
          case 'tail':
            return hear.tail(from, signal)
          case 'gone':
            return hear.gone(from, signal.runs)
          case 'begun':
            return hear.begun(from, signal.runs)
          case 'follow':
            return tell?.follow(from, signal.runs)
          case 'unfollow':
            return tell?.unfollow(from, signal.runs)
          case 'stop':
            return signal.runs.forEach(deps.onStop)
          case 'released':
            return deps.onReleased()
        }
      })
    },
    /** These runs, which somebody may follow already, are answered here from now on. */
    begun(runs: readonly RunId[]): void {
      if (runs.length > 0) relay?.tellAll({ kind: 'begun', runs })
    },
    released(): void {
      relay?.tellAll({ kind: 'released' })
    },
    askToStop(owner: NodeId, run: RunId): void {
      if (owner !== self) relay?.tell(owner, [{ kind: 'stop', runs: [run] }])
    },
    /** Resolves with whether the tail of a run is here from its start, which somebody else writes or keeps. */
    bring(run: RunId, withinMs: number): Promise<boolean> {
      if (!relay) return Promise.resolve(false)
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const timer = setTimeout(() => resolve(false), withinMs)
      const unsubscribe = live.wake(run, () => {
        if (live.reach(run) === 0) resolve(true)
      })
      return promise.finally(() => {
        clearTimeout(timer)
        unsubscribe()
      })
    },
    isFollowed: (run: RunId): boolean => tell?.isFollowed(run) ?? false,
    /** Whether what others tell comes by itself. */
    isConnected: (): boolean => relay?.connected() ?? false,
    stop(): void {
      hear.stop()
      tell?.stop()
    },
  }
}

export type Elsewhere = ReturnType<typeof createElsewhere>
