import { setTimeout as pause } from 'node:timers/promises'
import type { Field } from './field.ts'
import type { Proxy } from './proxy.ts'
import type { Random } from './random.ts'
import type { SoakNode } from './soak-node.ts'

export interface Fault {
  kind: string
  where: string
  /** Milliseconds since the soak began. */
  from: number
  to: number | undefined
}

export interface FaultsOptions {
  field: Field
  random: Random
  now(): number
  /** A fault has begun. */
  onFault(fault: Fault): void
  onProblem(problem: string): void
}

export interface Faults {
  readonly timeline: readonly Fault[]
  /** Makes faults until `signal`; resolves when everything is back. */
  run(signal: AbortSignal): Promise<void>
}

interface Act {
  where: string
  run(): Promise<void>
}

const nodeFaults = { kill: 34, term: 16, freeze: 24, cutClients: 14, stallClients: 12 } as const
const serviceFaults = {
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

type Kind = keyof typeof nodeFaults | keyof typeof serviceFaults

export function createFaults({ field, random, now, onFault, onProblem }: FaultsOptions): Faults {
  const timeline: Fault[] = []
  const { nodes, postgres, redis } = field

  /** Short ones are as mean as long ones, and most often between two statements. */
  const some = (most: number): number => random.between(0, 1) ** 2 * most * 1_000 + 300

  async function wire(proxy: Proxy | undefined, harm: (proxy: Proxy) => void, ms: number): Promise<void> {
    if (!proxy) return
    harm(proxy)
    await pause(ms)
    proxy.heal()
  }

  const cut = (proxy: Proxy): void => proxy.cut(random.pick(['reset', 'fin']))
  const stall = (proxy: Proxy): void => proxy.stall()

  function actOf(kind: Kind): Act {
    const node = random.pick(nodes)
    const on = (where: string, run: () => Promise<void>): Act => ({ where, run })
    const atNode = (run: (node: SoakNode) => Promise<void>): Act => on(node.name, () => run(node))
    switch (kind) {
      case 'kill':
        return atNode(async () => {
          await node.kill()
          await pause(some(8))
          await node.start()
        })
      case 'term':
        return atNode(async () => {
          const { code, signal } = await node.leave()
          if (code !== 0)
            onProblem(`${node.name} was asked to leave at ${Math.round(now())} ms, and left with ${code ?? signal}`)
          await node.start()
        })
      case 'freeze':
        return atNode(async () => {
          node.signal('SIGSTOP')
          await pause(some(20))
          node.signal('SIGCONT')
        })
      case 'cutClients':
        return atNode(({ front }) => wire(front, cut, some(2)))
      case 'stallClients':
        return atNode(({ front }) => wire(front, stall, some(6)))
      case 'cutDatabase':
        return atNode(({ toDatabase }) => wire(toDatabase, cut, some(6)))
      case 'stallDatabase':
        return atNode(({ toDatabase }) => wire(toDatabase, stall, some(15)))
      case 'delayDatabase':
        return atNode(({ toDatabase }) => wire(toDatabase, (proxy) => proxy.delay(random.between(5, 120)), some(8)))
      case 'cutRedis':
        return atNode(({ toRedis }) => wire(toRedis, cut, some(6)))
      case 'stallRedis':
        return atNode(({ toRedis }) => wire(toRedis, stall, some(8)))
      case 'killPostgres':
        return on('postgres', async () => {
          await postgres.kill()
          await pause(some(5))
          await postgres.start()
        })
      case 'pausePostgres':
        return on('postgres', async () => {
          await postgres.pause()
          await pause(some(15))
          postgres.resume()
        })
      case 'killRedis':
        return on('redis', async () => {
          await redis?.kill()
          await pause(some(5))
          await redis?.start()
        })
      case 'pauseRedis':
        return on('redis', async () => {
          redis?.pause()
          await pause(some(8))
          redis?.resume()
        })
    }
  }

  /** One fault after the other, each over before the next of its lane. */
  async function lane<Name extends Kind>(
    weights: Readonly<Record<Name, number>>,
    most: number,
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      await pause(random.between(300, most), undefined, { signal }).catch(() => {})
      if (signal.aborted) return
      const kind = random.choose(weights)
      const act = actOf(kind)
      const fault: Fault = { kind, where: act.where, from: now(), to: undefined }
      timeline.push(fault)
      onFault(fault)
      await act.run()
      fault.to = now()
    }
  }

  const services = redis ? serviceFaults : { ...serviceFaults, killRedis: 0, pauseRedis: 0, cutRedis: 0, stallRedis: 0 }

  return {
    timeline,
    // A node and a service may be away at the same time; never two nodes by their own fault.
    run: async (signal) => void (await Promise.all([lane(nodeFaults, 5_000, signal), lane(services, 6_000, signal)])),
  }
}
