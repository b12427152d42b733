import type { ControlEvent, RunEvent, RunId } from '../conversation/types.ts'
import type { Encoder } from '../streams/follow-run.ts'

/** Line ends to some readers, though not to the standard: JSON leaves them as they are. */
const oddLineEnd = /[\u0085\u2028\u2029]/
const escaped = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`

function jsonLine(value: unknown): string {
  const json = JSON.stringify(value)
  return oddLineEnd.test(json) ? json.replaceAll(/[\u0085\u2028\u2029]/g, escaped) : json
}

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
