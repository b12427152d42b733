import type { McpError } from './mcp-error.ts'

export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What carries messages to a server. */
export interface Wire extends AsyncDisposable {
  /** Rejects where it is known that the message, or its reply, never comes. */
  send(message: JsonObject, signal: AbortSignal): Promise<void>
  /** Both sides have agreed on a version; `listens` where the server has news to tell by itself. */
  agreed(version: string, listens: boolean): void
}

export interface WireEnd {
  heard(message: unknown): void
  /** Nothing comes any more. */
  ended(error: McpError): void
}

export type OpenWire = (end: WireEnd) => Promise<Wire>

/** Of one message, whichever way it comes. */
export const mostBytes = 4 << 20
export const mostDepth = 128
