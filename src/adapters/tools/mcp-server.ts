import type { Tool, ToolResult } from '../../ports/tools.ts'
import { inTime, TooLateError } from '../../std/in-time.ts'
import { McpError } from './mcp-error.ts'
import { type McpSession, openSession } from './mcp-session.ts'
import type { JsonObject, OpenWire } from './mcp-wire.ts'
import type { ListedTool } from './read-tool.ts'
import { toolName } from './tool-name.ts'
import { untilSettled } from './until-settled.ts'

export interface McpServerRules {
  name: string
  /** Those that may be used, as the server calls them; left out, all. */
  tools?: readonly string[] | undefined
  /** Which of them somebody has to allow each time. */
  approval: 'always' | 'never' | 'destructive' | readonly string[]
  /** Of one use. */
  callMs: number
}

export interface McpServerTimings {
  /** How long whoever wants to know the tools waits for them. */
  waitMs: number
  /** For each request but calls; a process may have to be fetched before it answers the first. */
  replyMs: number
  /** After a call that came to nothing, for a sign of life. */
  pingMs: number
  /** After a failure; twice as long after each that follows. */
  restMs: number
  mostRestMs: number
  /** A session that has lasted so long was none of the failures. */
  soundMs: number
  /** After so long the tools are asked for again, unasked. */
  refreshMs: number
}

export interface McpServerDeps {
  rules: McpServerRules
  timings: McpServerTimings
  open: OpenWire
  now(): number
  onTrouble(error: unknown): void
}

export interface McpServer extends AsyncDisposable {
  /** Those that can be used now; never rejects. */
  tools(signal: AbortSignal): Promise<readonly Tool[]>
  /** What the server itself calls a tool that it had when it was last asked. */
  ownName(name: string): string | undefined
  call(ownName: string, input: JsonObject, callId: string, signal: AbortSignal): Promise<ToolResult>
}

interface Opened {
  session: McpSession
  since: number
  uses: number
  isRetired: boolean
  closed?: Promise<void>
}

interface Work {
  promise: Promise<unknown>
  since: number
}

/** Behind the limit of a request, for the way to the server. */
const graceMs = 1_000
/** So many in a row, and a server is left alone that answers, but only that it cannot. */
const mostStrikes = 3

const isOf = (error: unknown, ...codes: string[]): error is McpError =>
  error instanceof McpError && codes.includes(error.code)

