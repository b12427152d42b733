import type { Toolbox } from '../../ports/tools.ts'
import type { HttpPlace } from './mcp-http-wire.ts'
import { createMcpServer, type McpServerRules } from './mcp-server.ts'
import type { StdioPlace } from './mcp-stdio-wire.ts'
import type { OpenWire } from './mcp-wire.ts'

export type McpPlace = ({ kind: 'stdio' } & StdioPlace) | ({ kind: 'http' } & HttpPlace)

export interface McpServerOptions extends McpServerRules {
  place: McpPlace
  /** Those that may use it. */
  personas: readonly string[]
}

export interface McpToolboxOptions {
  servers: readonly McpServerOptions[]
  connectMs: number
  /** In milliseconds, of a clock that is never set back. */
  now(): number
  /** Of a server, by its name; the same trouble only once in a while. */
  onTrouble(server: string, error: unknown): void
  timings?: Partial<typeof usual>
}

const usual = {
  waitMs: 2_000,
  replyMs: 60_000,
  pingMs: 5_000,
  restMs: 1_000,
  mostRestMs: 60_000,
  soundMs: 60_000,
  refreshMs: 300_000,
  killMs: 2_000,
}

/** Between two lines of the log about the same trouble. */
const quietMs = 300_000

/** Some providers refuse a request with more than 128, and there are those of one's own beside them. */
const mostTools = 100

/** What carries messages is loaded by whoever needs it. */
function wireOf(place: McpPlace, timings: { connectMs: number; killMs: number }): OpenWire {
  if (place.kind === 'stdio') {
    return async (end) => (await import('./mcp-stdio-wire.ts')).openStdioWire(place, timings, end)
  }
  return async (end) => (await import('./mcp-http-wire.ts')).openHttpWire(place, timings, end)
}

/** Of a server, each kind of trouble once in a while. */
function rarely(now: () => number, tell: (error: unknown) => void): (error: unknown) => void {
  const told = new Map<string, number>()
  return (error) => {
    const kind = error instanceof Error && 'code' in error ? String(error.code) : 'other'
    if (now() - (told.get(kind) ?? -Infinity) < quietMs) return
    told.set(kind, now())
    tell(error)
  }
}

/** The tools of servers that speak the Model Context Protocol. */
export function createMcpToolbox(options: McpToolboxOptions): Toolbox & AsyncDisposable {
  const { connectMs, now, onTrouble } = options
  const timings = { ...usual, ...options.timings }
  const servers = options.servers.map(({ place, personas, ...rules }) => {
    const trouble = rarely(now, (error) => onTrouble(rules.name, error))
    const open = wireOf(place, { connectMs, killMs: timings.killMs })
    return { personas, server: createMcpServer({ rules, timings, open, now, onTrouble: trouble }) }
  })

  return {
    async of(persona, signal) {
      const allowed = servers.filter(({ personas }) => personas.includes(persona))
      return (await Promise.all(allowed.map(({ server }) => server.tools(signal)))).flat().slice(0, mostTools)
    },

    async use(name, input, { callId }, signal) {
      for (const { server } of servers) {
        const ownName = server.ownName(name)
        if (ownName !== undefined) return server.call(ownName, input, callId, signal)
      }
      throw new Error('There is no tool of this name')
    },

    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map(({ server }) => server[Symbol.asyncDispose]()))
    },
  }
}
