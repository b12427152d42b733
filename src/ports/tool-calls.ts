import type { RunId } from '../conversation/types.ts'

/** `waiting` for somebody to allow it, `allowed` and not begun, `called` and not back; the others are over. */
export type ToolCallState = 'waiting' | 'allowed' | 'called' | 'done' | 'failed' | 'refused'

/** One use of a tool for an answer. */
export interface KeptToolCall {
  /** From 0 on through the whole run. */
  n: number
  /** Those of one step were asked for together. */
  step: number
  name: string
  arguments: string
  state: ToolCallState
  output: string | null
}

/** What answers have had done. Whoever writes names their fence: false where the run is another's by now. */
export interface ToolCalls {
  begin(run: RunId, fence: number, calls: readonly KeptToolCall[]): Promise<boolean>
  change(run: RunId, fence: number, call: Pick<KeptToolCall, 'n' | 'state' | 'output'>): Promise<boolean>
  /**
   * The run has spent so much, and is about to ask its model again, which may cost so much: both are held back of its
   * person's budget now, where it counts. Whether anything was left before that.
   */
  holdBack(run: RunId, fence: number, cost: { spent: number; next: number }, now: number): Promise<boolean>
  /** In their order. It serves the owner of the run and therefore names no person. */
  of(run: RunId): Promise<KeptToolCall[]>
  /** Allows or refuses one that waits for it. Its state afterwards; undefined where there is none, or it is another's. */
  decide(userId: string, run: RunId, n: number, allow: boolean): Promise<ToolCallState | undefined>
}
