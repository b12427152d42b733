import { setImmediate as nextTick } from 'node:timers/promises'

/** Repeats a step while it says that more is left, and lets everything else have its turn in between. */
export async function inSlices(step: () => Promise<boolean>): Promise<void> {
  while (await step()) await nextTick()
}
