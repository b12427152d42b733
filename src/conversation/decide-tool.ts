import type { ToolCalls, ToolCallState } from '../ports/tool-calls.ts'
import { DomainError } from './errors.ts'
import { placeOfCall } from './tool-call-id.ts'
import type { RunId } from './types.ts'

/** Says whether a tool may be used that waits for it. Said twice it holds, said otherwise it comes too late. */
export function createDecideTool(toolCalls: Pick<ToolCalls, 'decide'>) {
  return async (userId: string, run: RunId, callId: string, allow: boolean): Promise<ToolCallState> => {
    const n = placeOfCall(run, callId)
    const state = n === undefined ? undefined : await toolCalls.decide(userId, run, n, allow)
    if (state === undefined)
      throw new DomainError('not_found', 'There is no use of a tool of that id, or it is not yours.')
    if ((state === 'refused') === allow)
      throw new DomainError(
        'tool_decided',
        allow
          ? 'It was refused before, by you or because nobody decided in time.'
          : 'It was allowed before, or needed no leave.',
      )
    return state
  }
}