/** One server: reached when it is first needed, for everybody, and again after it was lost. */
export function createMcpServer({ rules, timings, open, now, onTrouble }: McpServerDeps): McpServer {
  const { waitMs, replyMs, pingMs, restMs, mostRestMs, soundMs, refreshMs } = timings
  const closing = new AbortController()
  let current: Opened | undefined
  let opening: (Work & { promise: Promise<Opened> }) | undefined
  let listing: (Work & { isAwaited: boolean }) | undefined
  const sessions = new Set<Opened>()
  let listed = new Map<string, { tool: Tool; ownName: string }>()
  let listedAt = 0
  let isStale = false
  let failures = 0
  let strikes = 0
  let restUntil = -Infinity

  function failed(error: unknown): void {
    if (closing.signal.aborted) return
    failures += 1
    restUntil = now() + Math.min(restMs * 2 ** (failures - 1), mostRestMs)
    onTrouble(error)
  }

  function toTool({ name, description, parameters, isDestructive }: ListedTool): Tool {
    const { approval } = rules
    const needsApproval =
      approval === 'always' || (approval === 'destructive' ? isDestructive : approval.includes(name))
    return { spec: { name: toolName(rules.name, name), description, parameters }, needsApproval }
  }

  async function list(session: McpSession): Promise<void> {
    isStale = false
    const all = await session.list(({ name }) => rules.tools?.includes(name) ?? true, closing.signal)
    if (current && current.session !== session) return
    const fresh: typeof listed = new Map()
    for (const one of all) {
      const tool = toTool(one)
      if (!fresh.has(tool.spec.name)) fresh.set(tool.spec.name, { tool, ownName: one.name })
    }
    listed = fresh
    listedAt = now()
  }

  /** Those who use it still may go on; no one else begins. */
  function retire(opened: Opened): void {
    if (current === opened) current = undefined
    if (opened.isRetired) return
    opened.isRetired = true
    if (opened.uses === 0) void close(opened)
  }

  function close(opened: Opened): Promise<void> {
    opened.closed ??= letGo(opened)
    return opened.closed
  }

  async function letGo(opened: Opened): Promise<void> {
    try {
      await opened.session[Symbol.asyncDispose]()
    } catch (error) {
      onTrouble(error)
    }
    sessions.delete(opened)
  }

  async function begin(): Promise<Opened> {
    let opened: Opened | undefined
    function onEnd(error: McpError): void {
      // Before that, a request was under way, and has failed by it.
      if (!opened || opened.isRetired) return
      if (now() - opened.since >= soundMs) failures = 0
      retire(opened)
      failed(error)
    }
    try {
      const onChanged = (): void => void (isStale = true)
      const session = await openSession(open, { replyMs, signal: closing.signal, onChanged, onEnd })
      const fresh: Opened = { session, since: now(), uses: 0, isRetired: false }
      sessions.add(fresh)
      try {
        await list(session)
        closing.signal.throwIfAborted()
      } catch (error) {
        await close(fresh)
        throw error
      }
      strikes = 0
      opened = fresh
      current = fresh
      return fresh
    } catch (error) {
      failed(error)
      throw error
    }
  }

  async function reach(): Promise<Opened> {
    if (current) return current
    if (opening) return opening.promise
    if (closing.signal.aborted) throw new McpError('cancelled', { reason: 'it was let go' })
    if (now() < restUntil) throw new McpError('resting', { reason: 'it failed' })
    const promise = begin().finally(() => {
      opening = undefined
    })
    opening = { promise, since: now() }
    return promise
  }

  /** What an error of a request means for those who come after. */
  function judge(opened: Opened, error: unknown): void {
    if (opened.isRetired) return
    if (isOf(error, 'unavailable')) strikes += 1
    if (isOf(error, 'lost', 'refused')) retire(opened)
    else if (isOf(error, 'ended', 'unreachable', 'denied', 'busy') || strikes >= mostStrikes) {
      retire(opened)
      failed(error)
    } else if (isOf(error, 'timeout')) void look(opened)
  }

  /** One that does not even say that it is there is begun anew, with whatever waits for it. */
  async function look(opened: Opened): Promise<void> {
    try {
      await opened.session.ping(pingMs, closing.signal)
    } catch (error) {
      if (opened.isRetired) return
      retire(opened)
      failed(error)
      await close(opened)
    }
  }

  function relist(opened: Opened) {
    const isAwaited = isStale
    const promise = list(opened.session)
      .catch((error: unknown) => {
        isStale = true
        judge(opened, error)
      })
      .finally(() => {
        listing = undefined
      })
    return { promise, since: now(), isAwaited }
  }

  async function use<Value>(work: (session: McpSession) => Promise<Value>): Promise<Value> {
    const opened = await reach()
    opened.uses += 1
    try {
      const value = await work(opened.session)
      failures = 0
      strikes = 0
      return value
    } catch (error) {
      judge(opened, error)
      throw error
    } finally {
      opened.uses -= 1
      if (opened.isRetired && opened.uses === 0) void close(opened)
    }
  }

  return {
    async tools(signal) {
      if (!current) {
        reach().catch(() => {})
        if (opening) await untilSettled(opening.promise, opening.since + waitMs - now(), signal)
      } else if (isStale || listing || now() - listedAt > refreshMs) {
        listing ??= relist(current)
        if (listing.isAwaited) await untilSettled(listing.promise, listing.since + waitMs - now(), signal)
      }
      return current ? [...listed.values()].map(({ tool }) => tool) : []
    },

    ownName: (name) => listed.get(name)?.ownName,

    async call(ownName, input, callId, signal) {
      const { callMs } = rules
      const until = now() + callMs
      const attempt = (within: AbortSignal): Promise<ToolResult> =>
        use((session) => session.call(ownName, input, callId, Math.max(1, until - now()), within))
      try {
        // The request has its own limit, and this one stands behind it: the way to the server takes time as well.
        return await inTime(
          async (within) => {
            try {
              return await attempt(within)
            } catch (error) {
              // A session that is not known has done nothing.
              if (!isOf(error, 'lost')) throw error
              return await attempt(within)
            }
          },
          callMs + graceMs,
          signal,
        )
      } catch (error) {
        if (!(error instanceof TooLateError)) throw error
        throw signal.aborted ? signal.reason : new McpError('timeout', { reason: 'tools/call' })
      }
    },

    async [Symbol.asyncDispose]() {
      closing.abort()
      await opening?.promise.catch(() => {})
      await Promise.all([...sessions].map(close))
    },
  }
}
