import type { ToolProgress } from '../ports/model.ts'
import type { NextEvent } from '../streams/write-run.ts'

/** What readers hear of the use of a tool. What it was given and gave went past nobody who looks after the answer. */
export function toolNotice({ input, output, ...progress }: ToolProgress, isShown: boolean): NextEvent {
  const shown = isShown && { ...(input !== undefined && { input }), ...(output !== undefined && { output }) }
  return { type: 'notice', data: { kind: 'tool', ...progress, ...shown } }
}
