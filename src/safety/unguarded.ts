import type { Guard, GuardedWriter } from './guard.ts'

/** Where an operator has switched safety off: everything goes as it comes. */
export const unguarded = (writer: GuardedWriter, signal: AbortSignal): Guard => ({
  told: undefined,
  asksModel: true,
  level: 0,
  showsTools: true,
  signal,
  delta: writer.delta,
  heard: () => ({ text: writer.text(), deltas: writer.deltas() }),
  finish: async (end) => end,
})
