import type { RunEvent, RunId } from '../conversation/types.ts'
import type { Encoder } from '../streams/follow-run.ts'

/** One event of the native protocol, as it stands on the wire. */
function encode(event: RunEvent, run: RunId): string {
  if (event.type === 'delta')
    return `id: ${run}:${event.seq}\nevent: delta\ndata: {"text":${JSON.stringify(event.text)}}\n\n`
  return `id: ${run}:${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`
}

/** It has no state: all readers of a run share its frames. Who may not read any more is not told to come back. */
export const nativeEvents: Encoder = { encode, farewell: (why) => (why === 'goingDown' ? 'retry: 1000\n\n' : '') }

export const nativeExample = 'id: 01a1fe53-dffc-79c5-8fbc-465d2908aca8:1048578\nevent: delta\ndata: {"text":"Hi"}\n\n'
