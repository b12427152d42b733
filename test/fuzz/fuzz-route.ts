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

/** Asks one route many times over. */
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
  const result = await fc.check(property, { numRuns: runs, seed })
  const finding = result.failed
    ? `${route.method} ${route.path}, asked with:\n${messageOf(result.errorInstance)}`
    : undefined
  return { statuses, finding }
}
