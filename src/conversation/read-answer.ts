import type { Encoder, FollowRun, Reading } from '../streams/follow-run.ts'
import { foldText } from './fold-events.ts'
import type { RunEvent, TerminalEvent } from './types.ts'

export interface WholeAnswer {
  text: string
  end: TerminalEvent
}

/** Reads a run as everybody does, to its end; undefined where that does not come in time, or before nobody waits any more. */
export function readAnswer(
  follow: FollowRun,
  reading: Reading,
  withinMs: number,
  over: readonly AbortSignal[],
): Promise<WholeAnswer | undefined> {
  const events: RunEvent[] = []
  const collect: Encoder = {
    encode(event) {
      events.push(event)
      return ''
    },
    farewell: () => '',
  }
  const { promise, resolve, reject } = Promise.withResolvers<WholeAnswer | undefined>()
  const giveUp = (): void => resolve(undefined)
  const reader = follow(reading, collect, {
    write: () => true,
    end: (end) => resolve(end && { text: foldText(events), end }),
    fail: reject,
  })
  const timer = setTimeout(giveUp, withinMs)
  for (const signal of over) {
    signal.addEventListener('abort', giveUp, { once: true })
    if (signal.aborted) giveUp()
  }
  return promise.finally(() => {
    clearTimeout(timer)
    for (const signal of over) signal.removeEventListener('abort', giveUp)
    reader.close()
  })
}
