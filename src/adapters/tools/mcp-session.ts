import type { ToolResult } from '../../ports/tools.ts'
import { McpError, McpRefusal } from './mcp-error.ts'
import { openPeer } from './mcp-peer.ts'
import { isObject, type JsonObject, type OpenWire } from './mcp-wire.ts'
import { type ListedTool, readTool } from './read-tool.ts'
import { readToolResult, toldRefusal } from './read-tool-result.ts'

export interface McpSession extends AsyncDisposable {
  /** Those that are wanted, as many of them as there may be. */
  list(isWanted: (tool: ListedTool) => boolean, signal: AbortSignal): Promise<ListedTool[]>
  /** `ms` is for the one call. */
  call(name: string, input: JsonObject, callId: string, ms: number, signal: AbortSignal): Promise<ToolResult>
  /** Rejects where the server does nothing any more. */
  ping(ms: number, signal: AbortSignal): Promise<void>
}

export interface SessionOptions {
  /** For each request but calls. */
  replyMs: number
  signal: AbortSignal
  /** The tools are no longer what they were. */
  onChanged(): void
  onEnd(error: McpError): void
}

/** The newest that is spoken here, and those that are understood. */
const newest = '2025-11-25'
const versions = new Set([newest, '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'])

/** More than any model could choose from. */
const most = { pages: 32, tools: 512 }

export async function openSession(open: OpenWire, options: SessionOptions): Promise<McpSession> {
  const { replyMs, signal, onChanged, onEnd } = options
  await using stack = new AsyncDisposableStack()
  const peer = stack.use(
    await openPeer(open, {
      sendMs: replyMs,
      noticed: (method) => void (method === 'notifications/tools/list_changed' && onChanged()),
      ended: onEnd,
    }),
  )
  const hello = await peer.request(
    'initialize',
    { protocolVersion: newest, capabilities: {}, clientInfo: { name: 'colloquy', version: '1' } },
    { ms: replyMs, signal, canCancel: false },
  )
  const { protocolVersion: version, capabilities } = hello
  if (typeof version !== 'string' || !versions.has(version))
    throw new McpError('version', { reason: 'unknown version' })
  const offered = isObject(capabilities) && isObject(capabilities['tools']) ? capabilities['tools'] : undefined
  peer.agreed(version, offered?.['listChanged'] === true)
  await peer.notify('notifications/initialized')
  const owned = stack.move()

  return {
    async list(isWanted, signal) {
      const tools: ListedTool[] = []
      if (!offered) return tools
      let cursor: string | undefined
      for (let page = 0; page < most.pages; page += 1) {
        const limits = { ms: replyMs, signal }
        const result = await peer.request('tools/list', cursor === undefined ? {} : { cursor }, limits)
        if (!Array.isArray(result['tools'])) throw new McpError('garbled', { reason: 'no list of tools' })
        const found = result['tools'].flatMap((one) => readTool(one) ?? []).filter(isWanted)
        tools.push(...found.slice(0, most.tools - tools.length))
        const { nextCursor } = result
        if (typeof nextCursor !== 'string' || nextCursor === cursor || tools.length >= most.tools) break
        cursor = nextCursor
      }
      return tools
    },

    async call(name, input, callId, ms, signal) {
      // Who keeps it can tell that the same use was asked for before.
      const params = { name, arguments: input, _meta: { 'colloquy/callId': callId } }
      try {
        return readToolResult(await peer.request('tools/call', params, { ms, signal }))
      } catch (error) {
        if (error instanceof McpRefusal) return toldRefusal(error)
        throw error
      }
    },

    async ping(ms, signal) {
      try {
        await peer.request('ping', {}, { ms, signal })
      } catch (error) {
        if (!(error instanceof McpRefusal)) throw error
      }
    },

    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
