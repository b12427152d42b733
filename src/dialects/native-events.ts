import type { ControlEvent, RunEvent, RunId } from '../conversation/types.ts'
import { jsonLine } from '../std/json-line.ts'
import type { Encoder } from '../streams/follow-run.ts'

function dataOf(event: ControlEvent): ControlEvent['data'] {
  if (event.type !== 'retracted') return event.data
  const { keep, reason } = event.data
  return { keep, reason }
}

/** One event of the native protocol, as it stands on the wire. */
function encode(event: RunEvent, run: RunId): string {
  if (event.type === 'delta') return `id: ${run}:${event.seq}\nevent: delta\ndata: {"text":${jsonLine(event.text)}}\n\n`
  return `id: ${run}:${event.seq}\nevent: ${event.type}\ndata: ${jsonLine(dataOf(event))}\n\n`
}

/** It has no state: all readers of a run share its frames. Who may not read any more is not told to come back. */
export const nativeEvents: Encoder = {
  encode,
  returns: true,
  farewell: (why) => (why === 'goingDown' ? 'retry: 1000\n\n' : ''),
}

export const nativeExample = 'id: 01a1fe53-dffc-79c5-8fbc-465d2908aca8:1048578\nevent: delta\ndata: {"text":"Hi"}\n\n'
