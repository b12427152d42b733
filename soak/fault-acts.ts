import { setTimeout as pause } from 'node:timers/promises'
import type { Field } from './field.ts'
import type { Proxy } from './proxy.ts'
import type { Random } from './random.ts'
import type { SoakNode } from './soak-node.ts'

/** By how often each of them happens. */
export const nodeFaults = { kill: 34, term: 16, freeze: 24, cutClients: 14, stallClients: 12 } as const
export const serviceFaults = {
  killPostgres: 12,
  pausePostgres: 10,
  killRedis: 14,
  pauseRedis: 10,
  cutDatabase: 16,
  stallDatabase: 14,
  delayDatabase: 8,
  cutRedis: 8,
  stallRedis: 8,
} as const

export type FaultKind = keyof typeof nodeFaults | keyof typeof serviceFaults

/** A fault that is decided on; it is over, and everything back, when `run` resolves. */
export interface FaultAct {
  where: string
  run(): Promise<void>
}

export interface FaultActsDeps {
  field: Field
  random: Random
  onProblem(problem: string): void
}

export function createFaultActs({ field, random, onProblem }: FaultActsDeps): (kind: FaultKind) => FaultAct {
  const { nodes, postgres, redis } = field

  /** Short ones are as mean as long ones, and most often between two statements. */
  const upTo = (seconds: number): number => random.next() ** 2 * seconds * 1_000 + 300

  async function wire(proxy: Proxy | undefined, ms: number, harm: (proxy: Proxy) => void): Promise<void> {
    if (!proxy) return
    harm(proxy)
    await pause(ms)
    proxy.heal()
  }

  const cut = (proxy: Proxy | undefined, seconds: number): Promise<void> => {
    const how = random.pick(['reset', 'fin'] as const)
    return wire(proxy, upTo(seconds), (proxy) => proxy.cut(how))
  }
  const stall = (proxy: Proxy | undefined, seconds: number): Promise<void> =>
    wire(proxy, upTo(seconds), (proxy) => proxy.stall())
  const delay = (proxy: Proxy, seconds: number): Promise<void> => {
    const ms = random.between(5, 120)
    return wire(proxy, upTo(seconds), (proxy) => proxy.delay(ms))
  }

  async function away(leave: () => Promise<void> | void, seconds: number, back: () => Promise<void> | void) {
    const ms = upTo(seconds)
    await leave()
    await pause(ms)
    await back()
  }

  const at = (where: string, run: () => Promise<void>): FaultAct => ({ where, run })
  const acts: Readonly<Record<FaultKind, (node: SoakNode) => FaultAct>> = {
    kill: (node) => at(node.name, () => away(node.kill, 8, node.start)),
    term: (node) =>
      at(node.name, async () => {
        if (!(await node.leave())) onProblem(`${node.name} was asked to leave, and did not go`)
        await node.start()
      }),
    freeze: ({ name, signal }) =>
      at(name, () =>
        away(
          () => signal('SIGSTOP'),
          20,
          () => signal('SIGCONT'),
        ),
      ),
    cutClients: ({ name, front }) => at(name, () => cut(front, 2)),
    stallClients: ({ name, front }) => at(name, () => stall(front, 6)),
    cutDatabase: ({ name, toDatabase }) => at(name, () => cut(toDatabase, 6)),
    stallDatabase: ({ name, toDatabase }) => at(name, () => stall(toDatabase, 15)),
    delayDatabase: ({ name, toDatabase }) => at(name, () => delay(toDatabase, 8)),
    cutRedis: ({ name, toRedis }) => at(name, () => cut(toRedis, 6)),
    stallRedis: ({ name, toRedis }) => at(name, () => stall(toRedis, 8)),
    killPostgres: () => at('postgres', () => away(postgres.kill, 5, postgres.start)),
    pausePostgres: () => at('postgres', () => away(postgres.pause, 15, postgres.resume)),
    killRedis: () =>
      at('redis', () =>
        away(
          async () => redis?.kill(),
          5,
          async () => redis?.start(),
        ),
      ),
    pauseRedis: () =>
      at('redis', () =>
        away(
          () => redis?.pause(),
          8,
          () => redis?.resume(),
        ),
      ),
  }
  return (kind) => acts[kind](random.pick(nodes))
}
