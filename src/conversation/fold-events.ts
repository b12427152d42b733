import { takeCodePoints } from '../std/code-points.ts'
import { attemptOf } from './seq.ts'
import type { RunEvent } from './types.ts'

/** The text that a reader of these events has before it. */
export function foldText(events: readonly RunEvent[]): string {
  let text = ''
  for (const event of events) {
    if (event.type === 'delta') text += event.text
    else if (event.type === 'restarted') text = ''
    else if (event.type === 'retracted') text = takeCodePoints(text, event.data.keep)
  }
  return text
}

/** What each attempt has told, for an estimate of what it cost. */
export function textByAttempt(events: readonly RunEvent[]): string[] {
  const texts = new Map<number, string>()
  for (const event of events) {
    // Whoever ends a run without answering it writes in the space of an attempt that nobody made.
    if (event.type === 'retracted') continue
    const attempt = attemptOf(event.seq)
    texts.set(attempt, (texts.get(attempt) ?? '') + (event.type === 'delta' ? event.text : ''))
  }
  return [...texts.values()]
}
