import type { Safety, SafetyOptions } from './create-safety.ts'

export interface LoadedSafety extends Safety {
  /** Takes the time that the first message would have to wait otherwise. */
  load(): Promise<void>
}

/** The rules are many: a server is ready before all of them are, and a message waits for them. */
export function loadSafety(options: SafetyOptions): LoadedSafety {
  let loading: Promise<Safety> | undefined
  const loaded = (): Promise<Safety> =>
    (loading ??= import('./create-safety.ts').then(({ createSafety }) => createSafety(options)))
  return {
    guard: async (...asked) => (await loaded()).guard(...asked),
    isAtRisk: async (said) => (await loaded()).isAtRisk(said),
    dryRun: async (...asked) => (await loaded()).dryRun(...asked),
    async load() {
      await loaded()
    },
  }
}
