import { codePointLength, takeCodePoints } from '../std/code-points.ts'
import type { RunEvent } from './types.ts'

/** These events without the last so many code points of what they tell. What is left without text keeps its place. */
export function dropText(events: readonly RunEvent[], codePoints: number): RunEvent[] {
  const kept = [...events]
  let left = codePoints
  for (let at = kept.length - 1; at >= 0 && left > 0; at--) {
    const event = kept[at]
    if (event?.type === 'restarted') break
    if (event?.type !== 'delta') continue
    const length = codePointLength(event.text)
    kept[at] = { ...event, text: takeCodePoints(event.text, Math.max(0, length - left)) }
    left -= length
  }
  return kept
}

/** A delta is never empty: whoever tells events leaves out what was dropped of them. */
export const isTold = (event: RunEvent): boolean => event.type !== 'delta' || event.text !== ''
