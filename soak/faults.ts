import { setTimeout as pause } from 'node:timers/promises'
import { createFaultActs, type FaultActsDeps, type FaultKind, nodeFaults, serviceFaults } from './fault-acts.ts'
import type { Random } from './random.ts'

export interface Fault {
  kind: string
  where: string
  /** Milliseconds since the soak began. */
  from: number
  to: number | undefined
}

export interface FaultsOptions extends FaultActsDeps {
  now(): number
  /** A fault has begun. */
  onFault(fault: Fault): void
}

export interface Faults {
  readonly timeline: readonly Fault[]
  /** Makes faults until `signal`; resolves when everything is back. */
  run(signal: AbortSignal): Promise<void>
}

export function createFaults({ field, random, now, onFault, onProblem }: FaultsOptions): Faults {
  const timeline: Fault[] = []

  /** One fault after the other, each over before the next of its lane. */
  async function lane(
    weights: Readonly<Partial<Record<FaultKind, number>>>,
    longestRest: number,
    own: Random,
    signal: AbortSignal,
  ): Promise<void> {
    const actOf = createFaultActs({ field, random: own, onProblem })
    for (;;) {
      await pause(own.between(300, longestRest), undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      const kind = own.choose(weights as Record<FaultKind, number>)
      const act = actOf(kind)
      const fault: Fault = { kind, where: act.where, from: now(), to: undefined }
      timeline.push(fault)
      onFault(fault)
      await act.run()
      fault.to = now()
    }
  }

  const services = field.redis
    ? serviceFaults
    : { ...serviceFaults, killRedis: 0, pauseRedis: 0, cutRedis: 0, stallRedis: 0 }

  return {
    timeline,
    // A node and a service may be away at the same time; never two nodes by their own fault.
    async run(signal) {
      await Promise.all([lane(nodeFaults, 5_000, random.fork(), signal), lane(services, 6_000, random.fork(), signal)])
    },
  }
}
