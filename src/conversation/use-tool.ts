import type { ToolProgress } from '../ports/model.ts'
import type { RunJob } from '../ports/runs.ts'
import type { KeptToolCall } from '../ports/tool-calls.ts'
import type { Toolbox, ToolResult } from '../ports/tools.ts'
import type { KeptCalls } from './kept-calls.ts'
import { callIdOf } from './tool-call-id.ts'

export interface UseToolDeps {
  job: RunJob
  toolbox: Toolbox
  kept: KeptCalls
  /** How long somebody has who is asked to allow a use. */
  decisionMs: number
  tell(progress: ToolProgress): void
  onTrouble(error: unknown): void
  signal: AbortSignal
}

/** What a model is told where no tool tells it anything. */
export const untold = {
  unknown: 'There is no tool of this name. Use one of those that you were given, or answer without it.',
  garbled: 'The arguments are not a JSON object. Call it again with arguments that are, or answer without it.',
  refused: 'The person did not allow this. Do not try it again: answer without it.',
  undecided: 'Nobody allowed this in time. Answer without it.',
  failed: 'The tool gave no result. Answer without it, and say that it could not be used.',
  lost: 'The server went down while this was being done. Whether it was done is not known.',
  tooMany: 'Too many tools were called at once, and this one was not. Call it again if it is still needed.',
} as const

/** Undefined where it is not what a tool can be given. */
export function inputOf(given: string): Record<string, unknown> | undefined {
  if (given.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(given)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/**
 * Sees one use of a tool to its end, from as far as it has come; `isLeft` where an earlier attempt brought it there.
 * Resolves with what the model is told; undefined where nobody wants to hear it any more.
 */
export async function useTool(call: KeptToolCall, isLeft: boolean, deps: UseToolDeps): Promise<string | undefined> {
  const { job, toolbox, kept, decisionMs, tell, onTrouble, signal } = deps
  const { n, name, state } = call
  const callId = callIdOf(job.run.id, n)
  const input = inputOf(call.arguments)

  async function settle(to: 'done' | 'failed' | 'refused', output: string): Promise<string | undefined> {
    if (!(await kept.change(n, to, output))) return stopped()
    tell({ callId, name, state: to, output })
    return output
  }

  function stopped(): undefined {
    tell({ callId, name, state: 'stopped' })
  }

  async function carryOut(): Promise<ToolResult> {
    const { userId, persona, run } = job
    try {
      return await toolbox.use(name, input ?? {}, { userId, persona, runId: run.id, callId }, signal)
    } catch (error) {
      if (!signal.aborted) onTrouble(error)
      return { text: untold.failed, failed: true }
    }
  }

  tell({ callId, name, state: 'called', input: input ?? call.arguments })
  if (state === 'done' || state === 'failed' || state === 'refused') {
    const output = call.output ?? untold.refused
    tell({ callId, name, state, output })
    return output
  }
  // Whether the attempt that was lost has come to it, nobody here knows.
  if (state === 'called' && isLeft) return settle('failed', untold.lost)
  if (state === 'waiting') {
    tell({ callId, name, state: 'waiting' })
    const decision = await kept.decided(n, decisionMs)
    if (signal.aborted) return stopped()
    if (decision !== 'allowed') return settle('refused', decision === 'refused' ? untold.refused : untold.undecided)
  }
  if (state !== 'called' && !(await kept.change(n, 'called', null))) return stopped()
  const { text, failed } = await carryOut()
  return signal.aborted ? stopped() : settle(failed ? 'failed' : 'done', text)
}
