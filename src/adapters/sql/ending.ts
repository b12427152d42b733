import type { Seal } from '../../ports/journal.ts'
import type { OwnedRun } from './owned-runs.ts'

/** The end of a run, and the run as it was before. */
export interface Ending {
  run: OwnedRun
  seal: Seal
}
