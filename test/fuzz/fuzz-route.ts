import type { Agent } from 'node:http'
import * as fc from 'fast-check'
import type { Route } from '../../src/dialects/dialect.ts'
import type { TestServer } from '../harness.ts'
import { ask, sourceOf } from './ask.ts'
import { expectDecent } from './expect-decent.ts'
import { requestsOf } from './requests.ts'
import type { World } from './world.ts'

export interface FuzzOptions {
  server: TestServer
  world: World
  agent: Agent
  runs: number
  seed: number
}

export interface Outcome {
  /** How many answers had each status. */
  statuses: Map<number, number>
  /** The simplest request that is not answered as it should be, as source, and what is wrong with its answer. */
  finding: string | undefined
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A route that has only refused, by then, refuses whatever is asked of it. */
const mostRounds = 6

const isDeaf = ({ statuses, finding }: Outcome): boolean =>
  finding === undefined && ![...statuses.keys()].some((status) => status < 300)

/** Asks one route many times over, and again where chance had nothing for it that it takes. */
export async function fuzzRoute(route: Route, { server, world, agent, runs, seed }: FuzzOptions): Promise<Outcome> {
  const statuses = new Map<number, number>()
  const property = fc.asyncProperty(requestsOf(route), async (request) => {
    const sent = world.resolved(request)
    try {
      const answer = await ask(server.url, agent, sent)
      const { status } = answer
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      await world.mend(request, status)
      expectDecent(sent, answer, server)
    } catch (error) {
      throw new Error(`${sourceOf(sent)}\n${messageOf(error)}`, { cause: error })
    }
  })
  const outcome: Outcome = { statuses, finding: undefined }
  for (let round = 0; round === 0 || (isDeaf(outcome) && round < mostRounds); round++) {
    const result = await fc.check(property, { numRuns: runs, seed: seed + round * 1_000_003 })
    if (result.failed)
      outcome.finding = `${route.method} ${route.path}, asked with:\n${messageOf(result.errorInstance)}`
  }
  return outcome
}
