import { describeModelError } from '../models/errors.ts'
import type { Finish, FinishReason, ModelError } from '../ports/model.ts'
import type { Blocked } from '../safety/guard.ts'
import type { RunError } from './types.ts'

/** Why an attempt was cut short by ourselves. */
export type Interruption = 'stop' | 'hand_over' | 'lost' | undefined

export type RunEnd =
  | { state: 'completed'; finishReason: FinishReason }
  | { state: 'stopped' }
  | { state: 'failed'; error: RunError }
  /** Safety has ended it: what stays was allowed. */
  | { state: 'blocked'; error: RunError }

export const gaveUp: RunError = {
  title: 'The answer could not be completed',
  detail: 'The server went down each time it worked on this answer, and has stopped trying. Send the message again.',
  code: 'attempts_exhausted',
}

export const lostAnswer: RunError = {
  title: 'The answer was lost',
  detail: 'The server went down while it worked on this answer, of which nothing is stored. Send the request again.',
  code: 'lost',
}

export const internalFailure: RunError = {
  title: 'The answer could not be completed',
  detail:
    'The server failed while it worked on this answer. Send the message again; its operator finds the reason in the log.',
  code: 'internal',
}

/** The one outcome of an attempt; `interrupted` is none: the run goes on elsewhere. */
export function endOf(
  end: Finish | ModelError | Blocked,
  interruption: Interruption,
): RunEnd | { state: 'interrupted' } {
  if (end.kind === 'blocked') return { state: 'blocked', error: end.error }
  if (end.kind === 'finish') return { state: 'completed', finishReason: end.reason }
  if (interruption === 'stop') return { state: 'stopped' }
  if (interruption !== undefined) return { state: 'interrupted' }
  return { state: 'failed', error: describeModelError(end.code) }
}
