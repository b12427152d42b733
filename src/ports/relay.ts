import type { RunEvent, RunId, Seq } from '../conversation/types.ts'
import type { Closed } from './live-log.ts'

/** A process that serves the same store; the owner of runs. */
export type NodeId = string

/** What one node tells another. */
export type Signal =
  /** Somebody reads these runs of yours here: tell their tails from these places on, or all that there is. Said again while it holds. */
  | { kind: 'follow'; runs: readonly { run: RunId; after: Seq | null }[] }
  | { kind: 'unfollow'; runs: readonly RunId[] }
  /** Everything of this run after `after`, up to the last of `events`; all up to `recorded` is on record. */
  | { kind: 'tail'; run: RunId; after: Seq; recorded: Seq; events: readonly RunEvent[]; closed: Closed }
  /** These have no tail here. */
  | { kind: 'gone'; runs: readonly RunId[] }
  /** Somebody has asked these runs of yours to stop. */
  | { kind: 'stop'; runs: readonly RunId[] }
  /** They are answered here from now on. */
  | { kind: 'begun'; runs: readonly RunId[] }
  /** There are runs that nobody answers. */
  | { kind: 'released' }

/** Carries signals between the nodes of one store. Any of them may be lost, and none is repeated or out of order. */
export interface Relay extends AsyncDisposable {
  /** From now on `hear` is called for what others tell this node, or all; never for what it tells itself. */
  join(self: NodeId, hear: (from: NodeId, signal: Signal) => void): Promise<void>
  /** Neither waits nor fails: what cannot be sent is lost. */
  tell(node: NodeId, signals: readonly Signal[]): void
  tellAll(signal: Signal): void
  /** Whether signals pass, as far as is known. */
  connected(): boolean
}
