import { Agent } from 'node:http'
import { describe, expect, test } from 'vitest'
import { createSecret } from '../../src/config/secrets.ts'
import type { Route } from '../../src/dialects/dialect.ts'
import { dialects } from '../../src/dialects/registry.ts'
import type { TestOptions, TestServer } from '../harness.ts'
import { startWithEmbeddings } from '../start-with-embeddings.ts'
import { adminKey, as, asAdmin, withAuth } from '../tokens.ts'
import { fuzzRoute, type Outcome } from './fuzz-route.ts'
import { createWorld } from './world.ts'

/** As many as a server is asked before it makes way for an empty one. */
const runs = 45
const rounds = Math.ceil(Number(process.env['FUZZ_RUNS'] ?? runs) / runs)
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 1)
const seeds = Array.from({ length: rounds }, (_, i) => firstSeed + i)
const atOnce = 16
const plenty = { requests: 1_000_000, seconds: 60 }
/** Room for a few more streams than are ever read at once: whoever is told that it is taken has found one left open. */
const limited = {
  limits: { streamsPerUser: 24 },
  rateLimits: { user: plenty, session: plenty, address: plenty },
} satisfies TestOptions

const routes = dialects.flatMap((dialect) => dialect.routes)

/** A route that takes nothing but headers has fewer ways of being asked. */
function runsOf({ schema: { params, querystring, body } }: Route): number {
  return Math.ceil((runs * (body || querystring ? 3 : params ? 2 : 1)) / 2)
}

const isErasure = ({ method, path }: Route): boolean => method === 'DELETE' && path === '/v1/me'

async function fuzzAll(server: TestServer, seed: number): Promise<Map<Route, Outcome>> {
  const world = await createWorld(server)
  const agent = new Agent({ keepAlive: true })
  const outcomes = new Map<Route, Outcome>()
  async function fuzz(waiting: Route[]): Promise<void> {
    for (let route = waiting.shift(); route; route = waiting.shift()) {
      const own = seed * routes.length + routes.indexOf(route)
      outcomes.set(route, await fuzzRoute(route, { server, world, agent, runs: runsOf(route), seed: own }))
    }
  }
  const waiting = routes.filter((route) => !isErasure(route))
  await Promise.all(Array.from({ length: atOnce }, () => fuzz(waiting)))
  // Where nothing is left, nothing is answered.
  await fuzz(routes.filter(isErasure))
  agent.destroy()
  return outcomes
}

/** Those that somebody has asked for without waiting for the answer come to their ends as well. */
async function expectNothingOpen({ client }: TestServer): Promise<void> {
  for (const state of ['running', 'queued']) {
    const { json } = await client.get(`/v1/admin/runs?state=${state}`, { headers: asAdmin })
    const open = json.data as { id: string; userId: string; conversationId: string | null }[]
    for (const { id, userId } of open) {
      const reader = await client.stream('GET', `/v1/runs/${id}/events`, { headers: await as(userId) })
      await reader.all()
    }
  }
  for (const state of ['running', 'queued']) {
    const { json } = await client.get(`/v1/admin/runs?state=${state}`, { headers: asAdmin })
    expect(json.data).toEqual([])
  }
}

/** The server still does what it is for, and nothing failed that nobody foresaw. */
async function expectUnharmed({ client, lines }: TestServer): Promise<void> {
  const headers = await as('carl')
  const { json } = await client.post('/v1/conversations', {}, headers)
  const answer = await client.ask(json.id, 'Are you well?', {}, headers)
  expect(answer.json.message.content).toBe('You said: Are you well?')
  const grave = lines.filter((line) => /request_failed|engine_problem|"level":"(?:error|fatal)"/.test(line))
  // How long a recall takes on a machine that does other things is nothing that a request has made fail.
  expect(grave.filter((line) => !line.includes('"name":"TooLateError"'))).toEqual([])
}

const nameOf = ({ method, path, summary }: Route): string => `${method} ${path} (${summary})`

describe.each([
  ['with authentication off', { adminKey: createSecret(adminKey), ...limited }],
  ['with authentication on', { ...withAuth, ...limited }],
] satisfies [string, TestOptions][])('%s', (_, options) => {
  test.each(seeds)(
    'no request makes a route fail, tell what it should not, or leave something open (FUZZ_SEED=%i)',
    { timeout: 0 },
    async (seed) => {
      await using server = await startWithEmbeddings(options)
      const outcomes = await fuzzAll(server, seed)
      const findings = [...outcomes.values()].flatMap(({ finding }) => finding ?? [])
      if (findings.length > 0) expect.fail([`FUZZ_SEED=${seed}`, ...findings].join('\n\n'))
      await expectNothingOpen(server)
      const deaf = routes.filter(
        (route) => ![...(outcomes.get(route)?.statuses.keys() ?? [])].some((status) => status < 300),
      )
      expect(deaf.map(nameOf), 'routes that only refused: what is asked of them does not fit').toEqual([])
      await expectUnharmed(server)
    },
  )
})
