import { setTimeout as delay } from 'node:timers/promises'
import type { RunJob } from '../ports/runs.ts'
import type { KeptToolCall, ToolCalls, ToolCallState } from '../ports/tool-calls.ts'
import { patiently } from './patiently.ts'

/** What one attempt at an answer writes down of the tools that it uses. */
export interface KeptCalls {
  /** What earlier attempts have had done. */
  before(): Promise<readonly KeptToolCall[]>
  /** False where the answer is not ours any more, or nobody wants it. */
  begin(calls: readonly KeptToolCall[]): Promise<boolean>
  change(n: number, state: ToolCallState, output: string | null): Promise<boolean>
  /** Whether the person's budget allows to ask the model once more and again after that. */
  afford(cost: { spent: number; next: number }): Promise<boolean>
  /** Undefined where nobody has decided by then. */
  decided(n: number, withinMs: number): Promise<'allowed' | 'refused' | undefined>
}

/** A person takes seconds to decide, and whoever hears of it may be another node. */
const lookMs = 250

/** Of an answer that is on no record nothing is kept, and nobody is asked. */
const unkept: Omit<KeptCalls, 'afford'> = {
  before: () => Promise.resolve([]),
  begin: () => Promise.resolve(true),
  change: () => Promise.resolve(true),
  decided: () => Promise.resolve(undefined),
}

export function createKeptCalls(
  { run: { id }, fence, attempt, budget, transcript }: RunJob,
  { toolCalls, now }: { toolCalls: ToolCalls; now(): number },
  signal: AbortSignal,
  onTrouble: (error: unknown) => void,
): KeptCalls {
  const patience = { signal, onTrouble }
  // Whoever goes on with an answer that another has begun does not know whether it counts.
  const mayCount = budget !== undefined || attempt > 1
  const afford: KeptCalls['afford'] = async (cost) =>
    !mayCount || ((await patiently(() => toolCalls.holdBack(id, fence, cost, now()), patience)) ?? false)
  if (transcript) return { ...unkept, afford }
  return {
    afford,
    before: async () => (await patiently(() => toolCalls.of(id), patience)) ?? [],
    begin: async (calls) => (await patiently(() => toolCalls.begin(id, fence, calls), patience)) ?? false,
    change: async (n, state, output) =>
      (await patiently(() => toolCalls.change(id, fence, { n, state, output }), patience)) ?? false,
    async decided(n, withinMs) {
      const until = performance.now() + withinMs
      while (!signal.aborted && performance.now() < until) {
        const calls = await patiently(() => toolCalls.of(id), patience)
        const state = calls?.find((call) => call.n === n)?.state
        if (state === 'allowed' || state === 'refused') return state
        await delay(lookMs, undefined, { signal }).catch(() => {})
      }
      return undefined
    },
  }
}
